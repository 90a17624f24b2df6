package solver

import (
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Status says what became of a scenario.
type Status string

// The statuses.
const (
	Optimal    Status = "optimal"    // the plan is proven best, within the gap asked for
	Feasible   Status = "feasible"   // there is a plan; a limit of time stopped the proof
	Infeasible Status = "infeasible" // no plan keeps all hard limits
	Unbounded  Status = "unbounded"  // a limit is missing: the objective can be as good as one likes
	Stopped    Status = "stopped"    // a limit of time or an interrupt came before any plan
)

// HasPlan tells whether a plan comes with the status.
func (s Status) HasPlan() bool { return s == Optimal || s == Feasible }

// PriceKind says what the prices of limits were read from.
type PriceKind string

// The kinds of price.
const (
	NoPrices      PriceKind = ""
	LinearPrices  PriceKind = "linear"         // the plan is linear: its own dual values
	IntegersFixed PriceKind = "integers fixed" // of the linear plan that has the same whole numbers
)

// Result is everything that solving a scenario found out, as plain data.
// Fields about the plan are meaningless unless Status.HasPlan.
type Result struct {
	Status    Status
	Sense     model.Objective
	Value     float64 // objective with penalties, in money
	Bound     float64 // proven limit of the objective; NaN where none is known
	Gap       float64 // |Value - Bound| / |Value|; NaN where no bound is known
	Plan      *model.Plan
	Money     model.Statement
	Penalties []model.Violation
	Limits    []LimitState // every limit in every period, in the order of the formulation
	Prices    PriceKind
	Choice    Choice     // among equally good plans
	Stability *Stability // what it costs to stay near to another plan; nil where that was not asked

	// Conflict is, where infeasible, a smallest set of limits that cannot all
	// hold: without any one of them the rest could. Empty if time ran out.
	Conflict []LimitState

	// Relaxed lists, where limits were moved to have a plan at all, by how much
	// the plan lies beyond them. Their rate is 0: this is no money.
	Relaxed []model.Violation

	// Unlimited names, where unbounded, the decisions that can grow without end.
	Unlimited []string

	// Goals is what became of every goal and budget in every stretch of periods,
	// in the order of Scenario.AllGoals; Ranks what every rank reached. Where
	// there is no plan, Goals are the hard ones that cannot be met, if there
	// would be a plan without them.
	Goals []GoalOutcome
	Ranks []RankOutcome

	// Integer lists the paths that made the problem an integer one.
	Integer []string

	// Solution is what the engine answered, for questions about the plan.
	Solution *lp.Solution

	Engine     lp.EngineInfo
	Stop       string // why the engine stopped, in its own words
	Rows, Cols int
	Entries    int
	Iterations int64
	Nodes      int64
	Seconds    float64 // of solving
}

// LimitState is one limit in one period: what it allows, what the plan uses of
// it, and what one more unit would be worth.
type LimitState struct {
	ID     string // name of its row: capacity[line1,2026-03]
	Group  model.Group
	Key    string // what it is about: line1
	Path   string // address in the scenario: resources.line1.capacity
	Owner  string
	Reason string
	Review string
	Unit   string
	Period int    // index into the calendar
	Sense  string // "<=", ">=" or "="
	Priced bool   // it may be broken for penalty money
	Rank   int    // where not all limits can be kept: those of rank 1 are kept the longest, then 2, ...; 0: it gives way first
	Limit  float64
	Used   float64
	Slack  float64 // room left; negative where a priced limit is broken; 0 for "="

	// Price is the change of the objective (cost or profit, as the scenario
	// states it) for one more unit of Limit, in money per Unit. Where the plan
	// is degenerate one unit more and one unit less change it differently, and
	// Price lies between the two. NaN where there is none.
	Price float64

	// Weight is by how much its row moves for one more unit of Limit: 1, but
	// for a limit on a ratio, which is multiplied out by what it is a ratio of.
	Weight float64
}

// Binding tells whether the limit has no room left, within tolerance tol.
func (l *LimitState) Binding(tol float64) bool {
	return l.Slack <= tol*max(1, abs(l.Limit))
}

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}
