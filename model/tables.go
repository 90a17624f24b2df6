package model

// Tables is a plan in long form, one record a thing and period, as it is
// written to and read from files. Quantities are in the units of the scenario.
type Tables struct {
	Production []ProductionRow `json:"production"`
	Purchases  []PurchaseRow   `json:"purchases"`
	Inventory  []InventoryRow  `json:"inventory"`
	Demand     []DemandRow     `json:"demand"`
	Workforce  []WorkforceRow  `json:"workforce"`
	Resources  []ResourceRow   `json:"resources"`
	Overtime   []OvertimeRow   `json:"overtime"`
}

// ProductionRow is what one process makes of one item in one period.
type ProductionRow struct {
	Process  string  `json:"process"`
	Item     string  `json:"item"`
	Period   string  `json:"period"`
	Runs     float64 `json:"runs"`
	Quantity float64 `json:"quantity"`
}

// PurchaseRow is what is bought of one item from one supplier in one period.
type PurchaseRow struct {
	Supplier string  `json:"supplier"`
	Item     string  `json:"item"`
	Period   string  `json:"period"`
	Quantity float64 `json:"quantity"`
}

// InventoryRow is the flow of one item in one period. It is there for items
// that are not kept as well; their opening and closing are 0.
type InventoryRow struct {
	Item     string  `json:"item"`
	Period   string  `json:"period"`
	Opening  float64 `json:"opening"`
	Made     float64 `json:"made"`
	Bought   float64 `json:"bought"`
	Consumed float64 `json:"consumed"`
	Sold     float64 `json:"sold"`
	Closing  float64 `json:"closing"`
}

// DemandRow is one demand in one period. Asked is null where any quantity
// between bounds may be sold.
type DemandRow struct {
	Demand  string   `json:"demand"`
	Item    string   `json:"item"`
	Period  string   `json:"period"`
	Asked   *float64 `json:"asked"`
	Served  float64  `json:"served"`
	Lost    float64  `json:"lost"`
	Backlog float64  `json:"backlog"` // owed at the end of the period
}

// WorkforceRow is one workforce in one period; hours are in its unit of time.
type WorkforceRow struct {
	Workforce string  `json:"workforce"`
	Period    string  `json:"period"`
	Heads     float64 `json:"heads"`
	Hired     float64 `json:"hired"`
	LaidOff   float64 `json:"laid_off"`
	Regular   float64 `json:"regular"`  // hours available in regular time
	Overtime  float64 `json:"overtime"` // hours worked in overtime
	Used      float64 `json:"used"`     // hours that processes use
}

// ResourceRow is the load of one resource in one period, in its unit. Regular
// is null where the scenario sets no limit.
type ResourceRow struct {
	Resource string   `json:"resource"`
	Period   string   `json:"period"`
	Load     float64  `json:"load"`
	Regular  *float64 `json:"regular"`
	Overtime float64  `json:"overtime"` // worked
}

// OvertimeRow is what is worked in one overtime band in one period. Of is the
// resource or workforce; Band is empty where there is only one.
type OvertimeRow struct {
	Of     string  `json:"of"`
	Band   string  `json:"band"`
	Period string  `json:"period"`
	Worked float64 `json:"worked"`
}

// Flows is what happens to each item in each period, recomputed from a plan.
// Rows follow Scenario.Items.
type Flows struct {
	Made, Bought, Consumed, Sold, Opening, Closing Grid
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

// Flows adds up the movements of every item that the plan causes.
func (p *Plan) Flows(s *Scenario) Flows {
	n := s.Calendar.Len()
	items := s.ItemIndex()
	grid := func() Grid { return NewGrid(len(items), n) }
	f := Flows{Made: grid(), Bought: grid(), Consumed: grid(), Sold: grid(), Opening: grid(), Closing: grid()}
	for i := range s.Processes {
		addParts(f.Made, items, s.Processes[i].Makes, p.Runs.Row(i))
		addParts(f.Consumed, items, s.Processes[i].Consumes, p.Runs.Row(i))
	}
	for k, ref := range s.Offers() {
		addRow(f.Bought, items[ref.Offer.Item], p.Bought.Row(k))
	}
	for d := range s.Demand {
		addRow(f.Sold, items[s.Demand[d].Item], p.Served.Row(d))
	}
	for k := range s.Inventory {
		i := items[s.Inventory[k].Item]
		addRow(f.Closing, i, p.Stock.Row(k))
		f.Opening.Add(i, 0, s.Inventory[k].Opening)
		for t := 1; t < n; t++ {
			f.Opening.Add(i, t, p.Stock.At(k, t-1))
		}
	}
	return f
}

func addParts(to Grid, items map[string]int, parts []Part, runs []float64) {
	for _, part := range parts {
		i := items[part.ID]
		for t, run := range runs {
			to.Add(i, t, run*part.Quantity.Or(t, 0))
		}
	}
}

func addRow(to Grid, i int, row []float64) {
	for t, v := range row {
		to.Add(i, t, v)
	}
}

// Loads adds up what processes use of every resource and of every workforce,
// in the unit of each.
func (p *Plan) Loads(s *Scenario) (resources, workforce Grid) {
	n := s.Calendar.Len()
	resources, workforce = NewGrid(len(s.Resources), n), NewGrid(len(s.Workforce), n)
	ofResource := make(map[string]int, len(s.Resources))
	for i := range s.Resources {
		ofResource[s.Resources[i].ID] = i
	}
	ofWorkforce := make(map[string]int, len(s.Workforce))
	for i := range s.Workforce {
		ofWorkforce[s.Workforce[i].ID] = i
	}
	for i := range s.Processes {
		for _, use := range s.Processes[i].Uses {
			to, k := resources, 0
			if r, ok := ofResource[use.ID]; ok {
				k = r
			} else {
				to, k = workforce, ofWorkforce[use.ID]
			}
			for t, run := range p.Runs.Row(i) {
				to.Add(k, t, run*use.Quantity.Or(t, 0))
			}
		}
	}
	return resources, workforce
}

// Tables writes the plan in long form, ordered by thing and period.
func (p *Plan) Tables(s *Scenario) Tables {
	w := tableWriter{s: s, p: p, labels: s.Calendar.Labels()}
	return Tables{
		Production: w.production(),
		Purchases:  w.purchases(),
		Inventory:  w.inventory(),
		Demand:     w.demand(),
		Workforce:  w.workforce(),
		Resources:  w.resources(),
		Overtime:   w.overtime(),
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
		for _, part := range w.s.Processes[i].Makes {
			for t, period := range w.labels {
				runs := w.p.Runs.At(i, t)
				rows = append(rows, ProductionRow{w.s.Processes[i].ID, part.ID, period, runs, runs * part.Quantity.Or(t, 0)})
			}
		}
	}
	return rows
}

func (w *tableWriter) purchases() []PurchaseRow {
	rows := []PurchaseRow{}
	for k, ref := range w.s.Offers() {
		for t, period := range w.labels {
			rows = append(rows, PurchaseRow{ref.Supplier.ID, ref.Offer.Item, period, w.p.Bought.At(k, t)})
		}
	}
	return rows
}

func (w *tableWriter) inventory() []InventoryRow {
	rows := []InventoryRow{}
	f := w.p.Flows(w.s)
	for i, item := range w.s.Items() {
		for t, period := range w.labels {
			rows = append(rows, InventoryRow{
				item.ID, period, f.Opening.At(i, t), f.Made.At(i, t), f.Bought.At(i, t),
				f.Consumed.At(i, t), f.Sold.At(i, t), f.Closing.At(i, t),
			})
		}
	}
	return rows
}

func (w *tableWriter) demand() []DemandRow {
	rows := []DemandRow{}
	for d := range w.s.Demand {
		demand := &w.s.Demand[d]
		for t, period := range w.labels {
			var asked *float64
			if demand.Exact() {
				quantity := demand.Quantity.Value.Or(t, 0)
				asked = &quantity
			}
			rows = append(rows, DemandRow{
				demand.ID, demand.Item, period, asked,
				w.p.Served.At(d, t), w.p.Lost.At(d, t), w.p.Backlog.At(d, t),
			})
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
	for i := range w.s.Workforce {
		crew := &w.s.Workforce[i]
		for t, period := range w.labels {
			heads := w.p.Heads.At(i, t)
			rows = append(rows, WorkforceRow{
				crew.ID, period, heads, w.p.Hired.At(i, t), w.p.LaidOff.At(i, t),
				heads * crew.Regular.Value.Or(t, 0), worked.At(i, t), used.At(i, t),
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
	for i := range w.s.Resources {
		for t, period := range w.labels {
			var regular *float64
			if v, ok := w.s.Resources[i].Regular(t); ok {
				regular = &v
			}
			rows = append(rows, ResourceRow{w.s.Resources[i].ID, period, load.At(i, t), regular, worked.At(i, t)})
		}
	}
	return rows
}

func (w *tableWriter) overtime() []OvertimeRow {
	rows := []OvertimeRow{}
	for k, ref := range w.s.OvertimeBands() {
		_, id, _ := ref.Owner(w.s)
		for t, period := range w.labels {
			rows = append(rows, OvertimeRow{id, ref.Band.ID, period, w.p.Overtime.At(k, t)})
		}
	}
	return rows
}
