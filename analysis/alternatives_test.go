package analysis

import (
	"context"
	"math"
	"testing"

	"github.com/steelyard-sop/steelyard/solver"
)

func TestAlternativesAreNearlyBestAndApart(t *testing.T) {
	const within = 0.01
	for _, name := range []string{"beverage", "garden_tools", "published/red_tomato", "published/red_tomato_integer"} {
		t.Run(name, func(t *testing.T) {
			st := study(t, scenario(t, name))
			list, err := st.Alternatives(context.Background(), 3, within, solver.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if len(list) == 0 {
				t.Fatal("no alternatives within 1 %")
			}
			for k, a := range list {
				if most := within * math.Abs(st.Result.Value); a.Worse > most*(1+1e-6) || a.Worse < -1e-6*most {
					t.Errorf("alternative %d is worse by %v, expected 0 to %v", k, a.Worse, most)
				}
				if a.Distance < leastDistance || len(a.Differences) == 0 {
					t.Errorf("alternative %d is %v away, in %d decisions", k, a.Distance, len(a.Differences))
				}
				if k > 0 && a.Distance > list[0].Distance*4 {
					t.Errorf("alternative %d is %v away, and the first only %v", k, a.Distance, list[0].Distance)
				}
			}
		})
	}
}

func TestAPlanThatIsTheOnlyOneHasNoAlternative(t *testing.T) {
	list, err := study(t, twoLines()).Alternatives(context.Background(), 2, 0, solver.Options{})
	if err != nil || len(list) != 0 {
		t.Errorf("%d alternatives, %v; expected none: 200 pieces are made in every best plan", len(list), err)
	}
}

// TestTheFarthestPlanCanBeWorkedOutByHand: 200 pieces are made and sold at 10
// each; a tenth less is earned with 180. What is done of tools in the only period
// is 400 in all, and 20 fewer made and 20 fewer served are 40 of them.
func TestTheFarthestPlanCanBeWorkedOutByHand(t *testing.T) {
	list, err := study(t, twoLines()).Alternatives(context.Background(), 1, 0.1, solver.Options{})
	if err != nil || len(list) != 1 {
		t.Fatal(err, len(list))
	}
	if a := list[0]; math.Abs(a.Distance-0.1) > 1e-5 || math.Abs(a.Worse-200) > 1e-2 {
		t.Errorf("an alternative %v away and worse by %v, expected 0.1 and 200", a.Distance, a.Worse)
	}
}
