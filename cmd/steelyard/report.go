package main

import (
	"cmp"
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/report/book"
)

const reportLong = `Write a plan for the meeting that decides on it: what stands out, with the most money first, and one sheet
for each family with its demand, supply by source, stock or backlog, days of cover, service, load of
capacity, and money. The first periods have a column each, up to the end of a quarter; then come quarters
(fiscal ones where the calendar has them) and the whole horizon.

With --last, the JSON of the plan before, every figure that differs is shown four times: last plan, new
plan, difference, and the difference so far. --history brings what was counted before the plan: demand, served, lost,
supply, stock, backlog, made:PROCESS and bought:SUPPLIER, one row of CSV for each family and period.

--pack writes one page for those who decide, which needs nothing else and prints: findings, the decision
asked for, the plan in pictures, what limits cost, money against budget, options with their price, risks,
who owns which limit, exceptions by money, and every family sheet. Its questions plan the scenario many
times: of a large one only the bill and the tornado of a few inputs are asked, and answers that take too long
are left out. The page says so, with the command that answers; --ask and --within choose.

FILE may be a scenario, which is planned and audited first, or the JSON of a plan.` + layersHelp + exitStatus

const reportExample = `  steelyard report scenario.yaml
  steelyard report plan.json --last january.json
  steelyard report scenario.yaml --family tools --detail 12
  steelyard report plan.json --out report.html
  steelyard report scenario.yaml --pack --out pack.html
  steelyard report scenario.yaml --pack --ask bill,levers --out pack.html`

type reportOptions struct {
	plan     planOptions
	last     string
	history  string
	families report.FamilyOptions
	pack     bool
	ask      asked
}

func newReportCmd(g *globals) *cobra.Command {
	o := &reportOptions{}
	cmd := &cobra.Command{
		Use:     "report FILE",
		Short:   "Write a plan for people: findings and family sheets",
		Long:    reportLong,
		Example: reportExample,
		Args:    files("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if wrong := o.plan.validate(); wrong != "" {
				return usagef(cmd, "%s", wrong)
			}
			if o.families.Detail < 0 {
				return usagef(cmd, "--detail must not be negative")
			}
			if wrong := cmp.Or(o.wrongPack(), o.wrongWorkbook()); wrong != "" {
				return usagef(cmd, "%s", wrong)
			}
			if g.showsWorkbook(&o.plan) {
				return usagef(cmd, "%s", noWorkbookHere)
			}
			if o.pack {
				return g.writePack(cmd.Context(), o, args[0])
			}
			return g.writeReport(cmd.Context(), o, args[0])
		},
	}
	o.plan.format = choice{allowed: []string{"table", "md", "html", "json", workbookFormat}}
	o.plan.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&o.last, "last", "", "the JSON of the `PLAN` before, to show beside this one")
	cmd.Flags().StringVar(&o.history, "history", "", "show what was counted before the plan, from a CSV `FILE` with the columns family, period, figure and value")
	cmd.Flags().StringArrayVar(&o.families.Families, "family", nil, "only the sheet of the family with this `ID`; may be repeated")
	cmd.Flags().IntVar(&o.families.Detail, "detail", 0, "so many `PERIODS` have a column of their own, to the end of a quarter (default 6)")
	cmd.Flags().BoolVar(&o.pack, "pack", false, "write the executive pack: one page of HTML, or Markdown")
	cmd.Flags().StringSliceVar(&o.ask.names, "ask", nil, "with --pack, ask these `QUESTIONS`: "+strings.Join(packQuestions(), ", ")+", all or none (default all; of a large scenario bill and tornado)")
	cmd.Flags().DurationVar(&o.ask.within, "within", 3*time.Minute, "with --pack, leave out answers that take longer than their share of this `TIME`; 0: as long as they take")
	return cmd
}

// wrongPack says what is wrong with the flags of a pack; empty if nothing is.
func (o *reportOptions) wrongPack() string {
	format := o.plan.format.or(o.plan.out, "html")
	switch {
	case !o.pack && len(o.ask.names) > 0:
		return "--ask goes with --pack"
	case !o.pack:
		return ""
	case o.ask.within < 0:
		return "--within must not be negative"
	case format != "html" && format != "md":
		return "--pack is written as html or md"
	case len(o.families.Families) > 0 || o.families.Detail > 0:
		return "--pack has the sheet of every family: --family and --detail go without it"
	}
	return wrongAsk(o.ask.names)
}

// wrongWorkbook says what is wrong with the flags of a workbook; empty if nothing is.
func (o *reportOptions) wrongWorkbook() string {
	if o.plan.format.or(o.plan.out, "table") == workbookFormat && (len(o.families.Families) > 0 || o.families.Detail > 0) {
		return "a workbook has every family in every period: --family and --detail go without it"
	}
	return ""
}

func (g *globals) writeReport(ctx context.Context, o *reportOptions, path string) error {
	last, err := g.lastPlan(o.last)
	if err != nil {
		return err
	}
	document, err := g.planned(ctx, o, path)
	if document == nil || err != nil {
		return err
	}
	if err := knownFamilies(o.families.Families, &document.Scenario); err != nil {
		return err
	}
	if err := g.addHistory(o, document); err != nil {
		return err
	}
	answer := report.NewReportDocument(document, last, o.families)
	return g.deliver(o.plan.out, func(w io.Writer) error {
		switch o.plan.format.or(o.plan.out, "table") {
		case "json":
			return answer.WriteJSON(w)
		case "md":
			return answer.Markdown(w)
		case "html":
			return answer.HTML(w)
		case workbookFormat:
			o.plan.inputs.Last = last
			return book.Write(w, document, o.plan.inputs)
		}
		return answer.Text(w, g.textOptions(&o.plan))
	})
}

// addHistory adds what was counted before the plan to its document.
func (g *globals) addHistory(o *reportOptions, document *report.Document) error {
	if o.history == "" {
		return nil
	}
	text, err := g.read(o.history)
	if err != nil {
		return failf(exitInvalid, "read history %q: %s", o.history, err)
	}
	rows, err := intake.ReadHistory(o.history, text, familyIDs(&document.Scenario), document.Scenario.Periods[0])
	if err != nil {
		return failf(exitInvalid, "%s", err)
	}
	document.History = rows
	return nil
}

// lastPlan reads the plan before; nil where none is named.
func (g *globals) lastPlan(path string) (*report.Document, error) {
	if path == "" {
		return nil, nil //nolint:nilnil // no plan and no mistake
	}
	last, err := g.readPlan(path)
	if err != nil {
		return nil, err
	}
	if last.Plan == nil {
		return nil, failf(exitInvalid, "%s: there is no plan in it", path)
	}
	return last, nil
}

// planned reads a saved plan, or plans a scenario and has the plan audited. It is nil where there is none and that
// was shown.
func (g *globals) planned(ctx context.Context, o *reportOptions, path string) (*report.Document, error) {
	if strings.EqualFold(filepath.Ext(path), ".json") {
		return g.savedPlan(o, path)
	}
	loaded, err := g.load(path, o.plan.layers)
	if err != nil {
		return nil, err
	}
	if o.plan.inputs, err = inputsFor(loaded, &o.plan); err != nil {
		return nil, err
	}
	s := loaded.Scenario
	if o.plan.relax {
		relax(s)
	}
	result, err := g.findPlan(ctx, s, &o.plan)
	if err != nil {
		return nil, err
	}
	found, err := g.mend(ctx, s, &o.plan, result)
	if err != nil {
		return nil, err
	}
	if !found.result.Status.HasPlan() {
		if format := o.plan.format.or(o.plan.out, "table"); format == "table" || format == workbookFormat {
			return nil, g.show(loaded, found, &o.plan)
		}
		return nil, outcome(found.result)
	}
	return g.documentOf(loaded, found)
}

// savedPlan reads a plan, which nothing can be laid over.
func (g *globals) savedPlan(o *reportOptions, path string) (*report.Document, error) {
	if len(o.plan.layers.edits) > 0 {
		return nil, failf(exitUsage, "%s is a saved plan: --set, -f and --disrupt change scenarios", path)
	}
	document, err := g.readPlan(path)
	if err != nil {
		return nil, err
	}
	if document.Plan == nil {
		return nil, failf(exitInvalid, "%s: there is no plan in it", path)
	}
	return document, nil
}

// documentOf is the document of a plan that passes its audit.
func (g *globals) documentOf(loaded *intake.Loaded, a answer) (*report.Document, error) {
	input, err := g.auditedInput(loaded, a.result)
	if err != nil {
		return nil, err
	}
	return report.NewDocument(input), nil
}

// knownFamilies refuses an id that is no family.
func knownFamilies(ids []string, s *report.ScenarioInfo) error {
	known := familyIDs(s)
	for _, id := range ids {
		if !slices.Contains(known, id) {
			f := failf(exitUsage, "there is no family %q", id)
			f.hints = []string{"families: " + strings.Join(known, ", ")}
			return f
		}
	}
	return nil
}

func familyIDs(s *report.ScenarioInfo) []string {
	var list []string
	for _, thing := range s.Things {
		if thing.Kind == report.KindFamily {
			list = append(list, thing.ID)
		}
	}
	return list
}
