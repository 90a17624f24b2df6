package intake

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// plainly writes a difference on one line.
func plainly(d *Difference) string {
	side := func(v *Value, x float64, origins []Origin) string {
		if v == nil {
			return "none"
		}
		text := v.yaml()
		if d.Period != "" {
			text = yamlNumber(x)
		}
		last := origins[len(origins)-1]
		if last.Operation {
			return fmt.Sprintf("%s (%s %s)", text, last.Pos, last.Text)
		}
		return fmt.Sprintf("%s (%s)", text, last.Pos)
	}
	line := strings.TrimSuffix(d.Path+"."+d.Period, ".")
	if d.Factor != 0 || d.Shift != 0 {
		line += fmt.Sprintf(" x%g +%g", d.Factor, d.Shift)
	}
	return line + ": " + side(d.A, d.NumberA(), d.OriginsA()) + " -> " + side(d.B, d.NumberB(), d.OriginsB())
}

func TestDiffListsWhatDiffers(t *testing.T) {
	for _, test := range []struct {
		name, change string
		want         []string
	}{
		{"nothing", "  demand.tools.quantity: '*1'", nil},
		{"a factor in all periods", "  demand.tools.quantity: '*1.10'", []string{
			"demand.tools.quantity x1.1 +0: [3200, 100, 100] (base.yaml:16:21) -> [3520, 110, 110] (plan.yaml:3:26 *1.10)",
		}},
		{"an amount in all periods", "  demand.tools.quantity: -5", []string{
			"demand.tools.quantity x0 +-5: [3200, 100, 100] (base.yaml:16:21) -> [3195, 95, 95] (plan.yaml:3:26 -5)",
		}},
		{"one period", "  demand.tools.quantity.2026-02: '*2'", []string{
			"demand.tools.quantity.2026-02: 100 (base.yaml:16:55) -> 200 (plan.yaml:3:34 *2)",
		}},
		{"a constant in one period", "  inventory.tools.holding_cost.2026-02: 3", []string{
			"inventory.tools.holding_cost.2026-02: 2 (base.yaml:14:69) -> 3 (plan.yaml:3:41)",
		}},
		{"a number, a text, a new key and one taken away", "  inventory.tools.opening: 7\n  families.tools.unit: case\n  families.parts.name: Parts\n  demand.tools.backlog: remove", []string{
			"families.parts.name: none -> Parts (plan.yaml:5:24)",
			"families.tools.unit: each (base.yaml:5:17) -> case (plan.yaml:4:24)",
			"inventory.tools.opening: 100 (base.yaml:14:20) -> 7 (plan.yaml:3:28)",
			"demand.tools.backlog: 5 (base.yaml:16:77) -> none",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := writeFiles(t, map[string]string{"base.yaml": baseTools, "plan.yaml": "extends: base.yaml\nchange:\n" + test.change + "\n"})
			a, b := openIn(t, dir, "base.yaml"), openIn(t, dir, "plan.yaml")
			sound(t, a)
			var got []string
			for _, d := range Diff(a, b) {
				got = append(got, plainly(&d))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("differences (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDiffOfOtherThingsAndOtherPeriods(t *testing.T) {
	dir := writeFiles(t, map[string]string{
		"base.yaml": baseTools,
		"plan.yaml": "extends: base.yaml\nfamilies: {boxes: {}}\nsuppliers: {shop: {sells: {boxes: 4}}}\n" +
			"change:\n  calendar.periods: 4\n  families.parts.price: 7\n  demand.tools.quantity: {2026-01: 3200, default: 100}\n  inventory.tools: remove\n",
	})
	a, b := openIn(t, dir, "base.yaml"), openIn(t, dir, "plan.yaml")
	sound(t, b)
	var got []string
	for _, d := range Diff(a, b) {
		got = append(got, plainly(&d))
	}
	want := []string{
		"calendar.periods: 3 (base.yaml:3:37) -> 4 (plan.yaml:5:21)",
		"families.boxes: none -> {} (plan.yaml:2:19)",
		"families.parts.price.2026-02: 8 (base.yaml:6:31) -> 7 (plan.yaml:6:25)",
		"families.parts.price.2026-03: 9 (base.yaml:6:34) -> 7 (plan.yaml:6:25)",
		"suppliers.shop: none -> {} (plan.yaml:3:19)",
		"inventory.tools: {} (base.yaml:14:10) -> none",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("differences (-want +got):\n%s", diff)
	}
}

func TestNoScenarioDiffersFromItself(t *testing.T) {
	for _, file := range libraryFiles(t) {
		l, err := LoadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		again := LoadBytes("shown.yaml", shown(t, l))
		for _, d := range Diff(l, again) {
			t.Errorf("%s: %s", file, plainly(&d))
		}
	}
}
