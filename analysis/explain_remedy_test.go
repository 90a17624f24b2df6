package analysis

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// patient draws a crowded plant whose customers wait or leave.
func patient(random *rand.Rand) *model.Scenario {
	s := crowded(random)
	s.Classes = nil // whose priorities make whole numbers, which stay as they are
	for i := range s.Demand {
		d := &s.Demand[i]
		d.Class = ""
		d.Lost = model.Lost{Allowed: true, Cost: model.Constant(float64(5 + random.IntN(76)))}
		if random.IntN(2) == 0 {
			d.Backlog = model.Backlog{Allowed: true, Cost: model.Constant(float64(1 + random.IntN(9)))}
		}
	}
	return s
}

// eachPatient explains random plants that have a plan.
func eachPatient(t *testing.T, check func(e *Explainer, s *model.Scenario)) {
	t.Helper()
	random := rand.New(rand.NewPCG(5, 1127))
	for n := 0; n < 100; {
		s := patient(random)
		st, err := New(context.Background(), engine, s, solver.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !st.Answers() {
			continue // what is in stock at the start is more than may be kept
		}
		n++
		e, err := st.Explain()
		if err != nil {
			t.Fatal(err)
		}
		check(e, s)
	}
}

// told is the scenario in which a shortage must not be.
func told(s *model.Scenario, short *Shortage) *model.Scenario {
	c := *s
	c.Demand = append([]model.Demand(nil), s.Demand...)
	d := &c.Demand[short.Demand]
	never := make([]float64, s.Calendar.Len())
	for t := range never {
		never[t] = math.NaN()
		if short.From <= t && t <= short.To {
			never[t] = 0
		}
	}
	limit := model.Limit{Value: model.PerPeriod(never)}
	if len(never) == 1 {
		limit = model.Limit{Value: model.Constant(never[0])}
	}
	if short.Kind == Late {
		d.Backlog.Max = limit
	} else {
		d.Lost.Max = limit
	}
	return &c
}

// solveMoved plans a scenario with limits moved, which are found by name.
func solveMoved(t *testing.T, s *model.Scenario, ids []string, amounts []float64) *solver.Result {
	t.Helper()
	f, err := solver.Formulate(s)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]int{}
	for row, l := range f.Limits() {
		rows[l.ID] = row
	}
	moves := make([]solver.Move, len(ids))
	for k, id := range ids {
		moves[k] = solver.Move{Row: rows[id], Amount: amounts[k]}
	}
	r, err := f.SolveMoved(context.Background(), engine, moves, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestEveryRemedyWorksWhenItIsApplied(t *testing.T) {
	remedies, several, unwilling := 0, 0, 0
	eachPatient(t, func(e *Explainer, s *model.Scenario) {
		list := e.Shortages()
		for _, short := range list[:min(2, len(list))] {
			r, err := e.Reason(context.Background(), short)
			if err != nil {
				t.Fatal(err)
			}
			if b := r.Supply.Breakdown; b != nil && !b.Foots() {
				t.Errorf("the parts add up to %v, not to %v", b.Sum(), b.Price)
			}
			if r.Possible && r.Net < -1e-6 {
				t.Errorf("one more would make the best plan better, by %v", -r.Net)
			}
			if r.Remedy == nil {
				continue
			}
			remedies++
			if len(r.Remedy.Moves) > 1 {
				several++
			}
			if !r.Remedy.Served {
				unwilling++
			}
			checkRemedy(t, e, s, r)
		}
	})
	t.Logf("%d remedies, %d of several limits, %d that do not pay by themselves", remedies, several, unwilling)
	if remedies == 0 || several == 0 || unwilling == remedies {
		t.Error("too few remedies to tell anything")
	}
}

// checkRemedy plans with the limits moved, as is best and with the shortage
// forbidden: the objectives are equal where the best plan serves all by itself,
// and the gain is what was said.
func checkRemedy(t *testing.T, e *Explainer, s *model.Scenario, r *Reason) {
	var ids []string
	var amounts []float64
	for _, m := range r.Remedy.Moves {
		ids, amounts = append(ids, e.Limit(m.Row).ID), append(amounts, m.Amount*(1+1e-7))
	}
	free := solveMoved(t, s, ids, amounts)
	served := solveMoved(t, told(s, &r.Shortage), ids, amounts)
	if !served.Status.HasPlan() {
		t.Fatalf("%s of %+v: with the remedy %v %v there is no plan that serves all", r.Kind, r.Shortage, ids, amounts)
	}
	tolerance := 1e-5 * max(1, math.Abs(free.Value))
	if r.Remedy.Served && served.Value-free.Value > tolerance {
		t.Fatalf("with the remedy %v %v the best plan costs %v, and one that serves all %v", ids, amounts, free.Value, served.Value)
	}
	if gain := e.st.best.Objective - served.Value; gain < r.Remedy.Gain-tolerance {
		t.Fatalf("the remedy gains %v, not %v", gain, r.Remedy.Gain)
	}
}

func TestCostsOfRandomPlantsFootToWhatIsMeasured(t *testing.T) {
	eachPatient(t, func(e *Explainer, _ *model.Scenario) { checkUnitCosts(t, e) })
}
