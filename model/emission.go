package model

import "slices"

// Emission is a substance that activities give off, such as CO2 equivalents:
// what a unit of it costs, and how much of it there may be.
type Emission struct {
	ID    string        `json:"id"`
	Name  string        `json:"name,omitempty"`
	Unit  string        `json:"unit"` // of mass mostly: kg, t
	Price EmissionPrice `json:"price,omitzero"`
	Caps  []EmissionCap `json:"caps,omitempty"`
}

// EmissionPrice is real money for what is emitted in a window beyond what is
// free: a tax, or allowances that are bought. What is left of the free ones may
// be sold, for no more than they cost. The numbers of a window are those of its
// last period, in which it is paid.
type EmissionPrice struct {
	Value Series `json:"value,omitzero"` // money per unit
	Free  Series `json:"free,omitzero"`  // units for nothing in a window; 0 where unset
	Over  string `json:"over,omitempty"` // windows, which never overlap: see EmissionSpans; every period where empty
	Sell  Series `json:"sell,omitzero"`  // money for one free unit that is left; none can be sold where unset

	Scopes []string `json:"scopes,omitempty"` // labels of what is paid for; empty: every scope
}

// IsSet tells whether emitting costs anything.
func (p *EmissionPrice) IsSet() bool { return p.Value.IsSet() }

// Windows are the stretches of periods that are paid for together.
func (p *EmissionPrice) Windows(c Calendar) []Window {
	windows, _ := c.Windows(orPeriod(p.Over))
	return windows
}

// EmissionSpans are the words for windows that a price may be for.
func EmissionSpans() []string {
	return []string{OverPeriod, OverMonth, OverQuarter, OverYear, OverHorizon}
}

// EmissionCap limits what is emitted in every window, of everything or of a part.
type EmissionCap struct {
	ID      string   `json:"id"`
	Name    string   `json:"name,omitempty"`
	Over    string   `json:"over,omitempty"`    // windows: see Calendar.Windows; every period where empty
	Sites   []string `json:"sites,omitempty"`   // ids; with Regions empty: every site
	Regions []string `json:"regions,omitempty"` // of sites
	Items   []string `json:"items,omitempty"`   // ids; empty: every item
	Scopes  []string `json:"scopes,omitempty"`  // labels; empty: every scope
	Max     Limit    `json:"max,omitzero"`      // in a window: that of its last period
}

// Windows are the stretches of periods that the cap holds in.
func (c *EmissionCap) Windows(calendar Calendar) []Window {
	windows, _ := calendar.Windows(orPeriod(c.Over))
	return windows
}

// Emit is what one unit of an activity emits of a substance.
type Emit struct {
	Substance string `json:"substance"` // id of an Emission
	Factor    Series `json:"factor"`    // units of the substance per unit of the activity
	Scope     string `json:"scope,omitempty"`
}

// EmissionCause is the kind of activity that emits.
type EmissionCause string

// The causes.
const (
	EmitMaking    EmissionCause = "making"    // runs of processes, inputs of blends
	EmitResources EmissionCause = "resources" // what is used of resources: power, heat
	EmitPurchases EmissionCause = "purchases" // what is ordered from suppliers
	EmitMoving    EmissionCause = "moving"    // what is sent off on lanes
	EmitHolding   EmissionCause = "holding"   // what is in stock at the end of a period
	EmitDisposal  EmissionCause = "disposal"  // what is got rid of
)

// EmissionCauses lists every EmissionCause.
func EmissionCauses() []EmissionCause {
	return []EmissionCause{EmitMaking, EmitResources, EmitPurchases, EmitMoving, EmitHolding, EmitDisposal}
}

// Scope is the label of what a cause emits where a factor names none: the
// scopes of the Greenhouse Gas Protocol. What a company burns itself is 1, the
// power that it buys is 2, and what others emit for it is 3.
func (c EmissionCause) Scope() string {
	switch c {
	case EmitMaking:
		return "1"
	case EmitResources, EmitHolding:
		return "2"
	}
	return "3"
}

// scopeOf is the label of a factor.
func (e *Emit) scopeOf(cause EmissionCause) string {
	if e.Scope != "" {
		return e.Scope
	}
	return string(cause.Scope())
}

// QuantityEmitted is the name of the quantity of what is emitted.
const QuantityEmitted = "emitted"

// Emitted is all that is emitted of a substance.
func (e *Emission) Emitted() Linear {
	return Linear{Terms: []Term{{Quantity: QuantityEmitted, Where: &Filter{Op: FilterIs, By: BySubstance, Words: []string{e.ID}}}}}
}

// PaidFor is what counts for the price of the substance.
func (e *Emission) PaidFor() Linear { return e.Counts(&EmissionCap{Scopes: e.Price.Scopes}) }

// Counts is what counts for a cap of the substance.
func (e *Emission) Counts(c *EmissionCap) Linear {
	all := e.Emitted()
	filter := &Filter{Op: FilterAll, Of: []Filter{*all.Terms[0].Where}}
	is := func(by Subscript, words []string) Filter { return Filter{Op: FilterIs, By: by, Words: words} }
	if len(c.Items) > 0 {
		filter.Of = append(filter.Of, is(ByItem, c.Items))
	}
	if len(c.Scopes) > 0 {
		filter.Of = append(filter.Of, is(ByScope, c.Scopes))
	}
	if len(c.Sites)+len(c.Regions) > 0 {
		filter.Of = append(filter.Of, Filter{Op: FilterAny, Of: []Filter{is(BySite, c.Sites), is(ByRegion, c.Regions)}})
	}
	all.Terms[0].Where = filter
	return all
}

// emitted lists what emits: every activity with a factor, one cell a substance.
func (c *cellList) emitted() {
	if len(c.s.Emissions) == 0 {
		return
	}
	c.emittedByProcesses()
	c.uses(func(grid GridID, row int, rate Series, id string, by []Tag) {
		if r := c.resources[id]; r != nil {
			c.emits(EmitResources, r.Emits, grid, row, rate, []Tag{{ByResource, id}}, by, c.atSite(r.Site))
		}
	})
	for k, ref := range c.offers {
		c.emits(EmitPurchases, ref.Offer.Emits, GridBought, k, Series{}, c.ofOffer(ref))
	}
	for k, ref := range c.cargos {
		tags, from := c.ofCargo(ref), c.atSite(ref.Lane.From)
		c.emits(EmitMoving, ref.Cargo.Emits, GridShipped, k, Series{}, tags, from)
		load := ref.Cargo.Load
		if !load.IsSet() {
			load = Constant(1)
		}
		c.emits(EmitMoving, ref.Lane.Emits, GridShipped, k, load, tags, from)
	}
	for i := range c.s.Inventory {
		k := &c.s.Inventory[i]
		c.emits(EmitHolding, k.Emits, GridStock, i, Series{}, c.ofStock(k))
	}
	items, nodes := c.s.Items(), c.s.Nodes()
	for k, node := range c.s.Disposals() {
		item := &items[nodes[node].Item]
		c.emits(EmitDisposal, item.Dispose.Emits, GridDisposed, k, Series{}, c.ofItem(item.ID), c.atSite(nodes[node].Site))
	}
}

// emittedByProcesses are the runs, and the inputs of blends.
func (c *cellList) emittedByProcesses() {
	for i := range c.s.Processes {
		c.emits(EmitMaking, c.s.Processes[i].Emits, GridRuns, i, Series{}, c.ofProcess(i), c.ofProduct(i))
	}
	for k, ref := range c.s.BlendInputs() {
		c.emits(EmitMaking, ref.Input.Emits, GridBlended, k, Series{}, c.ofProcess(ref.Process), c.ofProduct(ref.Process))
	}
}

// emits adds what rows of a table emit, where rate is the activity of one unit
// of the row; 1 where unset.
func (c *cellList) emits(cause EmissionCause, list []Emit, grid GridID, row int, rate Series, tags ...[]Tag) {
	for i := range list {
		e := &list[i]
		factor := e.Factor
		if rate.IsSet() {
			factor = factor.times(rate, c.s.Calendar.Len())
		}
		of := []Tag{{BySubstance, e.Substance}, {ByScope, e.scopeOf(cause)}, {ByCause, string(cause)}}
		c.add(grid, row, factor, c.substances[e.Substance], append([][]Tag{of}, tags...)...)
	}
}

// ofProduct is the item that a process makes, if it makes one.
func (c *cellList) ofProduct(i int) []Tag {
	if makes := c.s.Processes[i].Makes; len(makes) == 1 {
		return c.ofItem(makes[0].ID)
	}
	return nil
}

// Emitters lists every list of factors with the address of what it belongs to.
func (s *Scenario) Emitters() []Emitter {
	var list []Emitter
	add := func(emits []Emit, keys ...string) {
		if len(emits) > 0 {
			list = append(list, Emitter{at(keys...).to("emits"), emits})
		}
	}
	for i := range s.Processes {
		p := &s.Processes[i]
		add(p.Emits, "processes", p.ID)
		for j := range p.Blend {
			add(p.Blend[j].Emits, "processes", p.ID, "blend", p.Blend[j].Item)
		}
	}
	for i := range s.Resources {
		add(s.Resources[i].Emits, "resources", s.Resources[i].ID)
	}
	for _, ref := range s.Offers() {
		add(ref.Offer.Emits, "suppliers", ref.Supplier.ID, "sells", ref.Offer.ID)
	}
	for i := range s.Lanes {
		l := &s.Lanes[i]
		add(l.Emits, "lanes", l.ID)
		for j := range l.Carries {
			add(l.Carries[j].Emits, "lanes", l.ID, "carries", l.Carries[j].Item)
		}
	}
	for i := range s.Inventory {
		add(s.Inventory[i].Emits, "inventory", s.Inventory[i].ID)
	}
	for section, items := range [][]Item{s.Families, s.Materials} {
		for i := range items {
			add(items[i].Dispose.Emits, []string{"families", "materials"}[section], items[i].ID, "dispose")
		}
	}
	return list
}

// Emitter is a list of factors, and where it stands.
type Emitter struct {
	path  address
	Emits []Emit
}

// limitsHolding tells whether anything may cost money for what is emitted in a
// period, or limit it, so that it matters what is kept in this stock.
func (s *Scenario) limitsHolding(k *Stock) bool {
	return slices.ContainsFunc(k.Emits, func(e Emit) bool {
		return slices.ContainsFunc(s.Emissions, func(of Emission) bool {
			return of.ID == e.Substance && (of.Price.IsSet() || len(of.Caps) > 0)
		})
	})
}
