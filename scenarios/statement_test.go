package scenarios_test

import (
	"math"
	"testing"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report"
)

// booksOf has the best plan audited and keeps its books.
func booksOf(t *testing.T, sub *subject) (*analysis.Books, *audit.Report) {
	t.Helper()
	r := sub.plan(t)
	a := audit.Check(sub.scenario, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties})
	if !a.Passed() {
		t.Fatalf("the plan does not pass its audit: %+v", a.Differences)
	}
	return analysis.NewBooks(sub.scenario, r.Plan, a.Money, a.Entries), a
}

// cents is an amount of a statement in whole hundredths.
func cents(t *testing.T, v float64) int64 {
	t.Helper()
	whole := math.Round(100 * v)
	if math.Abs(100*v-whole) > 1e-3 {
		t.Fatalf("%v is no amount of whole coins", v)
	}
	return int64(whole)
}

// addUp adds the amounts of lines, by span and in the last place over the horizon.
func addUp(t *testing.T, sum []int64, line *report.StatementLine, times int64) []int64 {
	t.Helper()
	if sum == nil {
		sum = make([]int64, len(line.Amounts)+1)
	}
	var total int64
	for k, v := range line.Amounts {
		sum[k] += times * cents(t, v)
		total += cents(t, v)
	}
	if line.Kind != report.Level && total != cents(t, line.Total) {
		t.Errorf("%s adds up to %d over the spans, but its total is %v", line.ID, total, line.Total)
	}
	sum[len(line.Amounts)] += times * total
	return sum
}

// same compares a sum with a line of it.
func same(t *testing.T, sum []int64, line *report.StatementLine) {
	t.Helper()
	for k, v := range line.Amounts {
		if sum[k] != cents(t, v) {
			t.Errorf("the lines above %s add up to %d in span %d, but it is %v", line.ID, sum[k], k, v)
		}
	}
	if last := sum[len(sum)-1]; last != cents(t, line.Total) {
		t.Errorf("the lines above %s add up to %d, but it is %v", line.ID, last, line.Total)
	}
}

func TestEveryStatementAddsUpInEveryDirectionToTheMoneyOfTheAudit(t *testing.T) {
	forEach(t, func(t *testing.T, sub *subject) {
		books, found := booksOf(t, sub)
		in := report.Input{Scenario: sub.scenario, Result: sub.plan(t), Audit: found}
		for _, by := range report.StatementSpans() {
			d := report.NewStatementDocument(in, books, by)
			var goods, profit []int64
			for i := range d.Lines {
				switch line := &d.Lines[i]; {
				case line.ID == "cost_of_goods":
					same(t, goods, line)
				case line.ID == "gross_margin" || line.ID == "profit":
					same(t, profit, line)
				case line.Kind == report.Income:
					profit = addUp(t, profit, line, 1)
					goods = make([]int64, len(profit))
				default:
					goods, profit = addUp(t, goods, line, 1), addUp(t, profit, line, -1)
				}
			}
			if got := d.Lines[len(d.Lines)-1].Total; math.Abs(got-found.Money.Profit()) > 0.0051 {
				t.Errorf("profit by %s is %v, but the audit finds %v", by, got, found.Money.Profit())
			}
			for _, lines := range [][]report.ContributionLine{d.Families, d.Markets} {
				var part, all []int64
				for i := range lines {
					switch line := &lines[i].StatementLine; {
					case line.ID == "contribution":
						same(t, part, line)
						part = nil
						all = addUp(t, all, line, 1)
					case line.ID == "gross_margin":
						same(t, all, line)
					case part == nil && line.Kind == report.Cost:
						all = addUp(t, all, line, -1)
					case line.Kind == report.Income:
						part = addUp(t, part, line, 1)
					default:
						part = addUp(t, part, line, -1)
					}
				}
			}
		}
	})
}

func TestTheFigureMarginIsTheGrossMarginOfTheStatement(t *testing.T) {
	forEach(t, func(t *testing.T, sub *subject) {
		books, found := booksOf(t, sub)
		s, r := sub.scenario, sub.plan(t)
		d := report.NewStatementDocument(report.Input{Scenario: s, Result: r, Audit: found}, books, model.OverHorizon)
		periods := make([]int, s.Calendar.Len())
		for p := range periods {
			periods[p] = p
		}
		margin := s.Measures().FigureValue(&model.Figure{Line: model.LineMargin}, periods, r.Plan, found.Money)
		for i := range d.Lines {
			if line := &d.Lines[i]; line.ID == "gross_margin" && math.Abs(line.Total-margin) > 0.0051 {
				t.Errorf("the statement has a gross margin of %v, the figure is %v", line.Total, margin)
			}
		}
	})
}

func TestEntriesOfTheAuditAddUpToItsMoney(t *testing.T) {
	forEach(t, func(t *testing.T, sub *subject) {
		_, found := booksOf(t, sub)
		sums := model.NewStatement(sub.scenario.Calendar.Len())
		for _, e := range found.Entries {
			for p, v := range e.Amounts {
				sums.Add(e.Account, p, v)
			}
		}
		for _, a := range model.Accounts() {
			for p := range sub.scenario.Calendar.Len() {
				got, want := sums.Amounts.At(int(a), p), found.Money.Amounts.At(int(a), p)
				if math.Abs(got-want) > 1e-9*max(1, math.Abs(want)) {
					t.Errorf("entries of %s in period %d add up to %v, not %v", a.ID(), p, got, want)
				}
			}
		}
	})
}

func TestStockAtStandardCostChangesByWhatFlowsInAndOut(t *testing.T) {
	for _, path := range []string{"beverage.yaml", "home_care.yaml"} {
		t.Run(path, func(t *testing.T) {
			sub := of(t, path)
			books, _ := booksOf(t, sub)
			standard, items := sub.scenario.StandardCosts(), sub.scenario.ItemIndex()
			flow := make([]float64, sub.scenario.Calendar.Len())
			tables := sub.plan(t).Plan.Tables(sub.scenario)
			for _, row := range tables.Inventory {
				p := sub.scenario.Calendar.Find(row.Period)
				in := row.Made + row.Bought + row.Arrived - row.Consumed - row.Sold - row.Shipped - row.Disposed
				flow[p] += in * standard.At(items[row.Item], p)
			}
			before := books.OpeningStock
			for p, v := range books.Stock {
				if math.Abs(v-before-flow[p]) > 1e-6*max(1, v) {
					t.Errorf("stock changes by %v in period %d, but %v flows in", v-before, p, flow[p])
				}
				before = v
			}
		})
	}
}
