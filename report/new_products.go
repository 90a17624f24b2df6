package report

import (
	"cmp"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
)

// NewProductPlan is what a plan does to bring things to market and to end
// others, told launch by launch and phase-out by phase-out.
type NewProductPlan struct {
	Launches  []LaunchPlan   `json:"launches"`   // in the order of the scenario
	PhaseOuts []PhaseOutPlan `json:"phase_outs"` // in the order of the scenario
}

// LaunchPlan is one launch in a plan. Units, revenue and margin are those of the
// expected demand over the horizon; margin is revenue less standard cost.
type LaunchPlan struct {
	Launch      string       `json:"launch"`       // id of the launch
	Name        string       `json:"name"`         // name for people
	Period      string       `json:"period"`       // in which it is launched; empty: not in the horizon
	Decided     bool         `json:"decided"`      // the plan chose the period
	Probability float64      `json:"probability"`  // of success
	Gates       []GatePlan   `json:"gates"`        // by id
	FirstSupply string       `json:"first_supply"` // first period in which something that it sells is made or ordered; empty: never
	Pipeline    float64      `json:"pipeline"`     // units of what it sells that are in stock or on order when it is launched
	Success     float64      `json:"success"`      // units that are asked for if it is a success
	Expected    float64      `json:"expected"`     // units that are expected to be asked for: what is planned
	Sales       float64      `json:"sales"`        // units that are served of that
	Revenue     float64      `json:"revenue"`      // of these sales
	Margin      float64      `json:"margin"`       // of these sales
	Taken       float64      `json:"taken"`        // units that other demands are expected to lose
	LostRevenue float64      `json:"lost_revenue"` // of these units
	LostMargin  float64      `json:"lost_margin"`  // of these units
	Cost        float64      `json:"cost"`         // money of the launch
	Net         float64      `json:"net"`          // margin less lost margin and cost
	AtRisk      float64      `json:"at_risk"`      // what is spent for nothing if it fails: its money, and the standard cost of the pipeline and of what only serves to make it
	Loads       []LaunchLoad `json:"loads"`        // what it takes to make what it sells
}

// GatePlan is one gate of a launch.
type GatePlan struct {
	Gate    string   `json:"gate"`    // id of the gate
	Owner   string   `json:"owner"`   // who sees to it; may be empty
	Planned string   `json:"planned"` // period or day by whose end it is passed; may be empty
	Option  string   `json:"option"`  // id of the option that must be open; may be empty
	Opens   string   `json:"opens"`   // first period in which it lets the launch happen; empty: none in the horizon
	Slack   *float64 `json:"slack"`   // periods from that one to the launch; null where there is no launch or it never opens
}

// LaunchLoad is what one resource or crew does for a launch.
type LaunchLoad struct {
	Of    string  `json:"of"`    // id of the resource or crew
	Used  float64 `json:"used"`  // over the horizon, for all that is made of what is launched
	Unit  string  `json:"unit"`  // of used
	Share float64 `json:"share"` // percent of all that is used of it
}

// PhaseOutPlan is one phase-out in a plan.
type PhaseOutPlan struct {
	PhaseOut  string       `json:"phase_out"`  // id of the phase-out
	Name      string       `json:"name"`       // name for people
	Item      string       `json:"item"`       // id of the item that ends
	LastSale  string       `json:"last_sale"`  // last period of sale
	LastBuy   string       `json:"last_buy"`   // last period in which something may be ordered
	LastMake  string       `json:"last_make"`  // last period in which it may be made
	End       string       `json:"end"`        // period at whose end nothing is left
	LastAsked float64      `json:"last_asked"` // units that are asked for after the last buy, with service
	Gone      float64      `json:"gone"`       // units that are asked for no more, after all that happens
	Items     []EndingItem `json:"items"`      // the item, and what only serves to make it, by place
	WriteOff  float64      `json:"write_off"`  // money of what is written off
}

// EndingItem is what goes out of use with a phase-out in one place.
type EndingItem struct {
	Item       string    `json:"item"`        // id of the item
	Site       string    `json:"site"`        // where it is; may be empty
	Unit       string    `json:"unit"`        // of its quantities
	LastOrder  string    `json:"last_order"`  // period of the last order or run of the plan; empty: none
	LastUnits  float64   `json:"last_units"`  // ordered or made then
	Stock      []float64 `json:"stock"`       // at the end of each period
	WrittenOff float64   `json:"written_off"` // units
	Cost       float64   `json:"cost"`        // money of writing them off
	BookValue  float64   `json:"book_value"`  // of them at standard cost
}

// NewProducts tells what a plan of the scenario does for launches and phase-outs;
// nil where there are none.
func NewProducts(s *model.Scenario, plan *model.Plan) *NewProductPlan {
	if len(s.Launches)+len(s.PhaseOuts) == 0 {
		return nil
	}
	p := newProducts{s: s, plan: plan, tables: plan.Tables(s), costs: s.StandardCosts(), index: s.ItemIndex(), labels: s.Calendar.Labels()}
	p.asked = s.WithEvents(plan)
	d := &NewProductPlan{Launches: []LaunchPlan{}, PhaseOuts: []PhaseOutPlan{}}
	for k, e := range s.Events() {
		switch e.Kind {
		case model.LaunchEvent:
			d.Launches = append(d.Launches, p.launch(k, e.Index))
		case model.PhaseOutEvent:
			d.PhaseOuts = append(d.PhaseOuts, p.phaseOut(e.Index))
		}
	}
	return d
}

// newProducts gathers a NewProductPlan.
type newProducts struct {
	s      *model.Scenario
	asked  *model.Scenario // with what is asked in the plan
	plan   *model.Plan
	tables model.Tables
	costs  model.Grid // standard costs by item
	index  map[string]int
	labels []string
}

// label is that of a period; empty for one out of the horizon.
func (p *newProducts) label(t int) string { return labelOf(p.labels, t) }

func (p *newProducts) launch(event, k int) LaunchPlan {
	l := &p.s.Launches[k]
	at := slices.IndexFunc(p.plan.Events.Row(event), func(v float64) bool { return v > 0.5 })
	d := LaunchPlan{
		Launch: l.ID, Name: cmp.Or(l.Name, l.ID), Period: p.label(at), Decided: l.Decided(), Probability: l.Chance(),
		Gates: []GatePlan{}, Loads: []LaunchLoad{},
	}
	for i := range l.Gates {
		d.Gates = append(d.Gates, p.gate(&l.Gates[i], at))
	}
	if at < 0 {
		return d
	}
	d.Cost = l.Cost.Or(at, 0)
	p.sales(&d, l)
	p.supply(&d, l)
	pipeline, worth := p.position(l, at)
	d.Pipeline = pipeline
	d.Loads = p.loads(l)
	d.Net = d.Margin - d.LostMargin - d.Cost
	d.AtRisk = d.Cost + worth
	for _, x := range []*float64{
		&d.Pipeline, &d.Success, &d.Expected, &d.Sales, &d.Revenue, &d.Margin, &d.Taken, &d.LostRevenue, &d.LostMargin, &d.Cost, &d.Net, &d.AtRisk,
	} {
		*x = clean(*x, kpiDigits)
	}
	return d
}

func (p *newProducts) gate(g *model.LaunchGate, launched int) GatePlan {
	d := GatePlan{Gate: g.ID, Owner: g.Owner, Planned: g.Planned, Option: g.Option}
	opens, _ := g.Opens(p.s.Calendar)
	for k := range p.s.Options {
		if p.s.Options[k].ID == g.Option {
			for opens < len(p.labels) && p.plan.Open.At(k, opens) < 0.5 {
				opens++
			}
		}
	}
	if d.Opens = p.label(opens); d.Opens != "" && launched >= 0 {
		slack := float64(launched - opens)
		d.Slack = &slack
	}
	return d
}

// sales adds what a launch sells, and what it takes from others.
func (p *newProducts) sales(d *LaunchPlan, l *model.Launch) {
	period := make(map[string]int, len(p.labels))
	for t, label := range p.labels {
		period[label] = t
	}
	for _, row := range p.tables.Launches {
		if row.Launch != l.ID {
			continue
		}
		t := period[row.Period]
		i := slices.IndexFunc(p.s.Demand, func(d model.Demand) bool { return d.ID == row.Demand })
		if i < 0 {
			continue
		}
		price, cost := p.price(i, t), p.costs.At(p.index[p.s.Demand[i].Item], t)
		if !slices.ContainsFunc(l.Volume, func(part model.Part) bool { return part.ID == row.Demand }) {
			d.Taken -= row.Expected
			d.LostRevenue -= row.Expected * price
			d.LostMargin -= row.Expected * (price - cost)
			continue
		}
		d.Success += row.Success
		d.Expected += row.Expected
		if asked, known := p.asked.Demand[i].Wish(t); known && asked > 0 {
			sold := p.plan.Served.At(i, t) * min(1, row.Expected/asked)
			d.Sales += sold
			d.Revenue += sold * price
			d.Margin += sold * (price - cost)
		}
	}
}

// price is what one unit of a demand sells for in a period.
func (p *newProducts) price(demand, t int) float64 {
	d := &p.s.Demand[demand]
	if d.Price.IsSet() {
		return d.Price.Or(t, 0)
	}
	return p.s.Items()[p.index[d.Item]].Price.Or(t, 0)
}

// items are those that a launch sells.
func (p *newProducts) items(l *model.Launch) []string {
	var list []string
	for _, part := range l.Volume {
		for i := range p.s.Demand {
			if d := &p.s.Demand[i]; d.ID == part.ID && !slices.Contains(list, d.Item) {
				list = append(list, d.Item)
			}
		}
	}
	return list
}

// supply adds when something is first made or ordered of what a launch sells.
func (p *newProducts) supply(d *LaunchPlan, l *model.Launch) {
	items, first := p.items(l), len(p.labels)
	p.started(func(item string, t int, units float64) {
		if units > noiseFloor && slices.Contains(items, item) {
			first = min(first, t)
		}
	})
	d.FirstSupply = p.label(first)
}

// started visits what is made and ordered, in the period in which that begins.
func (p *newProducts) started(visit func(item string, t int, units float64)) {
	for _, row := range p.tables.Production {
		visit(row.Item, slices.Index(p.labels, row.Period), row.Quantity)
	}
	for _, row := range p.tables.Purchases {
		visit(row.Item, slices.Index(p.labels, row.Period), row.Quantity)
	}
}

// position is what there is of the items of a launch when it is launched, in
// stock and on order, and the standard cost of that and of what only serves to
// make them.
func (p *newProducts) position(l *model.Launch, launched int) (units, worth float64) {
	at, items := map[string]float64{}, p.items(l)
	for k := range p.s.Inventory {
		at[p.s.Inventory[k].Item] += p.plan.OpeningStock(p.s, k)
	}
	p.started(func(item string, t int, units float64) {
		if t < launched {
			at[item] += units
		}
	})
	for _, row := range p.tables.Inventory {
		if slices.Index(p.labels, row.Period) < launched {
			at[row.Item] -= row.Consumed + row.Sold + row.Disposed
		}
	}
	for _, item := range p.own(items) {
		left := max(0, at[item])
		if slices.Contains(items, item) {
			units += left
		}
		worth += left * p.costs.At(p.index[item], launched)
	}
	return units, worth
}

// own are some items and what only serves to make them.
func (p *newProducts) own(items []string) []string {
	alone := *p.s
	alone.PhaseOuts = nil
	for _, item := range items {
		alone.PhaseOuts = append(alone.PhaseOuts, model.PhaseOut{ID: item, Item: item})
	}
	var list []string
	for _, e := range alone.Endings() {
		list = append(list, p.s.Items()[e.Item].ID)
	}
	return list
}

// loads are what the processes that make what a launch sells use.
func (p *newProducts) loads(l *model.Launch) []LaunchLoad {
	items, used := p.items(l), map[string]float64{}
	for i := range p.s.Processes {
		process := &p.s.Processes[i]
		if !slices.ContainsFunc(process.Makes, func(part model.Part) bool { return slices.Contains(items, part.ID) }) {
			continue
		}
		for _, part := range process.Uses {
			for t, runs := range p.plan.Runs.Row(i) {
				used[part.ID] += runs * part.Quantity.Or(t, 0)
			}
		}
	}
	resources, crews := p.plan.Loads(p.s)
	list := []LaunchLoad{}
	add := func(id, unit string, all float64) {
		if v := clean(used[id], kpiDigits); v > 0 {
			list = append(list, LaunchLoad{Of: id, Used: v, Unit: unit, Share: clean(100*v/all, kpiDigits)})
		}
	}
	for i := range p.s.Resources {
		add(p.s.Resources[i].ID, p.s.Resources[i].Unit, resources.Sum(i))
	}
	for i := range p.s.Workforce {
		add(p.s.Workforce[i].ID, p.s.Workforce[i].Unit, crews.Sum(i))
	}
	return list
}

func (p *newProducts) phaseOut(k int) PhaseOutPlan {
	e, c := &p.s.PhaseOuts[k], p.s.Calendar
	d := PhaseOutPlan{
		PhaseOut: e.ID, Name: cmp.Or(e.Name, e.ID), Item: e.Item, LastSale: e.LastSale,
		LastBuy: p.label(e.LastBuyPeriod(c)), LastMake: p.label(e.LastMakePeriod(c)), End: p.label(e.EndPeriod(c)), Items: []EndingItem{},
	}
	bought := e.LastBuyPeriod(c)
	for i := range p.s.Demand {
		if p.s.Demand[i].Item != e.Item {
			continue
		}
		for t := range p.labels {
			stated, _ := p.s.Demand[i].Wish(t)
			asked, _ := p.asked.Demand[i].Wish(t)
			if t > bought {
				d.LastAsked += asked
			}
			d.Gone += max(0, stated-asked)
		}
	}
	at := map[[2]string]int{}
	for _, row := range p.tables.PhaseOuts {
		if row.PhaseOut != e.ID {
			continue
		}
		i, known := at[[2]string{row.Item, row.Site}]
		if !known {
			i = len(d.Items)
			at[[2]string{row.Item, row.Site}] = i
			d.Items = append(d.Items, EndingItem{Item: row.Item, Site: row.Site, Unit: p.s.Items()[p.index[row.Item]].Unit, Stock: []float64{}})
		}
		p.ending(&d.Items[i], e, &row)
	}
	for i := range d.Items {
		d.WriteOff += d.Items[i].Cost
	}
	d.LastAsked, d.Gone, d.WriteOff = clean(d.LastAsked, kpiDigits), clean(d.Gone, kpiDigits), clean(d.WriteOff, kpiDigits)
	return d
}

// ending adds one period of what goes out of use.
func (p *newProducts) ending(d *EndingItem, e *model.PhaseOut, row *model.PhaseOutRow) {
	t := len(d.Stock)
	d.Stock = append(d.Stock, quantity(row.Closing))
	if units := quantity(row.Ordered + row.Made); units > 0 {
		d.LastOrder, d.LastUnits = row.Period, units
	}
	written := quantity(row.WrittenOff)
	d.WrittenOff += written
	d.BookValue = clean(d.BookValue+written*p.costs.At(p.index[row.Item], t), kpiDigits)
	for _, part := range e.WriteOff {
		if part.ID == row.Item {
			d.Cost = clean(d.Cost+written*part.Quantity.Or(t, 0), kpiDigits)
		}
	}
}
