package solver

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// twoLines is one family that two lines with the same costs can make.
func twoLines(first, second string) *model.Scenario {
	s := base(3)
	s.Processes = nil
	for _, id := range []string{first, second} {
		p := model.Process{ID: id, Makes: one("tools"), Cost: number(10)}
		p.Output.Max = limits(80, 80, 80)
		s.Processes = append(s.Processes, p)
	}
	slices.SortFunc(s.Processes, func(a, b model.Process) int { return cmp.Compare(a.ID, b.ID) })
	s.Inventory = []model.Stock{{ID: "tools", Item: "tools"}}
	s.Demand[0].Quantity = limits(60, 100, 140)
	return s
}

func TestOfEquallyGoodPlansOneIsPreferred(t *testing.T) {
	t.Run("lines that nothing tells apart make as much each, as late as they can", func(t *testing.T) {
		r := solve(t, twoLines("a", "b"))
		if !r.Choice.Canonical {
			t.Fatal(r.Choice.Reason)
		}
		for p := range 2 {
			for month, want := range []float64{30, 50, 70} {
				if got := r.Plan.Runs.At(p, month); !near(got, want) {
					t.Errorf("line %d makes %v in month %d, expected %v", p, got, month, want)
				}
			}
		}
	})
	t.Run("names do not matter where lines differ", func(t *testing.T) {
		runs := map[string][]float64{}
		for _, names := range [][2]string{{"a", "b"}, {"z", "b"}} {
			s := twoLines(names[0], names[1])
			for p := range s.Processes {
				if s.Processes[p].ID == "b" {
					s.Processes[p].Output.Max = limits(90, 90, 90)
				}
			}
			r := solve(t, s)
			for p := range s.Processes {
				if s.Processes[p].ID == "b" {
					runs[names[0]] = slices.Clone(r.Plan.Runs.Row(p))
				}
			}
		}
		for month, want := range runs["a"] {
			if got := runs["z"][month]; !near(got, want) {
				t.Errorf("month %d: %v, with another name %v", month, want, got)
			}
		}
	})
	t.Run("any plan says that it is any", func(t *testing.T) {
		r, err := Plan(t.Context(), engine, twoLines("a", "b"), Options{AnyPlan: true})
		if err != nil || r.Choice.Canonical || r.Choice.Reason == "" {
			t.Errorf("%+v, %v", r.Choice, err)
		}
	})
}

func TestThePlanNearestToAnother(t *testing.T) {
	s := twoLines("a", "b")
	earlier := solve(t, s).Plan
	earlier.Runs.Set(0, 2, 80)
	earlier.Runs.Set(1, 2, 60)
	tables := earlier.Tables(s)
	decisions, gone := s.Decided(&tables)
	if len(gone) > 0 {
		t.Fatal(gone)
	}
	t.Run("a plan that is as good as the best is kept", func(t *testing.T) {
		r, err := Plan(t.Context(), engine, s, Options{Near: &Near{Decisions: decisions, Price: true}})
		if err != nil {
			t.Fatal(err)
		}
		for p, want := range []float64{80, 60} {
			if got := r.Plan.Runs.At(p, 2); !near(got, want) {
				t.Errorf("line %d makes %v in the last month, expected %v", p, got, want)
			}
		}
		if st := r.Stability; len(st.Points) != 2 || st.Points[0].Changed != 0 || st.Points[1].More != 0 {
			t.Errorf("%+v", r.Stability)
		}
	})
	t.Run("what is given up for it stays within the share", func(t *testing.T) {
		dear := *s
		dear.Processes = slices.Clone(s.Processes)
		dear.Processes[0].Cost = number(11) // the best plan makes less there
		best := solve(t, &dear)
		const share = 0.01
		r, err := Plan(t.Context(), engine, &dear, Options{Near: &Near{Decisions: decisions, Within: share, Price: true}})
		if err != nil {
			t.Fatal(err)
		}
		if r.Status != Feasible || r.Value <= best.Value || r.Value > best.Value*(1+share)*(1+1e-6) {
			t.Errorf("status %s, objective %v, the best is %v", r.Status, r.Value, best.Value)
		}
		points := r.Stability.Points
		if len(points) != 3 || !(points[0].Moved > points[1].Moved && points[1].Moved > points[2].Moved) || points[2].Changed != 0 {
			t.Errorf("from the best to the nearest plan: %+v", points)
		}
		if !near(points[1].Value, r.Value) || !near(points[1].More, r.Value-best.Value) {
			t.Errorf("the plan is %+v, the objective %v, the best %v", points[1], r.Value, best.Value)
		}
	})
}

func TestColours(t *testing.T) {
	// Two columns alike, one that differs by what its row allows, in any order.
	build := func(order []int) (*lp.Problem, []int) {
		p, place := &lp.Problem{}, make([]int, 3)
		for _, k := range order {
			place[k] = p.AddCols("x", string(rune('a'+k)), nil, 1)
			row := p.AddRows("limit", "", nil, 1)
			p.RowUpper[row] = []float64{5, 5, 7}[k]
			p.Add(row, place[k], 1)
		}
		return p, place
	}
	first, at := build([]int{0, 1, 2})
	found := coloursOf(first, make([]uint64, 3))
	if !found.stable || found.of[at[0]] != found.of[at[1]] || found.of[at[0]] == found.of[at[2]] {
		t.Errorf("%+v", found)
	}
	second, there := build([]int{2, 1, 0})
	for k, colour := range coloursOf(second, make([]uint64, 3)).of {
		if j := slices.Index(there, k); colour != found.of[at[j]] {
			t.Errorf("column %d has another colour in another order", j)
		}
	}
	x := []float64{1, 4, 3}
	found.average(x, func(int) bool { return true })
	if x[at[0]] != 2.5 || x[at[1]] != 2.5 || x[at[2]] != 3 {
		t.Errorf("averages %v", x)
	}
}

func TestNumbersThatDifferInTheLastDigitsAreTheSame(t *testing.T) {
	const tenth, fifth = 0.1, 0.2
	if sum := tenth + fifth; ofNumber(sum) != ofNumber(0.3) || ofNumber(0.3) == ofNumber(0.3000001) {
		t.Error("0.1 + 0.2 is not 0.3, or 0.3000001 is")
	}
	if ofNumber(math.Copysign(0, -1)) != ofNumber(0) || ofNumber(math.Inf(1)) == ofNumber(math.MaxFloat64/2) {
		t.Error("-0 is not 0, or infinity is a number")
	}
}
