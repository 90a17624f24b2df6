package report

import (
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// cell is one number of a plan. Cells of one kind and unit are of one size.
type cell struct {
	table, key, column, period string
	title, unit                string
	value                      float64
}

func (c *cell) id() string { return c.table + "|" + c.key + "|" + c.column + "|" + c.period }

func (c *cell) kind() string { return c.table + "|" + c.column + "|" + c.unit }

// keys joins ids, leaving out those that are missing.
func keys(ids ...string) string {
	return strings.Join(slices.DeleteFunc(ids, func(id string) bool { return id == "" }), ",")
}

// cellReader gathers the decisions of a plan.
type cellReader struct {
	n    names
	plan *model.Tables
	list []cell
}

// cells are the decisions of a plan, in its order.
func cells(n names, plan *model.Tables) []cell {
	r := cellReader{n: n, plan: plan}
	r.flows()
	r.stocks()
	r.crews()
	r.machines()
	r.choices()
	return r.list
}

func (r *cellReader) add(table, key, column, period, title, unit string, value float64) {
	r.list = append(r.list, cell{table, key, column, period, title, unit, value})
}

// unit is that of the first thing of this id among the kinds.
func (r *cellReader) unit(id string, kinds ...Kind) string {
	for _, kind := range kinds {
		if thing, ok := r.n[nameKey{kind, id}]; ok {
			return thing.Unit
		}
	}
	return ""
}

func (r *cellReader) itemUnit(id string) string { return r.unit(id, KindFamily, KindMaterial) }

func (r *cellReader) at(place string) string {
	if place == "" {
		return ""
	}
	return " at " + r.n.place(place)
}

// flows reads what is made, bought and moved.
func (r *cellReader) flows() {
	n := r.n
	for _, row := range r.plan.Production {
		r.add("production", keys(row.Process, row.Item), "quantity", row.Period, n.item(row.Item)+" made by "+n.of(row.Process, KindProcess), r.itemUnit(row.Item), row.Quantity)
	}
	for _, row := range r.plan.Purchases {
		r.add("purchases", keys(row.Supplier, row.Offer, row.Site), "quantity", row.Period, n.item(row.Item)+" from "+n.of(row.Supplier, KindSupplier)+r.at(row.Site), r.itemUnit(row.Item), row.Quantity)
	}
	for _, row := range r.plan.Shipments {
		r.add("shipments", keys(row.Lane, row.Item), "quantity", row.Period, n.item(row.Item)+" on "+n.of(row.Lane, KindLane), r.itemUnit(row.Item), row.Quantity)
	}
	for _, row := range r.plan.Disposals {
		r.add("disposals", keys(row.Item, row.Site), "quantity", row.Period, n.item(row.Item)+" disposed of"+r.at(row.Site), r.itemUnit(row.Item), row.Quantity)
	}
}

// stocks reads what is kept, and how demand is met.
func (r *cellReader) stocks() {
	n := r.n
	for _, row := range r.plan.Inventory {
		r.add("inventory", keys(row.Item, row.Site), "closing", row.Period, "stock of "+n.item(row.Item)+r.at(row.Site), r.itemUnit(row.Item), row.Closing)
	}
	for _, row := range r.plan.Demand {
		name, in := n.of(row.Demand, KindDemand), r.unit(row.Demand, KindDemand)
		r.add("demand", row.Demand, "served", row.Period, name+" served", in, row.Served)
		r.add("demand", row.Demand, "lost", row.Period, name+" lost", in, row.Lost)
		r.add("demand", row.Demand, "backlog", row.Period, name+" owed", in, row.Backlog)
	}
}

// crews reads heads and their hours.
func (r *cellReader) crews() {
	n := r.n
	for _, row := range r.plan.Workforce {
		name, in := n.of(row.Workforce, KindWorkforce), r.unit(row.Workforce, KindWorkforce)
		r.add("workforce", row.Workforce, "heads", row.Period, "heads of "+name, "heads", row.Heads)
		r.add("workforce", row.Workforce, "overtime", row.Period, "overtime of "+name, in, row.Overtime)
	}
	for _, row := range r.plan.Temps {
		r.add("temps", keys(row.Workforce, row.Temps), "heads", row.Period, "temps "+printable(row.Temps)+" of "+n.of(row.Workforce, KindWorkforce), "heads", row.Heads)
	}
	for _, row := range r.plan.Transfers {
		title := "heads from " + n.of(row.Workforce, KindWorkforce) + " to " + n.of(row.To, KindWorkforce)
		r.add("transfers", keys(row.Workforce, row.Kind, row.Transfer), "heads", row.Period, title, "heads", row.Heads)
	}
	for _, row := range r.plan.Help {
		title := "help of " + n.of(row.Workforce, KindWorkforce) + " for " + n.of(row.To, KindWorkforce)
		r.add("help", keys(row.Workforce, row.To), "hours", row.Period, title, r.unit(row.Workforce, KindWorkforce), row.Hours)
	}
}

// machines reads what resources do beyond their regular hours.
func (r *cellReader) machines() {
	for _, row := range r.plan.Resources {
		name, in := r.n.of(row.Resource, KindResource), r.unit(row.Resource, KindResource)
		r.add("resources", row.Resource, "overtime", row.Period, "overtime of "+name, in, row.Overtime)
		r.add("resources", row.Resource, "rented", row.Period, "hired from outside for "+name, in, row.Rented)
		r.add("resources", row.Resource, "maintained", row.Period, "machines in maintenance of "+name, "", row.Maintained)
	}
	for _, row := range r.plan.Overtime {
		if row.Band != "" {
			r.add("overtime", keys(row.Of, row.Band), "shift", row.Period, printable(row.Band)+" of "+r.n.of(row.Of, KindResource, KindWorkforce)+" open", "", row.Shift)
		}
	}
}

// choices reads what is decided as yes or no.
func (r *cellReader) choices() {
	for _, row := range r.plan.Switches {
		name := r.n.switched(row.Switch)
		r.add("switches", row.Switch, "on", row.Period, name+" on", "", row.On)
		r.add("switches", row.Switch, "starts", row.Period, name+" started", "", row.Starts)
	}
	for _, row := range r.plan.Options {
		r.add("options", row.Option, "open", row.Period, r.n.of(row.Option, KindOption)+" open", "", row.Open)
	}
	for _, row := range r.plan.Promotions {
		r.add("promotions", keys(row.Promotion, row.Demand), "runs", row.Period, r.n.of(row.Promotion, KindPromotion)+" runs for "+r.n.of(row.Demand, KindDemand), "", row.Runs)
	}
	for _, row := range r.plan.Launches {
		r.add("launches", keys(row.Launch, row.Demand), "launched", row.Period, r.n.of(row.Launch, KindLaunch)+" launched for "+r.n.of(row.Demand, KindDemand), "", row.Launched)
	}
	for _, row := range r.plan.PhaseOuts {
		name := r.n.item(row.Item)
		if row.Site != "" {
			name += " at " + r.n.place(row.Site)
		}
		r.add("phase_outs", keys(row.PhaseOut, row.Item, row.Site), "written_off", row.Period, "write-off of "+name, r.unit(row.Item, KindFamily, KindMaterial), row.WrittenOff)
	}
}
