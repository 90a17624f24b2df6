package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/steelyard-sop/steelyard/model"
)

func kpisOf(s *model.Scenario, p *model.Plan) map[string]float64 {
	tables := p.Tables(s)
	got := map[string]float64{}
	for _, k := range newKPIs(s, &tables) {
		got[k.ID] = k.Value
	}
	return got
}

func TestKPIs(t *testing.T) {
	rounded := cmpopts.EquateApprox(0, 1e-6)
	t.Run("each follows its definition", func(t *testing.T) {
		s := workshop()
		want := map[string]float64{
			"fill_rate":        100 * 275.0 / 300, // 5 still owed, 20 lost
			"on_time_rate":     100 * 265.0 / 300, // 10 and 5 owed at the end of their month besides
			"peak_utilisation": 100 * 200.0 / 180, // of the crew in February
			"overtime_share":   100 * 20.0 / 530,  // of the hours of the crew
			"heads_opening":    4,
			"heads_end":        4.5,
		}
		if diff := cmp.Diff(want, kpisOf(s, workshopPlan(s)), rounded); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("what is owed at the start belongs to the fill rate", func(t *testing.T) {
		s := workshop()
		s.Demand[0].Backlog.Opening = 25
		if got := kpisOf(s, workshopPlan(s))["fill_rate"]; !within(got, 100*275.0/325, 1e-6) {
			t.Errorf("got %v", got)
		}
	})
	t.Run("what a priced demand is short of is not on time", func(t *testing.T) {
		s := workshop()
		p := workshopPlan(s)
		p.Served.Row(0)[0] = 50 // 30 are neither served nor lost nor owed
		if got := kpisOf(s, p)["on_time_rate"]; !within(got, 100*235.0/300, 1e-6) {
			t.Errorf("got %v", got)
		}
	})
	t.Run("service means nothing over different units", func(t *testing.T) {
		s := workshop()
		s.Families = append(s.Families, model.Item{ID: "water", Unit: "t"})
		s.Demand = append(s.Demand, model.Demand{ID: "water", Item: "water", Quantity: model.Fixed(1)})
		got := kpisOf(s, model.NewPlan(s))
		if _, ok := got["fill_rate"]; ok {
			t.Errorf("got %v", got)
		}
	})
	t.Run("service means nothing where nothing exact is asked", func(t *testing.T) {
		s := workshop()
		s.Demand = []model.Demand{{ID: "tools", Item: "tools", Max: model.Fixed(10)}}
		got := kpisOf(s, model.NewPlan(s))
		if _, ok := got["on_time_rate"]; ok {
			t.Errorf("got %v", got)
		}
	})
	t.Run("overtime in different units has no share", func(t *testing.T) {
		s := workshop()
		s.Resources[0].Unit = "shift"
		s.Resources[0].Overtime.Allowed = true
		got := kpisOf(s, model.NewPlan(s))
		if _, ok := got["overtime_share"]; ok {
			t.Errorf("got %v", got)
		}
	})
	t.Run("without workforce and limited resources there is nothing to tell", func(t *testing.T) {
		s := &model.Scenario{Calendar: months(1), Families: []model.Item{{ID: "a", Unit: "t"}}}
		if got := kpisOf(s, model.NewPlan(s)); len(got) != 0 {
			t.Errorf("got %v", got)
		}
	})
}
