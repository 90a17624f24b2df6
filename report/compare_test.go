package report

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/model"
)

// statementOf is a document with these amounts by account.
func statementOf(currency string, amounts map[model.Account]float64) *Document {
	m := &Money{Currency: currency}
	for _, a := range model.Accounts() {
		line := MoneyLine{Account: a.ID(), Title: a.Title(), Kind: Cost, Total: amounts[a]}
		if a == model.Revenue {
			line.Kind, m.Revenue = Income, amounts[a]
		} else {
			m.Cost += amounts[a]
		}
		m.Lines = append(m.Lines, line)
	}
	m.Profit = m.Revenue - m.Cost
	return &Document{Money: m}
}

func TestAWaterfallLeadsFromOneAmountToTheOther(t *testing.T) {
	from := statementOf("EUR", map[model.Account]float64{model.Revenue: 1000, model.Making: 300, model.Wages: 200})
	to := statementOf("EUR", map[model.Account]float64{model.Revenue: 1100, model.Making: 350.5, model.Wages: 200})
	want := []WaterfallStep{
		{"base", "profit of the base", 500, 0, 500},
		{"revenue", "revenue", 100, 500, 600},
		{model.Making.ID(), model.Making.Title(), -50.5, 600, 549.5},
		{"version", "profit", 549.5, 0, 549.5},
	}
	if diff := cmp.Diff(want, newWaterfall("profit", "EUR", from, to)); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
	want = []WaterfallStep{
		{"base", "cost of the base", 500, 0, 500},
		{model.Making.ID(), model.Making.Title(), 50.5, 500, 550.5},
		{"version", "cost", 550.5, 0, 550.5},
	}
	if diff := cmp.Diff(want, newWaterfall(Cost, "EUR", from, to)); diff != "" {
		t.Errorf("steps of costs (-want +got):\n%s", diff)
	}
}

// TestTheStepsOfAWaterfallAddUpToTheCoin is about whole coins: no rounding is forgiven.
func TestTheStepsOfAWaterfallAddUpToTheCoin(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		size := rapid.SampledFrom([]float64{1e-3, 1, 1e4, 1e9}).Draw(r, "size")
		amounts := func(name string) map[model.Account]float64 {
			m := map[model.Account]float64{}
			for _, a := range model.Accounts() {
				if rapid.Bool().Draw(r, name+" has "+a.ID()) {
					m[a] = size * rapid.Float64Range(-1, 1).Draw(r, name+" "+a.ID())
				}
			}
			return m
		}
		code := rapid.SampledFrom([]string{"EUR", "JPY", "TND", ""}).Draw(r, "currency")
		goal := rapid.SampledFrom([]string{Cost, "profit"}).Draw(r, "goal")
		steps := newWaterfall(goal, code, statementOf(code, amounts("from")), statementOf(code, amounts("to")))
		perUnit := math.Pow10(coin(code))
		coins := func(v float64) int64 { return int64(math.Round(v * perUnit)) }
		level := coins(steps[0].Amount)
		for _, s := range steps[1 : len(steps)-1] {
			if coins(s.Before) != level || coins(s.After) != level+coins(s.Amount) || s.Amount == 0 {
				r.Fatalf("%s begins at %v coins: %+v", s.ID, level, s)
			}
			level += coins(s.Amount)
		}
		if last := steps[len(steps)-1]; coins(last.Amount) != level {
			r.Fatalf("the steps lead to %d coins, expected %v", level, last.Amount)
		}
	})
}

// compareWorkshops puts a changed workshop beside the workshop.
func compareWorkshops(tolerance float64, change func(*Input)) *ComparisonDocument {
	base, other := workshopInput(), workshopInput()
	base.Audit, other.Audit = nil, nil
	change(&other)
	return NewComparison([]CompareInput{{Name: "base", Input: base}, {Name: "other", Input: other}}, tolerance)
}

func TestAVersionThatIsTheBaseDiffersInNothing(t *testing.T) {
	d := compareWorkshops(1e-6, func(*Input) {})
	v := &d.Versions[1]
	if len(v.Waterfall) != 2 || len(v.Cells)+len(v.Limits)+len(v.Service) > 0 {
		t.Errorf("something differs: %+v", v)
	}
	for format, write := range writers(d) {
		if !strings.Contains(written(t, write), "Nothing differs") {
			t.Errorf("%s does not say so", format)
		}
	}
}

func TestWhatMovedIsTold(t *testing.T) {
	d := compareWorkshops(0.01, func(in *Input) {
		p := in.Result.Plan
		copy(p.Served.Row(0), []float64{80, 110, 105})
		copy(p.Lost.Row(0), []float64{0, 0, 0})
		copy(p.Runs.Row(0), []float64{80, 100, 105})
		copy(p.Heads.Row(0), []float64{4, 4.5, 4.51})
		limits := in.Result.Limits
		limits[0].Used, limits[0].Slack, limits[0].Price = 100, 0, -7
		limits[2].Used, limits[2].Slack, limits[2].Price = 150, 50, 0
	})
	v := &d.Versions[1]
	t.Run("decisions, measured by all of their kind", func(t *testing.T) {
		want := []MovedCell{
			{"demand", "tools", "lost", "tools lost", "2026-03", "each", 20, 0, -3},
			{"production", "assemble,tools", "quantity", "tools made by assemble", "2026-03", "each", 85, 105, clean(20*3.0/285, kpiDigits)},
			{"demand", "tools", "served", "tools served", "2026-03", "each", 85, 105, clean(20*3.0/295, kpiDigits)},
		}
		if diff := cmp.Diff(want, v.Cells); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("limits", func(t *testing.T) {
		var got []string
		for _, l := range v.Limits {
			got = append(got, fmt.Sprint(l.Change, " ", l.ID, " ", *l.Price))
		}
		want := []string{"ceased hours[crew,2026-02] -4.3125", "began capacity[line,2026-01] -7"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("service", func(t *testing.T) {
		if len(v.Service) != 1 {
			t.Fatalf("%+v", v.Service)
		}
		s := v.Service[0]
		// 275 of 300 and 295 of 300 served; on time 80 + 110 + 75 and 80 + 110 + 95, less what is owed before
		if s.Change != servedBetter || !within(*s.FillFrom, 275.0/3, 1e-6) || !within(*s.FillTo, 295.0/3, 1e-6) ||
			!within(*s.OnTimeFrom, (80+110+75)/3.0, 1e-6) || !within(*s.OnTimeTo, (80+110+95)/3.0, 1e-6) {
			t.Errorf("%+v, fill %v to %v, on time %v to %v", s, *s.FillFrom, *s.FillTo, *s.OnTimeFrom, *s.OnTimeTo)
		}
	})
	t.Run("key numbers, with no change below the tolerance", func(t *testing.T) {
		changes := map[string]float64{"fill_rate": 20 / 3.0, "on_time_rate": 20 / 3.0, "heads_end": 0, "cost": 0}
		for _, row := range d.KPIs {
			if want, known := changes[row.ID]; known && !within(*row.Changes[1], want, 1e-6) {
				t.Errorf("%s changes by %v, expected %v", row.ID, *row.Changes[1], want)
			}
		}
	})
}

func TestVersionsWithoutAPlanSayWhy(t *testing.T) {
	base, other := workshopInput(), workshopInput()
	other.Result.Status, other.Result.Plan = "infeasible", nil
	other.Result.Conflict = other.Result.Limits[:2]
	d := NewComparison([]CompareInput{
		{Name: "base", Input: base}, {Name: "other", Input: other}, {Name: "third", Invalid: "demand.tools: <expected> a number"}, {Name: "last", Input: workshopInput()},
	}, 1e-6)
	if got, want := d.Versions[1].Reason, "these cannot all hold: capacity of line in Jan, Feb"; got != want {
		t.Errorf("reason %q, expected %q", got, want)
	}
	if v := d.Versions[3]; v.Status != "optimal" || len(v.Waterfall) != 2 {
		t.Errorf("the last version is not compared: %+v", v)
	}
	for format, write := range writers(d) {
		text := written(t, write)
		if format == "HTML" && strings.Contains(text, "<expected>") {
			t.Error("HTML: a text of a user is taken for a mark")
		}
		if !strings.Contains(strings.Join(strings.Fields(text), " "), "capacity of line in Jan, Feb") {
			t.Errorf("%s does not say why:\n%s", format, text)
		}
	}
}
