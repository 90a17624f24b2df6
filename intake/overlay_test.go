package intake

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/model"
)

const baseTools = `scenario: Tools
currency: USD
calendar: {start: 2026-01, periods: 3, bucket: month}
families:
  tools: {unit: each, price: 40}
  parts: {unit: t, price: [7, 8, 9]}
workforce:
  crew: {headcount: 10, regular: 160 h, hire: 300, overtime: {max: {value: 10 h, owner: union}, cost: 6}}
processes:
  assemble: {makes: tools, consumes: {parts: 2 kg}, uses: {crew: 4 h}}
suppliers:
  acme: {sells: {parts: 5}}
inventory:
  tools: {opening: 100, max: 500, closing: {min: 50}, holding_cost: 2}
demand:
  tools: {quantity: {2026-01: 3200, 2026-02..2026-03: 100}, backlog: {cost: 5}}
`

// writeFiles makes a folder with files, each given as its name and text.
func writeFiles(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// openIn opens a scenario of a folder, with positions that do not tell the folder.
func openIn(t *testing.T, dir, spec string, edits ...Edit) *Loaded {
	t.Helper()
	t.Chdir(dir)
	loaded, err := Open(spec, Options{Edits: edits})
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

// changed opens the scenario of baseTools with one more mapping of changes.
func changed(t *testing.T, changes string) *Loaded {
	t.Helper()
	return openIn(t, writeFiles(t, map[string]string{
		"base.yaml": baseTools, "plan.yaml": "extends: base.yaml\nchange:\n" + changes,
	}), "plan.yaml")
}

func sound(t *testing.T, l *Loaded) *model.Scenario {
	t.Helper()
	if l.Diagnostics.HasErrors() {
		t.Fatalf("expected no mistakes, got\n%s", printed(l.Diagnostics))
	}
	return l.Scenario
}

func TestAChangeReachesTheValueWhateverItsSpelling(t *testing.T) {
	quantity := func(s *model.Scenario) any { return s.Demand[0].Quantity.Value.Values() }
	for _, test := range []struct {
		name, change string
		get          func(*model.Scenario) any
		want         any
	}{
		{"a factor on a map by period", `  demand.tools.quantity: "*1.10"`, quantity, []float64{3520, 110, 110}},
		{"a percentage", "  demand.tools.quantity: -5 %", quantity, []float64{3040, 95, 95}},
		{"a factor in percent", `  demand.tools.quantity: "*150 %"`, quantity, []float64{4800, 150, 150}},
		{"an amount in one period", "  demand.tools.quantity.2026-02: +50", quantity, []float64{3200, 150, 100}},
		{"a new value in a range", "  demand.tools.quantity.2026-01..2026-02: 7", quantity, []float64{7, 7, 100}},
		{"a new value", "  demand.tools.quantity: [1, 2, 3]", quantity, []float64{1, 2, 3}},
		{"an amount on a list, in another unit", "  families.parts.price: +2 USD/kg", func(s *model.Scenario) any { return s.Families[0].Price.Values() }, []float64{2007, 2008, 2009}},
		{"an amount on a part", "  processes.assemble.consumes.parts: +1 kg", func(s *model.Scenario) any { return s.Processes[0].Consumes[0].Quantity.Values() }, []float64{0.003}},
		{"a factor on a part that is only named", "  processes.assemble.makes.tools: '*2'", func(s *model.Scenario) any { return s.Processes[0].Makes[0].Quantity.Values() }, []float64{2}},
		{"a constant in one period", "  inventory.tools.holding_cost.2026-03: '*3'", func(s *model.Scenario) any { return s.Inventory[0].HoldingCost.Values() }, []float64{2, 2, 6}},
		{"the main value of a shorthand by its path", "  workforce.crew.hire.cost: 350", func(s *model.Scenario) any { return s.Workforce[0].Hire.Cost.Values() }, []float64{350}},
		{"the main value without its path", "  workforce.crew.headcount: +2 heads", func(s *model.Scenario) any { return s.Workforce[0].Headcount.Opening }, 12.0},
		{"the main value of a full limit", "  workforce.crew.overtime.max: 20", func(s *model.Scenario) any { return s.Workforce[0].Overtime.Max }, model.Limit{Value: model.Constant(20), Owner: "union"}},
		{"a new key beside a shorthand", "  inventory.tools.max.owner: logistics", func(s *model.Scenario) any { return s.Inventory[0].Max }, model.Limit{Value: model.Constant(500), Owner: "logistics"}},
		{"a key in a mapping that is not there", "  demand.tools.lost.cost: 9", func(s *model.Scenario) any { return s.Demand[0].Lost }, model.Lost{Allowed: true, Cost: model.Constant(9)}},
		{"a value that is taken away", "  demand.tools.backlog: remove", func(s *model.Scenario) any { return s.Demand[0].Backlog }, model.Backlog{}},
		{"a thing that is taken away", "  inventory.tools: remove", func(s *model.Scenario) any { return len(s.Inventory) }, 0},
		{"a text that reads as an operation", `  families.tools.name: "=*best"`, func(s *model.Scenario) any { return s.Families[1].Name }, "*best"},
		{"the calendar", "  calendar.start: 2026-01", func(s *model.Scenario) any { return s.Calendar.Len() }, 3},
		{"a new limit in one period", "  inventory.tools.min.2026-02: 5", func(s *model.Scenario) any { return s.Inventory[0].Min.Value.Values()[1] }, 5.0},
		{"a new limit in one period by its path", "  inventory.tools.closing.max.value: 60", func(s *model.Scenario) any { return s.Inventory[0].Closing.Max.Value.Values() }, []float64{60}},
		{"a rate added to a constant", "  workforce.crew.regular: +2 h/week", func(s *model.Scenario) any { return s.Workforce[0].Regular.Value.Values() }, []float64{168.857142857143, 168, 168.857142857143}},
		{"a rate for one period", "  inventory.tools.holding_cost.2026-02: 7 USD/each/week", func(s *model.Scenario) any { return s.Inventory[0].HoldingCost.Values() }, []float64{2, 28, 2}},
		{"an item of a supplier that is only priced", "  suppliers.*.sells.*.capacity: 30", func(s *model.Scenario) any { return s.Suppliers[0].Sells[0].Capacity.Value.Values() }, []float64{30}},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := changed(t, test.change+"\n")
			if diff := cmp.Diff(test.want, test.get(sound(t, l)), seriesByValue); diff != "" {
				t.Errorf("the value differs (-want +got):\n%s", diff)
			}
			if len(l.Changes) != 1 || len(l.Changes[0].Paths) != 1 {
				t.Errorf("expected one change of one value, got %+v", l.Changes)
			}
		})
	}
}

func TestEveryChangeTellsWhatItMatched(t *testing.T) {
	l := changed(t, "  demand.*.quantity: '*2'\n  families.*.price: 3\n  inventory.tools.max.2026-02..2026-03: +1\n  workforce.crew.hire.cost: 4\n  suppliers.*.sells.p*.capacity: 9\n")
	sound(t, l)
	var got []string
	for _, c := range l.Changes {
		got = append(got, fmt.Sprintf("%s %s %t %s: %s", c.Pos, c.Pattern, c.Sets, c.Operation, strings.Join(c.Paths, " ")))
	}
	want := []string{
		"plan.yaml:3:3 demand.*.quantity false *2: demand.tools.quantity",
		"plan.yaml:4:3 families.*.price true 3: families.parts.price families.tools.price",
		"plan.yaml:5:3 inventory.tools.max.2026-02..2026-03 false +1: inventory.tools.max.2026-02..2026-03",
		"plan.yaml:6:3 workforce.crew.hire.cost true 4: workforce.crew.hire.cost",
		"plan.yaml:7:3 suppliers.*.sells.p*.capacity true 9: suppliers.acme.sells.parts.capacity",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("changes differ (-want +got):\n%s", diff)
	}
}

func TestLayersApplyInTheirOrder(t *testing.T) {
	dir := writeFiles(t, map[string]string{
		"base.yaml":      baseTools + "change: {inventory.tools.opening: +1}\nvariants: {x: {change: {inventory.tools.opening: '*2'}}}\n",
		"plan.yaml":      "extends: base.yaml#x\nscenario: Plan\nchange: {inventory.tools.opening: +1}\nvariants: {y: {note: a y, change: {inventory.tools.opening: '*3'}}}\n",
		"over/high.yaml": "materials: {glue: {unit: kg}}\nchange: {inventory.tools.opening: +7}\n",
	})
	l := openIn(t, dir, "plan.yaml#y", Edit{Set: "inventory.tools.opening=*2"}, Edit{File: "over/high.yaml"})
	s := sound(t, l)
	// ((100 + 1) x 2 + 1) x 3 x 2 + 7
	if got, want := s.Inventory[0].Opening, 1225.0; got != want {
		t.Errorf("opening stock %v, want %v", got, want)
	}
	if s.Name != "Plan" || s.Note != "a y" || len(s.Materials) != 1 {
		t.Errorf("got name %q, note %q and %d materials", s.Name, s.Note, len(s.Materials))
	}
	if diff := cmp.Diff([]string{"base.yaml", "over/high.yaml"}, l.Files); diff != "" {
		t.Errorf("files differ (-want +got):\n%s", diff)
	}
	l = openIn(t, dir, "plan.yaml#y", Edit{File: "over/high.yaml"}, Edit{Set: "inventory.tools.opening=*2"})
	if got, want := sound(t, l).Inventory[0].Opening, 1232.0; got != want {
		t.Errorf("with the file first, opening stock %v, want %v", got, want)
	}
}

func TestAFileThatExtendsAddsThingsAndKeys(t *testing.T) {
	dir := writeFiles(t, map[string]string{
		"base.yaml": baseTools,
		"plan.yaml": "extends: base.yaml\nmaterials: {glue: {unit: kg}}\nfamilies: {sets: {price: 90}, tools: {name: Hand tools}}\n" +
			"suppliers: {acme: {sells: {glue: 3}}}\nprocesses: {assemble: {consumes: {glue: 0.1}, cost: 3}}\n",
	})
	s := sound(t, openIn(t, dir, "plan.yaml"))
	got := fmt.Sprintln(len(s.Families), s.Families[2].Name, len(s.Suppliers[0].Sells), len(s.Processes[0].Consumes), s.Processes[0].Cost.Values())
	if want := "3 Hand tools 2 2 [3]\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTheOrderOfAChangeMappingDoesNotMatter(t *testing.T) {
	lines := []string{
		"  demand.tools.quantity: '*1.1'", "  demand.tools.backlog.max: 30", "  inventory.*.opening: +5",
		"  inventory.tools.closing: remove", "  workforce.crew.hire.cost.2026-02: 1", "  workforce.crew.hire.cost.2026-03: 2",
	}
	want, err := sound(t, changed(t, strings.Join(lines, "\n")+"\n")).Hash()
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(lines)
	got, err := sound(t, changed(t, strings.Join(lines, "\n")+"\n")).Hash()
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Error("the hash differs with the changes in another order")
	}
}

func TestMistakesOfOverlays(t *testing.T) {
	files := map[string]string{
		"base.yaml":  baseTools,
		"self.yaml":  "extends: self.yaml\n",
		"a.yaml":     "extends: b.yaml\n",
		"b.yaml":     "extends: a.yaml\n",
		"gone.yaml":  "extends: nowhere.yaml\n",
		"out.yaml":   "extends: ../secret.yaml\n",
		"root.yaml":  "extends: /etc/passwd\n",
		"again.yaml": "extends: base.yaml\nfamilies:\n  tools: {price: 41}\n",
		"kind.yaml":  "extends: base.yaml#hihg\n",
		"dir.yaml":   "extends: sub\n",
		"link.yaml":  "extends: linked.yaml\n",
		"loop.yaml":  "extends: loop1.yaml\n",
		"sub/x.yaml": "extends: ../base.yaml\n",
		"ok.yaml":    baseTools + "variants: {high: {change: {demand.tools.quantity: 5}}}\n",
	}
	for i := range 40 {
		files[fmt.Sprintf("deep%d.yaml", i)] = fmt.Sprintf("extends: deep%d.yaml\n", i+1)
	}
	dir := writeFiles(t, files)
	outside := filepath.Join(t.TempDir(), "secret.yaml")
	if err := os.WriteFile(outside, []byte(baseTools), 0o600); err != nil {
		t.Fatal(err)
	}
	for link, target := range map[string]string{"linked.yaml": outside, "loop1.yaml": "loop2.yaml", "loop2.yaml": "loop1.yaml"} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skip("no symbolic links here")
		}
	}
	for _, test := range []struct{ name, spec, rule, place, say string }{
		{"a file that extends itself", "self.yaml", "extends-cycle", "self.yaml:1:10", "self.yaml"},
		{"two files that extend each other", "a.yaml", "extends-cycle", "b.yaml:1:10", "b.yaml is extended at a.yaml:1:10"},
		{"a file that is not there", "gone.yaml", "file-unreadable", "gone.yaml:1:10", "there is no such file"},
		{"a file above the folder", "out.yaml", "file-unreadable", "out.yaml:1:10", "inside the folder"},
		{"a file by its full name", "root.yaml", "file-unreadable", "root.yaml:1:10", "inside the folder"},
		{"a link that leads out of the folder", "link.yaml", "file-unreadable", "link.yaml:1:10", "leads out"},
		{"links that lead in a circle", "loop.yaml", "file-unreadable", "loop.yaml:1:10", "in a circle"},
		{"a folder", "dir.yaml", "file-unreadable", "dir.yaml:1:10", "a folder"},
		{"a parent folder of the file that is named", "sub/x.yaml", "file-unreadable", "sub/x.yaml:1:10", "inside the folder"},
		{"a long chain", "deep0.yaml", "extends-depth", "deep31.yaml:1:10", "32"},
		{"a key that is there already", "again.yaml", "already-there", "again.yaml:3:11", "first defined at base.yaml:5:23"},
		{"a variant that the extended file lacks", "kind.yaml", "unknown-variant", "kind.yaml:1:10", "hihg"},
		{"a variant that the file lacks", "ok.yaml#hihg", "unknown-variant", "ok.yaml:1:1", "did you mean high?"},
	} {
		t.Run(test.name, func(t *testing.T) { checkMistake(t, openIn(t, dir, test.spec), test.rule, test.place, test.say) })
	}
}

func TestMistakesOfChanges(t *testing.T) {
	for _, test := range []struct{ name, change, rule, place, say string }{
		{"an unknown id", "  demand.toolz.quantity: 3", "change-no-match", "plan.yaml:3:3", "did you mean demand.tools.quantity?"},
		{"an unknown key", "  demand.tools.quantty: 3", "change-no-match", "plan.yaml:3:3", "did you mean demand.tools.quantity?"},
		{"an unknown section", "  demnd.tools.quantity: 3", "change-no-match", "plan.yaml:3:3", "did you mean demand.tools.quantity?"},
		{"a pattern that matches nothing", "  resources.line*.capacity: 3", "change-no-match", "plan.yaml:3:3", ""},
		{"an operation on what is not there", "  demand.tools.price: +3", "change-no-match", "plan.yaml:3:3", "set it to a value first"},
		{"a removal of what is not there", "  demand.tools.price: remove", "change-no-match", "plan.yaml:3:3", ""},
		{"an operation on a text", "  families.tools.unit: +3", "change-not-number", "plan.yaml:3:3", `"=+3"`},
		{"an operation on a thing", "  demand.tools: '*2'", "change-not-number", "plan.yaml:3:3", ""},
		{"a whole section", "  demand: {tools: {quantity: 5}}", "change-whole-section", "plan.yaml:3:3", "demand.*"},
		{"no factor", "  demand.tools.quantity: '*'", "bad-operation", "plan.yaml:3:26", ""},
		{"a factor with a unit", "  demand.tools.quantity: '*2 t'", "bad-operation", "plan.yaml:3:26", "without a unit"},
		{"an amount of another dimension", "  demand.tools.quantity: +2 t", "unit-mismatch", "plan.yaml:3:26", `"each"`},
		{"an unknown period", "  demand.tools.quantity.2026-13: 5", "unknown-period", "plan.yaml:3:3", "2026-03"},
		{"a period of a number", "  inventory.tools.opening.2026-01: 5", "change-no-match", "plan.yaml:3:3", "ends at"},
		{"an empty key", "  demand..tools: 5", "change-no-match", "plan.yaml:3:3", ""},
		{"a path that begins with a dot", "  .tools: 5", "bad-path", "plan.yaml:3:3", "expected a path"},
		{"nothing", "  demand.tools.quantity:", "value-missing", "plan.yaml:3:3", "remove"},
		{"the same value twice, by two patterns", "  demand.tools.quantity: 5\n  demand.*.quantity: '*2'", "change-conflict", "plan.yaml:4:3", "first changed at plan.yaml:3:3"},
		{"the same value by its shorthand and its path", "  workforce.crew.hire: 5\n  workforce.crew.hire.cost: 6", "change-conflict", "plan.yaml:4:3", "first changed at plan.yaml:3:3"},
		{"a thing and a value in it", "  demand.tools: {quantity: 3}\n  demand.tools.quantity: 6", "change-conflict", "plan.yaml:4:3", "plan.yaml:3:3"},
		{"a value and the thing around it", "  demand.tools.quantity: 6\n  demand.tools: {quantity: 3}", "change-conflict", "plan.yaml:4:3", "plan.yaml:3:3"},
		{"a value and one of its periods", "  demand.tools.quantity: 6\n  demand.tools.quantity.2026-01: 3", "change-conflict", "plan.yaml:4:3", "plan.yaml:3:3"},
		{"periods that overlap", "  demand.tools.quantity.2026-01..2026-02: 6\n  demand.tools.quantity.2026-02..2026-03: 3", "change-conflict", "plan.yaml:4:3", "plan.yaml:3:3"},
		{"a new value that is no value", "  demand.tools.quantity: [1, 2]", "series-length", "plan.yaml:3:26", "expected 3 values"},
		{"a period taken away from what is needed", "  demand.tools.quantity.2026-01: remove", "value-missing", "plan.yaml:3:34", ""},
		{"a number beyond all bounds", "  demand.tools.quantity: '*1e306'", "bad-number", "plan.yaml:3:26", "finite"},
	} {
		t.Run(test.name, func(t *testing.T) { checkMistake(t, changed(t, test.change+"\n"), test.rule, test.place, test.say) })
	}
}

// checkMistake asks for a mistake of a rule at a place that says something.
func checkMistake(t *testing.T, l *Loaded, rule, place, say string) {
	t.Helper()
	for i := range l.Diagnostics {
		d := &l.Diagnostics[i]
		if d.Rule == rule && d.Pos.String() == place && strings.Contains(d.String(), say) {
			return
		}
	}
	t.Errorf("expected %s at %s that says %q, got\n%s", rule, place, say, printed(l.Diagnostics))
}

func TestTwoOverlaysOfTheCommandLineMayNotTouchTheSameValue(t *testing.T) {
	dir := writeFiles(t, map[string]string{
		"base.yaml": baseTools,
		"one.yaml":  "change: {demand.tools.quantity: 5}\n",
		"two.yaml":  "change: {demand.*.quantity: 6}\n",
		"ext.yaml":  "extends: base.yaml\n",
	})
	l := openIn(t, dir, "base.yaml", Edit{File: "one.yaml"}, Edit{File: "two.yaml"})
	checkMistake(t, l, "change-conflict", "two.yaml:1:10", "first changed at one.yaml:1:10")
	l = openIn(t, dir, "base.yaml", Edit{Set: "demand.tools.quantity=5"}, Edit{Set: "demand.tools.quantity.2026-01=6"})
	checkMistake(t, l, "change-conflict", "--set:2:1", "first changed at --set:1:1")
	l = openIn(t, dir, "base.yaml", Edit{File: "ext.yaml"})
	checkMistake(t, l, "overlay-key", "ext.yaml:1:1", "extends")
	l = openIn(t, dir, "base.yaml", Edit{File: "one.yaml"}, Edit{Set: "demand.tools.quantity={2026-01: 1, default: 2}"})
	if diff := cmp.Diff([]float64{1, 2, 2}, sound(t, l).Demand[0].Quantity.Value.Values()); diff != "" {
		t.Errorf("a --set after a -f (-want +got):\n%s", diff)
	}
	for set, rule := range map[string]string{"demand": "bad-path", "=3": "bad-path", "demand.tools.quantity=[1, 2": "yaml-syntax", "demand.tools.quantity=": "value-missing"} {
		if l := openIn(t, dir, "base.yaml", Edit{Set: set}); !slices.ContainsFunc(l.Diagnostics, func(d Diagnostic) bool { return d.Rule == rule }) {
			t.Errorf("--set %s: expected %s, got\n%s", set, rule, printed(l.Diagnostics))
		}
	}
}

func TestAScenarioThatIsNoFileExtendsNothing(t *testing.T) {
	_, ds := Load("stdin", []byte("extends: base.yaml\n"))
	if len(ds) != 1 || ds[0].Rule != "file-unreadable" {
		t.Errorf("got\n%s", printed(ds))
	}
}

func TestWildcardsMatch(t *testing.T) {
	for _, test := range []struct {
		pattern, word string
		want          bool
	}{
		{"*", "", true},
		{"*", "tools", true},
		{"line*", "line1", true},
		{"line*", "aline1", false},
		{"*1", "line1", true},
		{"*1", "line2", false},
		{"l*n*1", "line1", true},
		{"l*n*n", "line", false},
		{"a*a", "a", false},
		{"tools", "tools", true},
	} {
		if got := matches(test.pattern, test.word); got != test.want {
			t.Errorf("matches(%q, %q) = %t", test.pattern, test.word, got)
		}
	}
}
