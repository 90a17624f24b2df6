package model

// Objective says what the best plan is.
type Objective string

// The objectives.
const (
	MinimiseCost   Objective = "minimise cost"
	MaximiseProfit Objective = "maximise profit"

	// The same with the money of each period discounted to the start of the horizon.
	MinimiseDiscountedCost   Objective = "minimise discounted cost"
	MaximiseDiscountedProfit Objective = "maximise discounted profit"
)

// Objectives lists every Objective.
func Objectives() []Objective {
	return []Objective{MinimiseCost, MaximiseProfit, MinimiseDiscountedCost, MaximiseDiscountedProfit}
}

// Maximises tells whether the best plan has the most profit; else it has the least cost.
func (o Objective) Maximises() bool { return o == MaximiseProfit || o == MaximiseDiscountedProfit }

// Discounts tells whether later money counts for less.
func (o Objective) Discounts() bool {
	return o == MinimiseDiscountedCost || o == MaximiseDiscountedProfit
}

// Scenario is all that is known before planning. All slices of things with an
// id are sorted by it, so that the order of a file never matters.
type Scenario struct {
	Name     string `json:"name"`
	Source   string `json:"source,omitempty"`
	Note     string `json:"note,omitempty"`
	Currency string `json:"currency,omitempty"` // empty: amounts are printed without one

	Currencies []Currency `json:"currencies,omitempty"` // others that amounts were written in

	Objective Objective   `json:"objective"`
	Aim       Goal        `json:"aim,omitzero"`           // a figure that comes before the objective; none where its Want is empty
	Interest  float64     `json:"discount_rate,omitzero"` // share a year, by which later money counts for less
	Calendar  Calendar    `json:"calendar"`
	Sites     []Site      `json:"sites,omitempty"`
	Markets   []Market    `json:"markets,omitempty"`
	Families  []Item      `json:"families"`
	Materials []Item      `json:"materials,omitempty"`
	Resources []Resource  `json:"resources,omitempty"`
	Workforce []Workforce `json:"workforce,omitempty"`
	Processes []Process   `json:"processes,omitempty"`
	Suppliers []Supplier  `json:"suppliers,omitempty"`
	Sourcing  []Sourcing  `json:"sourcing,omitempty"`
	Lanes     []Lane      `json:"lanes,omitempty"`
	Inventory []Stock     `json:"inventory,omitempty"`
	Classes   []Class     `json:"classes,omitempty"`
	Demand    []Demand    `json:"demand,omitempty"`
	Logic     []Logic     `json:"logic,omitempty"`
	Shortage  []Rationing `json:"shortage,omitempty"`

	CrewLimits []CrewLimit  `json:"crew_limits,omitempty"`
	Rules      []LinearRule `json:"rules,omitempty"`
	Locks      []Lock       `json:"locks,omitempty"`

	Storage     []Storage    `json:"storage,omitempty"`
	StockLimits []StockLimit `json:"stock_limits,omitempty"`
	Options     []Option     `json:"options,omitempty"`
	Promotions  []Promotion  `json:"promotions,omitempty"`
	Launches    []Launch     `json:"launches,omitempty"`
	PhaseOuts   []PhaseOut   `json:"phase_outs,omitempty"`
	Emissions   []Emission   `json:"emissions,omitempty"`

	Strategies []Strategy `json:"strategy,omitempty"`

	Finance Finance `json:"finance,omitzero"`
	Goals   []Goal  `json:"goals,omitempty"`
	Budget  []Goal  `json:"budget,omitempty"`

	Expect Expect `json:"expect,omitzero"`
}

// Item is a product family or a material: anything that is made, bought,
// stored, used or sold.
type Item struct {
	ID    string `json:"id"`
	Name  string `json:"name,omitempty"`  // for people; the id where empty
	Unit  string `json:"unit"`            // each, t, hl, ...
	Price Series `json:"price,omitempty"` // money per unit sold, where the demand names none

	// Properties are what blends count on, sorted by id.
	Properties []Property `json:"properties,omitempty"`

	// StandardCost is money that one unit counts for in the books; where unset
	// it is rolled up. It steers nothing but the choice among equally good plans.
	StandardCost Series `json:"standard_cost,omitzero"`

	Dispose Dispose `json:"dispose,omitzero"`

	// Units are the other units that numbers for the item may be written in,
	// sorted by unit. Numbers of a Scenario are in Unit always.
	Units []UnitSize `json:"units,omitempty"`

	// Items are what a family is made of, sorted by id; none where the family
	// is planned as it is.
	Items []Member `json:"items,omitempty"`
}

// UnitSize says that one of a unit is a quantity of another: a case is 12 each.
type UnitSize struct {
	Unit     string  `json:"unit"`
	Quantity float64 `json:"quantity"`
	Of       string  `json:"of"`
}

// Limit is one business limit over time. Where Penalty has a value the limit
// is priced: the plan may break it and pays that much money per unit, which
// steers the plan but is no real money. Where it has none the limit is hard.
type Limit struct {
	Value   Series `json:"value"` // NaN in a period: no limit there
	Owner   string `json:"owner,omitempty"`
	Reason  string `json:"reason,omitempty"`
	Review  string `json:"review,omitempty"` // date of the next review, YYYY-MM-DD
	Penalty Series `json:"penalty,omitempty"`

	// Priority says how dear the limit is to whoever has to break one: those
	// with 1 are kept the longest, then those with 2, and so on; those without
	// one (0) give way first. It counts only where no plan keeps all limits.
	Priority int `json:"priority,omitempty"`
}

// hasTerms tells whether anything is said of the limit besides its value.
func (l *Limit) hasTerms() bool {
	return l.Priced() || l.Owner != "" || l.Reason != "" || l.Review != "" || l.Priority != 0
}

// IsSet tells whether there is a limit in any period.
func (l *Limit) IsSet() bool { return l.Value.IsSet() }

// Priced tells whether the limit may be broken for money.
func (l *Limit) Priced() bool { return l.Penalty.IsSet() }

// Fixed returns a hard limit with the same value in every period.
func Fixed(v float64) Limit { return Limit{Value: Constant(v)} }

// Resource is a machine group or any other capacity that processes use. Its
// regular capacity in a period is Capacity, or (Count - Down) x Hours; less
// Downtime in either case. Regular time costs nothing by itself.
type Resource struct {
	ID       string   `json:"id"`
	Name     string   `json:"name,omitempty"`
	Unit     string   `json:"unit"`               // unit of capacity, "h" mostly
	Site     string   `json:"site,omitempty"`     // id; empty where there are no sites
	Capacity Limit    `json:"capacity,omitzero"`  // units per period
	Count    Series   `json:"count,omitempty"`    // machines; 1 where unset
	Hours    Limit    `json:"hours,omitzero"`     // units per machine and period
	Down     Series   `json:"down,omitempty"`     // machines down
	Downtime Series   `json:"downtime,omitempty"` // units lost per period
	Overtime Overtime `json:"overtime,omitzero"`

	MinLoad     Limit       `json:"min_load,omitzero"` // units used per period
	Utilisation Utilisation `json:"utilisation,omitzero"`
	Change      Change      `json:"change,omitzero"` // of its load
	Rent        Rental      `json:"rent,omitzero"`
	Maintenance Maintenance `json:"maintenance,omitzero"`
	Emits       []Emit      `json:"emits,omitempty"` // per unit used: power, heat
}

// Overtime is time beyond the regular one, in one band (Max, Cost) or several.
// For a resource Max is units per period, for a workforce units per head and period.
type Overtime struct {
	Allowed bool   `json:"allowed,omitempty"` // false: no overtime at all
	Max     Limit  `json:"max,omitzero"`      // unset: as much as wanted
	Cost    Series `json:"cost,omitempty"`    // money per unit worked
	Fixed   Series `json:"fixed,omitzero"`    // money per period in which any is worked
	Bands   []Band `json:"bands,omitempty"`   // where set, Max, Cost and Fixed are not used
}

// Band is one slice of overtime with its own limit and cost.
type Band struct {
	ID    string `json:"id"` // empty for the only band of an Overtime without bands
	Max   Limit  `json:"max,omitzero"`
	Cost  Series `json:"cost,omitempty"`
	Fixed Series `json:"fixed,omitzero"` // money per period in which any of it is worked
}

// Tiers returns the bands, with an Overtime without bands as one of them.
func (o *Overtime) Tiers() []Band {
	switch {
	case !o.Allowed:
		return nil
	case len(o.Bands) > 0:
		return o.Bands
	}
	return []Band{{Max: o.Max, Cost: o.Cost, Fixed: o.Fixed}}
}

// Workforce is a crew of heads that gives hours to processes. Regular hours
// are paid whether used or not.
type Workforce struct {
	ID        string    `json:"id"`
	Name      string    `json:"name,omitempty"`
	Unit      string    `json:"unit"`           // unit of time, "h" mostly
	Site      string    `json:"site,omitempty"` // id; empty where there are no sites
	Integer   bool      `json:"integer,omitempty"`
	Headcount Headcount `json:"headcount"`
	Regular   Limit     `json:"regular"` // units per head and period
	Overtime  Overtime  `json:"overtime,omitzero"`
	Wage      Series    `json:"wage,omitempty"` // money per head and period
	Hire      Move      `json:"hire,omitzero"`
	Layoff    Move      `json:"layoff,omitzero"`

	Attrition Attrition  `json:"attrition,omitzero"`
	Training  []Transfer `json:"training,omitempty"`
	Downgrade []Transfer `json:"downgrade,omitempty"`
	Serves    []Skill    `json:"serves,omitempty"`
	Temps     []Temp     `json:"temps,omitempty"`
	ShortTime ShortTime  `json:"short_time,omitzero"`
	Idle      Idle       `json:"idle,omitzero"`
	Policy    Policy     `json:"policy,omitzero"`
}

// Headcount bounds the heads of a workforce.
type Headcount struct {
	Opening float64 `json:"opening"` // heads before the first period
	Min     Limit   `json:"min,omitzero"`
	Max     Limit   `json:"max,omitzero"`
}

// Move is hiring or laying off; both take effect at the start of a period.
type Move struct {
	Allowed bool   `json:"allowed,omitempty"`
	Cost    Series `json:"cost,omitempty"` // money per head
	Quota   Quota  `json:"quota,omitzero"`
	Course  Course `json:"course,omitzero"` // of recruits; not for laying off
}

// Process turns items and capacity into items. One run makes, uses and
// consumes the quantities given; with one product and the quantity 1 a run is
// one unit of it.
type Process struct {
	ID       string       `json:"id"`
	Name     string       `json:"name,omitempty"`
	Site     string       `json:"site,omitempty"`     // where it runs
	Makes    []Part       `json:"makes"`              // items, units per run
	Consumes []Part       `json:"consumes,omitempty"` // items, units per run
	Blend    []BlendInput `json:"blend,omitempty"`    // inputs in free proportion, by item: see blend.go
	Yield    Series       `json:"yield,omitzero"`     // part of what is made that is good, above 0 and up to 1; 1 where unset
	Scrap    []Part       `json:"scrap,omitempty"`    // part of what is taken of an item consumed that is lost, by item
	Quality  []Quality    `json:"quality,omitempty"`  // of the blend, by property
	Uses     []Part       `json:"uses,omitempty"`     // resources and workforce, units per run
	Cost     Series       `json:"cost,omitempty"`     // money per run
	Output   Bounds       `json:"output,omitzero"`    // runs per period
	Lead     Lag          `json:"lead,omitzero"`      // from the start of a run, when it consumes and uses, to what it makes
	Lots     Switch       `json:"lots,omitzero"`      // of the runs
	Emits    []Emit       `json:"emits,omitempty"`    // per run
}

// Part is a quantity of something named per run of a process.
type Part struct {
	ID       string `json:"id"`
	Quantity Series `json:"quantity"`
}

// Bounds are the least and the most of a quantity, and what it takes to change it.
type Bounds struct {
	Min    Limit  `json:"min,omitzero"`
	Max    Limit  `json:"max,omitzero"`
	Change Change `json:"change,omitzero"` // from one period to the next
}

// Supplier sells materials, or families (outsourcing).
type Supplier struct {
	ID        string      `json:"id"`
	Name      string      `json:"name,omitempty"`
	Sells     []Offer     `json:"sells"`
	Groups    []Agreement `json:"groups,omitempty"` // of offers
	Contracts []Agreement `json:"contracts,omitempty"`
	Payment   Lag         `json:"payment,omitzero"` // how long after an order it is paid
}

// Offer is one item of a supplier, delivered to one site.
type Offer struct {
	ID       string   `json:"id"`
	Item     string   `json:"item"`
	To       string   `json:"to,omitempty"`       // site
	Price    Series   `json:"price,omitempty"`    // money per unit, paid when ordered
	Capacity Limit    `json:"capacity,omitzero"`  // units ordered per period; unset: as much as wanted
	Lead     Lag      `json:"lead,omitzero"`      // from the order to the arrival
	Min      Limit    `json:"min,omitzero"`       // units ordered per period at least
	Discount Discount `json:"discount,omitempty"` // incremental where empty
	Tiers    []Tier   `json:"tiers,omitempty"`    // in place of Price; sorted by id
	Order    Switch   `json:"order,omitzero"`     // of the units ordered
	Emits    []Emit   `json:"emits,omitempty"`    // per unit ordered
}

// Stock is the inventory of one item at one site. An item without a Stock is
// not kept there: what comes in a period is used, sold or shipped in it.
type Stock struct {
	ID          string      `json:"id"`
	Item        string      `json:"item"`
	Site        string      `json:"site,omitempty"`
	Opening     float64     `json:"opening,omitempty"`  // units before the first period; where Closing is cyclic the plan chooses them
	Receipts    Series      `json:"receipts,omitempty"` // units that arrive, from orders before the first period
	Min         Limit       `json:"min,omitzero"`       // at the end of each period
	Max         Limit       `json:"max,omitzero"`       // at the end of each period
	Closing     Closing     `json:"closing,omitzero"`
	HoldingCost Series      `json:"holding_cost,omitempty"` // money per unit held, see Holding
	ShelfLife   ShelfLife   `json:"shelf_life,omitzero"`
	Safety      Limit       `json:"safety,omitzero"` // besides Min: at the end of each period
	Cover       Cover       `json:"cover,omitzero"`
	Value       Series      `json:"value,omitzero"` // money that one unit is worth
	Holding     HoldingRule `json:"holding,omitzero"`
	Emits       []Emit      `json:"emits,omitempty"` // per unit in stock at the end of a period
}

// Closing is the rule for what is left at the end of the horizon. Its limits
// have one value, which applies to the last period.
type Closing struct {
	Min   Limit `json:"min,omitzero"`
	Max   Limit `json:"max,omitzero"`
	Exact Limit `json:"exact,omitzero"`

	Cyclic Cyclic  `json:"cyclic,omitzero"`
	Worth  float64 `json:"worth,omitempty"` // money for each unit that is left
}

// Demand is what one market asks of one item: an exact quantity (Quantity), or
// anything between Min and Max. Only an exact quantity can be backlogged or lost.
type Demand struct {
	ID       string  `json:"id"`
	Name     string  `json:"name,omitempty"`
	Item     string  `json:"item"`              // id of a family or material, which is what is planned
	Product  string  `json:"product,omitempty"` // id of the item of the family that is asked for; empty: any of them, by mix
	Market   string  `json:"market,omitempty"`  // id; empty where there are no markets
	Whole    bool    `json:"whole,omitempty"`   // quantities are whole, also after dividing them among markets
	Site     string  `json:"site,omitempty"`    // that serves it, where it has no market that lanes lead to
	Price    Series  `json:"price,omitempty"`   // money per unit; the item's price where unset
	Quantity Limit   `json:"quantity,omitzero"` // units per period
	Min      Limit   `json:"min,omitzero"`      // units sold per period
	Max      Limit   `json:"max,omitzero"`      // units sold per period
	Same     Limit   `json:"same,omitzero"`     // 0: as much is served in every period as in the one before
	Class    string  `json:"class,omitempty"`   // id; empty: none
	Service  Service `json:"service,omitzero"`
	Backlog  Backlog `json:"backlog,omitzero"`
	Lost     Lost    `json:"lost,omitzero"`
	Payment  Lag     `json:"payment,omitzero"` // terms of the customers; those of the market where zero
}

// Exact tells whether the demand asks for an exact quantity.
func (d *Demand) Exact() bool { return d.Quantity.IsSet() }

// Backlog lets demand be served late.
type Backlog struct {
	Allowed bool    `json:"allowed,omitempty"`
	Opening float64 `json:"opening,omitempty"` // units owed before the first period
	Cost    Series  `json:"cost,omitempty"`    // money per unit owed at the end of a period
	Max     Limit   `json:"max,omitzero"`      // units owed at the end of a period
	Closing Limit   `json:"closing,omitzero"`  // most units owed at the end of the last period

	// MaxAge is how many periods after the one that asks for it a unit may be
	// served at the latest: 0, 1, 2, ... What is owed before the first period
	// counts as asked in the one before it. Who leaves, served or lost, leaves
	// in the order of asking. The penalty is money per unit that is too old at
	// the end of a period.
	MaxAge Limit `json:"max_age,omitzero"`
}

// Lost lets demand go unserved.
type Lost struct {
	Allowed bool   `json:"allowed,omitempty"`
	Cost    Series `json:"cost,omitempty"` // money per unit lost
	Max     Limit  `json:"max,omitzero"`   // units lost per period
}
