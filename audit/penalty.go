package audit

import (
	"fmt"
	"math"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// rowID identifies one limit in one period without building its name.
type rowID struct {
	check, body string
	period      int
}

// claimedViolation is a violation of the claim, and whether its limit was met
// during the audit.
type claimedViolation struct {
	model.Violation
	met bool
}

// readClaim sorts the claimed violations by the limit that they name. Those
// that cannot be read, and second ones for one limit, are differences.
func (a *auditor) readClaim() {
	if a.claim == nil {
		return
	}
	a.claimed = a.readViolations(a.claim.Penalties)
	a.relaxed = a.readViolations(a.claim.Relaxed)
}

func (a *auditor) readViolations(list []model.Violation) map[rowID]*claimedViolation {
	read := make(map[rowID]*claimedViolation, len(list))
	for _, v := range list {
		id, ok := a.parseRow(v.Limit, v.Period)
		if !ok {
			a.badClaim(v, "is no row of the period that it is claimed for")
			continue
		}
		if read[id] != nil {
			a.badClaim(v, "is claimed twice")
			continue
		}
		read[id] = &claimedViolation{Violation: v}
	}
	return read
}

// parseRow takes a row name apart: group[key,period] or, for limits of the
// closing, group[key].
func (a *auditor) parseRow(name string, t int) (rowID, bool) {
	check, rest, opened := strings.Cut(name, "[")
	body, closed := strings.CutSuffix(rest, "]")
	if !opened || !closed || t < 0 || t >= a.n {
		return rowID{}, false
	}
	if !closing(check) && body == a.label(t) {
		body = "" // a limit on the company as a whole
	} else if !closing(check) {
		var named bool
		if body, named = strings.CutSuffix(body, ","+a.label(t)); !named {
			return rowID{}, false
		}
	}
	return rowID{check, body, t}, true
}

func (a *auditor) badClaim(v model.Violation, why string) {
	a.report.Checks++
	a.add(Difference{
		Check: CheckPenalties, Path: v.Path, Key: v.Limit, Period: v.Period, Actual: v.Amount, Unit: v.Unit,
		What: fmt.Sprintf("the claimed violation of %s %s", v.Limit, why),
	})
}

// book enters what lies beyond a priced limit as a violation, and compares it
// with the claim. An excess within tol is none.
func (a *auditor) book(r *rule, t int, excess, rate, tol float64) {
	a.report.Checks++
	if !finite(excess) || !finite(tol) {
		a.differ(r, t, 0, excess, tol, fmt.Sprintf("%s cannot be computed: its numbers are too large", r.row(a, t)))
		return
	}
	var amount float64
	if excess > tol {
		amount = excess
		a.broken = append(a.broken, breach{r.check, model.Violation{
			Limit: r.row(a, t), Path: r.address(), Period: t, Amount: amount, Unit: r.unit, Rate: rate,
		}})
	}
	if a.claimed != nil {
		a.compareViolation(r, t, max(excess, 0), amount, rate, tol)
	}
}

// compareViolation holds the claimed violation of a limit, nothing where there
// is none, against the excess of the plan. Booked is what counts of the excess.
func (a *auditor) compareViolation(r *rule, t int, excess, booked, rate, tol float64) {
	claimed := a.claimed[rowID{r.check, r.body(), t}]
	if claimed == nil && booked == 0 {
		return
	}
	var amount, money float64
	if claimed != nil {
		claimed.met = true
		amount, money = claimed.Amount, claimed.Penalty()
	}
	p := rule{check: CheckPenalties, key: r.body(), path: r.path, unit: r.unit}
	if !a.passes(&p, t, math.Abs(amount-excess), tol) {
		p.key = r.row(a, t)
		a.differ(&p, t, excess, amount, tol, fmt.Sprintf("%s is claimed to be broken by %s, but the plan breaks it by %s",
			p.key, quantity(amount, r.unit), quantity(excess, "")))
		return
	}
	a.leeway += math.Abs(amount-booked) * math.Abs(rate)
	p.unit = a.s.Currency
	if owed, tol := amount*rate, tolerance(money, amount*rate); !a.passes(&p, t, math.Abs(money-owed), tol) {
		p.key = r.row(a, t)
		a.differ(&p, t, owed, money, tol, fmt.Sprintf("the penalty of %s is claimed as %s, but its rate gives %s",
			p.key, quantity(money, p.unit), quantity(owed, "")))
	}
}

// unmetClaims reports claimed violations of what is no priced limit, in the
// order of the claim.
func (a *auditor) unmetClaims() {
	for i := range a.claim.Penalties {
		v := &a.claim.Penalties[i]
		id, ok := a.parseRow(v.Limit, v.Period)
		if ok && !a.claimed[id].met {
			a.badClaim(*v, "names no limit that is priced in this period")
		}
	}
	for i := range a.claim.Relaxed {
		v := &a.claim.Relaxed[i]
		id, ok := a.parseRow(v.Limit, v.Period)
		if ok && !a.relaxed[id].met {
			a.badClaim(*v, "names no hard limit of this period")
		}
	}
}
