package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/report/book"
	"github.com/steelyard-sop/steelyard/solver"
)

const planLong = `Find the best plan of a scenario, have it audited, and show it: status and proof, money, what
each family makes, buys, keeps and owes, the load of resources, and the limits that bind with
what one more unit of each is worth.

A plan that does not pass its audit is not shown. Where no plan keeps all limits, a smallest set
of limits is shown that cannot all hold, and how little would be enough; --elastic shows the
plan that breaks as little of them as can be. An interrupt (Ctrl-C) or the time limit shows the best
plan so far, if there is one.

The same scenario gives the same result, byte for byte, however its file is ordered; only a
time limit or an interrupt can change that. Of equally good plans always the same is chosen,
whatever things are called: the one with the least owed, then the least stock, then the latest
production, then the fewest changes. With --near it is the one nearest to an earlier plan, and
what stability costs is shown. FILE may be "-" for the standard input.` + layersHelp + exitStatus

const planExample = `  steelyard plan scenario.yaml
  steelyard plan scenario.yaml --all
  steelyard plan scenario.yaml#high --set 'demand.*.price=-5 %'
  steelyard plan scenario.yaml --out plan.json
  steelyard plan scenario.yaml --out plan.xlsx
  steelyard plan scenario.yaml --near last.json --within 1%
  steelyard plan scenario.yaml -o json | jq .objective.value
  steelyard plan scenario.yaml --time-limit 2m --gap 0.01`

type planOptions struct {
	layers    layers
	format    choice
	out       string
	timeLimit time.Duration
	gap       float64
	threads   int
	width     int
	all       bool
	relax     bool
	elastic   bool
	anyPlan   bool
	doctor    bool
	given     givenOptions
	inputs    book.Options // of a workbook: the scenario as it was read
	worth     int          // years that the longer run goes on whose prices value closing stock; 0: none
}

func newPlanCmd(g *globals) *cobra.Command {
	o := &planOptions{format: choice{allowed: []string{"table", "json", "xlsx"}}}
	cmd := &cobra.Command{
		Use:     "plan FILE",
		Short:   "Find the best plan of a scenario",
		Long:    planLong,
		Example: planExample,
		Args:    files("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if wrong := cmp.Or(o.validate(), o.given.wrong()); wrong != "" {
				return usagef(cmd, "%s", wrong)
			}
			if o.worth < 0 {
				return usagef(cmd, "--closing-worth must be a number of years, 1 or more")
			}
			if g.showsWorkbook(o) {
				return usagef(cmd, "%s", noWorkbookHere)
			}
			return runPlan(cmd.Context(), o, args[0], g)
		},
	}
	o.addFlags(cmd.Flags())
	o.given.addFlags(cmd.Flags())
	cmd.Flags().BoolVar(&o.doctor, "doctor", false, "do not plan: show how far apart the numbers of the problem lie, and what to do about it")
	cmd.Flags().IntVar(&o.worth, "closing-worth", 0, "value closing stock by the prices of a plan that goes on for `YEARS` as the last one was")
	cmd.Flags().BoolVar(&o.anyPlan, "any-plan", false, "of equally good plans take whichever is found first: a little faster, but other ids may then make it another plan")
	cmd.Flags().BoolVar(&o.elastic, "elastic", false, "where no plan keeps all limits, show the one that breaks as little of them as can be")
	return cmd
}

func (o *planOptions) addFlags(flags *pflag.FlagSet) {
	o.layers.addFlags(flags)
	flags.VarP(&o.format, "format", "o", "format of the result (default table, or as the name of --out ends)")
	flags.StringVar(&o.out, "out", "", "write the result to `FILE`, whole or not at all")
	flags.DurationVar(&o.timeLimit, "time-limit", 0, "stop after this `TIME` with the best plan so far: 30s, 5m (default no limit)")
	flags.Float64Var(&o.gap, "gap", solver.DefaultGap, "with whole numbers, a plan this near to the best is good enough: `SHARE` of the objective")
	flags.IntVar(&o.threads, "threads", 1, "use `N` processors; more than one pays only for large scenarios with whole numbers")
	flags.IntVar(&o.width, "width", 0, "`COLUMNS` of the table (default that of the terminal, or 80)")
	flags.BoolVar(&o.all, "all", false, "show every family, resource and limit in the table")
	flags.BoolVar(&o.relax, "relax", false, "plan as if the scenario asked for no whole numbers")
}

// leastWidth is the narrowest table that can be read.
const leastWidth = 40

// validate returns what is wrong with the flags; empty if nothing is.
func (o *planOptions) validate() string {
	if o.threads < 1 {
		return "--threads must be at least 1"
	}
	return wrongEffort(o.timeLimit, o.gap, o.width)
}

// wrongEffort returns what is wrong with flags that many commands have; empty if nothing is.
func wrongEffort(timeLimit time.Duration, gap float64, width int) string {
	switch {
	case timeLimit < 0:
		return "--time-limit must not be negative"
	case !(gap > 0 && gap < 1): // also where it is not a number
		return "--gap must be more than 0 and less than 1, as a share of the objective"
	case width != 0 && width < leastWidth:
		return fmt.Sprintf("--width must be at least %d", leastWidth)
	}
	return ""
}

func runPlan(ctx context.Context, o *planOptions, path string, g *globals) error {
	loaded, err := g.load(path, o.layers)
	if err != nil {
		return err
	}
	s := loaded.Scenario
	if o.inputs, err = inputsFor(loaded, o); err != nil {
		return err
	}
	if o.relax {
		relax(s)
	}
	if o.worth > 0 {
		if err := g.valueClosing(ctx, s, o); err != nil {
			return err
		}
	}
	if err := g.fix(s, &o.given); err != nil {
		return err
	}
	if o.doctor {
		return g.examine(s, o)
	}
	result, err := g.findPlan(ctx, s, o)
	if err != nil {
		return err
	}
	found, err := g.mend(ctx, s, o, result)
	if err != nil {
		return err
	}
	return g.show(loaded, found, o)
}

// show has the plan audited and delivers the result. It ends the command by what became of the scenario.
func (g *globals) show(loaded *intake.Loaded, a answer, o *planOptions) error {
	result := a.result
	input, err := g.auditedInput(loaded, result)
	if err != nil {
		return err
	}
	input.Repairs, input.Limits, input.Yields = a.repairs, a.limits, a.yields
	document := report.NewDocument(input)
	if err := g.deliver(o.out, func(w io.Writer) error { return g.render(w, document, o) }); err != nil {
		return err
	}
	if n := len(result.Relaxed); n > 0 && o.given.evaluate != "" {
		return failf(exitDiffers, "the given plan breaks %s; what is shown keeps it all the same", counted(n, "limit"))
	}
	return outcome(result)
}

// loadToPlan reads a scenario for a plan with these flags.
func (g *globals) loadToPlan(path string, o *planOptions) (*intake.Loaded, error) {
	loaded, err := g.load(path, o.layers)
	if err == nil && o.relax {
		relax(loaded.Scenario)
	}
	return loaded, err
}

// relax lets everything be a fraction that the scenario wants whole. It is the scenario that changes, so that
// the audit and the hash are of what was planned.
func relax(s *model.Scenario) {
	for i := range s.Workforce {
		s.Workforce[i].Integer = false
	}
}

func (g *globals) render(w io.Writer, document *report.Document, o *planOptions) error {
	switch o.format.or(o.out, "table") {
	case "json":
		return document.WriteJSON(w)
	case workbookFormat:
		return book.Write(w, document, o.inputs)
	}
	return report.Text(w, document, g.textOptions(o))
}

// outcome ends the command after its result was shown.
func outcome(r *solver.Result) error {
	switch n := len(r.Relaxed); {
	case n == 1:
		return failf(exitNoPlan, "infeasible: no plan keeps all limits; the one shown breaks 1 of them")
	case n > 1:
		return failf(exitNoPlan, "infeasible: no plan keeps all limits; the one shown breaks %d of them", n)
	}
	switch r.Status {
	case solver.Infeasible:
		return failf(exitNoPlan, "infeasible: no plan keeps all limits of the scenario")
	case solver.Unbounded:
		return failf(exitNoPlan, "unbounded: the scenario lacks a limit")
	case solver.Stopped:
		return failf(exitStopped, "no plan: %s", r.Stop)
	case solver.Feasible:
		if r.Stability != nil {
			return nil // that it is not the best is what was asked for
		}
		return failf(exitOK, "%s This is the best plan so far: it is not proven to be the best of all.", r.Stop)
	}
	return nil
}
