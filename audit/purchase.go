package audit

import (
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

// This file recomputes what purchases cost from what is ordered alone: tiers,
// rebates and what is paid for less than a least take; and tests what suppliers
// and the buyer have agreed.

// payOrders books all purchases.
func (a *auditor) payOrders() {
	spend := make([][]float64, len(a.offers))
	for k, ref := range a.offers {
		ordered := a.p.Bought.Row(k)
		spend[k] = make([]float64, a.n)
		for t, q := range ordered {
			spend[k][t] = q * a.or(ref.Offer.Price, t, 0)
			if len(ref.Offer.Tiers) > 0 {
				spend[k][t] = a.tiered(ref.Offer, q, t)
			}
			a.payAmount(model.Object{Item: ref.Offer.Item, Terms: ref.Supplier.Payment}, model.Purchases, t, spend[k][t])
		}
	}
	for _, agreed := range a.agreements {
		for _, w := range agreed.Windows(a.s.Calendar) {
			taken, paid := a.taken(&agreed, w, spend)
			of := model.Object{Terms: agreed.Supplier.Payment}
			a.payShortfall(of, agreed.Agreement, w, taken)
			if back := a.rebate(&agreed.Agreement.Rebate, w, taken, paid); back != 0 {
				a.payAmount(of, model.Purchases, w.To, -back)
			}
		}
	}
}

// tiered is the price of a quantity ordered in period t. On the border of two
// tiers for all units the lower price holds.
func (a *auditor) tiered(o *model.Offer, q float64, t int) float64 {
	var sum, one float64
	found := false
	for _, tier := range o.Tiers {
		price, ends := a.or(tier.Price, t, 0), math.Inf(1)
		for _, other := range o.Tiers {
			if other.From > tier.From {
				ends = min(ends, other.From)
			}
		}
		if o.Discount != model.AllUnits {
			sum += price * max(0, min(q, ends)-tier.From)
			continue
		}
		border := tolerance(q)
		if q >= tier.From-border && q <= ends+border && (!found || price < one) {
			one, found = price, true
		}
	}
	if o.Discount != model.AllUnits {
		return sum
	}
	return one * q
}

// taken is what is ordered under an agreement in a window, and what it costs.
func (a *auditor) taken(agreed *model.AgreementRef, w model.Window, spend [][]float64) (taken, paid float64) {
	for _, part := range agreed.Agreement.Of {
		for k, ref := range a.offers {
			if ref.Supplier.ID != agreed.Supplier.ID || ref.Offer.ID != part.ID {
				continue
			}
			for t := w.From; t <= w.To; t++ {
				taken += a.p.Bought.At(k, t) * a.or(part.Quantity, t, 0)
				if spend != nil {
					paid += spend[k][t]
				}
			}
		}
	}
	return taken, paid
}

// payShortfall books what is paid for less than the least take.
func (a *auditor) payShortfall(of model.Object, agreed *model.Agreement, w model.Window, taken float64) {
	least := a.at(agreed.Min.Value, w.To)
	if agreed.Shortfall.IsSet() && least > taken {
		a.payAmount(of, model.Purchases, w.To, (least-taken)*a.or(agreed.Shortfall, w.To, 0))
	}
}

// rebate is the money back in a window.
func (a *auditor) rebate(r *model.Rebate, w model.Window, taken, paid float64) float64 {
	reached, level := paid, r.Spend
	if r.Quantity > 0 {
		reached, level = taken, r.Quantity
	}
	if reached < level-tolerance(reached, level) {
		return 0
	}
	return paid * a.or(r.Rate, w.To, 0)
}

// agreed tests least takes, groups, contracts and sourcing:
//
//	min_take  ordered of an offer, or under an agreement in a window >= minimum
//	max_take  ordered under an agreement in a window <= maximum
//	min_sourcing, max_sourcing, exact_sourcing  part of a supplier in a window
//
// A least take whose shortfall is paid for may be missed.
func (a *auditor) agreed() {
	for k, ref := range a.offers {
		r := a.offerRule(k)
		r.check, r.path[4], r.limit = string(model.GroupMinTake), "min", &ref.Offer.Min
		r.sense, r.bound = atLeast, "the minimum is"
		a.testSeries(&r, a.p.Bought.Row(k))
	}
	for i := range a.agreements {
		a.agreement(&a.agreements[i])
	}
	for i := range a.s.Sourcing {
		a.sourcing(&a.s.Sourcing[i])
	}
}

func (a *auditor) agreement(ref *model.AgreementRef) {
	list, most := "groups", "capacity"
	if ref.Contract {
		list, most = "contracts", "max"
	}
	r := group(model.GroupMinTake, ref.Supplier.ID, "units")
	r.part, r.path = ref.Agreement.ID, [6]string{"suppliers", ref.Supplier.ID, list, ref.Agreement.ID, "min"}
	r.noun, r.sense, r.bound, r.limit = "take of", atLeast, "the minimum is", &ref.Agreement.Min
	upper := r
	upper.check, upper.path[4] = string(model.GroupMaxTake), most
	upper.sense, upper.bound, upper.limit = atMost, "the maximum is", &ref.Agreement.Max
	for _, w := range ref.Windows(a.s.Calendar) {
		taken, _ := a.taken(ref, w, nil)
		if !ref.Agreement.Shortfall.IsSet() {
			a.testGiven(&r, w.To, taken)
		}
		a.testGiven(&upper, w.To, taken)
	}
}

func (a *auditor) sourcing(c *model.Sourcing) {
	windows, _ := a.s.Calendar.Windows(c.Over)
	for j := range c.Shares {
		share := &c.Shares[j]
		own, all := make([]float64, a.n), make([]float64, a.n)
		ends := make([]bool, a.n)
		for _, w := range windows {
			ends[w.To] = true
			for k, ref := range a.offers {
				if ref.Offer.Item != c.Item || c.To != "" && ref.Offer.To != c.To {
					continue
				}
				for t := w.From; t <= w.To; t++ {
					all[w.To] += a.p.Bought.At(k, t)
					if ref.Supplier.ID == share.Supplier {
						own[w.To] += a.p.Bought.At(k, t)
					}
				}
			}
		}
		for _, bound := range []struct {
			group model.Group
			key   string
			limit *model.Limit
			sense sense
			words string
		}{
			{model.GroupMinSourcing, "min", &share.Share.Min, atLeast, "the least share is"},
			{model.GroupMaxSourcing, "max", &share.Share.Max, atMost, "the greatest share is"},
			{model.GroupExactSourcing, "exact", &share.Share.Exact, exactly, "the share is to be"},
		} {
			r := group(bound.group, c.ID, a.unitOf(c.Item))
			r.part, r.path = share.Supplier, [6]string{"sourcing", c.ID, "shares", share.Supplier, bound.key}
			r.noun, r.limit, r.sense, r.bound = "purchases of", bound.limit, bound.sense, bound.words
			a.testShares(&r, own, all, ends)
		}
	}
}

// testShares holds parts against so much of their wholes, where windows end.
func (a *auditor) testShares(r *rule, part, whole []float64, ends []bool) {
	if !r.limit.IsSet() {
		return
	}
	for t, end := range ends {
		if share := a.at(r.limit.Value, t); end && !math.IsNaN(share) {
			a.test(r, t, part[t], share*whole[t], tolerance(part[t], share*whole[t]))
		}
	}
}
