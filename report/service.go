package report

import (
	"cmp"

	"github.com/steelyard-sop/steelyard/model"
)

// rate is what one class or demand asks and gets, by period.
type rate struct {
	id             string
	unit           string // of what is asked
	mixed          bool   // more than one unit is asked for
	asked, onTime  []float64
	owed, answered float64 // owed before the first period, and served on time or late
}

func (r *rate) add(t int, row *model.DemandRow) {
	if row.Wanted == nil || row.OnTime == nil {
		return
	}
	r.asked[t] += *row.Wanted
	r.onTime[t] += *row.OnTime
	r.answered += row.Served
}

// classKPIs are the rates of service of every class of one unit that asks for anything.
func classKPIs(s *model.Scenario, plan *model.Tables) []KPI {
	var kpis []KPI
	n := s.Calendar.Len()
	units := map[string]string{}
	for _, item := range s.Items() {
		units[item.ID] = item.Unit
	}
	for i := range s.Classes {
		c := &s.Classes[i]
		r := rate{id: c.ID, asked: make([]float64, n), onTime: make([]float64, n)}
		for k, d := range s.OfClass(c.ID) {
			unit := units[s.Demand[d].Item]
			if k == 0 {
				r.unit = unit
			}
			r.mixed = r.mixed || unit != r.unit
			r.owed += s.Demand[d].Owed()
			for t := range n {
				r.add(t, &plan.Demand[d*n+t])
			}
		}
		asked := sum(r.asked)
		if r.mixed || asked <= 0 {
			continue
		}
		name := cmp.Or(c.Name, c.ID)
		add := func(id, title string, value float64) {
			kpis = append(kpis, KPI{ID: id, Title: title + ", " + name, Value: clean(value, kpiDigits), Unit: "%", Class: c.ID})
		}
		add("class_fill_rate", "fill rate", 100*r.answered/(asked+r.owed))
		add("class_on_time_rate", "on time", 100*sum(r.onTime)/asked)
	}
	return kpis
}

// service shows what share of the demand of every class, and of the demands
// that have a class or a floor, is on time: at most most rows; left is how many
// are left out. A class that asks in several units has no row of its own.
func (v *view) service(most int) (g grid, left int) {
	units := map[string]string{}
	for _, thing := range v.d.Scenario.Things {
		if thing.Kind == KindDemand {
			units[thing.ID] = thing.Unit
		}
	}
	var classes, demands []*rate
	byClass, byDemand := map[string]*rate{}, map[string]*rate{}
	of := map[*rate][]*rate{} // demands by class
	find := func(index map[string]*rate, list *[]*rate, id string) *rate {
		if index[id] == nil {
			n := len(v.periods.short)
			index[id] = &rate{id: id, asked: make([]float64, n), onTime: make([]float64, n)}
			*list = append(*list, index[id])
		}
		return index[id]
	}
	for i := range v.d.Plan.Demand {
		row := &v.d.Plan.Demand[i]
		t, inside := v.periods.index[row.Period]
		if !inside || row.Wanted == nil || row.OnTime == nil {
			continue
		}
		class := find(byClass, &classes, row.Class)
		first := byDemand[row.Demand] == nil
		demand := find(byDemand, &demands, row.Demand)
		if first {
			of[class] = append(of[class], demand)
			class.mixed = class.mixed || class.unit != "" && class.unit != units[row.Demand]
			class.unit = units[row.Demand]
		}
		class.add(t, row)
		demand.add(t, row)
	}
	g.title = "ON TIME"
	for _, class := range classes {
		indent := ""
		if class.id != "" {
			if !class.mixed {
				g.rows = append(g.rows, class.row(v.names.of(class.id, KindClass)))
			}
			indent = "  "
		}
		for _, demand := range of[class] {
			g.rows = append(g.rows, demand.row(indent+v.names.of(demand.id, KindDemand)))
		}
	}
	if most > 0 && len(g.rows) > most {
		left = len(g.rows) - most
		g.rows = g.rows[:most]
	}
	return g, left
}

// row is the share that is on time by period, and over the horizon.
func (r *rate) row(label string) gridRow {
	row := gridRow{label: label, unit: "%", percent: true, values: make([]float64, len(r.asked))}
	for t, asked := range r.asked {
		if asked > 0 {
			row.values[t] = 100 * r.onTime[t] / asked
		}
	}
	if asked := sum(r.asked); asked > 0 {
		row.total = 100 * sum(r.onTime) / asked
	}
	return row
}
