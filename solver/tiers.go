package solver

import (
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Tiers: what one unit costs may depend on how much is ordered in a period. For
// each offer s with tiers j = 1, 2, ... that start at from[j], and each period t
//
//	tiers      sum_j at[s,j,t]  =  bought[s,t]
//	tier_room  at[s,j,t]  <=  room[s,j,t]
//
// and each at[s,j,t] is paid at the price of its tier. Where the price is that
// of the units in the tier (incremental), room is from[j+1] - from[j]. As long as
// prices rise, that is all: cheap units are ordered first. Otherwise a tier
// opens only when the one before is full:
//
//	tier_room  at[s,j,t]    <=  room[s,j,t] in[s,j,t]          (j > 1)
//	tier_full  at[s,j-1,t]  >=  room[s,j-1,t] in[s,j,t]        (j > 1)
//
// Where the price is that of all units, only one tier is used:
//
//	tier_room  at[s,j,t]  <=  from[j+1] in[s,j,t]
//	tier_full  at[s,j,t]  >=  from[j] in[s,j,t]                (j > 1)
//	one_tier   sum_j in[s,j,t]  <=  1
//
// in is 0 or 1. The last tier has room for the most that can be of use: see
// bound.go.

// tiered is one offer with tiers.
type tiered struct {
	offer    int
	schedule []model.Tier
	at, in   []int // columns by tier; in is none where it takes no decision
}

// tierColumns makes what is ordered at the price of each tier.
func (b *builder) tierColumns(k int) {
	ref := b.offers[k]
	one := tiered{offer: k, schedule: ref.Offer.Schedule()}
	rising, allUnits := ref.Offer.Rising(b.periods), ref.Offer.Discount == model.AllUnits
	for j, tier := range one.schedule {
		key := ref.Supplier.ID + "," + ref.Offer.ID + "," + tier.ID
		at, in := b.decide("at", key), none
		b.bookOn(ref.Supplier.Payment, model.Purchases, at, tier.Price)
		if !rising && (j > 0 || allUnits) {
			in = b.yesOrNo("in", key)
		}
		one.at, one.in = append(one.at, at), append(one.in, in)
	}
	if !rising {
		b.integer = append(b.integer, offerPath(ref)+".tiers")
	}
	b.tiered = append(b.tiered, one)
}

// yesOrNo adds the columns of a decision that is taken or not, one a period.
func (b *builder) yesOrNo(name, key string) int {
	first := b.decide(name, key)
	b.p.SetKind(first, b.periods, lp.Integer)
	for t := range b.periods {
		b.p.ColUpper[first+t] = 1 // what yes and no mean, and nobody's limit
	}
	return first
}

func offerPath(ref model.OfferRef) string {
	return "suppliers." + ref.Supplier.ID + ".sells." + ref.Offer.ID
}

func (b *builder) tierRows() {
	for i := range b.tiered {
		one := &b.tiered[i]
		ref := b.offers[one.offer]
		block := limitBlock{
			group: model.GroupTiers, key: ref.Supplier.ID + "," + ref.Offer.ID, sense: exactly,
			unit: b.items[b.columns.itemOf[ref.Offer.Item]].Unit, path: offerPath(ref) + ".tiers",
		}
		zero := func(int) (float64, bool) { return 0, true }
		sum := b.limit(block, zero)
		for _, at := range one.at {
			b.add(sum, at, 1)
		}
		b.add(sum, b.columns.bought[one.offer], -1)
		for j := range one.schedule {
			b.tierRoom(one, j, block)
			if one.in[j] != none && j > 0 {
				b.tierFull(one, j, block)
			}
		}
		if ref.Offer.Discount == model.AllUnits && one.in[0] != none {
			block.group, block.sense = model.GroupOneTier, atMost
			only := b.limit(block, func(int) (float64, bool) { return 1, true })
			for _, in := range one.in {
				b.add(only, in, 1)
			}
		}
	}
}

// tierRoom bounds what is ordered at the price of tier j.
func (b *builder) tierRoom(one *tiered, j int, block limitBlock) {
	tiers := one.schedule
	allUnits := b.offers[one.offer].Offer.Discount == model.AllUnits
	starts := tiers[j].From
	if allUnits {
		starts = 0 // all units have the price
	}
	block.group, block.key, block.sense = model.GroupTierRoom, block.key+","+tiers[j].ID, atMost
	block.path += "." + tiers[j].ID
	last := j == len(tiers)-1
	switch {
	case last && one.in[j] == none:
		return // nothing comes after it
	case one.in[j] == none:
		room := tiers[j+1].From - starts
		b.add(b.limit(block, func(int) (float64, bool) { return room, true }), one.at[j], 1)
		return
	}
	rows := b.limit(block, func(int) (float64, bool) { return 0, true })
	b.add(rows, one.at[j], 1)
	if !last {
		b.add(rows, one.in[j], starts-tiers[j+1].From)
		return
	}
	most := make([]float64, b.periods)
	for t, m := range b.mostActivity().Bought.Row(one.offer) {
		most[t] = max(m-starts, 0)
	}
	b.onlyWith(rows, one.in[j], most, block.path)
}

// tierFull lets tier j be used only where what is ordered reaches it.
func (b *builder) tierFull(one *tiered, j int, block limitBlock) {
	tiers := one.schedule
	block.group, block.key, block.sense = model.GroupTierFull, block.key+","+tiers[j].ID, atLeast
	block.path += "." + tiers[j].ID
	rows := b.limit(block, func(int) (float64, bool) { return 0, true })
	if b.offers[one.offer].Offer.Discount == model.AllUnits {
		b.add(rows, one.at[j], 1)
		b.add(rows, one.in[j], -tiers[j].From)
		return
	}
	b.add(rows, one.at[j-1], 1)
	b.add(rows, one.in[j], tiers[j-1].From-tiers[j].From)
}
