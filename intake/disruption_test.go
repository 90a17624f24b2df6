package intake

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const disruptedText = `
scenario: Tools
currency: EUR
calendar: {start: 2026-01, periods: 3, bucket: month}
families: {tools: {}}
materials: {steel: {}}
sites: {plant: {}, shop: {}}
resources: {line: {site: plant, capacity: 10 h, overtime: {max: 2 h, cost: 3}}}
processes: {tools: {site: plant, makes: tools, consumes: {steel: 1}, uses: {line: 1 h}, cost: 10}}
suppliers: {mill: {sells: {steel: {price: 3, to: plant}}}, agro: {sells: {tools: {price: 15, capacity: 40, to: plant}}}}
lanes: {road: {from: plant, to: shop, carries: {tools: 1}}}
demand: {tools: {site: shop, quantity: 10}}
`

func disruptedBy(t *testing.T, text string) (before, after *Loaded) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "s.yaml")
	if err := os.WriteFile(file, []byte(disruptedText), 0o644); err != nil {
		t.Fatal(err)
	}
	before, err := LoadFile(file)
	if err != nil || before.Diagnostics.HasErrors() {
		t.Fatal(err, printed(before.Diagnostics))
	}
	after, err = Open(file, Options{Edits: []Edit{{Disrupt: text}}})
	if err != nil {
		t.Fatal(err)
	}
	return before, after
}

func TestADisruptionChangesWhatItSays(t *testing.T) {
	for text, want := range map[string][]string{
		"supplier_out:agro:2026-02":          {"suppliers.agro.sells.tools.capacity.2026-02: 40 -> 0"},
		"supplier_out:agro:2026-02..2026-03": {"suppliers.agro.sells.tools.capacity.2026-02: 40 -> 0", "suppliers.agro.sells.tools.capacity.2026-03: 40 -> 0"},
		"supplier_out:mill":                  {"suppliers.mill.sells.steel.capacity: none -> 0"},
		"supplier_out:mill:2026-01":          {"suppliers.mill.sells.steel.capacity: none -> [0, ~, ~]"},
		"supplier_out:agro:2026-02:*0.5":     {"suppliers.agro.sells.tools.capacity.2026-02: 40 -> 20"},
		"line_down:line:2026-03":             {"resources.line.capacity.2026-03: 10 -> 0", "resources.line.overtime.max.2026-03: 2 -> 0"},
		"lane_closed:road":                   {"lanes.road.capacity: none -> 0"},
		"demand_shock:tools:2026-02:+20 %":   {"demand.tools.quantity.2026-02: 10 -> 12"},
		"demand_shock:*:*1.5":                {"demand.tools.quantity: 10 -> 15"},
		"price_shock:mill:+1":                {"suppliers.mill.sells.steel: 3 -> 4"},
	} {
		t.Run(text, func(t *testing.T) {
			before, after := disruptedBy(t, text)
			if after.Diagnostics.HasErrors() {
				t.Fatal(printed(after.Diagnostics))
			}
			var got []string
			found := Diff(before, after)
			for i := range found {
				line := plainly(&found[i])
				if !strings.Contains(line, disruptName+":1:1") {
					t.Errorf("it does not say where it comes from: %s", line)
				}
				head, tail, _ := strings.Cut(line, ": ")
				a, b, _ := strings.Cut(tail, " -> ")
				word := func(side string) string { value, _, _ := strings.Cut(side, " ("); return value }
				got = append(got, strings.TrimSuffix(head, " x1.5 +0")+": "+word(a)+" -> "+word(b))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAWrongDisruptionSaysWhatIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		"suplier_out:agro":           "did you mean supplier_out?",
		"supplier_out:argo:2026-02":  "did you mean supplier_out:agro:2026-02?",
		"supplier_out":               "expected supplier_out:SUPPLIER[:PERIODS][:CHANGE]",
		"demand_shock:tools":         "for example: demand_shock:tools:+20 %",
		"demand_shock:tools:2026-02": "for example: demand_shock:tools:+20 %",
		"line_down:line:2031-01":     "2031-01",
		"line_down:line:1:2:3":       "expected line_down:RESOURCE[:PERIODS][:CHANGE]",
	} {
		t.Run(text, func(t *testing.T) {
			_, after := disruptedBy(t, text)
			if got := printed(after.Diagnostics); !after.Diagnostics.HasErrors() || !strings.Contains(got, want) || !strings.Contains(got, disruptName+":1:1") {
				t.Errorf("expected %q at %s:1:1, got\n%s", want, disruptName, got)
			}
		})
	}
}
