package model

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func init() { moreBreakages = append(moreBreakages, launchBreakages, phaseOutBreakages) }

// launchBreakages are mistakes in launches.
func launchBreakages() []breaks {
	with := func(change func(l *Launch)) func(*Scenario) {
		return func(s *Scenario) {
			l := Launch{ID: "new", Start: "2026-02", Volume: []Part{{"bikes", Constant(40)}}}
			change(&l)
			s.Launches = []Launch{l}
		}
	}
	gates := func(list ...LaunchGate) func(*Scenario) { return with(func(l *Launch) { l.Gates = list }) }
	takes := func(id string, share float64) func(*Scenario) {
		return with(func(l *Launch) { l.Takes = []Part{{id, Constant(share)}} })
	}
	return []breaks{
		{"missing-key", "launches.new", with(func(l *Launch) { l.Volume = nil })},
		{"dangling-id", "launches.new.volume.cars", with(func(l *Launch) { l.Volume[0].ID = "cars" })},
		{"promotion-demand", "launches.new.volume.trikes", with(func(l *Launch) { l.Volume[0].ID = "trikes" })},
		{"negative", "launches.new.volume.bikes", with(func(l *Launch) { l.Volume[0].Quantity = Constant(-4) })},
		{"launch-demand", "launches.two.volume.bikes", func(s *Scenario) {
			with(func(*Launch) {})(s)
			s.Launches = append(s.Launches, Launch{ID: "two", Volume: []Part{{"bikes", Constant(1)}}})
		}},
		{"launch-demand", "launches.new.takes.bikes", takes("bikes", 0.2)},
		{"promotion-demand", "launches.new.takes.trikes", takes("trikes", 0.2)},
		{"share-above-one", "launches.new.takes.trikes", takes("trikes", 2)},
		{"unknown-period", "launches.new.start", with(func(l *Launch) { l.Start = "2027-01" })},
		{"unknown-period", "launches.new.until", with(func(l *Launch) { l.Start, l.Until = "", "2027-01" })},
		{"launch-form", "launches.new.start", with(func(l *Launch) { l.Optional = true })},
		{"window-too-short", "launches.new.from", with(func(l *Launch) { l.Start, l.From, l.Until = "", "2026-03", "2026-01" })},
		{"launch-gates", "launches.new", with(func(l *Launch) { l.Start, l.Gates = "", []LaunchGate{{ID: "tools", Planned: "2026-03"}} })},
		{"launch-gates", "launches.new", gates(LaunchGate{ID: "tools", Planned: "2027-05-01"})},
		{"launch-gates", "launches.new.gates.tools", gates(LaunchGate{ID: "tools", Owner: "engineering"})},
		{"unknown-period", "launches.new.gates.tools.planned", gates(LaunchGate{ID: "tools", Planned: "soon"})},
		{"dangling-id", "launches.new.gates.line.option", gates(LaunchGate{ID: "line", Option: "line_b"})},
		{"unsorted", "launches.new.gates.a", gates(LaunchGate{ID: "b", Planned: "2026-01"}, LaunchGate{ID: "a", Planned: "2026-01"})},
		{"launch-curve", "launches.new", with(func(l *Launch) { l.Ramp, l.Like = []float64{1}, "bikes" })},
		{"launch-curve", "launches.new.ramp", with(func(l *Launch) { l.Ramp = []float64{0.5, 0.8} })},
		{"launch-curve", "launches.new.history", with(func(l *Launch) { l.History = []float64{5, 0} })},
		{"launch-curve", "launches.new.like", func(s *Scenario) {
			with(func(l *Launch) { l.Like = "bikes" })(s)
			s.Demand[0].Quantity = Limit{Value: PerPeriod([]float64{5, 5, 0})}
		}},
		{"dangling-id", "launches.new.like", with(func(l *Launch) { l.Like = "cars" })},
		{"share-above-one", "launches.new.ramp", with(func(l *Launch) { l.Ramp = []float64{0.5, 1.5} })},
		{"negative", "launches.new.history", with(func(l *Launch) { l.History = []float64{-5, 5} })},
		{"share-above-one", "launches.new.probability", with(func(l *Launch) { l.Probability = Constant(70) })},
		{"one-value", "launches.new.probability", with(func(l *Launch) { l.Probability = PerPeriod([]float64{0.5, 0.6, 0.7}) })},
		{"negative", "launches.new.cost", with(func(l *Launch) { l.Cost = Constant(-5) })},
	}
}

// phaseOutBreakages are mistakes in phase-outs.
func phaseOutBreakages() []breaks {
	with := func(change func(p *PhaseOut)) func(*Scenario) {
		return func(s *Scenario) {
			p := PhaseOut{ID: "end", Item: "bikes", LastSale: "2026-02"}
			change(&p)
			s.Inventory[0].Min, s.Inventory[0].Closing = Limit{}, Closing{}
			s.PhaseOuts = []PhaseOut{p}
		}
	}
	service := func(until string, units ...Part) func(*Scenario) {
		return with(func(p *PhaseOut) { p.Service = AfterSales{until, units} })
	}
	return []breaks{
		{"missing-key", "phase_outs.end", with(func(p *PhaseOut) { p.Item = "" })},
		{"missing-key", "phase_outs.end", with(func(p *PhaseOut) { p.LastSale = "" })},
		{"dangling-id", "phase_outs.end.item", with(func(p *PhaseOut) { p.Item = "cars" })},
		{"promotion-demand", "phase_outs.end.item", with(func(p *PhaseOut) { p.Item = "trikes" })},
		{"unknown-period", "phase_outs.end.last_sale", with(func(p *PhaseOut) { p.LastSale = "2027-02" })},
		{"unknown-period", "phase_outs.end.last_buy", with(func(p *PhaseOut) { p.LastBuy = "2027-02" })},
		{"phase-out-form", "phase_outs.end.last_make", with(func(p *PhaseOut) { p.LastMake = "2026-03" })},
		{"phase-out-form", "phase_outs.end.last_buy", with(func(p *PhaseOut) { p.LastMake, p.LastBuy = "2026-01", "2026-02" })},
		{"phase-out-form", "phase_outs.end.ramp_down", with(func(p *PhaseOut) { p.RampDown = []float64{1, 0.8, 0.5} })},
		{"share-above-one", "phase_outs.end.ramp_down", with(func(p *PhaseOut) { p.RampDown = []float64{2} })},
		{"phase-out-form", "phase_outs.end.service", service("2026-03")},
		{"phase-out-form", "phase_outs.end.service.until", service("2026-01", Part{"bikes", Constant(2)})},
		{"dangling-id", "phase_outs.end.service.units.trikes", service("2026-03", Part{"trikes", Constant(2)})},
		{"unknown-period", "phase_outs.end.service.until", service("2027-03", Part{"bikes", Constant(2)})},
		{"promotion-demand", "phase_outs.end.moves.trikes", with(func(p *PhaseOut) { p.Moves = []Part{{"trikes", Constant(0.5)}} })},
		{"phase-out-form", "phase_outs.end.moves.bikes", with(func(p *PhaseOut) { p.Moves = []Part{{"bikes", Constant(0.5)}} })},
		{"share-above-one", "phase_outs.end.moves", with(func(p *PhaseOut) { p.Moves = []Part{{"bikes", Constant(0.6)}, {"trikes", Constant(0.5)}} })},
		{"phase-out-form", "phase_outs.end.write_off.steel", with(func(p *PhaseOut) { p.WriteOff = []Part{{"steel", Constant(4)}} })},
		{"phase-out-form", "phase_outs.two.item", func(s *Scenario) {
			with(func(*PhaseOut) {})(s)
			s.PhaseOuts = append(s.PhaseOuts, PhaseOut{ID: "two", Item: "bikes", LastSale: "2026-03"})
		}},
		{"phase-out-stock", "inventory.bikes.min", func(s *Scenario) {
			with(func(*PhaseOut) {})(s)
			s.Inventory[0].Min = Fixed(10)
		}},
		{"phase-out-stock", "inventory.bikes.closing", func(s *Scenario) {
			with(func(*PhaseOut) {})(s)
			s.Inventory[0].Closing.Min = Fixed(10)
		}},
	}
}

func TestGatesOpenInThePeriodThatBeginsAfterThem(t *testing.T) {
	s := plant(t)
	for planned, want := range map[string]int{
		"": 0, "2026-01": 1, "2026-03": 3, "2025-12-31": 0, "2026-01-01": 1, "2026-01-31": 1, "2026-02-01": 2, "2026-03-01": 3, "2027-01-01": 3,
	} {
		t.Run(planned, func(t *testing.T) {
			g := LaunchGate{Planned: planned}
			if got, ok := g.Opens(s.Calendar); !ok || got != want {
				t.Errorf("expected period %d, got %d, %v", want, got, ok)
			}
		})
	}
}

func TestCurvesAreSharesOfTheLastNumber(t *testing.T) {
	s := plant(t)
	s.Demand[0].Quantity = Limit{Value: PerPeriod([]float64{0, 30, 120})}
	for name, c := range map[string]struct {
		launch Launch
		want   []float64
	}{
		"a ramp is taken as it is":             {Launch{Ramp: []float64{0.2, 1}}, []float64{0.2, 1}},
		"history may overshoot":                {Launch{History: []float64{50, 300, 200}}, []float64{0.25, 1.5, 1}},
		"a like item begins where it is not 0": {Launch{Like: "bikes"}, []float64{0.25, 1}},
		"nothing said is mature at once":       {Launch{}, []float64{1}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, s.Curve(&c.launch)); diff != "" {
				t.Errorf("curve (-want +got):\n%s", diff)
			}
		})
	}
}

func TestADemandThatEndsFadesForEverythingThatChangesIt(t *testing.T) {
	s := plant(t)
	s.PhaseOuts = []PhaseOut{{ID: "end", Item: "bikes", LastSale: "2026-02", RampDown: []float64{0.25}}}
	s.Promotions = []Promotion{{ID: "sale", Demand: []string{"bikes"}, Runs: []string{"2026-01", "2026-02", "2026-03"}, Lift: Constant(0.1)}}
	p := NewPlan(s)
	for k, e := range s.Events() {
		for t, may := range e.When {
			if may {
				p.Events.Set(k, t, 1)
			}
		}
	}
	if diff := cmp.Diff([]float64{110, 0.25 * 132, 0}, s.WithEvents(p).Demand[0].Quantity.Value.Values()); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
}
