package solver

import (
	"context"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// What must hold of any scenario, whatever it is about: more room never makes
// the best plan worse, and neither the unit of money nor that of quantities
// changes what is best. Optima are compared and not plans, of which several may
// be best.

// bestTolerance is how far two best objectives may differ, relative to their
// size: rows hold to 1e-7, and whole numbers are searched to a gap of exactGap.
const (
	bestTolerance = 1e-5
	exactGap      = 1e-9
)

func same(a, b float64) bool { return math.Abs(a-b) <= bestTolerance*max(1, math.Abs(a), math.Abs(b)) }

// best solves a scenario as closely as the engine can.
func best(t *rapid.T, s *model.Scenario) *Result {
	r, err := Plan(context.Background(), engine, s, Options{RelGap: exactGap})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// relax gives row more room: by the amount on its own side, or with no limit.
func relax(p *lp.Problem, row int, s sense, by float64) {
	if s != atLeast {
		p.RowUpper[row] += by
	}
	if s != atMost {
		p.RowLower[row] -= by
	}
}

func TestMoreRoomNeverMakesThePlanWorse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, err := Formulate(randomScenario(t))
		if err != nil {
			t.Fatal(err)
		}
		options := Options{RelGap: exactGap}
		before, err := engine.Solve(context.Background(), f.Problem, options.engine())
		if err != nil {
			t.Fatal(err)
		}
		block := rapid.IntRange(0, len(f.limits)-1).Draw(t, "block")
		rows := f.Problem.Rows.Blocks()[block]
		row := rows.First + rapid.IntRange(0, rows.Len-1).Draw(t, "row")
		by := rapid.SampledFrom([]float64{1, 25, lp.Inf()}).Draw(t, "by")
		p := f.Problem.Clone()
		relax(p, row, f.limits[block].sense, by)
		after, err := engine.Solve(context.Background(), p, options.engine())
		if err != nil {
			t.Fatal(err)
		}
		name := p.Rows.Name(row)
		if before.Primal != lp.Feasible {
			return
		}
		if after.Stop == lp.Unbounded {
			return // the engine may hand over a plan from where profit grows without end
		}
		if after.Primal != lp.Feasible {
			t.Fatalf("with more of %s there is no plan: %s", name, after.Stop.Sentence())
		}
		worse := after.Objective - before.Objective
		if p.Sense == lp.Maximise {
			worse = -worse
		}
		if worse > 0 && !same(after.Objective, before.Objective) {
			t.Fatalf("with %v more of %s the objective goes from %v to %v", by, name, before.Objective, after.Objective)
		}
	})
}

// times multiplies series by k.
func times(k float64, series ...*model.Series) {
	for _, s := range series {
		values := make([]float64, s.Len())
		for t, v := range s.Values() {
			values[t] = k * v
		}
		*s = model.PerPeriod(values)
	}
}

// otherMoney states all money of a scenario in a coin of which k make one.
func otherMoney(s *model.Scenario, k float64) {
	for i := range s.Families {
		times(k, &s.Families[i].Price)
	}
	for i := range s.Processes {
		times(k, &s.Processes[i].Cost)
	}
	for i := range s.Suppliers {
		for j := range s.Suppliers[i].Sells {
			times(k, &s.Suppliers[i].Sells[j].Price)
		}
	}
	for i := range s.Resources {
		times(k, &s.Resources[i].Overtime.Cost)
	}
	for i := range s.Workforce {
		w := &s.Workforce[i]
		times(k, &w.Wage, &w.Hire.Cost, &w.Layoff.Cost, &w.Overtime.Cost)
	}
	for i := range s.Inventory {
		times(k, &s.Inventory[i].HoldingCost)
	}
	for i := range s.Demand {
		d := &s.Demand[i]
		times(k, &d.Price, &d.Backlog.Cost, &d.Lost.Cost)
	}
	for _, l := range limitsOf(s) {
		times(k, &l.Penalty)
	}
	for _, d := range decorations {
		if d.money != nil {
			times(k, d.money(s)...)
		}
		if d.limits != nil {
			for _, l := range d.limits(s) {
				times(k, &l.Penalty)
			}
		}
	}
}

// largerCompany multiplies all that a scenario has, asks and allows by k. What
// one run, one head and one unit need and cost stays.
func largerCompany(s *model.Scenario, k float64) {
	for _, l := range limitsOf(s) {
		times(k, &l.Value)
	}
	for _, d := range decorations {
		if d.limits == nil {
			continue
		}
		for _, l := range d.limits(s) {
			times(k, &l.Value)
		}
	}
	for i := range s.Workforce {
		s.Workforce[i].Headcount.Opening *= k
	}
	for i := range s.Inventory {
		s.Inventory[i].Opening *= k
		times(k, &s.Inventory[i].Receipts)
	}
	for i := range s.Demand {
		s.Demand[i].Backlog.Opening *= k
	}
}

// limitsOf are the limits of a scenario without lanes, but for those that are
// stated for a head or a machine.
func limitsOf(s *model.Scenario) []*model.Limit {
	var all []*model.Limit
	for i := range s.Processes {
		all = append(all, &s.Processes[i].Output.Min, &s.Processes[i].Output.Max)
	}
	for i := range s.Suppliers {
		for j := range s.Suppliers[i].Sells {
			all = append(all, &s.Suppliers[i].Sells[j].Capacity)
		}
	}
	for i := range s.Resources {
		all = append(all, &s.Resources[i].Capacity, &s.Resources[i].Overtime.Max)
	}
	for i := range s.Workforce {
		all = append(all, &s.Workforce[i].Headcount.Min, &s.Workforce[i].Headcount.Max)
	}
	for i := range s.Inventory {
		c := &s.Inventory[i].Closing
		all = append(all, &s.Inventory[i].Min, &s.Inventory[i].Max, &c.Min, &c.Max, &c.Exact)
	}
	for i := range s.Demand {
		d := &s.Demand[i]
		all = append(all, &d.Quantity, &d.Min, &d.Max, &d.Backlog.Max, &d.Backlog.Closing, &d.Lost.Max)
	}
	return all
}

// larger names the scaling that not every feature follows.
const larger = "all quantities and limits times k"

func TestTheObjectiveFollowsTheUnitOfMoneyAndTheSizeOfTheCompany(t *testing.T) {
	for name, scale := range map[string]func(*model.Scenario, float64){
		"all money times k": otherMoney,
		larger:              largerCompany,
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				s := randomPlant(t)
				if added := decorate(t, s); name == larger && slices.ContainsFunc(added, func(d decoration) bool { return d.unscaled }) {
					t.Skip("a feature of the plant does not grow with it")
				}
				for i := range s.Workforce {
					s.Workforce[i].Integer = false // half a head of a company of twice the size is a whole one
				}
				k := rapid.SampledFrom([]float64{0.5, 3, 100}).Draw(t, "k")
				before := best(t, s)
				scale(s, k)
				after := best(t, s)
				if before.Status != after.Status {
					t.Fatalf("%s, and times %v %s", before.Status, k, after.Status)
				}
				if before.Status.HasPlan() && !same(k*before.Value, after.Value) {
					t.Fatalf("objective %v, and times %v %v; want %v", before.Value, k, after.Value, k*before.Value)
				}
			})
		})
	}
}
