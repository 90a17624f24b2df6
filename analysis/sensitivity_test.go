package analysis

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// calm draws a plant that can mostly make what is asked for.
func calm(random *rand.Rand) *model.Scenario {
	s := crowded(random)
	ask := Stress{Demands: allOf(s.Demand), Until: s.Calendar.Len() - 1}
	s = ask.At(s, -0.75)
	s.Resources[0].Overtime = model.Overtime{Allowed: true, Max: model.Fixed(20), Cost: model.Constant(7)}
	if random.IntN(2) == 0 {
		s.Demand[0].Lost = model.Lost{Allowed: true, Cost: model.Constant(50)}
	}
	return s
}

// TestSensitivityOfRandomPlants checks what must hold of any plant: ends of
// stresses, regrets that never fall with the time, and alternatives that are
// nearly best and pass the audit.
func TestSensitivityOfRandomPlants(t *testing.T) {
	const within = 0.02
	ctx, random, plants, alternatives := context.Background(), rand.New(rand.NewPCG(11, 13)), 0, 0
	for range 120 {
		s := calm(random)
		st, err := New(ctx, engine, s, solver.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !st.Answers() {
			continue
		}
		plants++
		for _, x := range Stresses(s) {
			b, err := st.Breakpoint(ctx, &x.Stress, solver.Options{})
			if err != nil {
				t.Fatal(err)
			}
			checkEdge(t, s, &x.Stress, b.Plan.Share)
		}
		list, _, err := st.Timing(ctx, s.Calendar.Len(), solver.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range list {
			for k, r := range w.Regret {
				if r < 0 || k > 0 && r < w.Regret[k-1] {
					t.Errorf("plant %d, %s %s: regret %v", plants, w.Lever.Kind, w.Lever.Key, w.Regret)
				}
			}
		}
		others, err := st.Alternatives(ctx, 2, within, solver.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range others {
			alternatives++
			r := a.Result
			if found := audit.Check(s, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties}); !found.Passed() {
				t.Errorf("plant %d: an alternative does not pass its audit: %+v", plants, found)
			}
			if most := within * math.Abs(st.Result.Value); a.Worse > most+1e-6*max(1, math.Abs(st.Result.Value)) {
				t.Errorf("plant %d: an alternative is worse by %v, expected at most %v", plants, a.Worse, most)
			}
		}
	}
	if plants < 40 || alternatives < 20 {
		t.Errorf("%d plants with %d alternatives, too few to say anything", plants, alternatives)
	}
}
