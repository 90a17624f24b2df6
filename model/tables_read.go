package model

import "fmt"

// Plan reads the decisions back from the long form. Records that are missing
// count as 0; derived quantities (loads, flows) are not read. It refuses
// records that name nothing in the scenario, and two records for one cell.
func (tables *Tables) Plan(s *Scenario) (*Plan, error) {
	r := tableReader{p: NewPlan(s), periods: map[string]int{}, seen: map[[4]string]bool{}}
	for t, label := range s.Calendar.Labels() {
		r.periods[label] = t
	}
	processes := indexOf(s.Processes, func(p *Process) string { return p.ID })
	for _, row := range tables.Production {
		r.set("production", r.p.Runs, processes, row.Process, row.Item, row.Period, row.Runs)
	}
	r.readBlends(s, tables.Blends)
	r.readDisposals(s, tables.Disposals)
	offers := map[string]int{}
	for k, ref := range s.Offers() {
		offers[ref.Supplier.ID+" "+ref.Offer.ID] = k
	}
	for _, row := range tables.Purchases {
		r.set("purchases", r.p.Bought, offers, row.Supplier+" "+row.Offer, "", row.Period, row.Quantity)
	}
	cargos := map[string]int{}
	for k, ref := range s.Cargos() {
		cargos[ref.Lane.ID+" "+ref.Cargo.Item] = k
	}
	for _, row := range tables.Shipments {
		r.set("shipments", r.p.Shipped, cargos, row.Lane+" "+row.Item, "", row.Period, row.Quantity)
	}
	stocks := indexOf(s.Inventory, func(k *Stock) string { return k.Item + " " + k.Site })
	for _, row := range tables.Inventory {
		place := row.Item + " " + row.Site
		if _, kept := stocks[place]; kept || row.Closing != 0 {
			r.set("inventory", r.p.Stock, stocks, place, "", row.Period, row.Closing)
		}
	}
	demand := indexOf(s.Demand, func(d *Demand) string { return d.ID })
	for _, row := range tables.Demand {
		r.set("demand", r.p.Served, demand, row.Demand, "served", row.Period, row.Served)
		r.set("demand", r.p.Lost, demand, row.Demand, "lost", row.Period, row.Lost)
		r.set("demand", r.p.Backlog, demand, row.Demand, "backlog", row.Period, row.Backlog)
	}
	workforce := indexOf(s.Workforce, func(w *Workforce) string { return w.ID })
	for _, row := range tables.Workforce {
		r.set("workforce", r.p.Heads, workforce, row.Workforce, "heads", row.Period, row.Heads)
		r.set("workforce", r.p.Hired, workforce, row.Workforce, "hired", row.Period, row.Hired)
		r.set("workforce", r.p.LaidOff, workforce, row.Workforce, "laid_off", row.Period, row.LaidOff)
	}
	bands := map[string]int{}
	for k, ref := range s.OvertimeBands() {
		_, id, _ := ref.Owner(s)
		bands[id+" "+ref.Band.ID] = k
	}
	for _, row := range tables.Overtime {
		r.set("overtime", r.p.Overtime, bands, row.Of+" "+row.Band, "", row.Period, row.Worked)
	}
	r.switches(s, tables.Switches)
	r.options(s, tables.Options)
	r.promotions(s, tables.Promotions)
	r.launches(s, tables.Launches)
	r.phaseOuts(s, tables.PhaseOuts)
	r.machinery(s, tables, bands)
	r.readCrews(s, tables)
	r.stores(s, tables)
	r.cash(tables.Cash)
	return r.p, r.err
}

type tableReader struct {
	p       *Plan
	periods map[string]int
	seen    map[[4]string]bool
	err     error // the first one
}

func (r *tableReader) set(table string, to Grid, index map[string]int, id, what, period string, v float64) {
	i, known := index[id]
	t, inside := r.periods[period]
	cell := [4]string{table, id, what, period}
	switch {
	case r.err != nil:
	case !known:
		r.err = fmt.Errorf("table %s: %q is not in the scenario", table, id)
	case !inside:
		r.err = fmt.Errorf("table %s: period %q is not in the calendar", table, period)
	case r.seen[cell]:
		r.err = fmt.Errorf("table %s: %q has two records for %s", table, id, period)
	default:
		r.seen[cell] = true
		to.Set(i, t, v)
	}
}

func indexOf[T any](things []T, id func(*T) string) map[string]int {
	index := make(map[string]int, len(things))
	for i := range things {
		index[id(&things[i])] = i
	}
	return index
}
