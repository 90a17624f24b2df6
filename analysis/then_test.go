package analysis

import (
	"context"
	"math"
	"testing"
)

// TestWhatComesAfterAPriceIsTheNextPieceOfTheCurve compares both with the whole curve.
func TestWhatComesAfterAPriceIsTheNextPieceOfTheCurve(t *testing.T) {
	compared := 0
	for _, name := range []string{"published/factory_planning_1", "published/dakota", "garden_tools", "beverage", "published/steel_t"} {
		st := study(t, scenario(t, name))
		rows := st.Ranked(st.Binding())
		prices, err := st.Prices(context.Background(), rows[:min(8, len(rows))])
		if err != nil {
			t.Fatal(err)
		}
		for i := range prices {
			p := &prices[i]
			t.Run(name+" "+p.Limit.ID, func(t *testing.T) {
				c, err := st.Curve(context.Background(), []int{p.Row})
				if err != nil {
					t.Fatal(err)
				}
				for _, direction := range []float64{1, -1} {
					s := p.More
					if direction < 0 {
						s = p.Less
					}
					if s.NoPlan || math.IsInf(s.Room, 0) {
						continue
					}
					next, err := st.Then(context.Background(), p.Row, s, direction)
					if err != nil {
						t.Fatal(err)
					}
					for _, piece := range c.Pieces {
						at := piece.From
						if direction < 0 {
							at = piece.To
						}
						if math.Abs(at-direction*s.Room) > 1e-6*st.size(lever{p.Row}) {
							continue
						}
						if compared++; next.NoPlan || math.Abs(next.Price-piece.Slope) > 1e-5*max(1, math.Abs(piece.Slope)) {
							t.Errorf("after %v in direction %g comes %+v, but the curve goes on with %v", s.Room, direction, next, piece.Slope)
						}
					}
					if next.NoPlan {
						beyond, err := st.try(context.Background(), lever{p.Row}, direction*(s.Room+1e-3*st.size(lever{p.Row})))
						if err != nil || beyond.plan {
							t.Errorf("there is a plan after %v in direction %g (error %v), though none was found", s.Room, direction, err)
						}
					}
				}
			})
		}
	}
	if compared < 20 {
		t.Errorf("only %d prices were compared", compared)
	}
}

// TestALimitThatBindsAtNoPriceMayHaveOneOnASide: where the engine's price is 0,
// both sides are measured all the same.
func TestALimitThatBindsAtNoPriceMayHaveOneOnASide(t *testing.T) {
	found := 0
	for _, name := range []string{"published/network/steel_p", "published/food_manufacture_1", "published/factory_planning_1", "bicycles"} {
		st := study(t, scenario(t, name))
		prices, err := st.Prices(context.Background(), st.Tight())
		if err != nil {
			t.Fatal(err)
		}
		for i := range prices {
			p := &prices[i]
			checkSide(t, st, p, p.More, +1)
			checkSide(t, st, p, p.Less, -1)
			if !p.Idle() {
				found++
			}
		}
	}
	if found == 0 {
		t.Error("every limit that binds at no price is worth nothing on either side")
	}
}
