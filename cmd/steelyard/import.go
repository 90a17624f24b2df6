package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/intake"
)

const importLong = `Read back a workbook that "plan --out plan.xlsx" wrote and somebody has edited: every input that
differs from the scenario becomes one change of an overlay, which "plan -f" lays over the same
scenario. Each change is listed with the value before, the new one and its cell.

Only the coloured cells of the sheet Inputs may be changed. A value may have a unit: 90 min. Other
cells that differ, formulas, dates, errors and what is no value of the scenario are refused, each with
its sheet and cell, and so is a workbook that was made from another scenario, variant or state of
it than the base; --any-base takes such a workbook all the same, and every difference for a change.
What the workbook shows of the plan is not read: it follows from the inputs.` + layersHelp + exitStatus

const importExample = `  steelyard import plan.xlsx --base scenario.yaml
  steelyard import plan.xlsx --base scenario.yaml --out overlay.yaml
  steelyard import plan.xlsx --base scenario.yaml#high -o json
  steelyard plan scenario.yaml -f overlay.yaml`

type importOptions struct {
	layers  layers
	format  choice
	base    string
	out     string
	anyBase bool
}

func newImportCmd(g *globals) *cobra.Command {
	o := &importOptions{format: choice{allowed: []string{"yaml", "json"}}}
	cmd := &cobra.Command{
		Use:     "import WORKBOOK --base FILE",
		Short:   "Read changed inputs back from a workbook, as an overlay",
		Long:    importLong,
		Example: importExample,
		Args:    files("WORKBOOK"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.base == "" {
				return usagef(cmd, "--base must name the scenario that the workbook was made from")
			}
			if o.base == standardInput && args[0] == standardInput {
				return usagef(cmd, "the workbook and the scenario cannot both be the standard input")
			}
			return runImport(o, args[0], g)
		},
	}
	flags := cmd.Flags()
	o.layers.addFlags(flags)
	flags.StringVar(&o.base, "base", "", "the scenario that the workbook was made from: `FILE` or FILE#VARIANT")
	flags.BoolVar(&o.anyBase, "any-base", false, "take the workbook although it was made from another scenario than the base")
	flags.VarP(&o.format, "format", "o", "format of the result (default yaml, or as the name of --out ends)")
	flags.StringVar(&o.out, "out", "", "write the result to `FILE`, whole or not at all, and list the changes")
	return cmd
}

func runImport(o *importOptions, workbook string, g *globals) error {
	base, err := g.load(o.base, o.layers)
	if err != nil {
		return err
	}
	src, err := g.read(workbook)
	if err != nil {
		return failf(exitInvalid, "cannot read %s: %s", workbook, err)
	}
	imported := base.Import(workbook, src, intake.ImportOptions{Base: o.base, AnyBase: o.anyBase})
	if err := imported.Diagnostics.Print(g.stderr, intake.PrintLimit); err != nil {
		return fmt.Errorf("cannot tell what is wrong: %w", err)
	}
	if imported.Diagnostics.HasErrors() {
		return failed(exitInvalid)
	}
	if err := g.deliver(o.out, func(w io.Writer) error { return writeImported(w, imported, o) }); err != nil {
		return err
	}
	if len(imported.Changes) == 0 {
		g.note("nothing changed")
		return nil
	}
	if toStdout(o.out) {
		g.note("%s", counted(len(imported.Changes), "change"))
		return nil
	}
	return g.deliver("", func(w io.Writer) error { return listImported(w, imported.Changes) })
}

func writeImported(w io.Writer, imported *intake.Imported, o *importOptions) error {
	if o.format.or(o.out, "yaml") == "json" {
		return importJSON(w, imported)
	}
	return imported.WriteOverlay(w)
}

// listImported writes one line a change.
func listImported(w io.Writer, changes []intake.CellChange) error {
	for _, c := range changes {
		if _, err := fmt.Fprintf(w, "%s  %s -> %s  (%s)\n", c.Path, sideOf(c.Old), sideOf(c.New), c.Cell); err != nil {
			return fmt.Errorf("cannot list the changes: %w", err)
		}
	}
	return nil
}

// sideOf is the value before or after a change.
func sideOf(text string) string {
	if text == "" {
		return "none"
	}
	return shortText(text)
}

// The document of import -o json.
type (
	importDocument struct {
		FormatVersion int              `json:"format_version"`
		Changes       []importedChange `json:"changes"`
	}
	importedChange struct {
		Path string  `json:"path"` // of the value, with the period if the change is of one
		Old  string  `json:"old"`  // as the scenario has it; empty: it has none
		New  *string `json:"new"`  // as an overlay writes it; null: the value is taken away
		Unit string  `json:"unit,omitempty"`
		Cell string  `json:"cell"` // file, sheet and cell: plan.xlsx Inputs!C17
	}
)

func importJSON(w io.Writer, imported *intake.Imported) error {
	document := importDocument{FormatVersion: showFormat, Changes: []importedChange{}}
	for i := range imported.Changes {
		c := &imported.Changes[i]
		change := importedChange{Path: c.Path, Old: c.Old, New: &c.New, Unit: c.Unit, Cell: c.Cell.String()}
		if c.Remove {
			change.New = nil
		}
		document.Changes = append(document.Changes, change)
	}
	return writeJSON(w, document)
}
