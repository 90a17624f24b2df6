package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/steelyard-sop/steelyard/model"
)

const savedPlan = `{
  "format_version": 1,
  "engine": {"name": "HiGHS", "version": "1.13.1"},
  "scenario": {"name": "bikes", "hash": "abc", "files": []},
  "objective": {"sense": "minimise", "value": 12.5, "bound": 12.5, "gap": 0},
  "money": {"currency": "USD", "lines": [{"account": "making", "title": "making", "by_period": [4.5, 8]}]},
  "penalties": {"lines": [], "total": 1.5},
  "plan": {
    "production": [{"process": "weld", "item": "bikes", "period": "2026-01", "runs": 3, "quantity": 3}],
    "purchases": [], "inventory": [],
    "demand": [{"demand": "bikes", "item": "bikes", "period": "2026-01", "asked": null, "served": 3, "lost": 0, "backlog": 0}],
    "workforce": [], "resources": [], "overtime": []
  }
}
`

func TestASavedPlanIsReadBack(t *testing.T) {
	got, ds := ReadPlan("plan.json", []byte(savedPlan))
	if len(ds) > 0 {
		t.Fatal(printed(ds))
	}
	value := 12.5
	want := &SavedPlan{
		FormatVersion: 1,
		Scenario:      SavedScenario{Name: "bikes", Hash: "abc"},
		Objective:     SavedValue{Value: &value},
		Money:         SavedMoney{Lines: []SavedLine{{Account: "making", ByPeriod: []float64{4.5, 8}}}},
		Penalties:     SavedPenalty{Total: 1.5},
		Plan: model.Tables{
			Production: []model.ProductionRow{{Process: "weld", Item: "bikes", Period: "2026-01", Runs: 3, Quantity: 3}},
			Purchases:  []model.PurchaseRow{},
			Inventory:  []model.InventoryRow{},
			Demand:     []model.DemandRow{{Demand: "bikes", Item: "bikes", Period: "2026-01", Served: 3}},
			Workforce:  []model.WorkforceRow{},
			Resources:  []model.ResourceRow{},
			Overtime:   []model.OvertimeRow{},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("plan differs (-want +got):\n%s", diff)
	}
}

func TestASavedPlanWithAMistakeIsRefused(t *testing.T) {
	for name, edit := range map[string][2]string{
		"a key is missing in the statement": {`"lines": [{"account": "making", "title": "making", "by_period": [4.5, 8]}]`, `"lines": []`},
		"an account is there twice":         {`"lines": [{"account": "making"`, `"lines": [{"account": "making"}, {"account": "making"`},
		"the hash is missing":               {`"hash": "abc", `, ``},
		"the objective has no value":        {`"value": 12.5`, `"value": null`},
		"a number is a text":                {`"runs": 3`, `"runs": "3"`},
		"a table is an object":              {`"purchases": []`, `"purchases": {}`},
		"the version is a text":             {`"format_version": 1`, `"format_version": "1"`},
		"the version is a later one":        {`"format_version": 1`, `"format_version": 2`},
		"a number is beyond all bounds":     {`"runs": 3`, `"runs": 1e999`},
		"something follows the document":    {"  }\n}\n", "  }\n}\n{}\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(savedPlan, edit[0]) {
				t.Fatalf("the document does not hold %q", edit[0])
			}
			plan, ds := ReadPlan("plan.json", []byte(strings.Replace(savedPlan, edit[0], edit[1], 1)))
			if plan != nil || len(ds) != 1 || ds[0].Severity != Error {
				t.Errorf("expected one error and no plan, got %v and\n%s", plan, printed(ds))
			}
		})
	}
}
