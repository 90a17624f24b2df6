package analysis

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

func bill(t testing.TB, st *Study, parts []Part) *Bill {
	t.Helper()
	b, err := st.Bill(context.Background(), parts)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func total(b *Bill) float64 {
	var sum float64
	for _, s := range b.Shares {
		sum += s.Amount
	}
	return sum
}

func TestTheBillAddsUpToTheGap(t *testing.T) {
	for _, name := range []string{"published/red_tomato", "published/factory_planning_1", "garden_tools", "dairy_network", "beverage"} {
		t.Run(name, func(t *testing.T) {
			st := study(t, scenario(t, name))
			for title, parts := range map[string][]Part{"groups": st.Groups(nil), "owners": st.Owners(nil)} {
				b := bill(t, st, parts)
				if gap := b.Gap(); math.Abs(total(b)-gap) > 1e-6*max(1, gap) {
					t.Errorf("%s: shares add up to %v, the gap is %v", title, total(b), gap)
				}
				for _, s := range b.Shares {
					if s.Amount < -1e-6*max(1, b.Gap()) {
						t.Errorf("%s: %s gains %v from being lifted", title, s.Part.Name, s.Amount)
					}
				}
			}
		})
	}
}

// TestTheBillOfRedTomatoIsTheMeanOverAllOrders compares the shares with the
// definition, order by order, each coalition solved by itself.
func TestTheBillOfRedTomatoIsTheMeanOverAllOrders(t *testing.T) {
	st := study(t, scenario(t, "published/red_tomato"))
	parts := st.Groups([]model.Group{model.GroupHours, model.GroupOvertime, model.GroupClosingStock, model.GroupClosingBacklog})
	if len(parts) != 4 {
		t.Fatalf("%d parts, expected 4", len(parts))
	}
	b := bill(t, st, parts)
	want := make([]float64, len(parts))
	orders := 0
	permutations(len(parts), func(order []int) {
		orders++
		lifted := []Part{}
		before := 0.0
		for _, i := range order {
			lifted = append(lifted, parts[i])
			value, err := newGame(st, lifted).lift(context.Background(), st, 1<<len(lifted)-1)
			if err != nil {
				t.Fatal(err)
			}
			after := math.Abs(value - st.best.Objective)
			want[i] += after - before
			before = after
		}
	})
	for i, s := range b.Shares {
		if mean := want[i] / float64(orders); math.Abs(s.Amount-mean) > 1e-6*b.Gap() {
			t.Errorf("%s: share %v, the mean over %d orders is %v", s.Part.Name, s.Amount, orders, mean)
		}
	}
}

func permutations(n int, visit func([]int)) {
	order := make([]int, 0, n)
	var add func(used uint)
	add = func(used uint) {
		if len(order) == n {
			visit(order)
			return
		}
		for i := range n {
			if used&(1<<i) == 0 {
				order = append(order, i)
				add(used | 1<<i)
				order = order[:len(order)-1]
			}
		}
	}
	add(0)
}

// twoLines are two machines that do the same work, and an oven with room to spare.
func twoLines() *model.Scenario {
	calendar, err := model.NewCalendar(model.Month, "2026-01", 1)
	if err != nil {
		panic(err)
	}
	one := func(id string) []model.Part { return []model.Part{{ID: id, Quantity: model.Constant(1)}} }
	s := &model.Scenario{
		Name: "two lines", Objective: model.MaximiseProfit, Calendar: calendar,
		Families: []model.Item{{ID: "tools", Unit: "each"}},
		Demand:   []model.Demand{{ID: "tools", Item: "tools", Price: model.Constant(10), Max: model.Fixed(1000)}},
	}
	for _, id := range []string{"line1", "line2", "oven"} {
		capacity := 100.0
		if id == "oven" {
			capacity = 5000
		}
		s.Resources = append(s.Resources, model.Resource{ID: id, Unit: "h", Capacity: model.Fixed(capacity)})
	}
	for _, id := range []string{"line1", "line2"} {
		uses := append(one(id), one("oven")...)
		s.Processes = append(s.Processes, model.Process{ID: id, Makes: one("tools"), Uses: uses})
	}
	return s
}

func TestAlikePartsPayAlikeAndOnesWithoutEffectPayNothing(t *testing.T) {
	st := study(t, twoLines())
	var parts []Part
	for row, l := range st.Result.Limits {
		if l.Group == model.GroupCapacity {
			parts = append(parts, Part{Name: l.Key, Rows: []int{row}})
		}
	}
	b := bill(t, st, parts)
	// Either line alone could make all that is sold: 1000 instead of 200 pieces at 10.
	for i, want := range []float64{4000, 4000, 0} {
		if !near(b.Shares[i].Amount, want) {
			t.Errorf("%s: share %v, expected %v", b.Shares[i].Part.Name, b.Shares[i].Amount, want)
		}
	}
	if b.Shares[0].First != 8000 || b.Shares[0].Last != 0 {
		t.Errorf("lifting line1 gains %v alone and %v at the end, expected 8000 and 0", b.Shares[0].First, b.Shares[0].Last)
	}
}

func TestPartsWithoutWhichThereIsNoEndAreNamed(t *testing.T) {
	st := study(t, twoLines())
	b := bill(t, st, st.Groups([]model.Group{model.GroupCapacity, model.GroupMaxSales}))
	if len(b.Unlimited) != 1 || len(b.Shares) != 1 {
		t.Errorf("unlimited %v, %d shares; expected one of each", b.Unlimited, len(b.Shares))
	}
}

func TestSampledSharesAreNearTheExactOnes(t *testing.T) {
	st := study(t, scenario(t, "garden_tools"))
	parts := st.Groups(nil)
	b := bill(t, st, parts)
	g := newGame(st, parts)
	sample := &Bill{Shares: make([]Share, len(parts))}
	if err := g.sampled(context.Background(), st, sample); err != nil {
		t.Fatal(err)
	}
	for i, s := range sample.Shares {
		if exact := b.Shares[i].Amount; math.Abs(s.Amount-exact) > 2*s.Error+1e-9*b.Gap() {
			t.Errorf("%s: %v ± %v in the sample, exactly %v", parts[i].Name, s.Amount, s.Error, exact)
		}
	}
	if math.Abs(total(sample)-b.Gap()) > 1e-6*b.Gap() {
		t.Errorf("sampled shares add up to %v, the gap is %v", total(sample), b.Gap())
	}
}

// TestABillOfManyPartsIsASampleAndAlwaysTheSame divides a gap among more parts
// than are divided exactly: lines that are all alike, so that each owes the same.
func TestABillOfManyPartsIsASampleAndAlwaysTheSame(t *testing.T) {
	const lines = 12
	s := twoLines()
	s.Resources, s.Processes = nil, nil
	one := func(id string) []model.Part { return []model.Part{{ID: id, Quantity: model.Constant(1)}} }
	for i := range lines {
		id := fmt.Sprintf("line%02d", i)
		s.Resources = append(s.Resources, model.Resource{ID: id, Unit: "h", Capacity: model.Fixed(10)})
		s.Processes = append(s.Processes, model.Process{ID: id, Makes: one("tools"), Uses: one(id)})
	}
	s.Demand[0].Max = model.Fixed(500)
	st := study(t, s)
	var parts []Part
	for row, l := range st.Result.Limits {
		if l.Group == model.GroupCapacity {
			parts = append(parts, Part{Name: l.Key, Rows: []int{row}})
		}
	}
	b := bill(t, st, parts)
	if b.Exact || len(b.Shares) != lines || !near(total(b), b.Gap()) {
		t.Fatalf("exact: %v, %d shares of %v together, the gap is %v", b.Exact, len(b.Shares), total(b), b.Gap())
	}
	beside := 0
	for _, share := range b.Shares {
		if share.Error <= 0 {
			t.Errorf("%s: no interval around %v", share.Part.Name, share.Amount)
		}
		if math.Abs(share.Amount-b.Gap()/lines) > share.Error {
			beside++
		}
	}
	if beside > 2 { // of twelve intervals of 95 %
		t.Errorf("%d of %d intervals do not hold the share, %v", beside, lines, b.Gap()/lines)
	}
	if again := bill(t, study(t, s), parts); !slices.EqualFunc(b.Shares, again.Shares, func(x, y Share) bool { return x.Amount == y.Amount && x.Error == y.Error }) {
		t.Error("the same bill is another the second time")
	}
}

func TestTheIdealPlanIsTheFreeSideOfTheBill(t *testing.T) {
	for _, name := range []string{"published/red_tomato", "published/red_tomato_integer", "garden_tools", "dairy_network", "bicycles"} {
		t.Run(name, func(t *testing.T) {
			st := study(t, scenario(t, name))
			b := bill(t, st, st.Groups(nil))
			ideal, err := st.Ideal(context.Background(), b)
			if err != nil {
				t.Fatal(err)
			}
			r := ideal.Result
			if !near(r.Value, b.Free) {
				t.Errorf("the ideal plan is worth %v, the bill says %v", r.Value, b.Free)
			}
			claim := &audit.Claim{
				Objective: ideal.Priced(), Money: r.Money, Relaxed: r.Relaxed,
				Penalties: append(slices.Clone(r.Penalties), ideal.Waived...),
			}
			if found := audit.Check(st.Formulation.Scenario, r.Plan, claim); !found.Passed() {
				t.Errorf("the ideal plan does not pass its audit: %+v", found.Differences[:min(3, len(found.Differences))])
			}
		})
	}
}
