package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/steelyard-sop/steelyard/model"
)

// smoking is the workshop whose steel emits 2 kg, whose tools 1 kg when they
// are made and half a kg in stock, and whose line 4 kg an hour: 530 x 2, 265,
// 10 x 0.5 and 132.5 x 4.
func smoking() Input {
	in := workshopInput()
	s := in.Scenario
	emits := func(factor float64) []model.Emit {
		return []model.Emit{{Substance: "co2e", Factor: model.Constant(factor)}}
	}
	s.Suppliers[0].Sells[0].Emits, s.Processes[0].Emits = emits(2), emits(1)
	s.Inventory[0].Emits, s.Resources[0].Emits = emits(0.5), emits(4)
	s.Emissions = []model.Emission{{
		ID: "co2e", Name: "Carbon", Unit: "kg",
		Caps: []model.EmissionCap{{ID: "year", Name: "promise", Over: model.OverHorizon, Max: model.Fixed(1860)}},
	}}
	return in
}

const smoked = 1060 + 265 + 5 + 530

func TestEmissionsAreAKeyNumberAndASheet(t *testing.T) {
	d := NewDocument(smoking())
	var kpi *KPI
	for i := range d.KPIs {
		if d.KPIs[i].ID == kpiEmitted {
			kpi = &d.KPIs[i]
		}
	}
	if kpi == nil || !within(kpi.Value, smoked, 1e-9) || kpi.Unit != "kg" || kpi.Class != "co2e" || kpi.Title != "Carbon emitted" {
		t.Errorf("the key number is %+v, expected 1,860 kg of Carbon", kpi)
	}
	var text bytes.Buffer
	if err := Text(&text, d, TextOptions{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"Carbon emitted    1,860 kg",
		"EMISSIONS", "Carbon, kg", "  resources", "  scope 1",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the text has no %q:\n%s", want, text.String())
		}
	}
}

func TestAFindingTellsWhatIsEmittedAndMostlyByWhat(t *testing.T) {
	in := smoking()
	find := func() string {
		d := NewDocument(in)
		f := finder{s: in.Scenario, d: d, names: newNames(d.Scenario.Things)}
		f.emitted()
		return f.all[0].Text
	}
	if got, want := find(), "1,860 kg of Carbon are emitted, 57.0 % of it by purchases."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	in.Scenario.Processes[0].Emits, in.Scenario.Resources[0].Emits, in.Scenario.Inventory[0].Emits = nil, nil, nil
	if got, want := find(), "1,060 kg of Carbon are emitted, all by purchases."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestEmissionsByCauseAndByScopeFootToTheTotal(t *testing.T) {
	g, left := newView(NewDocument(smoking())).emissions(0)
	if left != 0 || len(g.rows) != 1+4+3 {
		t.Fatalf("%d rows and %d left, expected the total, four causes and three scopes", len(g.rows), left)
	}
	for at := range g.rows[0].values {
		var causes, scopes float64
		for _, r := range g.rows[1:] {
			if strings.HasPrefix(r.label, "  scope ") {
				scopes += r.values[at]
			} else {
				causes += r.values[at]
			}
		}
		if total := g.rows[0].values[at]; !within(causes, total, moneyTolerance) || !within(scopes, total, moneyTolerance) {
			t.Errorf("period %d: %v in all, %v by cause, %v by scope", at, total, causes, scopes)
		}
	}
	if !within(g.rows[0].total, smoked, moneyTolerance) {
		t.Errorf("%v over all periods, expected %v", g.rows[0].total, float64(smoked))
	}
}

func TestAPlanThatEmitsNothingHasNoTableOfEmissions(t *testing.T) {
	d := NewDocument(workshopInput())
	if d.Plan.Emissions != nil {
		t.Errorf("expected no table, got %v", d.Plan.Emissions)
	}
}

func TestACapIsNamedInWords(t *testing.T) {
	n := newNames(NewDocument(smoking()).Scenario.Things)
	if got := n.phrase(model.GroupEmissions, "co2e,year"); got != "emissions of Carbon, promise" {
		t.Errorf("the cap is called %q", got)
	}
}
