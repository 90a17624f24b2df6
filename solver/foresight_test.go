package solver

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/model"
)

// sketch draws small scenarios in which much can be short: bills of two levels,
// shared and limited capacity, crews that may or may not grow, stocks with and
// without room, and demand of every kind.
type sketch struct {
	t       *rapid.T
	s       *model.Scenario
	periods int
}

func (k *sketch) flip(label string) bool { return rapid.Bool().Draw(k.t, label) }

func (k *sketch) number(label string, low, high int) float64 {
	return float64(rapid.IntRange(low, high).Draw(k.t, label))
}

// series draws a constant, or a number for every period.
func (k *sketch) series(label string, low, high int) model.Series {
	if k.flip(label + " is constant") {
		return model.Constant(k.number(label, low, high))
	}
	values := make([]float64, k.periods)
	for t := range values {
		values[t] = k.number(label, low, high)
	}
	return model.PerPeriod(values)
}

// limit draws no limit, a hard one, or now and then a priced one.
func (k *sketch) limit(label string, low, high int) model.Limit {
	switch rapid.IntRange(0, 5).Draw(k.t, label+" kind") {
	case 0:
		return model.Limit{}
	case 1:
		return model.Limit{Value: k.series(label, low, high), Penalty: model.Constant(k.number(label+" penalty", 1, 50))}
	}
	return model.Limit{Value: k.series(label, low, high)}
}

func (k *sketch) parts(label string, low int, ids ...string) []model.Part {
	var parts []model.Part
	for _, id := range ids {
		if k.flip(label + " " + id) {
			parts = append(parts, model.Part{ID: id, Quantity: k.series(label+" "+id+" quantity", low, 3)})
		}
	}
	return parts
}

func drawScenario(t *rapid.T) *model.Scenario {
	k := &sketch{t: t, periods: rapid.IntRange(1, 4).Draw(t, "periods")}
	calendar, err := model.NewCalendar(model.Month, "2026-01", k.periods)
	if err != nil {
		t.Fatal(err)
	}
	k.s = &model.Scenario{
		Name: "drawn", Objective: model.MinimiseCost, Calendar: calendar,
		Families:  []model.Item{{ID: "bikes", Unit: "each"}, {ID: "trikes", Unit: "each"}},
		Materials: []model.Item{{ID: "frames", Unit: "each"}, {ID: "steel", Unit: "t"}},
		Resources: []model.Resource{{ID: "line", Unit: "h", Capacity: k.limit("line", 0, 60)}, {ID: "press", Unit: "h", Capacity: k.limit("press", 0, 60)}},
	}
	if k.flip("line overtime") {
		k.s.Resources[0].Overtime = model.Overtime{Allowed: true, Max: k.limit("line overtime", 0, 10), Cost: model.Constant(3)}
	}
	k.crew()
	k.processes()
	k.suppliers()
	k.stocks()
	k.demands()
	k.leadTimes()
	if k.flip("two sites") {
		k.sites()
	}
	return k.s
}

// lag draws a lead time, mostly none.
func (k *sketch) lag(label string) model.Lag {
	switch rapid.IntRange(0, 5).Draw(k.t, label) {
	case 0:
		return model.Lag{Periods: 1}
	case 1:
		return model.Lag{Days: rapid.IntRange(1, 40).Draw(k.t, label+" days")}
	}
	return model.Lag{}
}

func (k *sketch) leadTimes() {
	for p := range k.s.Processes {
		k.s.Processes[p].Lead = k.lag("lead of " + k.s.Processes[p].ID)
	}
	for i := range k.s.Suppliers {
		for j := range k.s.Suppliers[i].Sells {
			k.s.Suppliers[i].Sells[j].Lead = k.lag("lead of an offer")
		}
	}
}

// sites puts everything in one of two places, some stocks in both, and lays
// lanes between them.
func (k *sketch) sites() {
	site := func(label string) string { return rapid.SampledFrom([]string{"east", "west"}).Draw(k.t, label) }
	k.s.Sites = []model.Site{{ID: "east"}, {ID: "west"}}
	for p := range k.s.Processes {
		k.s.Processes[p].Site = site("process")
	}
	for i := range k.s.Suppliers {
		for j := range k.s.Suppliers[i].Sells {
			k.s.Suppliers[i].Sells[j].To = site("offer")
		}
	}
	for d := range k.s.Demand {
		k.s.Demand[d].Site = site("demand")
	}
	var stocks []model.Stock
	for _, stock := range k.s.Inventory {
		stock.Site = site("stock")
		stocks = append(stocks, stock)
		if k.flip("in both") {
			other := model.Stock{ID: stock.ID + "2", Item: stock.Item, Site: "east", Max: k.limit("other room", 0, 20), HoldingCost: model.Constant(1)}
			if stock.Site == "east" {
				other.Site = "west"
			}
			stocks = append(stocks, other)
		}
	}
	k.s.Inventory = stocks
	for _, lane := range [][3]string{{"back", "west", "east"}, {"out", "east", "west"}} {
		if !k.flip("lane " + lane[0]) {
			continue
		}
		var carries []model.Cargo
		for _, item := range []string{"bikes", "frames", "steel", "trikes"} {
			if k.flip("carries " + item) {
				carries = append(carries, model.Cargo{Item: item, Cost: model.Constant(1)})
			}
		}
		if len(carries) > 0 {
			k.s.Lanes = append(k.s.Lanes, model.Lane{ID: lane[0], From: lane[1], To: lane[2], Lead: k.lag("lead of a lane"), Carries: carries, Capacity: k.limit("lane", 0, 30)})
		}
	}
}

func (k *sketch) crew() {
	crew := model.Workforce{
		ID: "crew", Unit: "h", Headcount: model.Headcount{Opening: k.number("heads", 0, 4), Min: k.limit("least heads", 0, 3), Max: k.limit("most heads", 3, 6)},
		Regular: model.Limit{Value: k.series("regular", 5, 20)}, Wage: model.Constant(10),
		Hire: model.Move{Allowed: k.flip("hire"), Cost: model.Constant(5)}, Layoff: model.Move{Allowed: k.flip("layoff"), Cost: model.Constant(5)},
	}
	if k.flip("crew overtime") {
		crew.Overtime = model.Overtime{Allowed: true, Max: k.limit("crew overtime", 0, 5), Cost: model.Constant(2)}
	}
	k.s.Workforce = []model.Workforce{crew}
}

func (k *sketch) processes() {
	one := func(id string, low int) []model.Part {
		return []model.Part{{ID: id, Quantity: k.series("makes "+id, low, 2)}}
	}
	uses := func(label string) []model.Part { return k.parts(label+" uses", 0, "crew", "line", "press") }
	k.s.Processes = []model.Process{
		{ID: "bikes", Makes: one("bikes", 1), Consumes: k.parts("bikes consume", 0, "frames", "steel"), Uses: uses("bikes"), Cost: model.Constant(1)},
		{ID: "frames", Makes: one("frames", 1), Consumes: k.parts("frames consume", 1, "steel"), Uses: uses("frames"), Output: model.Bounds{Max: k.limit("frames output", 0, 30)}},
		{ID: "trikes", Makes: one("trikes", 1), Consumes: k.parts("trikes consume", 1, "frames"), Uses: uses("trikes")},
	}
	if k.flip("least output") {
		k.s.Processes[0].Output.Min = k.limit("least output", 0, 8)
	}
	if k.flip("second way") {
		k.s.Processes = append(k.s.Processes, model.Process{ID: "trikes2", Makes: one("trikes", 1), Uses: uses("trikes2"), Cost: model.Constant(9)})
	}
	if k.flip("scrap comes back") {
		makes := []model.Part{{ID: "frames", Quantity: model.Constant(1)}, {ID: "trikes", Quantity: k.series("both", 0, 1)}}
		k.s.Processes = append(k.s.Processes, model.Process{ID: "twin", Makes: makes, Consumes: k.parts("twin consumes", 1, "bikes"), Uses: uses("twin"), Cost: model.Constant(2)})
	}
}

func (k *sketch) suppliers() {
	var sells []model.Offer
	for _, id := range []string{"bikes", "frames", "steel"} {
		if k.flip("sells " + id) {
			sells = append(sells, model.Offer{ID: id, Item: id, Price: model.Constant(20), Capacity: k.limit("offer "+id, 0, 20)})
		}
	}
	if len(sells) > 0 {
		k.s.Suppliers = []model.Supplier{{ID: "mill", Sells: sells}}
	}
}

func (k *sketch) stocks() {
	for _, id := range []string{"bikes", "frames", "steel", "trikes"} {
		if !k.flip("keep " + id) {
			continue
		}
		stock := model.Stock{ID: id, Item: id, Opening: k.number("opening "+id, 0, 30), Max: k.limit("room "+id, 0, 60), HoldingCost: model.Constant(1)}
		if k.flip("closing " + id) {
			stock.Closing.Min = model.Fixed(k.number("closing "+id, 0, 20))
		}
		if k.flip("safety " + id) {
			stock.Min = k.limit("safety "+id, 0, 5)
		}
		if k.flip("receipts " + id) {
			stock.Receipts = k.series("receipts "+id, 0, 6)
		}
		k.s.Inventory = append(k.s.Inventory, stock)
	}
}

func (k *sketch) demands() {
	for _, item := range []string{"bikes", "trikes"} {
		for n := range rapid.IntRange(0, 2).Draw(k.t, "demands of "+item) {
			d := model.Demand{ID: fmt.Sprintf("%s%d", item, n), Item: item}
			if k.flip("bounds") {
				d.Min, d.Max = k.limit("least", 0, 10), model.Fixed(30)
			} else {
				d.Quantity = model.Limit{Value: k.series("asked", 0, 30)}
				if k.flip("priced demand") {
					d.Quantity.Penalty = model.Constant(40)
				}
				if k.flip("backlog") {
					d.Backlog = model.Backlog{Allowed: true, Opening: k.number("owed", 0, 5), Cost: model.Constant(3), Max: k.limit("most owed", 0, 15), Closing: k.limit("owed at the end", 0, 5)}
					if d.Backlog.Closing.IsSet() {
						d.Backlog.Closing.Value = model.Constant(d.Backlog.Closing.Value.At(0))
					}
				}
				if k.flip("lost") {
					d.Lost = model.Lost{Allowed: true, Cost: model.Constant(30), Max: k.limit("most lost", 0, 15)}
				}
			}
			k.s.Demand = append(k.s.Demand, d)
		}
	}
}

// unserved is what a plan lost, left short and owes of an item at the end of a period.
func unserved(s *model.Scenario, p *model.Plan, item string, period int) float64 {
	var sum float64
	for i := range s.Demand {
		d := &s.Demand[i]
		if d.Item != item {
			continue
		}
		for t := range period + 1 {
			if !d.Exact() {
				sum += max(0, d.Min.Value.Or(t, 0)-p.Served.At(i, t))
				continue
			}
			sum += d.Quantity.Value.At(t) - p.Served.At(i, t)
		}
		if d.Exact() && d.Backlog.Allowed {
			sum += d.Backlog.Opening
		}
	}
	return sum
}

// impossible are the rules of the check that no plan survives.
var impossible = []string{"heads-out-of-reach", "output-above-capacity", "short-of-capacity", "short-of-supply"}

// What the check before solving claims is true of every plan.
func TestWhatTheCheckClaimsIsCertain(t *testing.T) {
	var drawn, networks, infeasible, foreseen, losses int
	rapid.Check(t, func(t *rapid.T) {
		s := drawScenario(t)
		for _, m := range model.Validate(s) {
			if !m.Warning {
				t.Skip(m.Path, m.Message) // mostly bounds that contradict one another
			}
		}
		drawn++
		if len(s.Lanes) > 0 {
			networks++
		}
		r, err := Plan(t.Context(), engine, s, Options{})
		if err != nil {
			t.Fatal(err)
		}
		found := model.Check(s)
		fatal := slices.IndexFunc(found, func(m model.Mistake) bool { return !m.Warning || slices.Contains(impossible, m.Rule) })
		switch {
		case r.Status.HasPlan() && fatal >= 0:
			t.Fatalf("there is a plan, but the check says that there is none: %+v", found[fatal])
		case r.Status == Infeasible:
			infeasible++
			if fatal >= 0 {
				foreseen++
			}
			return
		case !r.Status.HasPlan():
			t.Fatalf("status %s", r.Status)
		}
		losses += checkLosses(t, s, r.Plan)
		checkIdle(t, s, r.Plan, found)
	})
	t.Logf("%d scenarios, %d with lanes, %d without a plan; the check foresaw %d of these and %d losses", drawn, networks, infeasible, foreseen, losses)
	if foreseen+losses == 0 {
		t.Error("the check was not put to the test")
	}
}

// checkLosses asks that a plan loses what the check says that it must.
func checkLosses(t *rapid.T, s *model.Scenario, p *model.Plan) (claims int) {
	for _, claim := range model.Shortages(s) {
		claims++
		var missed float64
		for item, each := range claim.Content {
			missed += each * unserved(s, p, item, claim.Period)
		}
		if missed < claim.Amount-1e-4 {
			t.Fatalf("%v is not served, the check says at least %v: %+v", missed, claim.Amount, claim)
		}
	}
	return claims
}

// checkIdle asks that no process runs of which the check says that it never can.
func checkIdle(t *rapid.T, s *model.Scenario, p *model.Plan, found []model.Mistake) {
	for _, m := range found {
		if m.Rule != "never-runs" {
			continue
		}
		id := strings.Split(m.Path, ".")[1]
		i := slices.IndexFunc(s.Processes, func(p model.Process) bool { return p.ID == id })
		if runs := p.Runs.Sum(i); runs > 1e-4 {
			t.Fatalf("%s runs %v times, the check says never: %+v", id, runs, m)
		}
	}
}
