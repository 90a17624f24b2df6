package model

// Tables is a plan in long form, one record a thing and period, as it is
// written to and read from files. Quantities are in the units of the scenario.
type Tables struct {
	Production []ProductionRow `json:"production"`
	Blends     []BlendRow      `json:"blends,omitempty"`    // left out where nothing is blended
	Disposals  []DisposalRow   `json:"disposals,omitempty"` // left out where nothing may be disposed of
	Orders     []OrderRow      `json:"orders,omitempty"`    // by day; left out where nothing that is bought has a lead time
	Purchases  []PurchaseRow   `json:"purchases"`
	Shipments  []ShipmentRow   `json:"shipments"`
	Inventory  []InventoryRow  `json:"inventory"`
	Demand     []DemandRow     `json:"demand"`
	Workforce  []WorkforceRow  `json:"workforce"`
	Resources  []ResourceRow   `json:"resources"`
	Overtime   []OvertimeRow   `json:"overtime"`
	Switches   []SwitchRow     `json:"switches,omitempty"`

	Transfers  []TransferRow  `json:"transfers,omitempty"`
	Temps      []TempRow      `json:"temps,omitempty"`
	Help       []HelpRow      `json:"help,omitempty"`
	CrewStates []CrewStateRow `json:"crew_states,omitempty"`
	Storage    []StorageRow   `json:"storage,omitempty"`
	Options    []OptionRow    `json:"options,omitempty"`
	Promotions []PromotionRow `json:"promotions,omitempty"`
	Launches   []LaunchRow    `json:"launches,omitempty"`
	PhaseOuts  []PhaseOutRow  `json:"phase_outs,omitempty"`
	Emissions  []EmissionRow  `json:"emissions,omitempty"` // left out where nothing is emitted
	Cash       []CashRow      `json:"cash,omitempty"`      // left out where the scenario has no finance.cash and no tax
}

// ProductionRow is what one process makes of one item in one period.
type ProductionRow struct {
	Process  string  `json:"process"`
	Site     string  `json:"site,omitempty"` // where it runs
	Item     string  `json:"item"`
	Period   string  `json:"period"`            // in which the runs start
	Arrives  string  `json:"arrives,omitempty"` // period in which the quantity is there, if another; "later": after the horizon
	Runs     float64 `json:"runs"`
	Quantity float64 `json:"quantity"`
}

// PurchaseRow is what is ordered of one offer of a supplier in one period.
type PurchaseRow struct {
	Supplier string  `json:"supplier"`
	Offer    string  `json:"offer"` // id among the offers of the supplier
	Item     string  `json:"item"`
	Site     string  `json:"site,omitempty"`    // that it is delivered to
	Period   string  `json:"period"`            // in which it is ordered
	Arrives  string  `json:"arrives,omitempty"` // period in which it is there, if another; "later": after the horizon
	Quantity float64 `json:"quantity"`
}

// ShipmentRow is what is sent off of one item on one lane in one period.
type ShipmentRow struct {
	Lane     string  `json:"lane"` // id of the lane
	From     string  `json:"from"` // site
	To       string  `json:"to"`   // site or market
	Item     string  `json:"item"`
	Period   string  `json:"period"`
	Arrives  string  `json:"arrives,omitempty"` // period of arrival, if another; "later": after the horizon
	Quantity float64 `json:"quantity"`
}

// InventoryRow is the flow of one item in one place and period. It is there
// for items that are not kept as well; their opening and closing are 0. Made,
// Bought and Arrived are what comes in in the period, whenever it was started.
type InventoryRow struct {
	Item     string  `json:"item"`
	Site     string  `json:"site,omitempty"` // site or market
	Period   string  `json:"period"`
	Opening  float64 `json:"opening"`
	Made     float64 `json:"made"`
	Bought   float64 `json:"bought"`
	Arrived  float64 `json:"arrived"` // by lanes, and by orders from before the horizon
	Consumed float64 `json:"consumed"`
	Sold     float64 `json:"sold"`
	Shipped  float64 `json:"shipped"`            // sent off on lanes
	Disposed float64 `json:"disposed,omitempty"` // got rid of, or written off
	Closing  float64 `json:"closing"`
}

// DemandRow is one demand in one period. Asked is null where any quantity
// between bounds may be sold.
type DemandRow struct {
	Demand  string   `json:"demand"`
	Item    string   `json:"item"`
	Place   string   `json:"place,omitempty"` // site or market that is served
	Period  string   `json:"period"`
	Asked   *float64 `json:"asked"`
	Served  float64  `json:"served"`
	Lost    float64  `json:"lost"`
	Backlog float64  `json:"backlog"` // owed at the end of the period

	// Only of a demand that has a class or a floor under its fill rate.
	Class  string   `json:"class,omitempty"`
	Wanted *float64 `json:"wanted,omitempty"`  // what is asked, or the most that the market takes where that is known
	OnTime *float64 `json:"on_time,omitempty"` // served in the period that asks for it
}

// WorkforceRow is one workforce in one period; hours are in its unit of time.
type WorkforceRow struct {
	Workforce string  `json:"workforce"`
	Period    string  `json:"period"`
	Heads     float64 `json:"heads"`
	Hired     float64 `json:"hired"`
	LaidOff   float64 `json:"laid_off"`
	Regular   float64 `json:"regular"`  // hours available in regular time, of heads and temps
	Overtime  float64 `json:"overtime"` // hours worked in overtime
	Used      float64 `json:"used"`     // hours that processes, lanes, training and help for others use, less the help of others
}

// ResourceRow is the load of one resource in one period, in its unit. Regular
// is null where the scenario sets no limit.
type ResourceRow struct {
	Resource string   `json:"resource"`
	Period   string   `json:"period"`
	Load     float64  `json:"load"`
	Regular  *float64 `json:"regular"`
	Overtime float64  `json:"overtime"`         // worked
	Rented   float64  `json:"rented,omitempty"` // hired from outside

	Maintained float64 `json:"maintained,omitempty"` // machines that go down for maintenance
}

// OvertimeRow is what is worked in one overtime band in one period. Of is the
// resource or workforce; Band is empty where there is only one.
type OvertimeRow struct {
	Of     string  `json:"of"`
	Band   string  `json:"band"`
	Period string  `json:"period"`
	Worked float64 `json:"worked"`
	Shift  float64 `json:"shift,omitempty"` // 1: the band is opened for its fixed cost
}

// Items returns all items: families, then materials.
func (s *Scenario) Items() []Item {
	return append(append(make([]Item, 0, len(s.Families)+len(s.Materials)), s.Families...), s.Materials...)
}

// ItemIndex maps the id of every item to its place in Items.
func (s *Scenario) ItemIndex() map[string]int {
	index := make(map[string]int, len(s.Families)+len(s.Materials))
	for i := range s.Families {
		index[s.Families[i].ID] = i
	}
	for i := range s.Materials {
		index[s.Materials[i].ID] = len(s.Families) + i
	}
	return index
}

// Tables writes the plan in long form, ordered by thing and period.
func (p *Plan) Tables(s *Scenario) Tables {
	w := tableWriter{s: s, p: p, labels: s.Calendar.Labels()}
	return Tables{
		Production: w.production(),
		Blends:     w.blends(),
		Disposals:  w.disposals(),
		Purchases:  w.purchases(),
		Orders:     w.p.Orders(w.s),
		Shipments:  w.shipments(),
		Inventory:  w.inventory(),
		Demand:     w.demand(),
		Workforce:  w.workforce(),
		Resources:  w.resources(),
		Overtime:   w.overtime(),
		Switches:   w.switches(),
		Transfers:  w.transfers(),
		Temps:      w.temps(),
		Help:       w.help(),
		CrewStates: w.crewStates(),
		Storage:    w.storage(),
		Options:    w.options(),
		Promotions: w.promotions(),
		Launches:   w.launches(),
		PhaseOuts:  w.phaseOuts(),
		Emissions:  w.emissions(),
		Cash:       w.cash(),
	}
}

type tableWriter struct {
	s      *Scenario
	p      *Plan
	labels []string
}

func (w *tableWriter) production() []ProductionRow {
	rows := []ProductionRow{}
	for i := range w.s.Processes {
		p := &w.s.Processes[i]
		for _, part := range p.Yields() {
			for t, period := range w.labels {
				runs := w.p.Runs.At(i, t)
				rows = append(rows, ProductionRow{
					p.ID, p.Site, part.ID, period, w.arrival(t, p.Lead), runs, runs * part.Quantity.Or(t, 0),
				})
			}
		}
	}
	return rows
}

// later stands for a period after the horizon.
const later = "later"

// arrival is the label of the period in which something arrives, where that is
// another than t.
func (w *tableWriter) arrival(t int, lag Lag) string {
	switch at, ok := w.s.Calendar.Arrival(t, lag); {
	case !ok:
		return later
	case at != t:
		return w.labels[at]
	}
	return ""
}

func (w *tableWriter) purchases() []PurchaseRow {
	rows := []PurchaseRow{}
	for k, ref := range w.s.Offers() {
		for t, period := range w.labels {
			rows = append(rows, PurchaseRow{
				ref.Supplier.ID, ref.Offer.ID, ref.Offer.Item, ref.Offer.To, period,
				w.arrival(t, ref.Offer.Lead), w.p.Bought.At(k, t),
			})
		}
	}
	return rows
}

func (w *tableWriter) shipments() []ShipmentRow {
	rows := []ShipmentRow{}
	for k, ref := range w.s.Cargos() {
		for t, period := range w.labels {
			rows = append(rows, ShipmentRow{
				ref.Lane.ID, ref.Lane.From, ref.Lane.To, ref.Cargo.Item, period,
				w.arrival(t, ref.Lane.Lead), w.p.Shipped.At(k, t),
			})
		}
	}
	return rows
}

func (w *tableWriter) inventory() []InventoryRow {
	rows := []InventoryRow{}
	f, items := w.p.Flows(w.s), w.s.Items()
	for i, node := range w.s.Nodes() {
		for t, period := range w.labels {
			rows = append(rows, InventoryRow{
				items[node.Item].ID, node.Site, period, f.Opening.At(i, t), f.Made.At(i, t), f.Bought.At(i, t),
				f.Arrived.At(i, t), f.Consumed.At(i, t), f.Sold.At(i, t), f.Shipped.At(i, t), f.Disposed.At(i, t), f.Closing.At(i, t),
			})
		}
	}
	return rows
}

func (w *tableWriter) demand() []DemandRow {
	rows := []DemandRow{}
	destinations, prompt := w.s.Destinations(), w.p.OnTime(w.s)
	s := w.s.WithEvents(w.p)
	for d := range s.Demand {
		demand := &s.Demand[d]
		for t, period := range w.labels {
			var asked *float64
			if demand.Exact() {
				quantity := demand.Quantity.Value.Or(t, 0)
				asked = &quantity
			}
			rows = append(rows, DemandRow{
				demand.ID, demand.Item, demand.Place(destinations), period, asked,
				w.p.Served.At(d, t), w.p.Lost.At(d, t), w.p.Backlog.At(d, t), "", nil, nil,
			})
			if row := &rows[len(rows)-1]; demand.Counted() {
				row.Class = demand.Class
				if wish, known := demand.Wish(t); known {
					onTime := prompt.At(d, t)
					row.Wanted, row.OnTime = &wish, &onTime
				}
			}
		}
	}
	return rows
}

func (w *tableWriter) workforce() []WorkforceRow {
	rows := []WorkforceRow{}
	_, used := w.p.Loads(w.s)
	worked := NewGrid(len(w.s.Workforce), len(w.labels))
	for k, ref := range w.s.OvertimeBands() {
		if ref.Workforce >= 0 {
			addRow(worked, ref.Workforce, w.p.Overtime.Row(k))
		}
	}
	regular := w.p.regularTime(w.s)
	for i := range w.s.Workforce {
		for t, period := range w.labels {
			rows = append(rows, WorkforceRow{
				w.s.Workforce[i].ID, period, w.p.Heads.At(i, t), w.p.Hired.At(i, t), w.p.LaidOff.At(i, t),
				regular.At(i, t), worked.At(i, t), used.At(i, t),
			})
		}
	}
	return rows
}

func (w *tableWriter) resources() []ResourceRow {
	rows := []ResourceRow{}
	load, _ := w.p.Loads(w.s)
	worked := NewGrid(len(w.s.Resources), len(w.labels))
	for k, ref := range w.s.OvertimeBands() {
		if ref.Resource >= 0 {
			addRow(worked, ref.Resource, w.p.Overtime.Row(k))
		}
	}
	rented, maintained := w.machinery()
	added := w.s.Added()
	for i := range w.s.Resources {
		resting := w.s.Resources[i].Maintenance.Resting(maintained.Row(i))
		key, _ := w.s.Resources[i].Rule()
		more := w.p.AddedTo(added, "resources."+w.s.Resources[i].ID+"."+key, len(w.labels))
		for t, period := range w.labels {
			var regular *float64
			if v, ok := w.s.Resources[i].Regular(t); ok {
				v += more[t] - resting[t]*w.s.Resources[i].PerMachine(t)
				regular = &v
			}
			rows = append(rows, ResourceRow{
				w.s.Resources[i].ID, period, load.At(i, t), regular, worked.At(i, t), rented.At(i, t), maintained.At(i, t),
			})
		}
	}
	return rows
}

func (w *tableWriter) overtime() []OvertimeRow {
	rows := []OvertimeRow{}
	bands := w.s.OvertimeBands()
	shifts := spreadRows(w.p.Shifts, w.s.Shifts(), len(bands), len(w.labels))
	for k, ref := range bands {
		_, id, _ := ref.Owner(w.s)
		for t, period := range w.labels {
			rows = append(rows, OvertimeRow{id, ref.Band.ID, period, w.p.Overtime.At(k, t), shifts.At(k, t)})
		}
	}
	return rows
}
