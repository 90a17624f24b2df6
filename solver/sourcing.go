package solver

import "github.com/steelyard-sop/steelyard/model"

// Sourcing: the purchases of an item are shared out among suppliers. For each
// sourcing c, supplier s of it and window W, which is named after its last period
//
//	min_sourcing    sum bought of s  >=  min[c,s,W] sum bought of all
//	max_sourcing    sum bought of s  <=  max[c,s,W] sum bought of all
//	exact_sourcing  sum bought of s  =   exact[c,s,W] sum bought of all
//
// over the offers of the item and the periods of W, in which they are ordered.

func (b *builder) sourcingRows() {
	for i := range b.s.Sourcing {
		c := &b.s.Sourcing[i]
		windows, _ := b.s.Calendar.Windows(c.Over)
		var all []int
		for k, ref := range b.offers {
			if c.Covers(ref.Offer) {
				all = append(all, b.columns.bought[k])
			}
		}
		for j := range c.Shares {
			b.sourcingShare(c, &c.Shares[j], windows, all)
		}
	}
}

func (b *builder) sourcingShare(c *model.Sourcing, share *model.SourcingShare, windows []model.Window, all []int) {
	of := ratio{wholes: all, windows: windows, unit: percentUnit, scale: 100}
	for n, bound := range shareBounds(&share.Share) {
		if !bound.limit.IsSet() {
			continue
		}
		rows := b.limitRatio(limitBlock{
			group: [...]model.Group{model.GroupMinSourcing, model.GroupMaxSourcing, model.GroupExactSourcing}[n],
			key:   c.ID + "," + share.Supplier, unit: b.items[b.columns.itemOf[c.Item]].Unit,
			path:  "sourcing." + c.ID + ".shares." + share.Supplier + "." + bound.key,
			limit: bound.limit, sense: bound.sense,
		}, of)
		for k, ref := range b.offers {
			if c.Covers(ref.Offer) && ref.Supplier.ID == share.Supplier {
				b.addWindows(rows, b.columns.bought[k], model.Constant(1), 1, windows)
			}
		}
	}
}
