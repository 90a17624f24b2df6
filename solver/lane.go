package solver

import "github.com/steelyard-sop/steelyard/model"

// Lanes: what is sent off leaves one place and arrives in another after the
// lead time. For each lane l, item i that it carries and period t
//
//	lane          sum_i load[l,i,t] shipped[l,i,t]  <=  capacity[l,t]
//	min_shipment  shipped[l,i,t]  >=  min[l,i,t]
//	max_shipment  shipped[l,i,t]  <=  max[l,i,t]
//
// A lane may use resources and workforces, so many units per load: see
// capacity.go and workforce.go. Where the goods leave and arrive is in
// balance.go.

func (b *builder) laneColumns() {
	b.columns.shipped = make([]int, len(b.cargos))
	for k, ref := range b.cargos {
		b.columns.shipped[k] = b.decide("shipped", ref.Lane.ID+","+ref.Cargo.Item)
		b.book(model.Moving, b.columns.shipped[k], ref.Cargo.Cost)
	}
}

func (b *builder) laneRows() {
	k := 0 // cargos are in the order of their lanes
	for i := range b.s.Lanes {
		lane := &b.s.Lanes[i]
		path := "lanes." + lane.ID
		carried := b.limit(limitBlock{
			group: model.GroupLane, key: lane.ID, unit: "loads",
			path: path + ".capacity", limit: &lane.Capacity, sense: atMost,
		}, values(&lane.Capacity))
		for j := range lane.Carries {
			cargo, shipped := &lane.Carries[j], b.columns.shipped[k]
			k++
			if lane.Capacity.IsSet() {
				b.addHandling(carried, shipped, model.Constant(1), cargo.Load)
			}
			block := limitBlock{
				group: model.GroupMinShipment, key: lane.ID + "," + cargo.Item, unit: b.items[b.columns.itemOf[cargo.Item]].Unit,
				path: path + ".carries." + cargo.Item + ".min", limit: &cargo.Min, sense: atLeast,
			}
			b.add(b.limit(block, values(&cargo.Min)), shipped, 1)
			block.group, block.path = model.GroupMaxShipment, path+".carries."+cargo.Item+".max"
			block.limit, block.sense = &cargo.Max, atMost
			b.add(b.limit(block, values(&cargo.Max)), shipped, 1)
		}
	}
}
