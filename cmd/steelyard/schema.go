package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/intake"
)

const schemaLong = `Print the JSON Schema of scenario files. Editors complete keys with it, show what each one means,
and mark what is misspelt. An editor that speaks to yaml-language-server takes it from the first
line of a scenario:

  # yaml-language-server: $schema=scenario.schema.json

The schema says which keys there are and what kind of value each takes. Units, lengths and ids are
checked by "steelyard validate".` + exitStatus

type schemaOptions struct{ out string }

func newSchemaCmd(g *globals) *cobra.Command {
	o := schemaOptions{}
	cmd := &cobra.Command{
		Use:     "schema",
		Short:   "Print the JSON Schema of scenario files, for editors",
		Long:    schemaLong,
		Example: "  steelyard schema > scenario.schema.json\n  steelyard schema --out scenario.schema.json",
		Args:    noArgs,
		RunE:    func(*cobra.Command, []string) error { return runSchema(o, g) },
	}
	cmd.Flags().StringVar(&o.out, "out", "", "write the schema to `FILE`, whole or not at all")
	return cmd
}

func runSchema(o schemaOptions, g *globals) error {
	schema, err := intake.JSONSchema()
	if err != nil {
		return err
	}
	return g.deliver(o.out, func(w io.Writer) error { _, err := w.Write(schema); return err })
}
