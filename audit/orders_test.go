package audit_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// orderMutations ask more of the demand of the workshop than its plan gives.
// On time are 95, 141 and 120 of the 100, 150 and 120 that the shop asks, and
// 20, 26 and 25 of the 20, 30 and 25 of the office.
func orderMutations() []mutation {
	type (
		S = *model.Scenario
		P = *model.Plan
		C = *audit.Claim
	)
	service := func(share float64, over string) model.Service {
		return model.Service{Fill: model.Fixed(share), Over: over}
	}
	classed := func(s S, service model.Service) {
		s.Classes = []model.Class{{ID: "gold", Service: service}}
		s.Demand[shop].Class, s.Demand[office].Class = "gold", "gold"
	}
	return []mutation{
		{
			"what is owed is not to be late at all",
			func(s S, _ P, _ C) { s.Demand[shop].Backlog.MaxAge = limit(0, none, 0) },
			[]finding{{"age", "demand.shop.backlog.max_age", 0}},
		},
		{
			"what is owed before the first period is older than the rest",
			func(s S, p P, _ C) {
				s.Demand[shop].Backlog.Opening, s.Demand[shop].Quantity.Value = 96, over(4, 150, 120)
				s.Demand[shop].Backlog.MaxAge = limit(1, 1, 1)
			},
			[]finding{{"age", "demand.shop.backlog.max_age", 0}},
		},
		{
			"sales that are to be the same are not",
			func(s S, _ P, _ C) { s.Demand[export].Same = model.Fixed(0) },
			[]finding{{"same", "demand.export.same", 1}, {"same", "demand.export.same", 2}},
		},
		{
			"too little is on time in one period",
			func(s S, _ P, _ C) { s.Demand[shop].Service = service(0.95, model.OverPeriod) },
			[]finding{{"fill", "demand.shop.service.fill", 1}},
		},
		{
			"too little is on time in two periods",
			func(s S, _ P, _ C) { s.Demand[shop].Service = service(0.95, "2 periods") },
			[]finding{{"fill", "demand.shop.service.fill", 1}},
		},
		{
			"what is late does not count over the horizon",
			func(s S, _ P, _ C) { s.Demand[shop].Service = service(0.965, "") },
			[]finding{{"fill", "demand.shop.service.fill", 2}},
		},
		{
			"a market is not served enough of what it takes",
			func(s S, _ P, _ C) { s.Demand[export].Service = service(0.5, model.OverPeriod) },
			[]finding{{"fill", "demand.export.service.fill", 0}, {"fill", "demand.export.service.fill", 2}},
		},
		{
			"a class is not served enough together",
			func(s S, _ P, _ C) { classed(s, service(0.96, model.OverQuarter)) },
			[]finding{{"class_fill", "classes.gold.service.fill", 2}},
		},
		{
			"a demand of a class is not served enough",
			func(s S, _ P, _ C) {
				classed(s, model.Service{Fill: model.Fixed(0.95), Each: true})
			},
			[]finding{{"class_fill", "classes.gold.service.fill", 2}},
		},
		{
			"a floor over no stretch of periods",
			func(s S, _ P, _ C) { s.Demand[shop].Service = service(0.5, "fortnight") },
			[]finding{{"scenario", "", -1}},
		},
	}
}

// shortageMutations make rules for the shop and the office, which are short, in
// the window of one month, of 5, 5 and 0 of 100, 150 and 120, and of 0, 4 and 0
// of 20, 30 and 25.
func shortageMutations() []mutation {
	type (
		S = *model.Scenario
		P = *model.Plan
		C = *audit.Claim
	)
	rule := func(s S, r model.Rationing) {
		r.ID, r.Demands = "all", []string{"office", "shop"}
		s.Shortage = []model.Rationing{r}
	}
	return []mutation{
		{
			"exports are served while the shop, which comes first, is short",
			func(s S, _ P, _ C) {
				s.Classes = []model.Class{{ID: "gold", Priority: model.Fixed(1)}}
				s.Demand[shop].Class = "gold"
			},
			// Five must be exported, and five are in January and March.
			[]finding{{"priority", "classes.gold.priority", 1}},
		},
		{
			"the shop comes before the office in a rule over the quarter",
			func(s S, _ P, _ C) {
				s.Classes = []model.Class{{ID: "gold", Priority: model.Fixed(1)}}
				s.Demand[office].Class = "gold"
				rule(s, model.Rationing{Rule: model.ByPriority, Over: model.OverQuarter})
			},
			[]finding{{"priority", "shortage.all", 2}},
		},
		{
			"two are not short of the same share",
			func(s S, _ P, _ C) { rule(s, model.Rationing{Rule: model.EqualFill, Over: model.OverPeriod}) },
			[]finding{{"share", "shortage.all", 0}, {"share", "shortage.all", 1}, {"share", "shortage.all", 0}, {"share", "shortage.all", 1}},
		},
		{
			"one that is short gets less than its weight",
			func(s S, _ P, _ C) {
				weights := []model.Part{{ID: "office", Quantity: model.Constant(1)}, {ID: "shop", Quantity: model.Constant(5)}}
				rule(s, model.Rationing{Rule: model.Proportional, Over: model.OverPeriod, Weights: weights})
			},
			// 95 : 20 in January, when the shop is short of its 100; 146 : 26 in February.
			[]finding{{"share", "shortage.all", 1}, {"share", "shortage.all", 0}},
		},
		{
			"a rule over no stretch of periods",
			func(s S, _ P, _ C) { rule(s, model.Rationing{Rule: model.MaxMin, Over: "week"}) },
			[]finding{{"scenario", "", -1}},
		},
	}
}

func TestTheWorstServedIsAViolation(t *testing.T) {
	s, p, _ := workshop()
	s.Shortage = []model.Rationing{{
		ID: "all", Rule: model.MaxMin, Demands: []string{"office", "shop"}, Over: model.OverPeriod,
		Terms: model.Limit{Penalty: model.Constant(2)},
	}}
	r := audit.Check(s, p, nil)
	mustPass(t, r)
	got := map[string]float64{}
	for _, v := range r.Penalties {
		got[v.Limit] = v.Amount
	}
	// 5 of 100 in January, 4 of 30 in February: above the 5 of 150.
	if got["share[all,2026-01]"] != 5 || !cmp.Equal(got["share[all,2026-02]"], 100*4./30, approximately) || got["share[all,2026-03]"] != 0 {
		t.Errorf("violations are %v", got)
	}
}

func TestFloorsThatArePricedBecomeViolations(t *testing.T) {
	s, p, _ := workshop()
	s.Demand[shop].Service = model.Service{Fill: priced(model.Constant(7), 0.96), Over: model.OverPeriod}
	s.Demand[shop].Backlog.MaxAge = priced(model.Constant(3), 0)
	s.Demand[export].Same = priced(model.Constant(2), 0)
	r := audit.Check(s, p, nil)
	mustPass(t, r)
	type violation struct {
		Limit  string
		Amount float64
		Rate   float64
	}
	var got []violation
	for _, v := range r.Penalties {
		if v.Rate < 8 && v.Limit != "max_stock[wood,2026-03]" {
			got = append(got, violation{v.Limit, v.Amount, v.Rate})
		}
	}
	want := []violation{
		{"age[shop,2026-01]", 5, 3},
		{"age[shop,2026-02]", 5, 3},
		{"same[export,2026-02]", 5, 2},
		{"same[export,2026-03]", 5, 2},
		{"fill[shop,2026-01]", 1, 7},
		{"fill[shop,2026-02]", 3, 7},
	}
	if diff := cmp.Diff(want, got, approximately); diff != "" {
		t.Errorf("violations (-want +got):\n%s", diff)
	}
}
