package model

// Plan is what is decided, in dense tables over the periods. Each row belongs
// to the thing with the same index in the scenario; purchases follow
// Scenario.Offers, overtime follows Scenario.OvertimeBands, inputs of blends
// follow Scenario.BlendInputs, disposals follow Scenario.Disposals, and what is on follows Scenario.Switches.
type Plan struct {
	Runs     Grid // processes: runs
	Blended  Grid // inputs of blends: units put in
	Disposed Grid // disposals: units got rid of
	Bought   Grid // offers: units ordered
	Shipped  Grid // cargos: units sent off
	Stock    Grid // inventory: units at the end of the period
	Served   Grid // demand: units delivered, on time or late
	Lost     Grid // demand: units given up
	Backlog  Grid // demand: units owed at the end of the period
	Heads    Grid // workforce: heads in the period
	Hired    Grid // workforce: heads hired at the start of the period
	LaidOff  Grid // workforce: heads laid off at the start of the period
	Overtime Grid // overtime bands: units worked
	On       Grid // switches: units on in the period
	Starts   Grid // switches: units that are on and were not before; set-ups where the state is carried over
	Stops    Grid // switches: units that were on before and are not
	Carried  Grid // switches: 1 where the set-up state of the period before is carried into the period
	Opening  Grid // inventory: units before the first period where the plan chooses them, else 0; one column alone
	Overflow Grid // storage: space rented

	Shifts     Grid // Scenario.Shifts: 1 where the band is opened for its fixed cost, else 0
	Rented     Grid // Scenario.Rentals: units hired from outside
	Open       Grid // options: 1 where it is open in the period
	Opened     Grid // options: 1 where opening is decided
	Closed     Grid // options: 1 where it is closed at the start of the period
	Maintained Grid // Scenario.Maintenances: machines that go down at the start of the period
	Moved      Grid // Scenario.Transfers: heads that leave their crew for another at the start of the period
	Signed     Grid // Scenario.TempStaff: temps whose contract begins with the period
	Lent       Grid // Scenario.Skills: units that a crew gives to another's work
	ShortTime  Grid // Scenario.ShortTimers: heads on short time
	Idle       Grid // Scenario.Idlers: heads whose regular time nothing uses

	Events   Grid // Scenario.Events: 1 where it happens in the period
	Promoted Grid // Scenario.PromotionPrices: units at the price of the promotion

	WrittenOff Grid // Scenario.WriteOffs: units written off at the end of the period

	Cash   Grid // one row where cash is reckoned with: money at the end of the period
	Credit Grid // one row where credit is allowed: money owed at the end of the period
	Tax    Grid // one row where tax is paid: money paid in the period
}

// NewPlan returns the plan for s in which nothing happens.
func NewPlan(s *Scenario) *Plan {
	n := s.Calendar.Len()
	demand, workforce, switches := len(s.Demand), len(s.Workforce), len(s.Switches())
	return &Plan{
		Runs:     NewGrid(len(s.Processes), n),
		Blended:  NewGrid(len(s.BlendInputs()), n),
		Disposed: NewGrid(len(s.Disposals()), n),
		Bought:   NewGrid(len(s.Offers()), n),
		Shipped:  NewGrid(len(s.Cargos()), n),
		Stock:    NewGrid(len(s.Inventory), n),
		Served:   NewGrid(demand, n),
		Lost:     NewGrid(demand, n),
		Backlog:  NewGrid(demand, n),
		Heads:    NewGrid(workforce, n),
		Hired:    NewGrid(workforce, n),
		LaidOff:  NewGrid(workforce, n),
		Overtime: NewGrid(len(s.OvertimeBands()), n),
		On:       NewGrid(switches, n),
		Starts:   NewGrid(switches, n),
		Stops:    NewGrid(switches, n),
		Carried:  NewGrid(switches, n),
		Opening:  NewGrid(len(s.Inventory), 1),
		Overflow: NewGrid(len(s.Storage), n),

		Shifts:     NewGrid(len(s.Shifts()), n),
		Rented:     NewGrid(len(s.Rentals()), n),
		Open:       NewGrid(len(s.Options), n),
		Opened:     NewGrid(len(s.Options), n),
		Closed:     NewGrid(len(s.Options), n),
		Maintained: NewGrid(len(s.Maintenances()), n),
		Moved:      NewGrid(len(s.Transfers()), n),
		Signed:     NewGrid(len(s.TempStaff()), n),
		Lent:       NewGrid(len(s.Skills()), n),
		ShortTime:  NewGrid(len(s.ShortTimers()), n),
		Idle:       NewGrid(len(s.Idlers()), n),

		Events:   NewGrid(len(s.Events()), n),
		Promoted: NewGrid(len(s.PromotionPrices()), n),

		WrittenOff: NewGrid(len(s.WriteOffs()), n),

		Cash:   rowIf(s.Finance.Cash.On, n),
		Credit: rowIf(s.Finance.Cash.On && s.Finance.Cash.Credit.Allowed, n),
		Tax:    rowIf(s.Finance.Tax.Rate.IsSet(), n),
	}
}

// OfferRef is one offer together with its supplier.
type OfferRef struct {
	Supplier *Supplier
	Offer    *Offer
}

// Offers lists every offer of every supplier, in the order of the scenario.
func (s *Scenario) Offers() []OfferRef {
	var refs []OfferRef
	for i := range s.Suppliers {
		for j := range s.Suppliers[i].Sells {
			refs = append(refs, OfferRef{&s.Suppliers[i], &s.Suppliers[i].Sells[j]})
		}
	}
	return refs
}

// BandRef is one overtime band together with what works it: exactly one of
// Resource and Workforce is the index of its owner, the other is -1.
type BandRef struct {
	Resource  int
	Workforce int
	Band      Band
}

// OvertimeBands lists every overtime band: those of resources, then those of workforce.
func (s *Scenario) OvertimeBands() []BandRef {
	var refs []BandRef
	for i := range s.Resources {
		for _, band := range s.Resources[i].Overtime.Tiers() {
			refs = append(refs, BandRef{Resource: i, Workforce: -1, Band: band})
		}
	}
	for i := range s.Workforce {
		for _, band := range s.Workforce[i].Overtime.Tiers() {
			refs = append(refs, BandRef{Resource: -1, Workforce: i, Band: band})
		}
	}
	return refs
}

// Owner returns the section and id of what works the band, and the unit of its time.
func (r BandRef) Owner(s *Scenario) (section, id, unit string) {
	if r.Resource >= 0 {
		return "resources", s.Resources[r.Resource].ID, s.Resources[r.Resource].Unit
	}
	return "workforce", s.Workforce[r.Workforce].ID, s.Workforce[r.Workforce].Unit
}

// Path is the address of the band's limit.
func (r BandRef) Path(s *Scenario) string {
	section, id, _ := r.Owner(s)
	path := section + "." + id + ".overtime"
	if r.Band.ID != "" {
		path += ".bands." + r.Band.ID
	}
	return path
}

// Regular returns the regular capacity of the resource in period t, in its
// unit, after what is down. It is not given where the scenario sets no limit.
func (r *Resource) Regular(t int) (float64, bool) {
	var regular float64
	switch {
	case r.Capacity.Value.IsSet():
		if !r.Capacity.Value.Has(t) {
			return 0, false
		}
		regular = r.Capacity.Value.At(t)
	case r.Hours.Value.IsSet() && r.Hours.Value.Has(t):
		regular = (r.Count.Or(t, 1) - r.Down.Or(t, 0)) * r.Hours.Value.At(t)
	default:
		return 0, false
	}
	return regular - r.Downtime.Or(t, 0), true
}

// Rule is the limit whose value the regular capacity comes from, with its key.
func (r *Resource) Rule() (key string, limit *Limit) {
	if r.Capacity.IsSet() {
		return "capacity", &r.Capacity
	}
	return "hours", &r.Hours
}
