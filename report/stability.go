package report

import (
	"math"
	"strconv"

	"github.com/steelyard-sop/steelyard/solver"
)

// Stability says what it costs to stay near to an earlier plan: the price of
// stability.
type Stability struct {
	Within    float64          `json:"within"`    // share of the best objective that could be given up to stay near; 0: nothing
	Decisions int              `json:"decisions"` // how many decisions the earlier plan has that can be compared
	Plans     []StabilityPoint `json:"plans"`     // best; this, where something could be given up; nearest, at whatever cost
}

// StabilityPoint is one plan beside the earlier one.
type StabilityPoint struct {
	Plan      string   `json:"plan"`      // best (of the best plans the nearest), this (the one that is shown) or nearest (of all plans)
	Objective *float64 `json:"objective"` // cost or profit with penalties
	More      *float64 `json:"more"`      // by how much it is worse than the best
	Changed   int      `json:"changed"`   // decisions that differ from the earlier plan
	Moved     *float64 `json:"moved"`     // what changed, as a share of all that the earlier plan decides, each with what a unit is worth; null where it decides nothing
}

func newStability(r *solver.Result) *Stability {
	if r.Stability == nil {
		return nil
	}
	out := &Stability{Within: r.Stability.Within, Decisions: r.Stability.Decisions}
	for _, p := range r.Stability.Points {
		out.Plans = append(out.Plans, StabilityPoint{
			Plan: p.Plan, Objective: known(p.Value, significantDigits), More: known(p.More, significantDigits), Changed: p.Changed, Moved: known(p.Moved, kpiDigits),
		})
	}
	return out
}

// stability shows what it costs to stay near to an earlier plan.
func (s *screen) stability(d *Document) {
	if d.Stability == nil {
		return
	}
	const wide = 16
	names := map[string]string{
		solver.BestPlan:    "the best plan",
		solver.ThisPlan:    "this plan",
		solver.NearestPlan: "the nearest plan of all",
	}
	var rows [][]string
	for _, p := range d.Stability.Plans {
		name, more, moved := names[p.Plan], none, none
		if p.Plan == solver.BestPlan && d.Stability.Within == 0 {
			name = "this plan, the best"
		}
		if p.More != nil && *p.More != 0 {
			more = coins(*p.More, coin(d.Scenario.Currency))
		}
		if p.Moved != nil && !math.IsNaN(*p.Moved) {
			moved = percent(100 * *p.Moved)
		}
		rows = append(rows, []string{name, objectiveText(d, p.Objective), more, strconv.Itoa(p.Changed), moved})
	}
	s.section("BESIDE THE EARLIER PLAN, of " + plural(d.Stability.Decisions, "decision", "decisions"))
	s.numberTable([]string{"", objectiveName(d), "worse by", "changed", "moved"}, rows, s.width-2*wide-20, []int{wide, wide, 10, 10})
}
