package report

import (
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// Goal is what became of one goal, or of one budget in one window.
type Goal struct {
	ID         string     `json:"id"`         // id in the scenario
	Name       string     `json:"name"`       // name for people; the id where the scenario gives none
	Section    string     `json:"section"`    // goals, budget, or objective for the figure that comes first
	Path       string     `json:"path"`       // address in the scenario
	From       string     `json:"from"`       // label of the first period that it adds up
	Period     string     `json:"period"`     // label of the last period that it adds up
	Want       string     `json:"want"`       // at_least, at_most, most or least
	Kind       string     `json:"kind"`       // hard, priced, ranked or compared
	Rank       int        `json:"rank"`       // order of the ranks; 0 where it has none
	Unit       string     `json:"unit"`       // unit of all numbers
	Value      *float64   `json:"value"`      // what the plan makes of it; null without a plan
	Penalties  float64    `json:"penalties"`  // penalty money that counted with it
	Target     *float64   `json:"target"`     // what is asked; null for most and least
	Difference *float64   `json:"difference"` // value less target
	Percent    *float64   `json:"percent"`    // the difference in percent of the target; null for a target of 0
	Missed     float64    `json:"missed"`     // how much of the target is missed, 0 or more
	Held       *float64   `json:"held"`       // what later ranks had to keep; null where several goals are kept together
	Reachable  *float64   `json:"reachable"`  // the best value after the ranks before; of a hard goal without a plan the nearest to it; null where that was not asked
	HeldBack   []HeldBack `json:"held_back"`  // limits that keep it from being better, the most important first
}

// HeldBack is a limit that keeps a goal from being better, in the period in which
// it does so most.
type HeldBack struct {
	ID     string      `json:"id"`     // name of its row in an exported model
	Group  model.Group `json:"group"`  // family of limits
	Key    string      `json:"key"`    // what it is about
	Path   string      `json:"path"`   // address in the scenario
	Owner  string      `json:"owner"`  // who can change it; may be empty
	Period string      `json:"period"` // label of the period
}

// GoalRank is what one rank of goals costs what comes after it.
type GoalRank struct {
	Rank   int        `json:"rank"`   // order of the ranks; 0 for the figure of the objective
	Goals  []string   `json:"goals"`  // addresses of its goals
	Method string     `json:"method"` // weighted or max_min
	Held   *float64   `json:"held"`   // percent that the goals lack together at most; null where the rank is one goal
	Least  *float64   `json:"least"`  // percent that each of them lacks at most; null but for max_min
	Costs  []RankCost `json:"costs"`  // how much better later things would be without the rank
}

// RankCost is how much better one later thing would be without a rank.
type RankCost struct {
	Of     string  `json:"of"`     // objective, or rank
	Rank   int     `json:"rank"`   // of the later rank; 0 for the objective
	Amount float64 `json:"amount"` // 0 or more
	Unit   string  `json:"unit"`   // unit of the amount
}

// The kinds of Goal.
const (
	goalHard     = "hard"
	goalPriced   = "priced"
	goalRanked   = "ranked"
	goalCompared = "compared"
)

func newGoals(s *model.Scenario, r *solver.Result) []Goal {
	names := map[string]string{}
	for _, ref := range s.AllGoals() {
		names[ref.Path()] = ref.Name
	}
	list := []Goal{}
	for i := range r.Goals {
		o := &r.Goals[i]
		g := Goal{
			ID: o.ID, Name: names[o.Path], Section: o.Section, Path: o.Path,
			From: periodLabel(s, o.From), Period: periodLabel(s, o.To), Want: string(o.Want), Kind: kindOf(o), Rank: o.Rank, Unit: o.Unit,
			Value: known(o.Value, significantDigits), Penalties: clean(o.Penalties, significantDigits),
			Target: known(o.Target, significantDigits), Missed: clean(o.Gap, significantDigits),
			Held: known(o.Held, significantDigits), Reachable: known(o.Reachable, significantDigits), HeldBack: []HeldBack{},
		}
		if g.Name == "" {
			g.Name = o.ID
		}
		if g.Value != nil && g.Target != nil {
			g.Difference = known(tidyDifference(*g.Value, *g.Target), significantDigits)
			if *g.Target != 0 {
				g.Percent = known(100**g.Difference/math.Abs(*g.Target), kpiDigits)
			}
		}
		for k := range o.HeldBack {
			l := &o.HeldBack[k]
			g.HeldBack = append(g.HeldBack, HeldBack{l.ID, l.Group, l.Key, l.Path, l.Owner, periodLabel(s, l.Period)})
		}
		list = append(list, g)
	}
	return list
}

// tidyDifference is a difference without the noise that it has between two large numbers.
func tidyDifference(a, b float64) float64 {
	if math.Abs(a-b) < noiseFloor*max(1, math.Abs(b)) {
		return 0
	}
	return a - b
}

func kindOf(o *solver.GoalOutcome) string {
	switch {
	case o.Hard:
		return goalHard
	case o.Priced:
		return goalPriced
	case o.Rank > 0 || o.Section == model.AimSection:
		return goalRanked
	}
	return goalCompared
}

func newRanks(r *solver.Result) []GoalRank {
	list := []GoalRank{}
	for i := range r.Ranks {
		o := &r.Ranks[i]
		rank := GoalRank{
			Rank: o.Number, Goals: slices.Clone(o.Goals), Method: string(o.Method),
			Held: known(o.Held, significantDigits), Least: known(o.Least, significantDigits), Costs: []RankCost{},
		}
		for _, c := range o.Costs {
			cost := RankCost{Of: "rank", Rank: c.Rank, Amount: clean(c.Amount, priceDigits), Unit: c.Unit}
			if c.Rank == solver.TheObjective {
				cost.Of, cost.Rank = "objective", 0
			}
			rank.Costs = append(rank.Costs, cost)
		}
		list = append(list, rank)
	}
	return list
}

// GoalClaims are what a result says of its goals, for an audit.
func GoalClaims(r *solver.Result) ([]audit.GoalClaim, []audit.RankClaim) {
	var goals []audit.GoalClaim
	for i := range r.Goals {
		o := &r.Goals[i]
		goals = append(goals, audit.GoalClaim{Path: o.Path, Period: o.To, Value: o.Value, Held: o.Held})
	}
	var ranks []audit.RankClaim
	for i := range r.Ranks {
		ranks = append(ranks, audit.RankClaim{Number: r.Ranks[i].Number, Held: r.Ranks[i].Held, Least: r.Ranks[i].Least})
	}
	return goals, ranks
}

// claimGoals adds what the document says of goals to a claim.
func (d *Document) claimGoals(s *model.Scenario, claim *audit.Claim) error {
	number := func(x *float64) float64 {
		if x == nil {
			return math.NaN()
		}
		return *x
	}
	for i := range d.Goals {
		g := &d.Goals[i]
		t := s.Calendar.Find(g.Period)
		if t < 0 {
			return &FormatError{"period " + quoted(g.Period) + " of the saved plan is not in the scenario"}
		}
		if g.Value != nil {
			claim.Goals = append(claim.Goals, audit.GoalClaim{Path: g.Path, Period: t, Value: *g.Value, Held: number(g.Held)})
		}
	}
	for i := range d.Ranks {
		claim.Ranks = append(claim.Ranks, audit.RankClaim{Number: d.Ranks[i].Rank, Held: number(d.Ranks[i].Held), Least: number(d.Ranks[i].Least)})
	}
	return nil
}
