package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report"
)

const statementLong = `Show the statement of the best plan: revenue, cost of goods by cause, gross margin, capital spending
and profit, for every period, quarter or year of the calendar (fiscal ones where it has them) or for the
whole horizon; then stock at standard cost, and what capital is said to cost.

With --split, what each family or market contributes: its revenue less the standard cost of the goods it
is sold and less what moving, holding, disposal and late delivery cost for it alone. What is for several,
and labour, capacity and fixed costs, lead from the contributions to the gross margin.

It is real money as the audit has recomputed it, without penalties. Amounts are rounded to the coin once, and
add up in every direction. JSON and CSV hold all parts.` + layersHelp + exitStatus

const statementExample = `  steelyard statement scenario.yaml
  steelyard statement scenario.yaml --by year
  steelyard statement scenario.yaml --split family
  steelyard statement scenario.yaml --by period --out statement.csv`

type statementOptions struct {
	plan  planOptions
	by    choice
	split choice
}

func newStatementCmd(g *globals) *cobra.Command {
	o := &statementOptions{
		by:    choice{allowed: report.StatementSpans()},
		split: choice{allowed: []string{report.SplitFamily, report.SplitMarket}},
	}
	cmd := &cobra.Command{
		Use:     "statement FILE",
		Short:   "Show the money of the best plan as a statement",
		Long:    statementLong,
		Example: statementExample,
		Args:    files("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if wrong := o.plan.validate(); wrong != "" {
				return usagef(cmd, "%s", wrong)
			}
			return runStatement(cmd.Context(), o, args[0], g)
		},
	}
	o.plan.format = choice{allowed: []string{"table", "json", "csv"}}
	o.plan.addFlags(cmd.Flags())
	cmd.Flags().Var(&o.by, "by", "spans of time: period, quarter, year or horizon (default quarter)")
	cmd.Flags().Var(&o.split, "split", "show what each family or market contributes")
	return cmd
}

func runStatement(ctx context.Context, o *statementOptions, path string, g *globals) error {
	loaded, err := g.loadToPlan(path, &o.plan)
	if err != nil {
		return err
	}
	s := loaded.Scenario
	result, err := g.findPlan(ctx, s, &o.plan)
	if err != nil {
		return err
	}
	found, err := g.mend(ctx, s, &o.plan, result)
	if err != nil {
		return err
	}
	if result = found.result; !result.Status.HasPlan() || len(result.Relaxed) > 0 {
		if o.plan.format.or(o.plan.out, "table") == "csv" {
			return outcome(result)
		}
		return g.show(loaded, found, &o.plan)
	}
	return g.state(loaded, found, o)
}

// state has the plan audited and delivers its statement.
func (g *globals) state(loaded *intake.Loaded, a answer, o *statementOptions) error {
	s, result := loaded.Scenario, a.result
	input, err := g.auditedInput(loaded, result)
	if err != nil {
		return err
	}
	books := analysis.NewBooks(s, result.Plan, input.Audit.Money, input.Audit.Entries)
	by := o.by.value
	if by == "" {
		by = model.OverQuarter
	}
	document := report.NewStatementDocument(input, books, by)
	err = g.deliver(o.plan.out, func(w io.Writer) error {
		switch o.plan.format.or(o.plan.out, "table") {
		case "json":
			return document.WriteJSON(w)
		case "csv":
			return document.WriteCSV(w)
		}
		return document.Text(w, o.split.value, g.textOptions(&o.plan))
	})
	if err != nil {
		return err
	}
	return outcome(result)
}
