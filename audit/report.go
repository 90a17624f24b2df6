package audit

import (
	"cmp"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
)

// The checks that belong to no group of limits. The others are named after
// their group ("min_stock") or, for money, "money." and the id of the account
// ("money.overtime").
const (
	CheckScenario  = "scenario"  // the scenario can be read: no dangling ids, series of the right length
	CheckShape     = "shape"     // the tables of plan and claim have the rows and periods of the scenario
	CheckNumber    = "number"    // every number of the plan is finite
	CheckSign      = "sign"      // no quantity of the plan is negative
	CheckPenalties = "penalties" // the claimed violations are the recomputed ones
	CheckObjective = "objective" // the claimed objective is the recomputed one
	moneyPrefix    = "money."
)

// MaxPerCheck bounds the differences that a report keeps of one check, so that
// one thing gone wrong everywhere does not hide another.
const MaxPerCheck = 50

// Claim is what the solver or a saved file says of a plan.
type Claim struct {
	Objective float64 // cost or profit, with penalties
	Money     model.Statement
	Penalties []model.Violation

	// Relaxed are hard limits that the plan is allowed to break, each by the
	// amount given and no more, because no plan keeps them all.
	Relaxed []model.Violation

	Goals []GoalClaim
	Ranks []RankClaim
}

// Report is the finding of an audit.
type Report struct {
	Checks        int               // equalities and limits that were tested
	Differences   []Difference      // failures by check, key and period, at most MaxPerCheck a check
	Omitted       int               // further failures that are not listed
	Money         model.Statement   // recomputed; zeros where the plan could not be read
	Entries       []model.Entry     // what the money is for; they add up to Money
	Penalties     []model.Violation // recomputed: priced limits that are broken by more than the tolerance
	Objective     float64           // recomputed: cost plus penalties, or profit less penalties
	WorstResidual Residual          // the test that came nearest to failing, or failed by most
}

// Difference is one test that failed.
type Difference struct {
	Check     string  // a group of limits, a line of money, or one of the Check constants
	Path      string  // address in the scenario of what was tested, or of the money line in the claim
	Key       string  // what was tested, as in the names of rows: "tools", "line1,evening"
	Period    int     // index into the calendar, or -1
	What      string  // one sentence
	Expected  float64 // with Actual and Tolerance 0 where no quantities are compared
	Actual    float64 // not finite where the plan is not, or where a sum overflows
	Tolerance float64 // largest |Actual - Expected| that passes, in Unit
	Unit      string  // may be empty
}

// Residual is how far one test was from holding exactly.
type Residual struct {
	Relative float64 // excess over the size of its terms; passes up to Tolerance
	Check    string  // empty where every test held exactly
	Key      string
	Period   int // index into the calendar, or -1
}

// Passed tells whether the plan was tested and is sound in every respect.
func (r *Report) Passed() bool {
	return r.Checks > 0 && len(r.Differences) == 0 && r.Omitted == 0
}

// order puts the differences and the violations into the order of the
// formulation. Rules run by area, so they come out by thing before.
func (a *auditor) order() {
	rank := checkRanks()
	slices.SortStableFunc(a.report.Differences, func(x, y Difference) int {
		return cmp.Or(
			cmp.Compare(rank[x.Check], rank[y.Check]),
			cmp.Compare(x.Key, y.Key),
			cmp.Compare(x.Period, y.Period))
	})
	slices.SortStableFunc(a.broken, func(x, y breach) int {
		return cmp.Compare(rank[x.check], rank[y.check])
	})
	for i := range a.broken {
		a.report.Penalties = append(a.report.Penalties, a.broken[i].violation)
	}
}

func checkRanks() map[string]int {
	rank := map[string]int{}
	add := func(check string) { rank[check] = len(rank) }
	for _, check := range []string{CheckScenario, CheckShape, CheckNumber, CheckSign} {
		add(check)
	}
	for _, info := range model.Groups() {
		add(string(info.Group))
	}
	for _, account := range model.Accounts() {
		add(moneyPrefix + account.ID())
	}
	add(CheckPenalties)
	add(CheckObjective)
	return rank
}
