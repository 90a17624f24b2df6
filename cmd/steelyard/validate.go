package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
)

const validateLong = `Check scenarios without planning them. Everything that is wrong is reported at once, with file,
line and column, and with a hint where there is one. So is what no plan can avoid: demand that cannot
be served in time, with the amount and the cause. Each file that can be planned gets one line
on the standard output, and below it one line for each change that was laid over it. A file with
variants is checked for errors with each of them; FILE#VARIANT checks one alone. FILE may be
"-" for the standard input.` + layersHelp + exitStatus

func newValidateCmd(g *globals) *cobra.Command {
	var over layers
	cmd := &cobra.Command{
		Use:     "validate FILE...",
		Short:   "Check scenarios without planning them",
		Long:    validateLong,
		Example: "  steelyard validate scenario.yaml\n  steelyard validate scenarios/*.yaml",
		Args:    files("FILE..."),
		RunE:    func(_ *cobra.Command, args []string) error { return runValidate(args, over, g) },
	}
	over.addFlags(cmd.Flags())
	return cmd
}

// runValidate reads every file, also after one that is wrong.
func runValidate(paths []string, over layers, g *globals) error {
	var good strings.Builder
	var first error
	for _, path := range paths {
		loaded, err := g.load(path, over)
		if err != nil {
			if f := conclude(err, g); f != exitInvalid {
				return failed(f)
			}
			first = failed(exitInvalid)
			continue
		}
		_, notes := loaded.Diagnostics.Split()
		if err := notes.Print(g.stderr, intake.PrintLimit); err != nil {
			return err
		}
		fmt.Fprintf(&good, "ok: %s\n", summary(loaded.Scenario))
		listChanges(&good, loaded.Changes)
		if err := g.checkVariants(path, loaded); err != nil {
			first = err
		}
	}
	if err := g.deliver("", func(w io.Writer) error { _, err := io.WriteString(w, good.String()); return err }); err != nil {
		return err
	}
	return first
}

// checkVariants checks every variant of a file that was opened without one. The first lines of what is wrong
// name it as the command line does: FILE#VARIANT. What is no error shows when the variant itself is validated.
func (g *globals) checkVariants(path string, loaded *intake.Loaded) error {
	if _, variant := intake.SplitVariant(path); variant != "" {
		return nil
	}
	known := told(loaded.Diagnostics)
	var wrong error
	for _, id := range loaded.Variants() {
		found := loaded.Variant(id).Diagnostics
		found = slices.DeleteFunc(found, func(d intake.Diagnostic) bool { return d.Severity != intake.Error })
		if err := g.report(path+"#"+id, found, known); err != nil {
			wrong = err
		}
	}
	return wrong
}

// summary tells the reader whether the file says what it was meant to say: its size in things and periods.
func summary(s *model.Scenario) string {
	bucket := string(s.Calendar.Bucket)
	if s.Calendar.Bucket == model.Mixed {
		bucket = "period"
	}
	parts := []string{fmt.Sprintf("%s from %s", counted(s.Calendar.Len(), bucket), s.Calendar.Periods[0].Label)}
	for _, part := range []struct {
		n         int
		one, many string
	}{
		{len(s.Families), "family", "families"},
		{len(s.Materials), "material", "materials"},
		{len(s.Resources), "resource", "resources"},
		{len(s.Workforce), "crew", "crews"},
		{len(s.Processes), "process", "processes"},
		{len(s.Suppliers), "supplier", "suppliers"},
	} {
		switch part.n {
		case 0:
		case 1:
			parts = append(parts, "1 "+part.one)
		default:
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.many))
		}
	}
	return fmt.Sprintf("%s (%s)", s.Name, strings.Join(parts, ", "))
}
