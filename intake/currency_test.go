package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestAmountsInOtherCurrenciesAreConvertedPeriodByPeriod(t *testing.T) {
	tests := map[string]struct {
		cost string
		want []float64
	}{
		"its own currency":               {"10 EUR", []float64{10}},
		"a rate that stays":              {"10 GBP", []float64{12}},
		"a rate that changes":            {"10 USD", []float64{9, 9.5, 10}},
		"per unit":                       {"0.01 USD/run", []float64{0.009, 0.0095, 0.01}},
		"thousands":                      {"1 k USD", []float64{900, 950, 1000}},
		"a list of several":              {"[10 USD, 10, 10 GBP]", []float64{9, 10, 12}},
		"a map by period":                {"{2026-02: 20 USD, default: 10 USD}", []float64{9, 19, 10}},
		"a season of a profile":          {"{base: 10 USD, growth: 0 %}", []float64{9, 9.5, 10}},
		"an index rises by its own rate": {"100 INDEX", []float64{100, 110, 121}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s, ds := Load("x.yaml", []byte(strings.ReplaceAll(`
scenario: currencies
currency: EUR
currencies: {USD: [0.90, 0.95, 1], GBP: 1.2, INDEX: [1, 1.1, 1.21]}
calendar: {start: 2026-01, periods: 3}
families: {tools: {}}
processes: {tools: {makes: tools, cost: COST}}
demand: {tools: {quantity: 1}}
`, "COST", test.cost)))
			if len(ds) > 0 {
				t.Fatal(ds)
			}
			if diff := cmp.Diff(test.want, s.Processes[0].Cost.Values(), cmpopts.EquateApprox(1e-12, 0)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
