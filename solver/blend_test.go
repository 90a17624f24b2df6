package solver

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func init() {
	goldens["blend"] = func() *model.Scenario {
		s := base(2)
		property := func(id string, values ...float64) []model.Property {
			return []model.Property{{ID: id, Value: list(values...)}}
		}
		s.Materials = []model.Item{
			{ID: "iron", Unit: "kg", Properties: property("carbon", 4)},
			{ID: "lime", Unit: "kg", Properties: property("carbon", 0)},
			{ID: "scrap", Unit: "kg", Properties: property("carbon", 0.5, 0.75)},
		}
		s.Resources = []model.Resource{{ID: "furnace", Unit: "h", Capacity: limits(60)}}
		s.Workforce = []model.Workforce{{ID: "smelters", Unit: "h", Headcount: model.Headcount{Opening: 4}, Regular: limits(160)}}
		s.Processes[0].Blend = []model.BlendInput{
			{Item: "iron", Uses: []model.Part{{ID: "furnace", Quantity: number(0.5)}}, Cost: number(2), Share: model.Share{Max: limits(0.8)}},
			{Item: "lime", Share: model.Share{Exact: limits(0.05)}},
			{Item: "scrap", Gives: number(0.9), Uses: []model.Part{{ID: "smelters", Quantity: number(0.1)}}, Share: model.Share{Min: priced(limits(0.3, nan), 4)}},
		}
		s.Processes[0].Quality = []model.Quality{{Property: "carbon", Min: limits(1, nan), Max: priced(limits(2), 7)}}
		s.Suppliers = []model.Supplier{{ID: "mill", Sells: []model.Offer{
			{ID: "iron", Item: "iron", Price: number(3)},
			{ID: "lime", Item: "lime", Price: number(1)},
			{ID: "scrap", Item: "scrap", Price: number(5)},
		}}}
		return s
	}
	decorations = append(decorations, decoration{
		name: "blend", apply: addBlend,
		money: func(s *model.Scenario) []*model.Series {
			p := &s.Processes[0]
			if len(p.Blend) == 0 {
				return nil
			}
			return []*model.Series{&p.Blend[0].Cost, &p.Blend[1].Share.Max.Penalty, &p.Quality[0].Max.Penalty}
		},
	})
}

// addBlend has tools made of a mix of iron and ore besides.
func addBlend(t *rapid.T, s *model.Scenario) {
	bound := func(name string) model.Limit { return limits(float64(rapid.IntRange(-2, 10).Draw(t, name))) }
	share := func(name string) model.Limit { return limits(float64(rapid.IntRange(0, 4).Draw(t, name)) / 8) }
	for _, id := range []string{"iron", "ore"} {
		made := item(id, "kg")
		made.Properties = []model.Property{{ID: "grade", Value: number(float64(rapid.IntRange(-1, 9).Draw(t, id+" grade")))}}
		s.Materials = append(s.Materials, made)
		s.Suppliers[0].Sells = append(s.Suppliers[0].Sells, model.Offer{ID: id, Item: id, Price: number(float64(rapid.IntRange(0, 9).Draw(t, id+" price")))})
	}
	slices.SortFunc(s.Materials, func(a, b model.Item) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(s.Suppliers[0].Sells, func(a, b model.Offer) int { return strings.Compare(a.ID, b.ID) })
	p := &s.Processes[0]
	p.Blend = []model.BlendInput{
		{Item: "iron", Cost: number(3), Gives: number(0.5), Share: model.Share{Min: share("iron at least")}},
		{Item: "ore", Uses: []model.Part{{ID: "line", Quantity: number(0.25)}}, Share: model.Share{Max: priced(limits(0.6), 2)}},
	}
	p.Quality = []model.Quality{{Property: "grade", Min: bound("grade at least"), Max: priced(bound("grade at most"), 6)}}
}

// oils is 100 t of food a month from two oils: soft is hard to get.
func oils() *model.Scenario {
	s := base(1)
	s.Processes[0].Cost = model.Series{}
	for _, oil := range []struct {
		id              string
		hardness, price float64
	}{{"hard", 8, 1}, {"soft", 2, 3}} {
		s.Materials = append(s.Materials, model.Item{ID: oil.id, Unit: "t", Properties: []model.Property{{ID: "hardness", Value: number(oil.hardness)}}})
		s.Processes[0].Blend = append(s.Processes[0].Blend, model.BlendInput{Item: oil.id})
	}
	s.Suppliers = []model.Supplier{{ID: "mill", Sells: []model.Offer{
		{ID: "hard", Item: "hard", Price: number(1)}, {ID: "soft", Item: "soft", Price: number(3)},
	}}}
	return s
}

func TestBlendsThatCanBeReckonedByHand(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(p *model.Process)
		value  float64
		limit  string // one that binds
		used   float64
		price  float64
	}{
		// Half and half: 50 + 150. One more degree takes a sixth of 100 t from soft to hard, which saves 2 each.
		{"a mix is as hard as the average of its inputs", func(p *model.Process) {
			p.Quality = []model.Quality{{Property: "hardness", Max: limits(5)}}
		}, 200, "max_quality[assemble,hardness,2026-01]", 5, -100. / 3},
		// Two thirds soft: 33.33 + 200. One more degree that may be missing saves the same.
		{"a least quality is kept", func(p *model.Process) {
			p.Quality = []model.Quality{{Property: "hardness", Min: limits(6)}}
			p.Blend[0].Cost = number(5) // hard now costs 6, 3 more than soft
		}, 6*200./3 + 3*100./3, "min_quality[assemble,hardness,2026-01]", 6, 50},
		// 60 t soft: 40 + 180. One more percent is 1 t, which costs 2 more.
		{"a least share is kept", func(p *model.Process) { p.Blend[1].Share.Min = limits(0.6) }, 220, "min_share[assemble,soft,2026-01]", 60, 2},
		{"a greatest share is kept", func(p *model.Process) { p.Blend[0].Share.Max = limits(0.25) }, 250, "max_share[assemble,hard,2026-01]", 25, -2},
		{"a fixed share is kept", func(p *model.Process) { p.Blend[1].Share.Exact = limits(0.5) }, 200, "exact_share[assemble,soft,2026-01]", 50, 2},
		// A t of soft gives half a t: to give 20 t it takes 40, and 80 t are hard.
		{"a share counts what an input gives", func(p *model.Process) {
			p.Blend[1].Gives, p.Blend[1].Share.Exact = number(0.5), limits(0.2)
		}, 80 + 120, "exact_share[assemble,soft,2026-01]", 20, 6 - 1},
		// All hard: 100, and 3 degrees too many on 100 t at 0.3.
		{"a priced quality is broken where that costs less", func(p *model.Process) {
			p.Quality = []model.Quality{{Property: "hardness", Max: priced(limits(5), 0.3)}}
		}, 100 + 90, "max_quality[assemble,hardness,2026-01]", 8, -30},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := oils()
			c.change(&s.Processes[0])
			r := solve(t, s)
			if r.Status != Optimal || !near(r.Value, c.value) {
				t.Fatalf("status %s, objective %v, expected %v", r.Status, r.Value, c.value)
			}
			for _, d := range audit.Check(s, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties}).Differences {
				t.Errorf("audit: %s", d.What)
			}
			for _, l := range r.Limits {
				if l.ID == c.limit {
					if !near(l.Used, c.used) || !near(l.Price, c.price) {
						t.Errorf("%s: used %v at a price of %v, expected %v and %v", l.ID, l.Used, l.Price, c.used, c.price)
					}
					return
				}
			}
			t.Errorf("there is no limit %s", c.limit)
		})
	}
}

// The price of a ratio is what the objective changes by when the ratio itself
// is moved a little.
func TestPricesOfRatiosLieBetweenTheOneSidedChanges(t *testing.T) {
	const step = 1e-4
	s := oils()
	p := &s.Processes[0]
	p.Quality = []model.Quality{{Property: "hardness", Min: limits(3), Max: limits(5)}}
	p.Blend[1].Share.Max = limits(0.7)
	value := func(change *float64, by float64) float64 {
		*change += by
		defer func() { *change -= by }()
		return solve(t, s).Value
	}
	r := solve(t, s)
	for id, limit := range map[string]*model.Limit{
		"min_quality[assemble,hardness,2026-01]": &p.Quality[0].Min,
		"max_quality[assemble,hardness,2026-01]": &p.Quality[0].Max,
		"max_share[assemble,soft,2026-01]":       &p.Blend[1].Share.Max,
	} {
		at := slices.IndexFunc(r.Limits, func(l LimitState) bool { return l.ID == id })
		l, scale := r.Limits[at], 1.0
		if l.Unit == percentUnit {
			scale = 100
		}
		number := &limit.Value.Values()[0]
		down, up := (r.Value-value(number, -step))/step/scale, (value(number, step)-r.Value)/step/scale
		const tolerance = 0.02 // a ratio is not linear: the step itself bends it
		if l.Price < min(down, up)-tolerance || l.Price > max(down, up)+tolerance {
			t.Errorf("%s: price %v is not between %v and %v", id, l.Price, down, up)
		}
	}
}

func TestARatioOfNothingHasRoomToSpare(t *testing.T) {
	s := oils()
	s.Demand[0].Quantity = limits(0)
	s.Processes[0].Quality = []model.Quality{{Property: "hardness", Max: limits(5)}}
	for _, l := range solve(t, s).Limits {
		if l.Group == model.GroupMaxQuality && (!math.IsNaN(l.Used) || !math.IsInf(l.Slack, 1) || l.Binding(1e-6)) {
			t.Errorf("used %v, slack %v of a blend that is not made", l.Used, l.Slack)
		}
	}
}
