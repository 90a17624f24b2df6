package model

import "math"

// ObjectiveOf is the number that the plan makes best, before penalties.
func (s *Scenario) ObjectiveOf(money Statement) float64 {
	factors := s.DiscountFactors()
	if factors == nil {
		return money.Objective(s.Objective)
	}
	discounted := NewStatement(len(factors))
	for _, a := range Accounts() {
		for t, factor := range factors {
			discounted.Add(a, t, factor*money.Amounts.At(int(a), t))
		}
	}
	return discounted.Objective(s.Objective)
}

// DiscountFactors are what money of each period counts for in the objective: 1
// / (1 + rate) to the power of the years from the start of the horizon to the
// end of the period. Nil where the objective does not discount.
func (s *Scenario) DiscountFactors() []float64 {
	if !s.Objective.Discounts() {
		return nil
	}
	const yearDays = 365.25
	factors := make([]float64, s.Calendar.Len())
	for t := range factors {
		days := daysBetween(s.Calendar.Periods[0].Start, s.Calendar.Periods[t].End)
		factors[t] = math.Pow(1+s.Interest, -float64(days)/yearDays)
	}
	return factors
}
