package audit

import "github.com/steelyard-sop/steelyard/model"

const loadUnit = "loads"

// addLanes adds what every lane takes from one place and brings to another,
// and what its loads use.
func (a *auditor) addLanes() {
	k := 0 // cargos are in the order of their lanes
	for i := range a.s.Lanes {
		lane := &a.s.Lanes[i]
		arrives, carried := a.arrivals(lane.Lead, "lanes", lane.ID), a.ledger.carried.Row(i)
		for j := range lane.Carries {
			cargo, shipped := &lane.Carries[j], a.p.Shipped.Row(k)
			k++
			for t, v := range shipped {
				carried[t] += v * a.or(cargo.Load, t, 1)
			}
			if item, ok := a.item(cargo.Item, "lanes", lane.ID, "carries", cargo.Item); ok {
				addRow(a.flow(item, lane.From, flowShipped), shipped)
				addWhen(a.flow(item, lane.To, flowArrived), shipped, arrives)
			}
		}
		for _, part := range lane.Uses {
			a.addUse(part, carried, "lanes", lane.ID)
		}
	}
}

// lanes tests each lane, in the period in which it sends off:
//
//	lane          loads of all items together <= capacity
//	min_shipment  shipped >= minimum
//	max_shipment  shipped <= maximum
func (a *auditor) lanes() {
	for i := range a.s.Lanes {
		lane := &a.s.Lanes[i]
		r := group(model.GroupLane, lane.ID, loadUnit)
		r.limit, r.path = &lane.Capacity, [6]string{"lanes", lane.ID, "capacity"}
		r.noun, r.bound = "load of", "the capacity is"
		a.testSeries(&r, a.ledger.carried.Row(i))
	}
	for k, ref := range a.cargos {
		shipped := a.p.Shipped.Row(k)
		least := a.cargoRule(model.GroupMinShipment, ref)
		least.limit, least.path[4] = &ref.Cargo.Min, "min"
		least.sense, least.bound = atLeast, "the minimum is"
		a.testSeries(&least, shipped)
		most := a.cargoRule(model.GroupMaxShipment, ref)
		most.limit, most.path[4] = &ref.Cargo.Max, "max"
		most.bound = "the maximum is"
		a.testSeries(&most, shipped)
	}
}

// cargoRule is a limit of one item on one lane.
func (a *auditor) cargoRule(g model.Group, ref model.CargoRef) rule {
	r := group(g, ref.Lane.ID, a.unitOf(ref.Cargo.Item))
	r.part, r.path = ref.Cargo.Item, [6]string{"lanes", ref.Lane.ID, "carries", ref.Cargo.Item}
	r.noun = "shipment of"
	return r
}
