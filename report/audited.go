package report

import (
	"fmt"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
)

// newAudit is the finding of an audit as part of a document; nil without one.
func newAudit(periods []string, r *audit.Report) *Audit {
	if r == nil {
		return nil
	}
	a := &Audit{Passed: r.Passed(), Checks: r.Checks, Differences: []Difference{}, Omitted: r.Omitted}
	for _, d := range r.Differences {
		a.Differences = append(a.Differences, Difference{
			Check: d.Check, Path: d.Path, Key: d.Key, Period: labelOf(periods, d.Period), What: d.What,
			Expected: known(d.Expected, significantDigits), Actual: known(d.Actual, significantDigits),
			Tolerance: known(d.Tolerance, significantDigits), Unit: d.Unit,
		})
	}
	return a
}

// Claim is what the document says of its plan, for an audit against s. It
// refuses, with a *FormatError, a document without a plan, and one whose
// accounts or periods are not those of s.
func (d *Document) Claim(s *model.Scenario) (*audit.Claim, error) {
	if d.Plan == nil || d.Money == nil || d.Penalties == nil || d.Objective.Value == nil {
		return nil, &FormatError{"the saved file holds no plan: its status is " + quoted(d.Status)}
	}
	claim := &audit.Claim{Objective: *d.Objective.Value, Money: model.NewStatement(s.Calendar.Len())}
	accounts := map[string]model.Account{}
	for _, a := range model.Accounts() {
		accounts[a.ID()] = a
	}
	for _, line := range d.Money.Lines {
		account, ok := accounts[line.Account]
		if !ok {
			return nil, &FormatError{"account " + quoted(line.Account) + " of the saved plan is not known"}
		}
		if len(line.ByPeriod) != s.Calendar.Len() {
			return nil, &FormatError{fmt.Sprintf("the saved plan has %d periods, the scenario has %d", len(line.ByPeriod), s.Calendar.Len())}
		}
		for t, amount := range line.ByPeriod {
			claim.Money.Add(account, t, amount)
		}
	}
	for _, line := range d.Penalties.Lines {
		t := s.Calendar.Find(line.Period)
		if t < 0 {
			return nil, &FormatError{"period " + quoted(line.Period) + " of the saved plan is not in the scenario"}
		}
		claim.Penalties = append(claim.Penalties, model.Violation{
			Limit: line.Limit, Path: line.Path, Period: t, Amount: line.Amount, Unit: line.Unit, Rate: line.Rate,
		})
	}
	for _, r := range d.Relaxed {
		t := s.Calendar.Find(r.Period)
		if t < 0 {
			return nil, &FormatError{"period " + quoted(r.Period) + " of the saved plan is not in the scenario"}
		}
		claim.Relaxed = append(claim.Relaxed, model.Violation{Limit: r.Limit, Path: r.Path, Period: t, Amount: r.Amount, Unit: r.Unit})
	}
	return claim, d.claimGoals(s, claim)
}
