package model

import (
	"cmp"
	"slices"
)

// Lane carries items from one site to another, or to a market. Several lanes
// between the same two places are modes: truck and rail.
type Lane struct {
	ID       string  `json:"id"`
	Name     string  `json:"name,omitempty"`
	From     string  `json:"from"` // site
	To       string  `json:"to"`   // site or market
	Lead     Lag     `json:"lead,omitzero"`
	Carries  []Cargo `json:"carries"`
	Capacity Limit   `json:"capacity,omitzero"` // loads per period, of all items together
	Uses     []Part  `json:"uses,omitempty"`    // handling: resources and workforce, units per load
	Use      Switch  `json:"use,omitzero"`      // of the loads, of all items together
	Emits    []Emit  `json:"emits,omitempty"`   // per load
}

// Cargo is one item that a lane carries.
type Cargo struct {
	Item string `json:"item"`
	Cost Series `json:"cost,omitempty"` // money per unit shipped
	Load Series `json:"load,omitempty"` // loads per unit; 1 where unset
	Min  Limit  `json:"min,omitzero"`   // units shipped per period
	Max  Limit  `json:"max,omitzero"`   // units shipped per period

	Emits []Emit `json:"emits,omitempty"` // per unit shipped, besides that of the lane
}

// Lag is a lead time: so many periods, or so many days. The zero Lag is none.
type Lag struct {
	Periods int `json:"periods,omitempty"`
	Days    int `json:"days,omitempty"`
}

// Arrival is the period in which something arrives that is sent off at the
// start of period t; it is not within the horizon where ok is false. A lag in
// days arrives in the period that holds the day.
func (c Calendar) Arrival(t int, lag Lag) (arrives int, ok bool) {
	arrives = t + lag.Periods
	if arrives >= len(c.Periods) {
		return 0, false
	}
	if lag.Days == 0 {
		return arrives, true
	}
	day := c.Periods[arrives].Start.AddDate(0, 0, lag.Days)
	for ; arrives < len(c.Periods); arrives++ {
		if day.Before(c.Periods[arrives].End) {
			return arrives, true
		}
	}
	return 0, false
}

// Node is one item in one place: what flows in there flows out of there.
type Node struct {
	Item int    // index into Items
	Site string // site or market; empty in a scenario without sites
}

// Nodes lists every item in every place that something brings it to or takes
// it from, sorted by item and place. An item that nothing touches has one node
// without a place.
func (s *Scenario) Nodes() []Node {
	items, destinations := s.ItemIndex(), s.Destinations()
	var nodes []Node
	add := func(item, site string) {
		if i, ok := items[item]; ok {
			nodes = append(nodes, Node{i, site})
		}
	}
	for i := range s.Processes {
		p := &s.Processes[i]
		for _, part := range p.Makes {
			add(part.ID, p.Site)
		}
		for _, part := range p.Consumes {
			add(part.ID, p.Site)
		}
		for j := range p.Blend {
			add(p.Blend[j].Item, p.Site)
		}
	}
	for _, ref := range s.Offers() {
		add(ref.Offer.Item, ref.Offer.To)
	}
	for i := range s.Inventory {
		add(s.Inventory[i].Item, s.Inventory[i].Site)
	}
	for i := range s.Demand {
		add(s.Demand[i].Item, s.Demand[i].Place(destinations))
	}
	for _, ref := range s.Cargos() {
		add(ref.Cargo.Item, ref.Lane.From)
		add(ref.Cargo.Item, ref.Lane.To)
	}
	return completed(nodes, len(items))
}

// completed sorts nodes, drops repetitions and adds the items that have none.
func completed(nodes []Node, items int) []Node {
	slices.SortFunc(nodes, func(a, b Node) int {
		return cmp.Or(cmp.Compare(a.Item, b.Item), cmp.Compare(a.Site, b.Site))
	})
	nodes = slices.Compact(nodes)
	touched := make([]bool, items)
	for _, n := range nodes {
		touched[n.Item] = true
	}
	for i, known := range touched {
		if !known {
			at, _ := slices.BinarySearchFunc(nodes, i, func(n Node, item int) int { return cmp.Compare(n.Item, item) })
			nodes = slices.Insert(nodes, at, Node{Item: i})
		}
	}
	return nodes
}

// Destinations are the places that lanes lead to.
func (s *Scenario) Destinations() map[string]bool {
	places := make(map[string]bool, len(s.Lanes))
	for i := range s.Lanes {
		places[s.Lanes[i].To] = true
	}
	return places
}

// Place is where the demand is served: at its market where a lane leads there,
// else at its site.
func (d *Demand) Place(destinations map[string]bool) string {
	if d.Market != "" && destinations[d.Market] {
		return d.Market
	}
	return d.Site
}

// CargoRef is one cargo together with its lane.
type CargoRef struct {
	Lane  *Lane
	Cargo *Cargo
}

// Cargos lists every cargo of every lane, in the order of the scenario.
func (s *Scenario) Cargos() []CargoRef {
	var refs []CargoRef
	for i := range s.Lanes {
		for j := range s.Lanes[i].Carries {
			refs = append(refs, CargoRef{&s.Lanes[i], &s.Lanes[i].Carries[j]})
		}
	}
	return refs
}
