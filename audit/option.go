package audit

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

const optionUnit = "options"

// options tests each option:
//
//	open       open or not, and as before but for what is opened and closed;
//	           opened and closed only where that is allowed
//	opening    opened only in its window
//	reopening  opened at most once, not at all if it was open, where it stays closed
//	allowed    what it allows is done only while it, or another that allows it, is open
//
// and books what opening, closing and running it costs.
func (a *auditor) options() {
	for k := range a.s.Options {
		o := &a.s.Options[k]
		a.optionState(k, o)
		a.openings(k, o)
		a.pay(model.Investment, o.Open.Cost, a.p.Opened.Row(k))
		a.pay(model.Investment, o.Close.Cost, a.p.Closed.Row(k))
		a.pay(model.Investment, o.Running, a.p.Open.Row(k))
	}
	a.gated()
}

func optionRule(g model.Group, o *model.Option, path ...string) rule {
	r := group(g, o.ID, optionUnit)
	r.path = [6]string{"options", o.ID}
	copy(r.path[2:], path)
	return r
}

// optionState carries what is open from period to period.
func (a *auditor) optionState(k int, o *model.Option) {
	r := optionRule(model.GroupOpen, o)
	arrives := a.arrivals(o.Open.Lead, "options", o.ID, "open")
	takesEffect := make([]float64, a.n)
	addWhen(takesEffect, a.p.Opened.Row(k), arrives)
	before := 0.0
	if o.Opening == model.Open {
		before = 1
	}
	for t, open := range a.p.Open.Row(k) {
		a.zeroOrOne(&r, t, "open", open)
		a.zeroOrOne(&r, t, "opened", a.p.Opened.At(k, t))
		a.zeroOrOne(&r, t, "closed", a.p.Closed.At(k, t))
		expected := before + takesEffect[t] - a.p.Closed.At(k, t)
		tol := tolerance(before, open, takesEffect[t])
		if !a.passes(&r, t, math.Abs(open-expected), tol) {
			a.differ(&r, t, expected, open, tol, fmt.Sprintf("%s is open by %s in %s, but what was opened and closed gives %s",
				o.ID, quantity(open, ""), a.label(t), quantity(expected, "")))
		}
		before = open
	}
}

func (a *auditor) zeroOrOne(r *rule, t int, what string, v float64) {
	nearest := min(max(math.Round(v), 0), 1)
	if !a.passes(r, t, math.Abs(v-nearest), WholeTolerance) {
		a.differ(r, t, nearest, v, WholeTolerance, fmt.Sprintf("%q of %s in %s is %s, but must be 0 or 1", what, r.key, a.label(t), quantity(v, "")))
	}
}

// openings tests when and how often an option is opened and closed.
func (a *auditor) openings(k int, o *model.Option) {
	if !o.Close.Allowed {
		r := optionRule(model.GroupOpen, o, "close")
		r.noun, r.bound = "closing of", "the scenario allows"
		a.requireNone(&r, a.p.Closed.Row(k))
	}
	if !o.Open.Allowed {
		r := optionRule(model.GroupOpen, o, "open")
		r.noun, r.bound = "opening of", "the scenario allows"
		a.requireNone(&r, a.p.Opened.Row(k))
		return
	}
	from, until := a.window(o.Open.From, 0), a.window(o.Open.Until, a.n-1)
	r := optionRule(model.GroupOpening, o, "open")
	r.noun, r.bound = "opening of", "out of its window it must be"
	sum := 0.0
	for t, opened := range a.p.Opened.Row(k) {
		sum += opened
		if t < from || t > until {
			a.require(&r, t, opened, 0, tolerance(opened))
		}
	}
	if o.Stays == model.Closed {
		once := optionRule(model.GroupReopening, o, "stays")
		once.noun, once.bound, once.when = "openings of", "what stays closed allows", "by the end of"
		most := 1.0
		if o.Opening == model.Open {
			most = 0
		}
		a.require(&once, a.n-1, sum, most, tolerance(sum))
	}
}

// gated tests that nothing is done that needs an option while none is open.
func (a *auditor) gated() {
	open := map[string][]float64{} // options open, by what they allow
	for k := range a.s.Options {
		for _, target := range a.s.Options[k].Allows {
			if open[target] == nil {
				open[target] = make([]float64, a.n)
			}
			addRow(open[target], a.p.Open.Row(k))
		}
	}
	for _, target := range sortedKeys(open) {
		found := false
		visit := func(key, unit string, row []float64) {
			found = true
			r := group(model.GroupAllowed, target, unit)
			r.part, r.path = key, [6]string{target}
			r.noun, r.bound = "what is done of", "while no option allows it it must be"
			for t, v := range row {
				if math.Round(open[target][t]) < 1 {
					a.require(&r, t, v, 0, tolerance(v))
				}
			}
		}
		a.visitDone(strings.Split(target, "."), visit)
		if !found {
			a.dangling(target, "options")
		}
	}
}

func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// visitDone visits what a path stands for: a process, a lane, an offer, all
// offers of a supplier, or all that is at a site or uses a resource.
func (a *auditor) visitDone(path []string, visit func(key, unit string, row []float64)) {
	section, id := path[0], ""
	if len(path) > 1 {
		id = path[1]
	}
	uses := func(parts []model.Part) bool {
		return slices.ContainsFunc(parts, func(part model.Part) bool { return part.ID == id })
	}
	for i := range a.s.Processes {
		p := &a.s.Processes[i]
		blends := slices.ContainsFunc(p.Blend, func(in model.BlendInput) bool { return uses(in.Uses) })
		if section == "processes" && p.ID == id || section == "sites" && p.Site == id || section == "resources" && (uses(p.Uses) || blends) {
			visit(p.ID, runUnit, a.p.Runs.Row(i))
		}
	}
	for k, ref := range a.offers {
		one := len(path) == 2 || path[len(path)-1] == ref.Offer.ID
		if section == "suppliers" && ref.Supplier.ID == id && one || section == "sites" && ref.Offer.To == id {
			visit(ref.Supplier.ID+","+ref.Offer.ID, a.unitOf(ref.Offer.Item), a.p.Bought.Row(k))
		}
	}
	for k, ref := range a.cargos {
		l := ref.Lane
		if section == "lanes" && l.ID == id || section == "sites" && (l.From == id || l.To == id) || section == "resources" && uses(l.Uses) {
			visit(l.ID+","+ref.Cargo.Item, a.unitOf(ref.Cargo.Item), a.p.Shipped.Row(k))
		}
	}
}

// fillAdded adds up what open options add, by the path of the limit. Machines
// that are added are hours of their resource.
func (a *auditor) fillAdded() {
	for k := range a.s.Options {
		for _, part := range a.s.Options[k].Adds {
			path, each := part.ID, func(int) float64 { return 1 }
			if id, is := strings.CutSuffix(path, ".count"); is {
				path = id + ".hours"
				if i, ok := a.resources[strings.TrimPrefix(id, "resources.")]; ok {
					each = func(t int) float64 { return a.or(a.s.Resources[i].Hours.Value, t, 0) }
				}
			}
			if a.added == nil {
				a.added = map[string][]float64{}
			}
			if a.added[path] == nil {
				a.added[path] = make([]float64, a.n)
			}
			for t, open := range a.p.Open.Row(k) {
				a.added[path][t] += open * each(t) * a.or(part.Quantity, t, 0)
			}
		}
	}
}

// addedTo is what open options add to the limit of a rule in period t.
func (a *auditor) addedTo(r *rule, t int) float64 {
	if len(a.added) == 0 {
		return 0
	}
	if more := a.added[r.address()]; more != nil {
		return more[t]
	}
	return 0
}

// optionSheets are the tables of the plan about options.
func (a *auditor) optionSheets() []sheet {
	n := len(a.s.Options)
	of := func(k int) rule { return optionRule("", &a.s.Options[k]) }
	return []sheet{{"open", a.p.Open, n, of}, {"opened", a.p.Opened, n, of}, {"closed", a.p.Closed, n, of}}
}
