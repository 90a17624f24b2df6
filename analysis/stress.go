package analysis

import (
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// Stress is what gets worse by a share in some periods: what some demands ask
// for grows, and what some resources, crews and suppliers can give shrinks. The
// numbers are indices into the scenario.
type Stress struct {
	Demands   []int // quantity, least and most of them
	Resources []int // regular capacity, after downtime
	Crews     []int // hours per head, regular and overtime; wages are paid all the same
	Suppliers []int // limits and least orders of what they sell, alone and in groups
	From      int   // first period
	Until     int   // last period
}

// Rises tells whether something grows by the share. What shrinks can do so by
// no more than all of it.
func (x *Stress) Rises() bool {
	return len(x.Resources)+len(x.Crews)+len(x.Suppliers) == 0
}

// Empty tells whether nothing gets worse.
func (x *Stress) Empty() bool { return x.Rises() && len(x.Demands) == 0 }

// At is the scenario as it is when things are worse by a share. What stays as
// it is, is shared with the scenario.
func (x *Stress) At(s *model.Scenario, share float64) *model.Scenario {
	worse := *s
	scale := func(v *model.Series, factor float64) {
		*v = scaled(*v, factor, x.From, x.Until, s.Calendar.Len())
	}
	worse.Demand = slices.Clone(s.Demand)
	for _, i := range x.Demands {
		d := &worse.Demand[i]
		for _, v := range []*model.Series{&d.Quantity.Value, &d.Min.Value, &d.Max.Value} {
			scale(v, 1+share)
		}
	}
	worse.Resources = slices.Clone(s.Resources)
	for _, i := range x.Resources {
		r := &worse.Resources[i]
		for _, v := range []*model.Series{&r.Capacity.Value, &r.Hours.Value, &r.Downtime} {
			scale(v, 1-share)
		}
	}
	worse.Workforce = slices.Clone(s.Workforce)
	for _, i := range x.Crews {
		w := &worse.Workforce[i]
		scale(&w.Regular.Value, 1-share)
		scale(&w.Overtime.Max.Value, 1-share)
		w.Overtime.Bands = slices.Clone(w.Overtime.Bands)
		for k := range w.Overtime.Bands {
			scale(&w.Overtime.Bands[k].Max.Value, 1-share)
		}
	}
	worse.Suppliers = slices.Clone(s.Suppliers)
	for _, i := range x.Suppliers {
		from := &worse.Suppliers[i]
		from.Sells, from.Groups = slices.Clone(from.Sells), slices.Clone(from.Groups)
		for k := range from.Sells {
			scale(&from.Sells[k].Capacity.Value, 1-share)
			scale(&from.Sells[k].Min.Value, 1-share)
		}
		for k := range from.Groups {
			scale(&from.Groups[k].Max.Value, 1-share)
			scale(&from.Groups[k].Min.Value, 1-share)
		}
	}
	return &worse
}

// scaled is a value over time, of n periods, times a factor from one period
// until another.
func scaled(v model.Series, factor float64, from, until, n int) model.Series {
	if !v.IsSet() {
		return v
	}
	if from == 0 && until == n-1 && v.Len() == 1 {
		return model.Constant(v.At(0) * factor)
	}
	values := make([]float64, n)
	for t := range values {
		values[t] = v.At(t)
		if from <= t && t <= until {
			values[t] *= factor
		}
	}
	return model.PerPeriod(values)
}

// Named is a stress with a word for it.
type Named struct {
	Name string // demand, family.cola, resource.line1,resource.line2
	Stress
}

// mostStressed is how many families, markets, resources, crews or suppliers
// are stressed one by one without being named.
const mostStressed = 12

// Stresses lists what can get worse: all demand, capacity and supply, and each
// family, market, resource, crew and supplier by itself where there are several
// and not too many of them.
func Stresses(s *model.Scenario) []Named {
	var list []Named
	for _, kind := range stressed(s) {
		var all Named
		var single []Named
		for _, id := range kind.ids {
			one := Named{Name: kind.one + "." + id, Stress: Stress{Until: s.Calendar.Len() - 1}}
			kind.add(&one.Stress, id)
			if !one.Empty() {
				single = append(single, one)
			}
		}
		if kind.all != "" && len(single) > 0 {
			all = Named{Name: kind.all, Stress: Stress{Until: s.Calendar.Len() - 1}}
			for _, id := range kind.ids {
				kind.add(&all.Stress, id)
			}
			list = append(list, all)
		}
		if n := len(single); n <= mostStressed && (n > 1 || kind.all == "") {
			list = append(list, single...)
		}
	}
	return list
}

// StressOf finds the stress with a name as in Stresses, or several with commas
// between them, in some periods. What nothing is known of is returned too, with
// all that is known in its place; it is empty if nothing is unknown.
func StressOf(s *model.Scenario, name string, from, until int) (x Stress, unknown string, known []string) {
	x.From, x.Until = from, until
	for part := range strings.SplitSeq(name, ",") {
		before, found := x, false
		for _, kind := range stressed(s) {
			for _, id := range kind.ids {
				known = append(known, kind.one+"."+id)
				if part == kind.all || part == kind.one+"."+id {
					kind.add(&x, id)
					found = true
				}
			}
			if kind.all != "" {
				known = append(known, kind.all)
			}
		}
		if !found || before.count() == x.count() {
			return x, part, known
		}
	}
	return x, "", nil
}

// count is how many things are stressed.
func (x *Stress) count() int {
	return len(x.Demands) + len(x.Resources) + len(x.Crews) + len(x.Suppliers)
}

// stressKind is one kind of thing that can get worse.
type stressKind struct {
	all string // name of all of them; empty: they have none
	one string // what stands before the id of one
	ids []string
	add func(x *Stress, id string) // stresses one; nothing where it gives or asks for nothing that could
}

func stressed(s *model.Scenario) []stressKind {
	demandsOf := func(key func(d *model.Demand) string) func(x *Stress, id string) {
		return func(x *Stress, id string) {
			for i := range s.Demand {
				if d := &s.Demand[i]; key(d) == id && (d.Exact() || d.Min.IsSet()) {
					x.Demands = including(x.Demands, i)
				}
			}
		}
	}
	var items, markets, resources, crews, suppliers []string
	for _, item := range s.Items() {
		items = append(items, item.ID)
	}
	for i := range s.Markets {
		markets = append(markets, s.Markets[i].ID)
	}
	for i := range s.Resources {
		resources = append(resources, s.Resources[i].ID)
	}
	for i := range s.Workforce {
		crews = append(crews, s.Workforce[i].ID)
	}
	for i := range s.Suppliers {
		suppliers = append(suppliers, s.Suppliers[i].ID)
	}
	return []stressKind{
		{"demand", "family", items, demandsOf(func(d *model.Demand) string { return d.Item })},
		{"", "market", markets, demandsOf(func(d *model.Demand) string { return d.Market })},
		{"capacity", "resource", resources, func(x *Stress, id string) {
			x.Resources = including(x.Resources, slices.Index(resources, id))
		}},
		{"", "crew", crews, func(x *Stress, id string) { x.Crews = including(x.Crews, slices.Index(crews, id)) }},
		{"supply", "supplier", suppliers, func(x *Stress, id string) {
			if i := slices.Index(suppliers, id); isLimited(&s.Suppliers[i]) {
				x.Suppliers = including(x.Suppliers, i)
			}
		}},
	}
}

// including is a list with i in it, once.
func including(list []int, i int) []int {
	if slices.Contains(list, i) {
		return list
	}
	return append(slices.Clip(list), i)
}

// isLimited tells whether there is a limit on something that a supplier sells.
func isLimited(s *model.Supplier) bool {
	return slices.ContainsFunc(s.Sells, func(o model.Offer) bool { return o.Capacity.IsSet() }) ||
		slices.ContainsFunc(s.Groups, func(a model.Agreement) bool { return a.Max.IsSet() })
}
