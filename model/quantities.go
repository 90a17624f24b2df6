package model

// Quantities lists everything that rules can speak of. A new table of decisions
// of the plan becomes a quantity by a line here.
func Quantities() []Quantity {
	item := []Subscript{ByItem, ByFamily, ByMaterial, BySite, ByRegion}
	asked := []Subscript{ByDemand, ByClass, ByItem, ByFamily, ByMaterial, ByMarket, BySite, ByRegion, BySegment, ByCustomer}
	crew := []Subscript{ByWorkforce, BySite, ByRegion}
	process := []Subscript{ByProcess, BySite, ByRegion}
	bought := append([]Subscript{BySupplier, ByOffer}, item...)
	shipped := []Subscript{ByLane, ByFrom, ByTo, ByItem, ByFamily, ByMaterial}
	stock := append([]Subscript{ByStock}, item...)
	band := []Subscript{ByResource, ByWorkforce, ByBand, BySite, ByRegion}
	emitted := append([]Subscript{BySubstance, ByScope, ByCause, ByProcess, ByResource, BySupplier, ByOffer, ByLane, ByFrom, ByTo, ByStock}, item...)
	return []Quantity{
		{"runs", "runs of processes, in the period in which they start", process, (*cellList).runs},
		{"made", "good units that processes make, in the period in which the runs start", append([]Subscript{ByProcess}, item...), (*cellList).made},
		{"consumed", "units that processes take, with scrap and inputs of blends", append([]Subscript{ByProcess}, item...), (*cellList).consumed},
		{"blended", "units of the inputs of blends", append([]Subscript{ByProcess}, item...), (*cellList).blended},
		{"disposed", "units got rid of", item, (*cellList).disposed},
		{"used", "units of resources and hours of crews that processes and lanes use", []Subscript{ByResource, ByWorkforce, ByProcess, BySupplier, ByLane, BySite, ByRegion}, (*cellList).used},
		{"bought", "units ordered from suppliers, in the period of the order", bought, (*cellList).bought},
		{"shipped", "units sent off on lanes, in the period in which they leave", shipped, (*cellList).shipped},
		{"stock", "units in stock at the end of the period", stock, (*cellList).stock},
		{"asked", "units that are asked for: no decision, but a number of the scenario", asked, (*cellList).asked},
		{"served", "units delivered, on time or late", asked, (*cellList).served},
		{"lost", "units of demand given up", asked, (*cellList).lost},
		{"backlog", "units owed at the end of the period", asked, (*cellList).backlog},
		{"heads", "heads in the period", crew, (*cellList).heads},
		{"hired", "heads hired at the start of the period", crew, (*cellList).hired},
		{"laid_off", "heads laid off at the start of the period", crew, (*cellList).laidOff},
		{"overtime", "units of overtime worked", band, (*cellList).overtime},
		{"rented", "units of capacity hired from outside", []Subscript{ByResource, BySite, ByRegion}, (*cellList).rented},
		{"on", "units that are on: of lots, orders and lanes", []Subscript{ByProcess, BySupplier, ByOffer, ByLane}, (*cellList).on},
		{"starts", "units that are on and were not before; with carry_over, set-ups", []Subscript{ByProcess, BySupplier, ByOffer, ByLane}, (*cellList).starts},
		{"stops", "units that were on before and are not", []Subscript{ByProcess, BySupplier, ByOffer, ByLane}, (*cellList).stops},
		{"open", "options that are open: 1 each", []Subscript{ByOption}, (*cellList).open},
		{"opened", "options of which the opening is decided: 1 each", []Subscript{ByOption}, (*cellList).opened},
		{"closed", "options that are closed at the start of the period: 1 each", []Subscript{ByOption}, (*cellList).closed},
		{QuantityEmitted, "units of substances that activities emit, in the period in which they begin; what lanes emit counts at the site that it leaves", emitted, (*cellList).emitted},
		{"happens", "promotions that run in the period: 1 each", []Subscript{ByEvent}, (*cellList).happens},
		{"launched", "launches in the period: 1 each", []Subscript{ByLaunch}, (*cellList).launched},
		{"written_off", "units of what is phased out that are written off at the end of the period", stock, (*cellList).writtenOff},
		{"revenue", "money that is earned with what is served", asked, (*cellList).revenue},
		{"making_cost", "money that runs of processes cost", process, (*cellList).makingCost},
		{"purchase_cost", "money for what is ordered from suppliers", bought, (*cellList).purchaseCost},
		{"moving_cost", "money for what is sent off on lanes", shipped, (*cellList).movingCost},
		{"holding_cost", "money for holding stock", stock, (*cellList).holdingCost},
		{"wages", "money for heads", crew, (*cellList).wages},
		{"overtime_cost", "money for overtime", band, (*cellList).overtimeCost},
	}
}

// cellList gathers the cells of one quantity.
type cellList struct {
	s            *Scenario
	items        map[string]*Item
	families     map[string]bool
	resources    map[string]*Resource
	crews        map[string]*Workforce
	regions      map[string]string  // of sites
	markets      map[string]*Market // by id
	destinations map[string]bool
	offers       []OfferRef
	cargos       []CargoRef
	bands        []BandRef
	substances   map[string]string // units, by id
	cells        []Cell
}

func newCellList(s *Scenario) cellList {
	c := cellList{
		s: s, items: map[string]*Item{}, families: map[string]bool{}, resources: map[string]*Resource{},
		crews: map[string]*Workforce{}, regions: map[string]string{}, markets: map[string]*Market{},
		destinations: s.Destinations(), offers: s.Offers(), cargos: s.Cargos(), bands: s.OvertimeBands(),
		substances: make(map[string]string, len(s.Emissions)),
	}
	for i := range s.Emissions {
		c.substances[s.Emissions[i].ID] = s.Emissions[i].Unit
	}
	for i := range s.Materials {
		c.items[s.Materials[i].ID] = &s.Materials[i]
	}
	for i := range s.Families {
		c.items[s.Families[i].ID], c.families[s.Families[i].ID] = &s.Families[i], true
	}
	for i := range s.Resources {
		c.resources[s.Resources[i].ID] = &s.Resources[i]
	}
	for i := range s.Workforce {
		c.crews[s.Workforce[i].ID] = &s.Workforce[i]
	}
	for i := range s.Sites {
		c.regions[s.Sites[i].ID] = s.Sites[i].Region
	}
	for i := range s.Markets {
		c.markets[s.Markets[i].ID] = &s.Markets[i]
	}
	return c
}

// add adds a row of a table, with a number that it counts with.
func (c *cellList) add(grid GridID, row int, rate Series, unit string, tags ...[]Tag) {
	cell := Cell{Grid: grid, Row: row, Rate: rate, Unit: unit}
	for _, more := range tags {
		cell.tags = append(cell.tags, more...)
	}
	c.cells = append(c.cells, cell)
}

// addMoney adds a row that counts in money; one without a price counts for nothing.
func (c *cellList) addMoney(grid GridID, row int, price Series, tags ...[]Tag) {
	if !price.IsSet() {
		price = Constant(0)
	}
	c.add(grid, row, price, c.s.Currency, tags...)
}

func (c *cellList) unit(item string) string {
	if found := c.items[item]; found != nil {
		return found.Unit
	}
	return ""
}

func (c *cellList) ofItem(id string) []Tag {
	kind := ByMaterial
	if c.families[id] {
		kind = ByFamily
	}
	return []Tag{{ByItem, id}, {kind, id}}
}

func (c *cellList) atSite(id string) []Tag { return []Tag{{BySite, id}, {ByRegion, c.regions[id]}} }

func (c *cellList) ofProcess(i int) []Tag {
	return append([]Tag{{ByProcess, c.s.Processes[i].ID}}, c.atSite(c.s.Processes[i].Site)...)
}

func (c *cellList) runs() {
	for i := range c.s.Processes {
		c.add(GridRuns, i, Series{}, "runs", c.ofProcess(i))
	}
}

func (c *cellList) made() {
	for i := range c.s.Processes {
		for _, part := range c.s.Processes[i].Yields() {
			c.add(GridRuns, i, part.Quantity, c.unit(part.ID), c.ofProcess(i), c.ofItem(part.ID))
		}
	}
}

func (c *cellList) consumed() {
	for i := range c.s.Processes {
		for _, part := range c.s.Processes[i].Needs() {
			c.add(GridRuns, i, part.Quantity, c.unit(part.ID), c.ofProcess(i), c.ofItem(part.ID))
		}
	}
	c.blended()
}

func (c *cellList) blended() {
	for k, ref := range c.s.BlendInputs() {
		c.add(GridBlended, k, Series{}, c.unit(ref.Input.Item), c.ofProcess(ref.Process), c.ofItem(ref.Input.Item))
	}
}

func (c *cellList) disposed() {
	items, nodes := c.s.Items(), c.s.Nodes()
	for k, node := range c.s.Disposals() {
		item := items[nodes[node].Item].ID
		c.add(GridDisposed, k, Series{}, c.unit(item), c.ofItem(item), c.atSite(nodes[node].Site))
	}
}

func (c *cellList) rented() {
	for k, r := range c.s.Rentals() {
		at := &c.s.Resources[r]
		c.add(GridRented, k, Series{}, at.Unit, []Tag{{ByResource, at.ID}}, c.atSite(at.Site))
	}
}

func (c *cellList) open()   { c.options(GridOpen) }
func (c *cellList) opened() { c.options(GridOpened) }
func (c *cellList) closed() { c.options(GridClosed) }

func (c *cellList) options(grid GridID) {
	for k := range c.s.Options {
		c.add(grid, k, Series{}, "options", []Tag{{ByOption, c.s.Options[k].ID}})
	}
}

func (c *cellList) on()     { c.switches(GridOn) }
func (c *cellList) starts() { c.switches(GridStarts) }
func (c *cellList) stops()  { c.switches(GridStops) }

func (c *cellList) switches(grid GridID) {
	for k, ref := range c.s.Switches() {
		c.add(grid, k, Series{}, "lots", c.ofSwitch(&ref))
	}
}

// ofSwitch names what a switch switches.
func (c *cellList) ofSwitch(ref *SwitchRef) []Tag {
	switch {
	case ref.Process >= 0:
		return []Tag{{ByProcess, c.s.Processes[ref.Process].ID}}
	case ref.Offer >= 0:
		return []Tag{{BySupplier, c.offers[ref.Offer].Supplier.ID}, {ByOffer, c.offers[ref.Offer].Offer.ID}}
	}
	return []Tag{{ByLane, c.s.Lanes[ref.Lane].ID}}
}

func (c *cellList) ofOffer(ref OfferRef) []Tag {
	tags := append([]Tag{{BySupplier, ref.Supplier.ID}, {ByOffer, ref.Offer.ID}}, c.ofItem(ref.Offer.Item)...)
	return append(tags, c.atSite(ref.Offer.To)...)
}

func (c *cellList) bought() {
	for k, ref := range c.offers {
		c.add(GridBought, k, Series{}, c.unit(ref.Offer.Item), c.ofOffer(ref))
	}
}

func (c *cellList) purchaseCost() {
	for k, ref := range c.offers {
		c.addMoney(GridBought, k, ref.Offer.Price, c.ofOffer(ref))
	}
}

func (c *cellList) ofCargo(ref CargoRef) []Tag {
	return append([]Tag{{ByLane, ref.Lane.ID}, {ByFrom, ref.Lane.From}, {ByTo, ref.Lane.To}}, c.ofItem(ref.Cargo.Item)...)
}

func (c *cellList) shipped() {
	for k, ref := range c.cargos {
		c.add(GridShipped, k, Series{}, c.unit(ref.Cargo.Item), c.ofCargo(ref))
	}
}

func (c *cellList) movingCost() {
	for k, ref := range c.cargos {
		c.addMoney(GridShipped, k, ref.Cargo.Cost, c.ofCargo(ref))
	}
}

func (c *cellList) ofStock(k *Stock) []Tag {
	return append(append([]Tag{{ByStock, k.ID}}, c.ofItem(k.Item)...), c.atSite(k.Site)...)
}

func (c *cellList) stock() {
	for i := range c.s.Inventory {
		k := &c.s.Inventory[i]
		c.add(GridStock, i, Series{}, c.unit(k.Item), c.ofStock(k))
	}
}

func (c *cellList) holdingCost() {
	for i := range c.s.Inventory {
		c.addMoney(GridStock, i, c.s.Inventory[i].HoldingCost, c.ofStock(&c.s.Inventory[i]))
	}
}

func (c *cellList) ofDemand(d *Demand) []Tag {
	tags := append([]Tag{{ByDemand, d.ID}, {ByClass, d.Class}}, c.ofItem(d.Item)...)
	tags = append(tags, Tag{ByMarket, d.Market}, Tag{BySite, d.Place(c.destinations)})
	region := c.regions[d.Site]
	if m := c.markets[d.Market]; m != nil {
		tags = append(tags, Tag{BySegment, m.Segment}, Tag{ByCustomer, m.Customer})
		if m.Region != "" {
			region = m.Region
		}
	}
	return append(tags, Tag{ByRegion, region})
}

func (c *cellList) demands(grid GridID, with func(*Demand) bool) {
	for i := range c.s.Demand {
		if d := &c.s.Demand[i]; with(d) {
			c.add(grid, i, Series{}, c.unit(d.Item), c.ofDemand(d))
		}
	}
}

func (c *cellList) asked() {
	c.demands(GridServed, (*Demand).Exact)
	for i := range c.cells {
		c.cells[i].Given = true
		c.cells[i].Rate = c.s.Demand[c.cells[i].Row].Quantity.Value
	}
}

func (c *cellList) served() { c.demands(GridServed, func(*Demand) bool { return true }) }

func (c *cellList) lost() {
	c.demands(GridLost, func(d *Demand) bool { return d.Exact() && d.Lost.Allowed })
}

func (c *cellList) backlog() {
	c.demands(GridBacklog, func(d *Demand) bool { return d.Exact() && d.Backlog.Allowed })
}

func (c *cellList) revenue() {
	for i := range c.s.Demand {
		d := &c.s.Demand[i]
		price := d.Price
		if item := c.items[d.Item]; item != nil && !price.IsSet() {
			price = item.Price
		}
		c.addMoney(GridServed, i, price, c.ofDemand(d))
	}
	for k, ref := range c.s.PromotionPrices() {
		c.addMoney(GridPromoted, k, ref.Less(), c.ofDemand(&c.s.Demand[ref.Demand]))
	}
}

func (c *cellList) happens() {
	c.events(PromotionEvent, ByEvent, "times")
}

func (c *cellList) launched() { c.events(LaunchEvent, ByLaunch, "launches") }

func (c *cellList) events(kind EventKind, by Subscript, unit string) {
	for k, e := range c.s.Events() {
		if e.Kind == kind {
			c.add(GridEvents, k, Series{}, unit, []Tag{{by, e.ID}})
		}
	}
}

func (c *cellList) writtenOff() {
	for k, w := range c.s.WriteOffs() {
		stock := &c.s.Inventory[w.Stock]
		c.add(GridWrittenOff, k, Series{}, c.unit(stock.Item), c.ofStock(stock))
	}
}

func (c *cellList) ofCrew(w *Workforce) []Tag {
	return append([]Tag{{ByWorkforce, w.ID}}, c.atSite(w.Site)...)
}

func (c *cellList) crewRows(grid GridID, with func(*Workforce) bool) {
	for i := range c.s.Workforce {
		if w := &c.s.Workforce[i]; with(w) {
			c.add(grid, i, Series{}, "heads", c.ofCrew(w))
		}
	}
}

func (c *cellList) heads() { c.crewRows(GridHeads, func(*Workforce) bool { return true }) }
func (c *cellList) hired() { c.crewRows(GridHired, func(w *Workforce) bool { return w.Hire.Allowed }) }

func (c *cellList) laidOff() {
	c.crewRows(GridLaidOff, func(w *Workforce) bool { return w.Layoff.Allowed })
}

func (c *cellList) wages() {
	for i := range c.s.Workforce {
		c.addMoney(GridHeads, i, c.s.Workforce[i].Wage, c.ofCrew(&c.s.Workforce[i]))
	}
}

func (c *cellList) ofBand(ref BandRef) (tags []Tag, unit string) {
	tags = []Tag{{ByBand, ref.Band.ID}}
	if ref.Resource >= 0 {
		r := &c.s.Resources[ref.Resource]
		return append(append(tags, Tag{ByResource, r.ID}), c.atSite(r.Site)...), r.Unit
	}
	w := &c.s.Workforce[ref.Workforce]
	return append(append(tags, Tag{ByWorkforce, w.ID}), c.atSite(w.Site)...), w.Unit
}

func (c *cellList) overtime() {
	for k, ref := range c.bands {
		tags, unit := c.ofBand(ref)
		c.add(GridOvertime, k, Series{}, unit, tags)
	}
}

func (c *cellList) overtimeCost() {
	for k, ref := range c.bands {
		tags, _ := c.ofBand(ref)
		c.addMoney(GridOvertime, k, ref.Band.Cost, tags)
	}
}

func (c *cellList) makingCost() {
	for i := range c.s.Processes {
		c.addMoney(GridRuns, i, c.s.Processes[i].Cost, c.ofProcess(i))
	}
	for k, ref := range c.s.BlendInputs() {
		c.addMoney(GridBlended, k, ref.Input.Cost, c.ofProcess(ref.Process))
	}
}
