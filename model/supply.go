package model

import "slices"

// Discount says what the price of a tier applies to.
type Discount string

// The discounts.
const (
	Incremental Discount = "incremental" // the units of the tier; those before it cost what their tier says
	AllUnits    Discount = "all_units"   // every unit, once the quantity reaches the tier
)

// Discounts lists every Discount.
func Discounts() []Discount { return []Discount{Incremental, AllUnits} }

// Tier is a price that applies from a quantity on, ordered of one offer in one
// period. A quantity on the border of two tiers of AllUnits has the lower price.
type Tier struct {
	ID    string  `json:"id"`
	From  float64 `json:"from,omitempty"` // units; one tier starts at 0
	Price Series  `json:"price,omitzero"` // money per unit
}

// Schedule is the tiers of an offer by the quantity that they start at.
func (o *Offer) Schedule() []Tier {
	tiers := slices.Clone(o.Tiers)
	slices.SortStableFunc(tiers, func(a, b Tier) int {
		switch {
		case a.From < b.From:
			return -1
		case a.From > b.From:
			return 1
		}
		return 0
	})
	return tiers
}

// Rising tells whether no tier is cheaper than the one before it, in any
// period, so that the cheap units are bought first by themselves.
func (o *Offer) Rising(periods int) bool {
	tiers := o.Schedule()
	for j := 1; j < len(tiers); j++ {
		for t := range periods {
			if tiers[j].Price.Or(t, 0) < tiers[j-1].Price.Or(t, 0) {
				return false
			}
		}
	}
	return o.Discount != AllUnits || len(tiers) < 2
}

// Agreement is about several offers of a supplier together: a group of them in
// every window, or a contract from one period until another.
type Agreement struct {
	ID        string `json:"id"`
	Of        []Part `json:"of"`                 // offers, and how much one unit of each counts
	Over      string `json:"over,omitempty"`     // windows of a group: see Calendar.Windows; every period where empty
	From      string `json:"from,omitempty"`     // first period of a contract; empty: of the horizon
	Until     string `json:"until,omitempty"`    // last period of a contract; empty: of the horizon
	Min       Limit  `json:"min,omitzero"`       // least that is ordered in a window
	Max       Limit  `json:"max,omitzero"`       // most that is ordered in a window
	Shortfall Series `json:"shortfall,omitzero"` // real money per unit less than Min, which is then not hard
	Rebate    Rebate `json:"rebate,omitzero"`
}

// Rebate is money back on all that is spent on the offers of an agreement in a
// window, once the spend or the quantity reaches a level.
type Rebate struct {
	Rate     Series  `json:"rate,omitzero"` // part of the spend
	Spend    float64 `json:"spend,omitempty"`
	Quantity float64 `json:"quantity,omitempty"` // counted as Of says
}

// AgreementRef is one agreement together with its supplier.
type AgreementRef struct {
	Supplier  *Supplier
	Agreement *Agreement
	Contract  bool
}

// Path is the address of the agreement.
func (r *AgreementRef) Path() string {
	if r.Contract {
		return "suppliers." + r.Supplier.ID + ".contracts." + r.Agreement.ID
	}
	return "suppliers." + r.Supplier.ID + ".groups." + r.Agreement.ID
}

// Windows are the stretches of periods that the agreement holds in.
func (r *AgreementRef) Windows(c Calendar) []Window {
	if !r.Contract {
		windows, _ := c.Windows(orPeriod(r.Agreement.Over))
		return windows
	}
	w := Window{0, c.Len() - 1}
	if t := c.Find(r.Agreement.From); t >= 0 {
		w.From = t
	}
	if t := c.Find(r.Agreement.Until); t >= 0 {
		w.To = t
	}
	return []Window{w}
}

func orPeriod(over string) string {
	if over == "" {
		return OverPeriod
	}
	return over
}

// Agreements lists the groups and contracts of every supplier, in the order of
// the scenario.
func (s *Scenario) Agreements() []AgreementRef {
	var refs []AgreementRef
	for i := range s.Suppliers {
		supplier := &s.Suppliers[i]
		for j := range supplier.Groups {
			refs = append(refs, AgreementRef{supplier, &supplier.Groups[j], false})
		}
		for j := range supplier.Contracts {
			refs = append(refs, AgreementRef{supplier, &supplier.Contracts[j], true})
		}
	}
	return refs
}

// Sourcing shares the purchases of one item out among suppliers.
type Sourcing struct {
	ID     string          `json:"id"`
	Item   string          `json:"item"`
	To     string          `json:"to,omitempty"`   // site; empty: all of them
	Over   string          `json:"over,omitempty"` // windows: see Calendar.Windows
	Shares []SourcingShare `json:"shares"`
}

// SourcingShare is what one supplier sells of all that is ordered.
type SourcingShare struct {
	Supplier string `json:"supplier"`
	Share    Share  `json:"share,omitzero"`
}

// Covers tells whether an offer counts for the sourcing.
func (s *Sourcing) Covers(o *Offer) bool {
	return o.Item == s.Item && (s.To == "" || o.To == s.To)
}

// forcedOrder is the most that it may pay to order in one period of an offer,
// whether it is of use or not: to reach a tier, a least take or a rebate.
func (u *usefulness) forcedOrder(k int) float64 {
	most, offer := u.lumpOf(k), u.offerRefs[k].Offer
	for i := range u.s.Sourcing {
		c := &u.s.Sourcing[i]
		if !c.Covers(offer) {
			continue
		}
		sum := 0.0 // what others are forced to takes its share of this one
		for other, ref := range u.offerRefs {
			if c.Covers(ref.Offer) {
				sum += float64(u.n) * u.lumpOf(other)
			}
		}
		most = max(most, sum/c.smallest())
	}
	return most
}

// smallest is the smallest part of a whole that some share leaves to somebody.
func (s *Sourcing) smallest() float64 {
	least := 1.0
	see := func(values []float64, rest bool) {
		for _, x := range values {
			if rest {
				x = 1 - x
			}
			if x > 0 {
				least = min(least, x)
			}
		}
	}
	for i := range s.Shares {
		share := &s.Shares[i].Share
		see(share.Min.Value.Values(), false)
		see(share.Exact.Value.Values(), false)
		see(share.Max.Value.Values(), true)
		see(share.Exact.Value.Values(), true)
		see(share.Max.Value.Values(), false)
	}
	return least
}

// lumpOf is the same for the offer and its agreements alone.
func (u *usefulness) lumpOf(k int) float64 {
	ref := u.offerRefs[k]
	most := largest(ref.Offer.Min.Value, 0)
	for _, tier := range ref.Offer.Tiers {
		most = max(most, tier.From)
	}
	for i := range u.agreements {
		agreed := &u.agreements[i]
		if agreed.Supplier != ref.Supplier {
			continue
		}
		for _, part := range agreed.Agreement.Of {
			if part.ID == ref.Offer.ID {
				most = max(most, agreed.Agreement.forcedOf(ref.Offer, part))
			}
		}
	}
	return most
}

// forcedOf is the same for one agreement.
func (a *Agreement) forcedOf(o *Offer, part Part) float64 {
	level := max(largest(a.Min.Value, 0), a.Rebate.Quantity)
	most := over(level, leastPositive(part.Quantity, 0))
	if a.Rebate.Spend > 0 {
		price := leastPositive(o.Price, 0)
		for _, tier := range o.Tiers {
			if p := leastPositive(tier.Price, 0); price == 0 || p > 0 && p < price {
				price = p
			}
		}
		if price == 0 {
			return most // it adds nothing to the spend
		}
		most = max(most, a.Rebate.Spend/price)
	}
	return most
}
