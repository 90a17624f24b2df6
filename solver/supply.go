package solver

import "github.com/steelyard-sop/steelyard/model"

// Supply: nobody buys more than is offered. For each supplier s, offer o of it
// and period t
//
//	supply   bought[s,o,t]  <=  capacity[s,o,t]
//
// What an offer must sell at least is in agreement.go. What is bought is paid
// for when it is ordered, and arrives after the lead time. A family that is bought is outsourced.

func (b *builder) supplyColumns() {
	b.columns.bought = make([]int, len(b.offers))
	for k, ref := range b.offers {
		b.columns.bought[k] = b.decide("bought", ref.Supplier.ID+","+ref.Offer.ID)
		b.bookOn(ref.Supplier.Payment, model.Purchases, b.columns.bought[k], ref.Offer.Price)
		if len(ref.Offer.Tiers) > 0 {
			b.tierColumns(k)
		}
	}
	b.agreementColumns()
}

func (b *builder) supplyRows() {
	for k, ref := range b.offers {
		rows := b.limit(limitBlock{
			group: model.GroupSupply, key: ref.Supplier.ID + "," + ref.Offer.ID,
			unit:  b.items[b.columns.itemOf[ref.Offer.Item]].Unit,
			path:  "suppliers." + ref.Supplier.ID + ".sells." + ref.Offer.ID + ".capacity",
			limit: &ref.Offer.Capacity, sense: atMost,
		}, values(&ref.Offer.Capacity))
		b.add(rows, b.columns.bought[k], 1)
		b.leastTake(k)
	}
	b.tierRows()
	b.agreementRows()
	b.sourcingRows()
}
