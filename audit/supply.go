package audit

import "github.com/steelyard-sop/steelyard/model"

// supply: what is ordered of an offer is at most what the supplier offers.
func (a *auditor) supply() {
	for k := range a.offers {
		r := a.offerRule(k)
		a.testSeries(&r, a.p.Bought.Row(k))
	}
}

// offerRule is the limit of an offer.
func (a *auditor) offerRule(k int) rule {
	ref := a.offers[k]
	r := group(model.GroupSupply, ref.Supplier.ID, a.unitOf(ref.Offer.Item))
	r.part, r.limit = ref.Offer.ID, &ref.Offer.Capacity
	r.path = [6]string{"suppliers", ref.Supplier.ID, "sells", ref.Offer.ID, "capacity"}
	r.noun, r.bound = "supply of", "the most offered is"
	return r
}
