package audit

import (
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

// Check audits plan p of scenario s. Where claim is nil it tests only what the
// plan does; otherwise also that its money, penalties and objective are as
// claimed. Neither the scenario nor the plan is changed.
//
// A plan with tables of the wrong shape or with numbers that are not finite is
// reported and not audited any further.
func Check(s *model.Scenario, p *model.Plan, claim *Claim) *Report {
	a := &auditor{s: s, p: p, claim: claim}
	if a.readable() {
		a.audit()
	}
	a.order()
	return &a.report
}

// auditor is the state of one audit.
type auditor struct {
	s     *model.Scenario
	p     *model.Plan
	claim *Claim
	n     int // periods

	items     []*model.Item // families, then materials
	itemIndex map[string]int
	resources map[string]int
	workforce map[string]int
	bands     []model.BandRef     // rows of Plan.Overtime
	offers    []model.OfferRef    // rows of Plan.Bought
	inputs    []model.InputRef    // rows of Plan.Blended
	disposals []spot              // rows of Plan.Disposed
	cargos    []model.CargoRef    // rows of Plan.Shipped
	switched  []model.SwitchRef   // rows of Plan.On
	days      []int               // see countDays
	byLag     map[model.Lag][]int // arrivals by lead time
	ledger    ledger
	prompt    model.Grid // demand: served on time
	crew      crewLedger
	measures  *model.Measures      // quantities of rules; nil where there are none
	added     map[string][]float64 // what open options add, by the path of the limit

	agreements []model.AgreementRef

	happen      []model.Event          // rows of Plan.Events
	offPrice    []model.PromotionPrice // rows of Plan.Promoted
	demandIndex map[string]int

	emissions []emitted // one an activity and substance

	money   model.Statement
	size    model.Statement // sum of the absolute values of what is booked in money
	entries model.Entries   // of money
	broken  []breach
	claimed map[rowID]*claimedViolation // nil without a claim
	relaxed map[rowID]*claimedViolation // hard limits that may be broken
	// leeway is what the claimed and the recomputed penalties may differ by,
	// in money, after every violation was found within its own tolerance.
	leeway float64

	unreadable int            // numbers of the scenario that are missing or infinite
	kept       map[string]int // differences found, by check
	report     Report
}

// breach is a violation and the check that found it.
type breach struct {
	check     string
	violation model.Violation
}

func (a *auditor) audit() {
	a.readClaim()
	a.fillLedger()
	a.signs()
	a.balance()
	a.demand()
	a.orders()
	a.service()
	a.shortages()
	a.capacity()
	a.overtime()
	a.machines()
	a.options()
	a.events()
	a.heads()
	a.crews()
	a.supply()
	a.agreed()
	a.lanes()
	a.inventory()
	a.stores()
	a.shelfLives()
	a.processes()
	a.switches()
	a.blends()
	a.disposed()
	a.logic()
	a.emissionCaps()
	a.strategies()
	a.rules()
	a.fixed()
	a.bookMoney()
	a.goals()
	a.claims()
	if a.unreadable > 0 {
		a.add(Difference{
			Check: CheckScenario, Period: -1, Actual: float64(a.unreadable),
			What: "the scenario has numbers over time that are infinite or do not have one value a period; validate it first",
		})
	}
}

// at returns the value of a series in period t, NaN where it gives none. A
// series that cannot be right is remembered, so that no limit is skipped
// silently.
func (a *auditor) at(s model.Series, t int) float64 {
	values := s.Values()
	switch {
	case len(values) == 0:
		return math.NaN()
	case len(values) == 1:
		t = 0
	case len(values) != a.n:
		a.unreadable++
		return math.NaN()
	}
	if math.IsInf(values[t], 0) {
		a.unreadable++
		return math.NaN()
	}
	return values[t]
}

// or returns the value of a series in period t, or def where it gives none.
func (a *auditor) or(s model.Series, t int, def float64) float64 {
	if v := a.at(s, t); !math.IsNaN(v) {
		return v
	}
	return def
}

// label names a period for people.
func (a *auditor) label(t int) string { return a.s.Calendar.Periods[t].Label }

// passes counts one test whose terms miss by excess, and tells whether that
// is within tol. Anything that is not finite fails.
func (a *auditor) passes(r *rule, t int, excess, tol float64) bool {
	a.report.Checks++
	if !finite(excess) || !finite(tol) {
		return false
	}
	if relative := excess / tol * Tolerance; relative > a.report.WorstResidual.Relative {
		a.report.WorstResidual = Residual{Relative: relative, Check: r.check, Key: r.body(), Period: t}
	}
	return excess <= tol
}

// differ reports a test of r that failed in period t.
func (a *auditor) differ(r *rule, t int, expected, actual, tol float64, what string) {
	a.add(Difference{
		Check: r.check, Path: r.address(), Key: r.body(), Period: t, What: what,
		Expected: expected, Actual: actual, Tolerance: tol, Unit: r.unit,
	})
}

func (a *auditor) add(d Difference) {
	if a.kept == nil {
		a.kept = map[string]int{}
	}
	a.kept[d.Check]++
	if a.kept[d.Check] > MaxPerCheck {
		a.report.Omitted++
		return
	}
	a.report.Differences = append(a.report.Differences, d)
}
