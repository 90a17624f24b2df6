package report

import (
	"cmp"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
)

// Findings are sentences about a plan that rules make: the same case gives the
// same words. Every rule says what money is at stake, and the sentences with
// the most money come first.
//
//	bottleneck   one more unit of a limit would make the objective better
//	requirement  one more unit of a limit would make it worse
//	supplier     a supplier sells all that it offers, and more would help
//	lost         demand is given up
//	late         demand is served late
//	backlog_end  demand is still owed at the end of the horizon
//	overtime     overtime is worked
//	idle         heads are paid for hours that no process uses
//	penalty      a priced limit is broken
//	emitted      how much is emitted
const (
	maxFindings    = 7
	maxPerRule     = 3
	worthOfMore    = 0.1   // of a limit: the step whose worth ranks the rules about limits
	leastIdle      = 0.005 // of the regular hours: less idle time is no finding
	leastLostShare = 1e-6  // of what is asked
)

// found is a finding with the money by which it is ranked.
type found struct {
	Finding
	money float64
}

type finder struct {
	s     *model.Scenario
	d     *Document
	names names
	last  string // label of the last period
	all   []found
}

// newFindings runs every rule over the document, which has a plan.
func newFindings(s *model.Scenario, d *Document) []Finding {
	f := finder{s: s, d: d, names: newNames(d.Scenario.Things), last: periodLabel(s, s.Calendar.Len()-1)}
	f.limits()
	f.demand()
	f.overtime()
	f.idle()
	f.penalties()
	f.emitted()
	return f.ranked()
}

func (f *finder) add(rule, text string, money float64) {
	f.all = append(f.all, found{Finding{rule, text}, money})
}

// ranked keeps the sentences with the most money, at most maxPerRule of a rule.
func (f *finder) ranked() []Finding {
	slices.SortStableFunc(f.all, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.money, a.money), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Text, b.Text))
	})
	list := []Finding{}
	count := map[string]int{}
	for _, x := range f.all {
		if count[x.Rule]++; count[x.Rule] <= maxPerRule && len(list) < maxFindings {
			list = append(list, x.Finding)
		}
	}
	return list
}

func (f *finder) money(x float64) string { return money(x, f.s.Currency) }

// demand tells what is lost, late and still owed, by demand.
func (f *finder) demand() {
	unitOf := map[string]string{}
	for _, item := range f.s.Items() {
		unitOf[item.ID] = item.Unit
	}
	n := len(f.d.Scenario.Periods)
	for i := range f.s.Demand {
		d := &f.s.Demand[i]
		if rows := f.d.Plan.Demand[i*n : (i+1)*n]; d.Exact() {
			f.lost(d, unitOf[d.Item], rows)
			f.late(d, unitOf[d.Item], rows)
		}
	}
}

func (f *finder) lost(d *model.Demand, unit string, rows []model.DemandRow) {
	var asked, lost, cost float64
	worst := 0
	for t := range rows {
		asked += *rows[t].Asked
		lost += rows[t].Lost
		cost += rows[t].Lost * d.Lost.Cost.Or(t, 0)
		if rows[t].Lost > rows[worst].Lost {
			worst = t
		}
	}
	if asked <= 0 || lost <= leastLostShare*asked {
		return
	}
	text := counted(lost, unit) + " of " + f.names.of(d.ID, KindDemand) + " are lost, " +
		percent(100*lost/asked) + " of what is asked, most in " + rows[worst].Period
	if cost > 0 {
		text += ", for " + f.money(cost)
	}
	f.add("lost", text+".", cost)
}

func (f *finder) late(d *model.Demand, unit string, rows []model.DemandRow) {
	var cost float64
	worst := 0
	for t := range rows {
		cost += rows[t].Backlog * d.Backlog.Cost.Or(t, 0)
		if rows[t].Backlog > rows[worst].Backlog {
			worst = t
		}
	}
	name := f.names.of(d.ID, KindDemand)
	if owed := rows[worst].Backlog; owed > 0 && rows[worst].Period != f.last {
		text := counted(owed, unit) + " of " + name + " are owed at the end of " + rows[worst].Period
		if cost > 0 {
			text += "; being late costs " + f.money(cost) + " in all"
		}
		f.add("late", text+".", cost)
	}
	if end := len(rows) - 1; rows[end].Backlog > 0 {
		f.add("backlog_end", counted(rows[end].Backlog, unit)+" of "+name+" are still owed after "+f.last+".",
			rows[end].Backlog*d.Backlog.Cost.Or(end, 0))
	}
}

// overtime tells, by resource and workforce, what share of the load it carries.
func (f *finder) overtime() {
	n := len(f.d.Scenario.Periods)
	resources, workforce := make([]float64, len(f.s.Resources)), make([]float64, len(f.s.Workforce))
	for k, ref := range f.s.OvertimeBands() {
		for t, row := range f.d.Plan.Overtime[k*n : (k+1)*n] {
			if pay := row.Worked * ref.Band.Cost.Or(t, 0); ref.Resource >= 0 {
				resources[ref.Resource] += pay
			} else {
				workforce[ref.Workforce] += pay
			}
		}
	}
	for i := range f.s.Resources {
		var load, worked float64
		for _, row := range f.d.Plan.Resources[i*n : (i+1)*n] {
			load, worked = load+row.Load, worked+row.Overtime
		}
		f.overtimeOf(f.names.of(f.s.Resources[i].ID, KindResource), load, worked, resources[i])
	}
	for i := range f.s.Workforce {
		var load, worked float64
		for _, row := range f.d.Plan.Workforce[i*n : (i+1)*n] {
			load, worked = load+row.Used, worked+row.Overtime
		}
		f.overtimeOf(f.names.of(f.s.Workforce[i].ID, KindWorkforce), load, worked, workforce[i])
	}
}

func (f *finder) overtimeOf(name string, load, worked, pay float64) {
	if worked <= 0 || load <= 0 {
		return
	}
	text := "Overtime carries " + percent(100*worked/load) + " of the load of " + name
	if pay > 0 {
		text += ", for " + f.money(pay)
	}
	f.add("overtime", text+".", pay)
}

// idle tells which heads are paid for hours that no process uses.
func (f *finder) idle() {
	n := len(f.d.Scenario.Periods)
	for i := range f.s.Workforce {
		w := &f.s.Workforce[i]
		var regular, idle, wages float64
		for t, row := range f.d.Plan.Workforce[i*n : (i+1)*n] {
			unused := max(0, row.Regular-row.Used)
			regular, idle = regular+row.Regular, idle+unused
			if row.Regular > 0 {
				wages += row.Heads * w.Wage.Or(t, 0) * unused / row.Regular
			}
		}
		if wages > 0 && idle > leastIdle*regular {
			f.add("idle", capital(f.names.of(w.ID, KindWorkforce))+" is paid for "+withUnit(idle, w.Unit)+
				" that no process uses, "+percent(100*idle/regular)+" of the regular time, for "+f.money(wages)+".", wages)
		}
	}
}

// penalties tells, by limit, how far it is broken.
func (f *finder) penalties() {
	if len(f.d.Penalties.Lines) == 0 {
		return
	}
	type broken struct {
		group          model.Group
		key            string
		unit, period   string
		periods        int
		most, penalty  float64
		phraseFallback string
	}
	limits := make(map[string]*Limit, len(f.d.Limits))
	for i := range f.d.Limits {
		limits[f.d.Limits[i].ID] = &f.d.Limits[i]
	}
	var order []string
	byPath := map[string]*broken{}
	for _, line := range f.d.Penalties.Lines {
		b := byPath[line.Path]
		if b == nil {
			b = &broken{unit: line.Unit, phraseFallback: line.Path}
			if l := limits[line.Limit]; l != nil {
				b.group, b.key = l.Group, l.Key
			}
			byPath[line.Path] = b
			order = append(order, line.Path)
		}
		b.periods++
		b.penalty += line.Money
		if line.Amount > b.most {
			b.most, b.period = line.Amount, line.Period
		}
	}
	for _, path := range order {
		b := byPath[path]
		name := printable(b.phraseFallback)
		if b.group != "" {
			name = f.names.phrase(b.group, b.key)
		}
		if b.group != model.GroupRule {
			name = "the limit on " + name
		}
		text := capital(name) + " is broken by " + counted(b.most, b.unit) + " in " + b.period
		if b.periods > 1 {
			text += ", and in " + plural(b.periods-1, "other period", "other periods")
		}
		f.add("penalty", text+", for "+f.money(b.penalty)+" of penalties.", b.penalty)
	}
}
