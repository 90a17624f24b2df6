package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/pflag"

	"github.com/steelyard-sop/steelyard/intake"
)

// layersHelp ends the help of every command that takes scenarios.
const layersHelp = `

A scenario is a file, or FILE#ID for one of its variants. --set, -f and --disrupt lay changes over
it, in the order in which they are given. Disruptions are supplier_out:ID, line_down:ID and
lane_closed:ID, each [:PERIODS], and demand_shock:ID and price_shock:SUPPLIER, each [:PERIODS]:CHANGE.`

// layers are what the command line lays over a scenario, in its order.
type layers struct{ edits []intake.Edit }

func (l *layers) addFlags(flags *pflag.FlagSet) {
	flags.Var(&layerFlag{l, "PATH=VALUE", func(text string) (intake.Edit, error) {
		if path, _, found := strings.Cut(text, "="); !found || strings.TrimSpace(path) == "" {
			return intake.Edit{}, errors.New("expected PATH=VALUE, as in demand.tools.quantity=*1.10")
		}
		return intake.Edit{Set: text}, nil
	}}, "set", "change a value: demand.tools.quantity=120, or an operation: *1.10, +20, -5 %, remove")
	flags.VarP(&layerFlag{l, "FILE", func(text string) (intake.Edit, error) {
		if text == "" {
			return intake.Edit{}, errors.New("expected the name of a file")
		}
		return intake.Edit{File: text}, nil
	}}, "overlay", "f", "lay a file over the scenario: its change: and its sections")
	flags.Var(&layerFlag{l, "KIND:ID[:PERIODS][:CHANGE]", func(text string) (intake.Edit, error) {
		if strings.TrimSpace(text) == "" {
			return intake.Edit{}, errors.New("expected a disruption, as in supplier_out:agro:2027-06..2027-08")
		}
		return intake.Edit{Disrupt: text}, nil
	}}, "disrupt", "lay a disruption over the scenario: supplier_out:agro:2027-06..2027-08, demand_shock:*:+20 %")
}

// layerFlag is a flag that adds a layer each time it is given.
type layerFlag struct {
	of    *layers
	takes string
	edit  func(text string) (intake.Edit, error)
}

func (f *layerFlag) String() string { return "" }
func (f *layerFlag) Type() string   { return f.takes }

func (f *layerFlag) Set(text string) error {
	edit, err := f.edit(text)
	if err != nil {
		return err
	}
	f.of.edits = append(f.of.edits, edit)
	return nil
}

// listChanges writes what changed a scenario, one line a change.
func listChanges(w io.Writer, changes []intake.Change) {
	for _, c := range changes {
		verb := ""
		if c.Sets {
			verb = "= "
		}
		fmt.Fprintf(w, "    %s %s%s  (%s: %s)\n", c.Pattern, verb, shortText(c.Operation), c.Pos, matched(c))
	}
}

// matched says what a change changed. A pattern without * names its only value itself.
func matched(c intake.Change) string {
	const most = 4
	switch n := len(c.Paths); {
	case n == 1 && c.Paths[0] == c.Pattern:
		return "1 value"
	case n <= most:
		return strings.Join(c.Paths, ", ")
	default:
		return fmt.Sprintf("%d values: %s, ...", n, strings.Join(c.Paths[:most], ", "))
	}
}

func shortText(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-3]) + "..."
	}
	return text
}
