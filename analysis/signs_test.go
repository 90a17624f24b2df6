package analysis

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/solver"
)

// bread is a scenario with one limit, RULE, on two ways to get bread: the own
// bakery at 3 and a wholesaler at 5. OBJECTIVE is what is made best; the market
// pays 9.
const bread = `
scenario: Bread
objective: OBJECTIVE
currency: EUR
calendar: {start: 2026-01, periods: 1, bucket: month}
families:
  bread: {unit: each, price: 9}
processes:
  bake: {makes: bread, cost: 3}
suppliers:
  wholesale: {sells: {bread: {price: 5}}}
demand:
  bread: {DEMAND}
rules:
  own: {expr: RULE, PENALTY}
`

// TestTheTableOfSigns tests every cell of the table in docs/explanation/prices.md:
// for each objective, side of the limit, and for hard and priced limits, kept
// and broken. The prices are those of finite differences, for which the limit
// in the scenario is another number and everything is planned anew.
func TestTheTableOfSigns(t *testing.T) {
	const low, high = 1, 10 // penalties below and above what breaking the limit saves
	for _, c := range []struct {
		objective, rule string
		limit           float64
		prices          [3]float64 // hard; priced and broken; priced and kept
	}{
		{"minimise cost", "total(made) <= %g", 60, [3]float64{-2, -low, -2}},
		{"minimise cost", "total(bought) >= %g", 60, [3]float64{2, low, 2}},
		{"minimise cost", "total(made) == %g", 60, [3]float64{-2, -low, -2}},
		{"minimise cost", "total(bought) == %g", 60, [3]float64{2, low, 2}},
		{"maximise profit", "total(made) <= %g", 60, [3]float64{2, low, 2}},
		{"maximise profit", "total(bought) >= %g", 60, [3]float64{-2, -low, -2}},
		{"maximise profit", "total(made) == %g", 60, [3]float64{2, low, 2}},
		{"maximise profit", "total(bought) == %g", 60, [3]float64{-2, -low, -2}},
	} {
		for k, kind := range []struct {
			name    string
			penalty float64
		}{{"hard", 0}, {"priced and broken", low}, {"priced and kept", high}} {
			t.Run(c.objective+", "+fmt.Sprintf(c.rule, c.limit)+", "+kind.name, func(t *testing.T) {
				checkSign(t, func(limit float64) string {
					return limited(c.objective, fmt.Sprintf(c.rule, limit), kind.penalty)
				}, c.limit, c.prices[k])
			})
		}
	}
}

// limited is the scenario with its limit; a penalty of 0 leaves it hard.
func limited(objective, rule string, penalty float64) string {
	demand, priced := "quantity: 100", "owner: baker"
	if objective == "maximise profit" {
		demand = "max: 100"
	}
	if penalty > 0 {
		priced = fmt.Sprintf("penalty: %g", penalty)
	}
	return strings.NewReplacer("OBJECTIVE", objective, "DEMAND", demand, "RULE", rule, "PENALTY", priced).Replace(bread)
}

// checkSign compares the price that the plan reports, both measured sides and
// finite differences.
func checkSign(t *testing.T, text func(limit float64) string, limit, want float64) {
	t.Helper()
	plan := func(at float64) *Study {
		s, problems := intake.Load("bread.yaml", []byte(text(at)))
		if s == nil || problems.HasErrors() {
			t.Fatalf("%v", problems)
		}
		st, err := New(context.Background(), engine, s, solver.Options{})
		if err != nil || !st.Answers() {
			t.Fatalf("no best plan, error %v", err)
		}
		return st
	}
	const h = 0.5
	st := plan(limit)
	row := -1
	for i := range st.Result.Limits {
		if l := &st.Result.Limits[i]; l.Group == "rule" {
			row = i
		}
	}
	p, err := st.price(context.Background(), row)
	if err != nil {
		t.Fatal(err)
	}
	more := (plan(limit+h).Result.Value - st.Result.Value) / h
	less := (st.Result.Value - plan(limit-h).Result.Value) / h
	for what, got := range map[string]float64{
		"the plan's price": p.Limit.Price, "the measured price of more": p.More.Price, "the measured price of less": p.Less.Price,
		"the difference for more": more, "the difference for less": less,
	} {
		if math.Abs(got-want) > 1e-7 {
			t.Errorf("%s is %v, expected %v", what, got, want)
		}
	}
}

// TestALimitWithRoomIsWorthNothingAsFarAsTheBooksSay: the rows of the printed
// tables that do not bind.
func TestALimitWithRoomIsWorthNothingAsFarAsTheBooksSay(t *testing.T) {
	for _, c := range []struct {
		file, limit string
		from        float64
	}{
		{"published/toyco", "capacity[operation3,2026-01-05]", 400},
		{"published/dakota", "supply[yard,lumber,2026-W02]", 24},
		{"published/dakota", "max_sales[tables,2026-W02]", 0},
	} {
		t.Run(c.limit, func(t *testing.T) {
			st := study(t, scenario(t, c.file))
			prices, err := st.Prices(context.Background(), []int{rowOf(t, st, c.limit)})
			if err != nil {
				t.Fatal(err)
			}
			p := &prices[0]
			if !p.Idle() || p.Less.NoPlan || !near(p.Limit.Limit-p.Less.Room, c.from) || !math.IsInf(p.More.Room, 1) {
				t.Errorf("more %+v, less %+v, expected nothing from %v on", p.More, p.Less, c.from)
			}
		})
	}
}
