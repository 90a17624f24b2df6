package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/highs"
)

const exportLong = `Write the mathematical problem of a scenario, for other solvers and for a look at the mathematics.
Rows and columns have the names that reports use, capacity[line1,2026-03]; LP text allows neither
brackets nor a minus in a name and spells it capacity(line1,2026_03). MPS holds a minimum, which
is all that every solver reads: a profit is written there with its sign turned, as minus profit.

The format is lp or mps. It is taken from the name of --out where it is not given. FILE may be
"-" for the standard input.` + layersHelp + exitStatus

const exportExample = `  steelyard export scenario.yaml
  steelyard export scenario.yaml --out problem.lp
  steelyard export scenario.yaml --format mps > problem.mps`

type exportOptions struct {
	layers layers
	format choice
	out    string
}

func newExportCmd(g *globals) *cobra.Command {
	o := &exportOptions{format: choice{allowed: []string{"lp", "mps"}}}
	cmd := &cobra.Command{
		Use:     "export FILE",
		Short:   "Write the mathematical problem of a scenario as LP or MPS",
		Long:    exportLong,
		Example: exportExample,
		Args:    files("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !toStdout(o.out) && o.format.or(o.out, "") == "" {
				return usagef(cmd, "the name %s tells no format: end it in .lp or .mps, or give --format", o.out)
			}
			return runExport(cmd.Context(), o, args[0], g)
		},
	}
	o.layers.addFlags(cmd.Flags())
	cmd.Flags().VarP(&o.format, "format", "o", "format of the problem (default as the name of --out ends, or lp)")
	cmd.Flags().StringVar(&o.out, "out", "", "write the problem to `FILE`, whole or not at all")
	return cmd
}

func runExport(ctx context.Context, o *exportOptions, path string, g *globals) error {
	loaded, err := g.load(path, o.layers)
	if err != nil {
		return err
	}
	formulation, err := solver.Formulate(loaded.Scenario)
	if err != nil {
		return err
	}
	return g.deliver(o.out, func(w io.Writer) error {
		return writeProblem(ctx, w, formulation, o.format.or(o.out, "lp"))
	})
}

// writeProblem has the engine write the problem. It writes to files only, and takes the format from their name.
func writeProblem(ctx context.Context, w io.Writer, f *solver.Formulation, format string) error {
	engine, err := highs.New(1)
	if err != nil {
		return err
	}
	defer engine.Close()
	dir, err := os.MkdirTemp("", "steelyard-")
	if err != nil {
		return fmt.Errorf("make room for the problem: %w", err)
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "problem."+format)
	if err := engine.WriteModel(ctx, f.Problem, name); err != nil {
		return err
	}
	file, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("read the problem back: %w", err)
	}
	defer file.Close()
	_, err = io.Copy(w, file)
	return err
}
