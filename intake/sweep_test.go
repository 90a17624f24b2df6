package intake

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func namesOf(s *Sweep) []string {
	var names []string
	for _, c := range s.Cases {
		names = append(names, c.Name)
	}
	return names
}

func TestASweepOfAxesHasEveryCombination(t *testing.T) {
	dir := writeFiles(t, map[string]string{"base.yaml": baseTools, "plan.yaml": `extends: base.yaml
change: {demand.tools.quantity: "*2"}
sweep:
  axes:
    wage: {change: [workforce.crew.hire, workforce.crew.overtime.cost], values: [=, "+10 %"]}
    demand: {change: demand.*.quantity, values: ["*0.5", "=", 7]}
`})
	l := openIn(t, dir, "plan.yaml", Edit{Set: "workforce.crew.hire=100"})
	sound(t, l)
	s := l.Sweep()
	want := []string{"demand=*0.5,wage=base", "demand=*0.5,wage=+10 %", "demand=base,wage=base", "demand=base,wage=+10 %", "demand=7,wage=base", "demand=7,wage=+10 %"}
	if diff := cmp.Diff(want, namesOf(s)); diff != "" {
		t.Fatalf("cases differ (-want +got):\n%s", diff)
	}
	for i, want := range [][3]float64{{3200, 100, 6}, {3200, 110, 6.6}, {6400, 100, 6}, {6400, 110, 6.6}, {7, 100, 6}, {7, 110, 6.6}} {
		scenario := sound(t, l.Case(s.Cases[i]))
		crew := &scenario.Workforce[0]
		got := [3]float64{scenario.Demand[0].Quantity.Value.At(0), crew.Hire.Cost.At(0), crew.Overtime.Cost.At(0)}
		if got != want {
			t.Errorf("%s: got %v, want %v", s.Cases[i].Name, got, want)
		}
	}
	if before, after := hashOfLoaded(t, l), hashOfLoaded(t, openIn(t, dir, "plan.yaml", Edit{Set: "workforce.crew.hire=100"})); before != after {
		t.Error("the cases changed the scenario itself")
	}
}

func TestTheNameOfAnUnchangedAxisIsNoOtherValue(t *testing.T) {
	l := openIn(t, writeFiles(t, map[string]string{"plan.yaml": baseTools + "sweep: {axes: {note: {change: note, values: [=, base, other]}}}\nnote: as it is\n"}), "plan.yaml")
	sound(t, l)
	if diff := cmp.Diff([]string{"note=base-case", "note=base", "note=other"}, namesOf(l.Sweep())); diff != "" {
		t.Errorf("cases differ (-want +got):\n%s", diff)
	}
}

func TestASweepOfCases(t *testing.T) {
	l := openIn(t, writeFiles(t, map[string]string{"plan.yaml": baseTools + `sweep:
  cases:
    strike: {note: no overtime, change: {workforce.crew.overtime: remove}}
    big: {change: {demand.*.quantity.2026-02: 900}}
    typo: {change: {demand.*.quantty: 900}}
`}), "plan.yaml")
	sound(t, l)
	s := l.Sweep()
	if diff := cmp.Diff([]string{"big", "strike", "typo"}, namesOf(s)); diff != "" {
		t.Fatalf("cases differ (-want +got):\n%s", diff)
	}
	if got := sound(t, l.Case(s.Cases[0])).Demand[0].Quantity.Value.At(1); got != 900 {
		t.Errorf("demand %v, want 900", got)
	}
	strike := sound(t, l.Case(s.Cases[1]))
	if strike.Workforce[0].Overtime.Allowed || strike.Note != "no overtime" {
		t.Errorf("overtime %t, note %q", strike.Workforce[0].Overtime.Allowed, strike.Note)
	}
	checkMistake(t, l.Case(s.Cases[2]), "change-no-match", "plan.yaml:21:21", "did you mean demand.*.quantity?")
}

func TestAScenarioWithoutASweepHasNone(t *testing.T) {
	if s := LoadBytes("plan.yaml", []byte(baseTools)).Sweep(); s != nil {
		t.Errorf("got %v", s)
	}
}

// TestChangesLaidOverALoadedScenario compares them with those of a command line.
func TestChangesLaidOverALoadedScenario(t *testing.T) {
	const file = "../scenarios/beverage.yaml"
	loaded, err := LoadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, err := loaded.Scenario.Hash()
	if err != nil {
		t.Fatal(err)
	}
	sets := []string{"demand.*.quantity=*1.1", "workforce.crew.wage=4000", "resources.canning.downtime=remove"}
	var edits []Edit
	for _, set := range sets {
		edits = append(edits, Edit{Set: set})
	}
	opened, err := Open(file, Options{Edits: edits})
	if err != nil {
		t.Fatal(err)
	}
	laid := loaded.With(sets...)
	want, err := opened.Scenario.Hash()
	if err != nil {
		t.Fatal(err)
	}
	switch got, err := laid.Scenario.Hash(); {
	case err != nil:
		t.Fatal(err)
	case got != want || got == before:
		t.Errorf("hash %s with changes laid over it, and %s when opened with them", got, want)
	}
	if n := len(laid.Changes); n != 3 || len(laid.Changes[0].Paths) != 4 {
		t.Errorf("changes %+v, expected three, the first of four values", laid.Changes)
	}
	if after, err := loaded.Scenario.Hash(); err != nil || after != before {
		t.Error("the scenario itself has changed", err)
	}
	if wrong := loaded.With("demand.kola.quantity=*2"); len(wrong.Changes) > 0 || wrong.Diagnostics[0].Rule != "change-no-match" || wrong.Diagnostics[0].Pos.Line != 1 {
		t.Errorf("a change that leads to nothing gave %v and %v", wrong.Changes, wrong.Diagnostics)
	}
}
