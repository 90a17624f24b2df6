package model

import "slices"

func (v *validator) lane(a address, l *Lane) {
	if l.From == l.To {
		v.mistake(a.to("to"), "lane-ends", "", "expected another place than %q, where the lane begins", l.From)
	}
	if len(l.Carries) == 0 {
		v.mistake(a.to("carries"), "carries-nothing", "name the items that it carries", "expected at least one item")
	}
	v.lag(a.to("lead_time"), l.Lead)
	v.limit(a.to("capacity"), &l.Capacity)
	for i := range l.Carries {
		c := &l.Carries[i]
		cargo := a.to("carries").to(c.Item)
		v.knownItem(cargo, c.Item)
		v.money(cargo.to("cost"), c.Cost)
		v.amounts(cargo.to("load"), c.Load, c.Load.IsSet())
		sound := v.limit(cargo.to("min"), &c.Min)
		if v.limit(cargo.to("max"), &c.Max) && sound {
			v.ordered(cargo.to("min"), &c.Min, "max", &c.Max)
		}
		if i > 0 && l.Carries[i-1].Item >= c.Item {
			v.mistake(cargo, "unsorted", "", "expected the items of a lane in order and once each, got %q after %q", c.Item, l.Carries[i-1].Item)
		}
	}
	for i := range l.Uses {
		part := a.to("uses").to(l.Uses[i].ID)
		v.part(part, l.Uses, i, "uses")
		v.knownCapacity(part, l.Uses[i].ID)
	}
}

// lag reports a lead time that no file can hold.
func (v *validator) lag(a address, lag Lag) {
	if lag.Periods < 0 || lag.Days < 0 {
		v.mistake(a, "bad-lead-time", "", "expected a lead time of at least 0, got %d periods and %d days", lag.Periods, lag.Days)
	}
}

// places reports sites, and ends of lanes, that are not defined.
func (v *validator) places() {
	for i := range v.s.Processes {
		v.knownSite(at("processes", v.s.Processes[i].ID, "site"), v.s.Processes[i].Site)
	}
	for _, ref := range v.s.Offers() {
		v.knownSite(at("suppliers", ref.Supplier.ID, "sells", ref.Offer.ID, "to"), ref.Offer.To)
	}
	for i := range v.s.Inventory {
		v.knownSite(at("inventory", v.s.Inventory[i].ID, "site"), v.s.Inventory[i].Site)
	}
	for i := range v.s.Demand {
		v.knownSite(at("demand", v.s.Demand[i].ID, "site"), v.s.Demand[i].Site)
	}
	for i := range v.s.Lanes {
		v.knownSite(at("lanes", v.s.Lanes[i].ID, "from"), v.s.Lanes[i].From)
		if to := v.s.Lanes[i].To; v.markets[to] == nil {
			v.knownSite(at("lanes", v.s.Lanes[i].ID, "to"), to)
		}
	}
}

// onePlaceEach reports two stocks of one item in one place, and things that
// name no site where others do: they would be in a place that nothing leads to.
func (v *validator) onePlaceEach() {
	seen := map[[2]string]string{}
	for i := range v.s.Inventory {
		k := &v.s.Inventory[i]
		where := [2]string{k.Item, k.Site}
		if first, twice := seen[where]; twice {
			v.mistake(at("inventory", k.ID), "duplicate-stock", "", "expected one stock of %s in one place, got %s and %s", k.Item, first, k.ID)
		}
		seen[where] = k.ID
	}
	if v.manyPlaces() {
		v.sitesGiven()
	}
}

// manyPlaces tells whether it matters where things are: there are lanes, or
// something that flows names a site.
func (v *validator) manyPlaces() bool {
	if len(v.s.Lanes) > 0 {
		return true
	}
	for i := range v.s.Processes {
		if v.s.Processes[i].Site != "" {
			return true
		}
	}
	for _, ref := range v.s.Offers() {
		if ref.Offer.To != "" {
			return true
		}
	}
	for i := range v.s.Inventory {
		if v.s.Inventory[i].Site != "" {
			return true
		}
	}
	return slices.ContainsFunc(v.s.Demand, func(d Demand) bool { return d.Site != "" })
}

// sitesGiven reports what names no place where others do.
func (v *validator) sitesGiven() {
	missing := func(a address, key string, given bool) {
		if !given {
			v.mistake(a, "site-missing", "say where it is: "+key+": ...", "expected the key %s, since the scenario has more than one place", key)
		}
	}
	for i := range v.s.Processes {
		missing(at("processes", v.s.Processes[i].ID), "site", v.s.Processes[i].Site != "")
	}
	for _, ref := range v.s.Offers() {
		missing(at("suppliers", ref.Supplier.ID, "sells", ref.Offer.ID), "to", ref.Offer.To != "")
	}
	for i := range v.s.Inventory {
		missing(at("inventory", v.s.Inventory[i].ID), "site", v.s.Inventory[i].Site != "")
	}
	destinations, tree := v.s.Destinations(), newMarketTree(v.s.Markets)
	for i := range v.s.Demand {
		d := &v.s.Demand[i]
		missing(at("demand", d.ID), "site", d.Site != "" || d.Market != "" && tree.reached(d.Market, destinations, deepestMarket))
	}
}

// deepestMarket bounds the walk down markets, which may still have a cycle.
const deepestMarket = 64

// reached tells whether lanes lead to the market, or to every market within it.
func (tree marketTree) reached(id string, destinations map[string]bool, depth int) bool {
	within := tree[id]
	if len(within) == 0 || depth == 0 {
		return destinations[id]
	}
	for _, m := range within {
		if !tree.reached(m.ID, destinations, depth-1) {
			return false
		}
	}
	return true
}
