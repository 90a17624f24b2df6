package intake

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/model"
)

// workshopText is a scenario whose rule is still to be written.
const workshopText = `scenario: Workshop
calendar: {start: 2026-01, periods: 4}
families: {tools: {}, toys: {}}
materials: {steel: {unit: t}, tin: {unit: t}}
processes:
  press: {makes: tools, consumes: {steel: 1}, cost: 3}
  mould: {makes: toys, consumes: {tin: 1}}
suppliers:
  acme: {sells: {steel: {price: 10}, tin: {price: 20}}}
  bolt: {sells: {steel: {price: 11}}}
demand:
  tools: {quantity: 100}
  toys: {quantity: 50}
rules:
  own:
    values: {quota: [1, 2, 3, 4], flat: 5}
    expr: %s
`

// readRule reads the workshop with a rule.
func readRule(expr string) (*model.LinearRule, Diagnostics) {
	s, ds := Load("plan.yaml", fmt.Appendf(nil, workshopText, inQuotes(expr)))
	if s == nil || len(s.Rules) == 0 {
		return &model.LinearRule{}, ds
	}
	return &s.Rules[0], ds
}

// inQuotes writes a text in quotes: what is so in JSON is so in YAML.
func inQuotes(text string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil {
		panic(err)
	}
	return strings.TrimSpace(b.String())
}

// inWords writes a rule as sums of products.
func inWords(r *model.LinearRule) string {
	side := func(l *model.Linear) string {
		parts := []string{numbers(l.Constant)}
		for i := range l.Terms {
			t := &l.Terms[i]
			text := numbers(t.Weight) + " " + t.Quantity
			if t.Before > 0 {
				text += "(-" + strconv.Itoa(t.Before) + ")"
			}
			if t.Where != nil {
				text += "{" + filterInWords(t.Where) + "}"
			}
			parts = append(parts, text)
		}
		return strings.Join(parts, " + ")
	}
	return side(&r.Left) + " " + r.Sense + " " + side(&r.Right)
}

func numbers(s model.Series) string {
	var texts []string
	for _, v := range s.Values() {
		texts = append(texts, strconv.FormatFloat(v, 'g', 6, 64))
	}
	return strings.Join(texts, ",")
}

func filterInWords(f *model.Filter) string {
	if f.Op == model.FilterIs {
		return string(f.By) + ":" + strings.Join(f.Words, "|")
	}
	var parts []string
	for i := range f.Of {
		parts = append(parts, filterInWords(&f.Of[i]))
	}
	return string(f.Op) + "(" + strings.Join(parts, " ") + ")"
}

func TestExpressionsAreLinearForms(t *testing.T) {
	for expr, want := range map[string]string{
		"total(made) <= 5":           "0 + 1 made <= 5",
		"5 >= total(made)":           "5 >= 0 + 1 made",
		"total(made) == 5.5e1":       "0 + 1 made = 55",
		"2 * (total(made) - 3) <= 0": "-6 + 2 made <= 0",

		"(total(made) + 1) / 4 * 2 - total(runs) <= -(3 - 1)":                          "0.5 + 0.5 made + -1 runs <= -2",
		"-total(made) + 2 * -total(runs) >= -1_000":                                    "0 + -1 made + -2 runs >= -1000",
		"quota * total(made) <= flat + quota":                                          "0,0,0,0 + 1,2,3,4 made <= 6,7,8,9",
		"total(made) / quota <= 1":                                                     "0,0,0,0 + 1,0.5,0.333333,0.25 made <= 1",
		"before(total(made)) <= total(made)":                                           "0 + 1 made(-1) <= 0 + 1 made",
		"before(quota * total(made) + quota, 2) <= 3":                                  "0,0,1,2 + 0,0,1,2 made(-2) <= 3",
		"before(before(total(made))) <= 3":                                             "0 + 1 made(-2) <= 3",
		`total(bought, supplier == "acme") <= 3`:                                       "0 + 1 bought{supplier:acme} <= 3",
		`total(bought, "acme" == supplier) <= 3`:                                       "0 + 1 bought{supplier:acme} <= 3",
		`total(bought, supplier != 'acme') <= 3`:                                       "0 + 1 bought{not(supplier:acme)} <= 3",
		`total(bought, item in ["tin", "steel", "tin"]) <= 3`:                          "0 + 1 bought{item:steel|tin} <= 3",
		`total(bought, item not in ["tin"]) <= 3`:                                      "0 + 1 bought{not(item:tin)} <= 3",
		`total(bought, not (item == "tin" or supplier == "bolt")) <= 3`:                "0 + 1 bought{not(any(item:tin supplier:bolt))} <= 3",
		`total(bought, item == "steel" && supplier == "acme" and period > first) <= 3`: "0 + 1 bought{all(all(item:steel supplier:acme) period:2026-02|2026-03|2026-04)} <= 3",
		`total(bought, period <= "2026-02") <= 3`:                                      "0 + 1 bought{period:2026-01|2026-02} <= 3",
		`total(bought, period in [first, last]) <= 3`:                                  "0 + 1 bought{period:2026-01|2026-04} <= 3",
		`total(bought, supplier startsWith "ac") <= 3`:                                 "0 + 1 bought{supplier:acme} <= 3",
		`total(made, family endsWith "s" and process contains "ou") <= 3`:              "0 + 1 made{all(family:tools|toys process:mould)} <= 3",
	} {
		t.Run(expr, func(t *testing.T) {
			r, ds := readRule(expr)
			if ds.HasErrors() {
				t.Fatal(printed(ds))
			}
			if diff := cmp.Diff(want, inWords(r)); diff != "" {
				t.Errorf("form (-want +got):\n%s", diff)
			}
		})
	}
}

func TestExpressionsThatAreNoLinearForms(t *testing.T) {
	for expr, want := range map[string]string{ // rule, and the character at which it is reported
		"":                                        "value-missing 1",
		"total(made)":                             "rule-form 1",
		"total(made) != 3":                        "rule-form 13",
		"total(made) <= 3 && total(runs) <= 4":    "rule-form 18",
		"(total(made) <= 3) <= 4":                 "rule-form 14",
		"total(made) <= 3 + ":                     "rule-syntax 18",
		"total(made) <= total(runs) * 2 ** 3":     "rule-nonlinear 32",
		"total(made) % 2 <= 1":                    "rule-nonlinear 13",
		"1 / total(made) <= 1":                    "rule-nonlinear 3",
		"total(made) * before(total(runs)) <= 1":  "rule-nonlinear 13",
		"min(total(made), 3) <= 1":                "rule-nonlinear 1",
		"sum(made) <= 1":                          "rule-nonlinear 1",
		"total(made) > 3 ? 4 : 5 <= 3":            "rule-form 1",
		"(total(made) > 3 ? 4 : 5) <= 3":          "rule-nonlinear 2",
		"let x = 3; total(made) <= x":             "rule-form 5",
		"'five' <= total(made)":                   "rule-form 1",
		"not total(made) <= 3":                    "rule-form 1",
		"!total(made) <= 3":                       "rule-form 1",
		"[total(made)] <= 3":                      "rule-form 1",
		"total(made)[0] <= 3":                     "rule-form 1",
		"made?.tools <= 3":                        "rule-form 1",
		"total() <= 3":                            "rule-form 1",
		"total(3) <= 3":                           "rule-form 7",
		"total(total(made)) <= 3":                 "rule-form 7",
		"total(made, 3) <= 3":                     "rule-form 13",
		"total(made, process) <= 3":               "rule-form 13",
		`total(made, process == 3) <= 3`:          "rule-form 24",
		`total(made, process == item) <= 3`:       "rule-form 24",
		`total(made, process matches "m.*") <= 3`: "rule-form 21",
		`total(made, 3 == process) <= 3`:          "rule-form 13",
		`total(made, process < "press") <= 3`:     "rule-form 21",
		`total(made, period < 3) <= 3`:            "rule-form 22",
		`total(made, process in "press") <= 3`:    "rule-form 24",
		`total(made, process == "pres") <= 3`:     "dangling-id 24",
		`total(made, material == "steel") <= 3`:   "dangling-id 25",
		"total(made) * 1e10 * 1e10 <= 3":          "number-too-large 20",
		"total(made) <= 1e16":                     "number-too-large 16",
		"total(made) <= 99999999999999999999":     "rule-syntax 35",
		"total(made) / (1 - 1) <= 3":              "rule-form 13",
		"before(total(made), 4) <= 3":             "rule-form 21",
		"before(total(made), 0) <= 3":             "rule-form 21",
		"before() <= 3":                           "rule-form 1",
		"flat.x <= total(made)":                   "rule-form 1",
		"flat <= quota":                           "rule-form 1",
		"total(made) <= #":                        "rule-syntax 16",
		"total(made) <= nil":                      "rule-form 16",
		"total(made) <= true":                     "rule-form 16",
		"total(made) <= {a: 1}":                   "rule-form 16",
		"total(made) | total(runs) <= 3":          "rule-form 1",
		"map(made, {#}) <= 3":                     "rule-nonlinear 1",
		"made <= 3":                               "rule-form 1",
		"produced <= 3":                           "unknown-word 1",
		"totl(made) <= 3":                         "unknown-word 1",
		"total(made)(3) <= 3":                     "rule-syntax 12",
		"total.x(3) <= 3":                         "rule-form 1",
	} {
		t.Run(expr, func(t *testing.T) {
			_, ds := readRule(expr)
			const column = 11 // of the first quote
			var got []string
			for _, d := range ds {
				if d.Path != "rules.own.expr" {
					t.Errorf("mistake at %s", d.Path)
				}
				got = append(got, fmt.Sprintf("%s %d", d.Rule, d.Pos.Column-column-strings.Count(expr[:min(max(d.Pos.Column-column-1, 0), len(expr))], `"`)))
			}
			if expr == "" {
				got[0] = "value-missing 1"
			}
			if len(got) != 1 || got[0] != want {
				t.Errorf("expected %s, got %q\n%s", want, got, printed(ds))
			}
		})
	}
}

func TestRulesCanBeChangedLikeAnyValue(t *testing.T) {
	text := fmt.Appendf(nil, workshopText, "total(made) <= quota")
	loaded, err := OpenText("plan.yaml", text, "", Options{Edits: []Edit{
		{Set: "rules.own.values.quota=*10"}, {Set: "rules.own.over=2 periods"}, {Set: "rules.own.expr=total(runs) <= 7 * flat"},
	}})
	if err != nil || loaded.Diagnostics.HasErrors() {
		t.Fatal(err, printed(loaded.Diagnostics))
	}
	r := &loaded.Scenario.Rules[0]
	if got := inWords(r); got != "0 + 1 runs <= 35" || r.Window != 2 {
		t.Errorf("got %s over %d periods", got, r.Window)
	}
	if got := numbers(r.Values[1].Quantity); got != "10,20,30,40" {
		t.Errorf("quota is %s, expected 10,20,30,40", got)
	}
}

// FuzzExpression asks of any expression: no panic, places inside the file, and
// a rule that is sound wherever no mistake is reported.
func FuzzExpression(f *testing.F) {
	for _, expr := range []string{
		"total(made) <= 5", `total(bought, supplier == "acme" and item in ["steel"]) >= 0.4 * total(bought)`,
		"before(total(stock), 2) == quota / 3", "1 <= total(made) <= flat", "max(total(made), 3) ?? 1", "total(made, not (period < last)) <= -1",
		"let a = 1; a", "made?.tools[1:2] | map(#)", `"` + "\u2028" + `é" <= 'x'`, "((((((1))))))", "total(made) <= 0x1F + 1_0 + .5e3",
	} {
		f.Add(expr)
	}
	if src, err := os.ReadFile("../testdata/bad/rule-form.yaml"); err == nil {
		for line := range strings.Lines(string(src)) {
			f.Add(strings.TrimSpace(line))
		}
	}
	f.Fuzz(func(t *testing.T, expr string) {
		src := fmt.Appendf(nil, workshopText, inQuotes(expr))
		l := LoadBytes("plan.yaml", src)
		checkAnswer(t, src, l.Diagnostics)
		if l.Diagnostics.HasErrors() {
			return
		}
		r := &l.Scenario.Rules[0]
		if len(r.Left.Terms)+len(r.Right.Terms) == 0 || r.Sense == "" {
			t.Errorf("accepted, but no rule: %+v", r)
		}
		checkRoundTrip(t, l)
	})
}
