package model

import (
	"math"
	"slices"
)

// offerTerms checks the least take and the tiers of an offer.
func (v *validator) offerTerms(a address, o *Offer) {
	if v.limit(a.to("min"), &o.Min) && v.fits(o.Capacity.Value) {
		v.ordered(a.to("min"), &o.Min, "capacity", &o.Capacity)
	}
	if o.Discount != "" && !slices.Contains(Discounts(), o.Discount) {
		v.mistake(a.to("discount"), "unknown-word", "", "expected %s or %s, got %q", Incremental, AllUnits, o.Discount)
	}
	if len(o.Tiers) == 0 {
		if o.Discount != "" {
			v.mistake(a.to("discount"), "tier-form", "add tiers, or leave out discount", "expected tiers beside discount")
		}
		return
	}
	if o.Price.IsSet() {
		v.mistake(a.to("price"), "tier-form", "make it the price of a tier", "expected either a price or tiers, got both")
	}
	froms := map[float64]string{}
	for i := range o.Tiers {
		tier := a.to("tiers").to(o.Tiers[i].ID)
		v.money(tier.to("price"), o.Tiers[i].Price)
		v.number(tier.to("from"), o.Tiers[i].From)
		if first, twice := froms[o.Tiers[i].From]; twice {
			v.mistake(tier, "tier-form", "give each the quantity from which its price applies", "expected tiers that start at different quantities, got %s at %s twice, also for %s",
				o.Tiers[i].ID, plainNumber(o.Tiers[i].From), first)
		}
		froms[o.Tiers[i].From] = o.Tiers[i].ID
		if i > 0 && o.Tiers[i-1].ID >= o.Tiers[i].ID {
			v.mistake(tier, "unsorted", "", "expected the tiers in order and once each, got %q after %q", o.Tiers[i].ID, o.Tiers[i-1].ID)
		}
	}
	if _, found := froms[0]; !found {
		v.mistake(a.to("tiers"), "tier-form", "leave out from in the first tier", "expected a tier that starts at 0")
	}
}

// agreements checks the groups and contracts of a supplier.
func (v *validator) agreements(a address, s *Supplier) {
	taken := map[string]bool{}
	for i := range s.Sells {
		taken[s.Sells[i].ID] = true
	}
	for _, list := range []struct {
		key string
		of  []Agreement
	}{{"groups", s.Groups}, {"contracts", s.Contracts}} {
		for i := range list.of {
			agreed := &list.of[i]
			where := a.to(list.key).to(agreed.ID)
			if taken[agreed.ID] {
				v.mistake(where, "id-clash", "give one of them another id", "expected an id of its own, but %q is also an offer, group or contract of the supplier", agreed.ID)
			}
			taken[agreed.ID] = true
			if i > 0 && list.of[i-1].ID >= agreed.ID {
				v.mistake(where, "unsorted", "", "expected the %s in order and once each, got %q after %q", list.key, agreed.ID, list.of[i-1].ID)
			}
			v.agreement(where, s, agreed, list.key == "contracts")
		}
	}
}

func (v *validator) agreement(a address, s *Supplier, agreed *Agreement, contract bool) {
	if len(agreed.Of) == 0 {
		v.mistake(a.to("of"), "agreed-on-nothing", "name the offers, and how much one unit of each counts", "expected at least one offer")
	}
	for k := range agreed.Of {
		part := a.to("of").to(agreed.Of[k].ID)
		v.part(part, agreed.Of, k, "of")
		if !slices.ContainsFunc(s.Sells, func(o Offer) bool { return o.ID == agreed.Of[k].ID }) {
			v.mistake(part, "dangling-id", "name what stands under sells of the supplier", "expected the id of an offer of %s, got %q", s.ID, agreed.Of[k].ID)
		}
	}
	most := "capacity"
	if contract {
		most = "max"
		v.contractPeriods(a, agreed)
	} else if _, known := v.s.Calendar.Windows(orPeriod(agreed.Over)); !known {
		v.window(a.to("over"), agreed.Over)
	}
	sound := v.limit(a.to("min"), &agreed.Min)
	if v.limit(a.to(most), &agreed.Max) && sound {
		v.ordered(a.to("min"), &agreed.Min, most, &agreed.Max)
	}
	if contract {
		v.single(a.to("min"), &agreed.Min)
		v.single(a.to(most), &agreed.Max)
	}
	v.money(a.to("shortfall"), agreed.Shortfall)
	if agreed.Shortfall.IsSet() && (!agreed.Min.IsSet() || agreed.Min.Priced()) {
		v.mistake(a.to("shortfall"), "shortfall-form", "give min, without a penalty", "expected a least take without a penalty beside shortfall")
	}
	v.rebate(a.to("rebate"), &agreed.Rebate)
}

func (v *validator) contractPeriods(a address, agreed *Agreement) {
	from, until := 0, len(v.labels)-1
	for _, end := range []struct {
		key, label string
		at         *int
	}{{"from", agreed.From, &from}, {"until", agreed.Until, &until}} {
		if end.label == "" {
			continue
		}
		if *end.at = v.s.Calendar.Find(end.label); *end.at < 0 && len(v.labels) > 0 {
			v.mistake(a.to(end.key), "contract-period", "", "expected a period from %s to %s, got %q", v.labels[0], v.labels[len(v.labels)-1], end.label)
			return
		}
	}
	if from > until {
		v.mistake(a.to("from"), "contract-period", "", "expected a contract that begins before it ends, got %s and %s", agreed.From, agreed.Until)
	}
}

func (v *validator) rebate(a address, r *Rebate) {
	v.number(a.to("spend"), r.Spend)
	v.number(a.to("quantity"), r.Quantity)
	if v.amounts(a.to("rate"), r.Rate, false) {
		for t, x := range r.Rate.Values() {
			if x > 1 {
				where, period := v.in(a.to("rate"), r.Rate, t)
				v.mistake(period, "share-above-one", "write 5 % or 0.05", "expected a part of the spend of at most 1%s, got %s", where, plainNumber(x))
				break
			}
		}
	}
	if !r.Rate.IsSet() && (r.Spend > 0 || r.Quantity > 0) {
		v.mistake(a, "missing-key", "", "expected the key rate")
	}
	if r.Rate.IsSet() && (r.Spend > 0) == (r.Quantity > 0) {
		v.mistake(a, "rebate-level", "give spend in money, or quantity", "expected one of spend and quantity above 0, from which there is a rebate")
	}
}

// sourcing checks how an item is shared out among suppliers.
func (v *validator) sourcing(a address, s *Sourcing) {
	if v.itemNamed(a, s.ID, s.Item); s.To != "" {
		v.knownSite(a.to("to"), s.To)
	}
	if _, known := v.s.Calendar.Windows(s.Over); !known {
		v.window(a.to("over"), s.Over)
	}
	for i := range s.Shares {
		share := &s.Shares[i]
		where := a.to("shares").to(share.Supplier)
		if i > 0 && s.Shares[i-1].Supplier >= share.Supplier {
			v.mistake(where, "unsorted", "", "expected the suppliers in order and once each, got %q after %q", share.Supplier, s.Shares[i-1].Supplier)
		}
		v.shareBounds(where, &share.Share)
		sells := slices.ContainsFunc(v.s.Offers(), func(ref OfferRef) bool { return ref.Supplier.ID == share.Supplier && s.Covers(ref.Offer) })
		if !sells {
			v.mistake(where, "sourced-from-nobody", "", "expected a supplier that sells %s, got %q", s.Item, share.Supplier)
		}
	}
	v.sourcingFits(a, s)
}

// sourcingFits reports least shares that cannot all be kept.
func (v *validator) sourcingFits(a address, s *Sourcing) {
	for t := range v.labels {
		least := 0.0
		for i := range s.Shares {
			share := &s.Shares[i].Share
			if !v.fits(share.Min.Value) || !v.fits(share.Exact.Value) {
				return
			}
			least += max(hardOr(&share.Min, t, 0), hardOr(&share.Exact, t, 0))
		}
		if least > 1+noise(1) {
			v.mistake(a.to("shares"), "shares-do-not-fit", "lower the least shares", "expected least shares of at most 100 %% together in %s, got %s %%", v.labels[t], amount(100*least))
			return
		}
	}
}

// boundedOrders reports offers whose prices depend on how much is ordered, while
// nothing says how much that may be: no problem can be made of them.
func (v *validator) boundedOrders() {
	needed := v.s.orderBounds()
	if len(needed) == 0 || v.broken() {
		return
	}
	most, offers := v.s.MostActivity(), v.s.Offers()
	for _, k := range needed {
		for t, m := range most.Bought.Row(k) {
			if math.IsInf(m, 1) {
				v.mistake(at("suppliers", offers[k].Supplier.ID, "sells", offers[k].Offer.ID, "capacity"), "no-bound", "add capacity: to it",
					"expected the most that can be ordered, since no capacity, supply or demand bounds it in %s and its price depends on it", v.labels[t])
				break
			}
		}
	}
}

// orderBounds lists the offers whose most must be known.
func (s *Scenario) orderBounds() []int {
	var list []int
	agreements := s.Agreements()
	for k, ref := range s.Offers() {
		needed := len(ref.Offer.Tiers) > 1 && !ref.Offer.Rising(s.Calendar.Len())
		for i := range agreements {
			agreed := &agreements[i]
			needed = needed || agreed.Supplier == ref.Supplier && agreed.Agreement.Rebate.Rate.IsSet() &&
				slices.ContainsFunc(agreed.Agreement.Of, func(p Part) bool { return p.ID == ref.Offer.ID })
		}
		if needed {
			list = append(list, k)
		}
	}
	return list
}
