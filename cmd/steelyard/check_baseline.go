package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/regress"
	"github.com/steelyard-sop/steelyard/solver"
)

// readBaseline reads what was found before; nil where nothing is asked for. A file that is yet to be written is empty.
func (g *globals) readBaseline(o *checkOptions) (*regress.Baseline, error) {
	if o.baseline == "" {
		return nil, nil
	}
	text, err := os.ReadFile(o.baseline)
	switch {
	case errors.Is(err, fs.ErrNotExist) && o.update:
		return regress.NewBaseline(), nil
	case errors.Is(err, fs.ErrNotExist):
		f := failf(exitInvalid, "read baseline %q: %s", o.baseline, reason(err))
		f.hints = []string{"--update writes it"}
		return nil, f
	case err != nil:
		return nil, failf(exitInvalid, "read baseline %q: %s", o.baseline, reason(err))
	}
	base, err := regress.ReadBaseline(text)
	if err != nil {
		return nil, failf(exitInvalid, "%s: %s", o.baseline, err)
	}
	return base, nil
}

// entryName is the name of a scenario in a baseline: its file from the folder of the baseline on.
func entryName(baseline, scenario string) string {
	folder, err := filepath.Abs(filepath.Dir(baseline))
	if err != nil {
		return scenario
	}
	full, err := filepath.Abs(filepath.FromSlash(scenario))
	if err != nil {
		return scenario
	}
	relative, err := filepath.Rel(folder, full)
	if err != nil {
		return scenario
	}
	return filepath.ToSlash(relative)
}

// updateBaseline writes the baseline anew and shows what moved. Scenarios that were not asked for stay as they are,
// unless their file is gone. Where any scenario has no result, nothing is written.
func (g *globals) updateBaseline(o *checkOptions, before *regress.Baseline, r *checkRun) error {
	after := regress.NewBaseline()
	after.Allow = append(after.Allow, before.Allow...)
	for _, text := range o.allow {
		after.Allow = append(after.Allow, strings.TrimSpace(text))
	}
	for name, entry := range before.Scenarios {
		file, _ := intake.SplitVariant(name)
		if _, err := os.Stat(filepath.Join(filepath.Dir(o.baseline), filepath.FromSlash(file))); err == nil {
			after.Scenarios[name] = entry
		}
	}
	for k := range r.checked {
		for i := range r.checked[k] {
			c := &r.checked[k][i]
			if c.facts == nil || c.facts.Status == string(solver.Stopped) || len(c.facts.Failures) > 0 {
				continue
			}
			after.Scenarios[entryName(o.baseline, c.name)] = regress.NewEntry(c.facts)
		}
	}
	if err := refuseUpdate(g, r); err != nil {
		return err
	}
	text, err := after.Text()
	if err != nil {
		return err
	}
	moves := regress.Moves(before, after)
	if err := g.deliver("", func(w io.Writer) error { return writeMoves(w, moves) }); err != nil {
		return err
	}
	return g.deliver(o.baseline, func(w io.Writer) error { _, err := w.Write(text); return err })
}

// refuseUpdate tells which scenarios have no result that could be kept.
func refuseUpdate(g *globals, r *checkRun) error {
	worst := 0
	for k := range r.checked {
		for i := range r.checked[k] {
			c := &r.checked[k][i]
			switch {
			case c.broken:
				g.note("%s: %s", c.name, c.wrong)
				worst = exitInternal
			case c.facts == nil:
				g.note("%s: %s", c.name, c.wrong)
				worst = max(worst, exitInvalid)
			case c.facts.Status == string(solver.Stopped):
				g.note("%s: no plan was found in time", c.name)
				worst = max(worst, exitStopped)
			case len(c.facts.Failures) > 0:
				g.note("%s: the plan does not pass its audit: %s", c.name, c.facts.Failures[0])
				worst = exitInternal
			}
			if worst == exitInternal {
				return failf(exitInternal, "the baseline is not written")
			}
		}
	}
	if worst != 0 {
		return failf(worst, "the baseline is not written")
	}
	return nil
}

// writeMoves shows what a new baseline changes: a line for each figure.
func writeMoves(w io.Writer, moves []regress.Move) error {
	var b strings.Builder
	if len(moves) == 0 {
		b.WriteString("nothing moved\n")
	}
	scenario := ""
	for _, m := range moves {
		switch {
		case m.Figure == "" && m.Before == "":
			fmt.Fprintf(&b, "+ %s: %s\n", m.Scenario, m.After)
			continue
		case m.Figure == "":
			fmt.Fprintf(&b, "- %s: %s\n", m.Scenario, m.Before)
			continue
		}
		if m.Scenario != scenario {
			fmt.Fprintf(&b, "  %s\n", m.Scenario)
			scenario = m.Scenario
		}
		text := fmt.Sprintf("    %s: %s -> %s", m.Figure, orNone(m.Before), orNone(m.After))
		if !math.IsNaN(m.By) {
			text += fmt.Sprintf(" (%+.3g %%)", m.By)
		}
		b.WriteString(text + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}
