package model_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/steelyard-sop/steelyard/model"
)

func months(t *testing.T, start string, n int) model.Calendar {
	t.Helper()
	c, err := model.NewCalendar(model.Month, start, n)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestStandardCostIsRolledUpTheBillOfMaterial(t *testing.T) {
	one := func(id string, q float64) []model.Part { return []model.Part{{ID: id, Quantity: model.Constant(q)}} }
	s := &model.Scenario{
		Calendar: months(t, "2026-01", 2),
		Families: []model.Item{
			{ID: "bench", Unit: "each"},
			{ID: "stool", Unit: "each", StandardCost: model.PerPeriod([]float64{9, 10})},
			{ID: "wish", Unit: "each"},
		},
		Materials: []model.Item{{ID: "frame", Unit: "each"}, {ID: "steel", Unit: "kg"}},
		Processes: []model.Process{
			{ID: "assemble", Makes: one("bench", 1), Consumes: one("frame", 2), Cost: model.Constant(5)},
			{ID: "stool", Makes: one("stool", 1), Cost: model.Constant(1)},
			// 4 kg at 3 are 12 and the run is 6: 18 for 10 frames, of which 9 are good.
			{ID: "weld", Makes: one("frame", 10), Yield: model.Constant(0.9), Consumes: one("steel", 4), Cost: model.Constant(6)},
		},
		Suppliers: []model.Supplier{
			{ID: "dear", Sells: []model.Offer{{ID: "steel", Item: "steel", Price: model.Constant(7)}}},
			{ID: "mill", Sells: []model.Offer{{ID: "steel", Item: "steel", Price: model.PerPeriod([]float64{2, 4})}}},
		},
	}
	got := s.StandardCosts()
	want := map[string][]float64{
		"bench": {9, 9}, "stool": {9, 10}, "wish": {0, 0}, "frame": {2, 2}, "steel": {3, 3},
	}
	for id, i := range s.ItemIndex() {
		if diff := cmp.Diff(want[id], got.Row(i), cmpopts.EquateApprox(0, 1e-9)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
	}
}

func TestSpansFollowTheFiscalYear(t *testing.T) {
	labels := func(spans []model.Interval) []string {
		var list []string
		for _, span := range spans {
			list = append(list, span.Label)
		}
		return list
	}
	calendar := months(t, "2026-11", 5)
	fiscal := &model.Fiscal{Pattern: "4-4-5", Ends: model.YearEnd{Weekday: 6, Month: 1}, NamedBy: model.NamedByEnd}
	tests := map[string]struct {
		fiscal *model.Fiscal
		over   string
		want   []string
	}{
		"quarters of the calendar": {nil, model.OverQuarter, []string{"2026-Q4", "2027-Q1"}},
		"years of the calendar":    {nil, model.OverYear, []string{"2026", "2027"}},
		"fiscal years":             {fiscal, model.OverYear, []string{"2027", "2028"}},
		"periods":                  {nil, model.OverPeriod, []string{"2026-11", "2026-12", "2027-01", "2027-02", "2027-03"}},
		"the horizon":              {fiscal, model.OverHorizon, []string{""}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			c := calendar
			c.Fiscal = test.fiscal
			if diff := cmp.Diff(test.want, labels(c.Spans(test.over))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWindowsFollowTheFiscalYear(t *testing.T) {
	weeks := model.Layout{
		Start: "2026-W01", Horizon: []model.Stretch{{Periods: 30, Bucket: model.Week}},
		Fiscal: &model.Fiscal{Pattern: "4-4-5", Ends: model.YearEnd{Weekday: 6, Month: 1}, NamedBy: model.NamedByEnd},
	}
	c, err := weeks.Calendar()
	if err != nil {
		t.Fatal(err)
	}
	for over, want := range map[string][]model.Window{
		model.OverMonth:   {{From: 0, To: 3}, {From: 4, To: 7}, {From: 8, To: 12}, {From: 13, To: 16}, {From: 17, To: 20}, {From: 21, To: 25}, {From: 26, To: 29}},
		model.OverQuarter: {{From: 0, To: 12}, {From: 13, To: 25}, {From: 26, To: 29}},
		model.OverYear:    {{From: 0, To: 29}},
	} {
		got, known := c.Windows(over)
		if diff := cmp.Diff(want, got); diff != "" || !known {
			t.Errorf("over a %s (-want +got):\n%s", over, diff)
		}
	}
}
