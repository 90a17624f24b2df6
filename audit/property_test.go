package audit_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// perceptible is more than the tolerance of any test of the scenarios here, in
// units and in money: no sum of terms exceeds a hundred thousand, and no cost
// or quantity per unit is below a half.
const perceptible = 0.25

// tables lists the tables of a plan by name.
func tables(p *model.Plan) map[string]*model.Grid {
	return map[string]*model.Grid{
		"runs": &p.Runs, "bought": &p.Bought, "stock": &p.Stock, "served": &p.Served, "lost": &p.Lost,
		"shipped": &p.Shipped, "backlog": &p.Backlog, "heads": &p.Heads, "hired": &p.Hired, "laid off": &p.LaidOff, "overtime": &p.Overtime,
	}
}

var tableNames = []string{
	"runs", "bought", "shipped", "stock", "served", "lost", "backlog", "heads", "hired", "laid off", "overtime",
}

// filled names the tables of a plan that have rows.
func filled(p *model.Plan) []string {
	var names []string
	for _, name := range tableNames {
		if tables(p)[name].Rows() > 0 {
			names = append(names, name)
		}
	}
	return names
}

func drawDelta(t *rapid.T) float64 {
	delta := rapid.Float64Range(perceptible, 1000).Draw(t, "delta")
	if rapid.Bool().Draw(t, "less") {
		return -delta
	}
	return delta
}

// perturb changes one number of the plan or the claim, and says which.
func perturb(t *rapid.T, p *model.Plan, claim *audit.Claim) (table string, row int, value float64) {
	delta := drawDelta(t)
	cell := func(g model.Grid) (int, float64) {
		row := rapid.IntRange(0, g.Rows()-1).Draw(t, "row")
		period := rapid.IntRange(0, g.Periods()-1).Draw(t, "period")
		g.Add(row, period, delta)
		return row, g.At(row, period)
	}
	table = rapid.SampledFrom(append([]string{"money", "objective", "penalties"}, filled(p)...)).Draw(t, "table")
	switch {
	case table == "objective" || table == "penalties" && len(claim.Penalties) == 0:
		claim.Objective += delta
	case table == "money":
		row, value = cell(claim.Money.Amounts)
	case table == "penalties":
		row = rapid.IntRange(0, len(claim.Penalties)-1).Draw(t, "row")
		claim.Penalties[row].Amount += delta
	default:
		row, value = cell(*tables(p)[table])
	}
	return table, row, value
}

// Every number of a plan is held by an equality (balance, demand, heads) except
// overtime, which is only bounded: from below by the load, from above by its
// band. Its money holds it, so only overtime that costs nothing is free, as
// weekends are in the workshop.
func TestPerturbingAnyNumberOfTheWorkshopIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, p, claim := workshop()
		before := p.Overtime.Row(weekend)[1]
		table, row, value := perturb(t, p, claim)
		needed := p.Overtime.At(weekend, 1) >= before
		free := table == "overtime" && row == weekend && value >= 0 && value <= 8 && needed
		if r := audit.Check(s, p, claim); r.Passed() != free {
			t.Fatalf("%s row %d is now %v: passed is %v, want %v", table, row, value, r.Passed(), free)
		}
	})
}

// The network has no overtime, and nobody may be hired: what arrives after the
// horizon is held by what it took, or by what it cost.
func TestPerturbingAnyNumberOfTheNetworkIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, p, claim := network()
		table, row, value := perturb(t, p, claim)
		if r := audit.Check(s, p, claim); r.Passed() {
			t.Fatalf("%s row %d is now %v, and nothing was found", table, row, value)
		}
	})
}

func TestPerturbingAnyNumberOfASyntheticPlanIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		families, periods := rapid.IntRange(1, 8).Draw(t, "families"), rapid.IntRange(1, 6).Draw(t, "periods")
		s, p, claim := synthetic(seed, families, periods)
		if r := audit.Check(s, p, claim); !r.Passed() {
			t.Fatalf("the plan is sound, but: %+v", r.Differences)
		}
		table, row, value := perturb(t, p, claim)
		if r := audit.Check(s, p, claim); r.Passed() {
			t.Fatalf("%s row %d is now %v, and nothing was found", table, row, value)
		}
	})
}

// Scaling every quantity of a sound plan scales what the audit recomputes, and
// changes no verdict: the tolerances follow the size of the plan.
func TestPlansInOtherUnitsAreJudgedAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		factor := math.Pow(10, rapid.Float64Range(0, 9).Draw(t, "exponent"))
		s, p := redTomato()
		scale := func(series *model.Series) {
			values := append([]float64(nil), series.Values()...)
			for i := range values {
				values[i] *= factor
			}
			*series = model.PerPeriod(values)
		}
		scale(&s.Demand[0].Quantity.Value)
		scale(&s.Inventory[0].Closing.Min.Value)
		s.Inventory[0].Opening *= factor
		s.Workforce[0].Headcount.Opening *= factor
		for _, name := range tableNames {
			g := tables(p)[name]
			for i := range g.Rows() {
				for period := range g.Periods() {
					g.Set(i, period, g.At(i, period)*factor)
				}
			}
		}
		r := audit.Check(s, p, nil)
		if !r.Passed() || math.Abs(r.Objective/factor-422275) > 422275*audit.Tolerance {
			t.Fatalf("times %g the plan costs %g, and differs by %+v", factor, r.Objective, r.Differences)
		}
	})
}

// The audit must survive any plan and claim, and pass none that is not finite
// or not of the right shape.
func TestNoPlanIsTooBrokenToReport(t *testing.T) {
	strange := []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64}
	rapid.Check(t, func(t *rapid.T) {
		s, p, claim := rapid.SampledFrom([]func() (*model.Scenario, *model.Plan, *audit.Claim){workshop, network}).Draw(t, "scenario")()
		periods := s.Calendar.Len()
		name := rapid.SampledFrom(filled(p)).Draw(t, "table")
		g := tables(p)[name]
		switch rapid.IntRange(0, 3).Draw(t, "how") {
		case 0:
			g.Set(rapid.IntRange(0, g.Rows()-1).Draw(t, "row"), rapid.IntRange(0, periods-1).Draw(t, "period"), rapid.SampledFrom(strange).Draw(t, "value"))
		case 1:
			*g = model.NewGrid(g.Rows()+rapid.IntRange(1, 3).Draw(t, "rows"), periods)
		case 2:
			*g = model.NewGrid(g.Rows(), periods+rapid.SampledFrom([]int{-periods, -2, -1, 1, 3}).Draw(t, "periods"))
		case 3:
			claim.Objective = rapid.SampledFrom(strange).Draw(t, "objective")
		}
		if audit.Check(s, p, claim).Passed() {
			t.Fatal("the audit passed")
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	const families, periods = 500, 24
	s, p, claim := synthetic(1, families, periods)
	if r := audit.Check(s, p, claim); !r.Passed() {
		b.Fatalf("the plan is sound, but: %+v", r.Differences)
	}
	b.Run(fmt.Sprintf("families=%d/periods=%d", families, periods), func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			audit.Check(s, p, claim)
		}
	})
}

// Strings and tables are made once a thing, never once a period.
func TestAllocationsDoNotGrowWithThePeriods(t *testing.T) {
	count := func(periods int) float64 {
		s, p, _ := synthetic(1, 20, periods)
		for i := range s.Inventory {
			s.Inventory[i].Min = model.Limit{} // violations are reported by name
		}
		return testing.AllocsPerRun(5, func() { audit.Check(s, p, nil) })
	}
	if few, many := count(6), count(60); many > few {
		t.Errorf("%v allocations for 6 periods, %v for 60", few, many)
	}
}
