package main

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
)

const tornadoLong = `Say which inputs matter: how much the best objective changes when each of them goes down and up by
the same share, all its periods together, and everything else stays. Each side is planned anew; the
input that moves the objective most comes first, and before it those where one side has no plan,
with the limits that stand in the way.

--over names inputs by their path, as --set does, with * for several: every value that matches is
an input of its own, and with --together all that match move as one. Without --over the usual
inputs of the scenario are tried: what is asked and what it earns, capacities, what suppliers sell,
stock limits, wages and costs. Of a kind with more than 12 of them all move as one.` + layersHelp + exitStatus

const tornadoExample = `  steelyard tornado scenario.yaml
  steelyard tornado scenario.yaml --by 5% --over 'demand.*.quantity' --over resources.line.capacity
  steelyard tornado scenario.yaml --over 'suppliers.*.sells.*.price' --together -o json`

type tornadoOptions struct {
	studyOptions
	by       string
	over     []string
	together bool
}

func newTornadoCmd(g *globals) *cobra.Command {
	o := &tornadoOptions{}
	cmd := &cobra.Command{
		Use:     "tornado FILE",
		Short:   "Say which inputs move the objective most",
		Long:    tornadoLong,
		Example: tornadoExample,
		Args:    files("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			by, ok := shareOf(o.by)
			switch wrong := o.plan.validate(); {
			case wrong != "":
				return usagef(cmd, "%s", wrong)
			case !ok || by == 0:
				return usagef(cmd, "--by must be a share above 0 and up to 1, or a percentage: 10%%")
			case o.together && len(o.over) == 0:
				return usagef(cmd, "--together needs --over: which inputs move together")
			}
			return g.ask(cmd.Context(), &o.studyOptions, args[0], func(loaded *intake.Loaded, st *analysis.Study) error {
				return g.tornado(cmd.Context(), o, by, loaded, st)
			})
		},
	}
	o.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&o.by, "by", "10%", "how far inputs go down and up, as a `SHARE` of what they are")
	cmd.Flags().StringArrayVar(&o.over, "over", nil, "only the inputs at this `PATH`; may be given again")
	cmd.Flags().BoolVar(&o.together, "together", false, "all inputs of one --over move as one")
	return cmd
}

func (g *globals) tornado(ctx context.Context, o *tornadoOptions, by float64, loaded *intake.Loaded, st *analysis.Study) error {
	moved, err := g.inputs(o, loaded)
	if err != nil {
		return err
	}
	input, err := inputOf(loaded, st.Result)
	if err != nil {
		return err
	}
	document, err := tornadoOf(ctx, st, loaded, input, moved, by, &o.plan)
	if err != nil {
		return err
	}
	return g.tell(&o.plan, document)
}

// tornadoOf moves each of the inputs down and up.
func tornadoOf(ctx context.Context, st *analysis.Study, loaded *intake.Loaded, input report.Input, moved []movedInput, by float64, o *planOptions) (*report.TornadoDocument, error) {
	known := make([]report.TornadoInput, len(moved))
	inputs := make([]analysis.Input, len(moved))
	var sides sync.WaitGroup
	for k, m := range moved {
		at := func(factor float64) (*model.Scenario, string) { return moveTo(loaded, m.path, factor, o.relax) }
		known[k].Values, inputs[k].Path = m.values, m.path
		sides.Go(func() { inputs[k].Down, known[k].NoDown = at(1 - by) })
		sides.Go(func() { inputs[k].Up, known[k].NoUp = at(1 + by) })
	}
	sides.Wait()
	bars, err := st.Tornado(ctx, inputs, solver.Options{TimeLimit: o.timeLimit, RelGap: o.gap, Threads: o.threads})
	if err != nil {
		return nil, err
	}
	return report.NewTornadoDocument(input, by, known, bars), nil
}

// moveTo is the scenario with what a path names times a factor, or why there is none.
func moveTo(loaded *intake.Loaded, path string, factor float64, isRelaxed bool) (*model.Scenario, string) {
	moved := loaded.With(fmt.Sprintf("%s=*%g", path, factor))
	for i := range moved.Diagnostics {
		switch d := &moved.Diagnostics[i]; {
		case d.Severity != intake.Error:
		case d.Path == path:
			return nil, d.Message
		default:
			return nil, d.Path + ": " + d.Message
		}
	}
	if isRelaxed {
		relax(moved.Scenario)
	}
	return moved.Scenario, ""
}

// usualInputs are the paths that are tried without --over. No two of them name the same value.
var usualInputs = []string{
	"demand.*.quantity", "demand.*.min", "demand.*.max", "demand.*.price", "demand.*.backlog.cost", "demand.*.lost.cost", "families.*.price",
	"resources.*.capacity", "resources.*.hours", "resources.*.overtime.max", "resources.*.overtime.bands.*.max",
	"resources.*.overtime.cost", "resources.*.overtime.bands.*.cost",
	"workforce.*.regular", "workforce.*.wage", "workforce.*.headcount.max", "workforce.*.hire.cost", "workforce.*.layoff.cost",
	"workforce.*.overtime.max", "workforce.*.overtime.cost",
	"processes.*.cost", "suppliers.*.sells.*.price", "suppliers.*.sells.*.capacity", "lanes.*.cost", "lanes.*.capacity",
	"inventory.*.min", "inventory.*.max", "inventory.*.holding_cost", "storage.*.capacity",
}

// mostAlike is how many usual inputs of one kind are moved each by itself.
const mostAlike = 12

// movedInput is what moves together.
type movedInput struct {
	path   string // or a pattern
	values int
}

// inputs lists what is moved.
func (g *globals) inputs(o *tornadoOptions, loaded *intake.Loaded) ([]movedInput, error) {
	if len(o.over) == 0 {
		return inputsAt(loaded.With(moves(usualInputs)...), loaded, func(n int) bool { return n > mostAlike }), nil
	}
	known := told(loaded.Diagnostics)
	for _, pattern := range o.over {
		if strings.Contains(pattern, "=") {
			return nil, failf(exitUsage, "--over %s: expected a path, as in demand.*.quantity", pattern)
		}
		if tried := loaded.With(moves([]string{pattern})...); changesNothing(tried, loaded) {
			return nil, g.report("--over "+pattern, tried.Diagnostics, known)
		}
	}
	var list []movedInput
	for _, pattern := range o.over {
		list = append(list, inputsAt(loaded.With(moves([]string{pattern})...), loaded, func(int) bool { return o.together })...)
	}
	return list, nil
}

// moves are assignments that touch what patterns name and leave it as it is.
func moves(patterns []string) []string {
	list := make([]string, len(patterns))
	for i, pattern := range patterns {
		list[i] = pattern + "=*1"
	}
	return list
}

func changesNothing(tried, loaded *intake.Loaded) bool {
	for _, c := range tried.Changes[len(loaded.Changes):] {
		if len(c.Paths) > 0 {
			return false
		}
	}
	return true
}

// inputsAt lists what the last changes have touched: each value by itself, or all of a pattern where as one says so of their number.
func inputsAt(tried, loaded *intake.Loaded, asOne func(n int) bool) []movedInput {
	var list []movedInput
	for _, c := range tried.Changes[len(loaded.Changes):] {
		if n := len(c.Paths); n > 1 && asOne(n) {
			list = append(list, movedInput{c.Pattern, n})
			continue
		}
		for _, path := range c.Paths {
			list = append(list, movedInput{path, 1})
		}
	}
	return list
}
