package metamorph

import (
	"reflect"
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// twinSuffix makes the ids of a twin.
const twinSuffix = "-twin"

// Twins makes two families of one, each with half of what it has: stock, what
// is asked, and what its processes may make and its suppliers sell. The second
// result says what stands against it; the scenario is then unchanged.
func Twins(s *model.Scenario, family string) (*model.Scenario, string) {
	if against := untwinned(s, family); against != "" {
		return s, against
	}
	out := clone(s)
	double(&out.Families, func(f *model.Item) bool { return f.ID == family }, func(f, twin *model.Item) { twin.ID += twinSuffix })
	double(&out.Processes, func(p *model.Process) bool { return makes(p, family) }, func(p, twin *model.Process) {
		for _, x := range []*model.Process{p, twin} {
			halve(&x.Output.Min, &x.Output.Max)
		}
		twin.ID += twinSuffix
		twin.Makes = slices.Clone(twin.Makes)
		twin.Makes[0].ID += twinSuffix
	})
	for i := range out.Suppliers {
		double(&out.Suppliers[i].Sells, func(o *model.Offer) bool { return o.Item == family }, func(o, twin *model.Offer) {
			for _, x := range []*model.Offer{o, twin} {
				halve(&x.Capacity, &x.Min)
			}
			twin.ID += twinSuffix
			twin.Item += twinSuffix
		})
	}
	double(&out.Inventory, func(k *model.Stock) bool { return k.Item == family }, func(k, twin *model.Stock) {
		for _, x := range []*model.Stock{k, twin} {
			x.Opening /= 2
			x.Receipts = mapped(x.Receipts, half)
			halve(&x.Min, &x.Max, &x.Safety, &x.Closing.Min, &x.Closing.Max, &x.Closing.Exact)
		}
		twin.ID += twinSuffix
		twin.Item += twinSuffix
	})
	double(&out.Demand, func(d *model.Demand) bool { return d.Item == family }, func(d, twin *model.Demand) {
		for _, x := range []*model.Demand{d, twin} {
			x.Backlog.Opening /= 2
			halve(&x.Quantity, &x.Min, &x.Max, &x.Backlog.Max, &x.Backlog.Closing, &x.Lost.Max)
		}
		twin.ID += twinSuffix
		twin.Item += twinSuffix
	})
	order(reflect.ValueOf(out).Elem())
	return out, ""
}

func half(x float64) float64 { return x / 2 }

func halve(limits ...*model.Limit) {
	for _, l := range limits {
		l.Value = mapped(l.Value, half)
	}
}

// double adds a twin of every thing that is chosen; share divides what both have.
func double[T any](list *[]T, chosen func(*T) bool, share func(thing, twin *T)) {
	var more []T
	for i := range *list {
		if thing := &(*list)[i]; chosen(thing) {
			twin := *thing
			share(thing, &twin)
			more = append(more, twin)
		}
	}
	*list = append(*list, more...)
}

func makes(p *model.Process, family string) bool {
	return len(p.Makes) == 1 && p.Makes[0].ID == family
}

// untwinned says what stands against making two of a family; empty where
// nothing does.
func untwinned(s *model.Scenario, family string) string {
	for i := range s.Processes {
		p := &s.Processes[i]
		switch {
		case !makes(p, family) && slices.ContainsFunc(p.Makes, func(m model.Part) bool { return m.ID == family }):
			return p.ID + " makes other things with it"
		case makes(p, family) && (len(p.Blend) > 0 || !reflect.ValueOf(p.Lots).IsZero() || !reflect.ValueOf(p.Output.Change).IsZero()):
			return p.ID + " has a blend, lots or limits on changes"
		}
	}
	for i := range s.Suppliers {
		for k := range s.Suppliers[i].Sells {
			if o := &s.Suppliers[i].Sells[k]; o.Item == family && (len(o.Tiers) > 0 || !reflect.ValueOf(o.Order).IsZero()) {
				return o.ID + " has tiers or orders"
			}
		}
	}
	for i := range s.Inventory {
		k := &s.Inventory[i]
		plain := model.Stock{ID: k.ID, Item: k.Item, Site: k.Site, Opening: k.Opening, Receipts: k.Receipts, Min: k.Min, Max: k.Max, Safety: k.Safety, HoldingCost: k.HoldingCost, Value: k.Value, Holding: k.Holding}
		plain.Closing = model.Closing{Min: k.Closing.Min, Max: k.Closing.Max, Exact: k.Closing.Exact}
		if k.Item == family && !reflect.DeepEqual(*k, plain) {
			return "its stock has rules of its own"
		}
	}
	for i := range s.Demand {
		d := &s.Demand[i]
		if d.Item == family && (d.Same.Value.IsSet() || d.Backlog.MaxAge.Value.IsSet() || !reflect.ValueOf(d.Service).IsZero() || d.Class != "") {
			return "its demand has a class or rules of its own"
		}
	}
	return named(s, family)
}

// allowedNames are the fields in which a family that becomes two may be named.
var allowedNames = []string{"Families.ID", "Processes.ID", "Processes.Makes.ID", "Suppliers.Sells.ID", "Suppliers.Sells.Item", "Inventory.ID", "Inventory.Item", "Demand.ID", "Demand.Item", "Demand.Product"}

// named says where else a family, or what is made two with it, is named.
func named(s *model.Scenario, family string) string {
	things := map[string]bool{family: true}
	for i := range s.Processes {
		if makes(&s.Processes[i], family) {
			things[s.Processes[i].ID] = true
		}
	}
	for i := range s.Demand {
		if s.Demand[i].Item == family {
			things[s.Demand[i].ID] = true
		}
	}
	against := ""
	visit(s, func(path string, v reflect.Value) {
		if v.Kind() != reflect.String || against != "" || slices.Contains(allowedNames, path) || isText(path) {
			return
		}
		for _, word := range strings.Split(v.String(), ".") {
			if things[word] {
				against = words(path) + " names " + word
			}
		}
	})
	switch {
	case against != "":
		return against
	case len(s.Rules)+len(s.Goals)+len(s.Budget)+len(s.Strategies)+len(s.Shortage)+len(s.Locks) > 0 || s.Aim.Want != "":
		return "rules and goals may be about it"
	case len(s.Lanes) > 0 || len(s.Sites) > 0:
		return "it is at several sites"
	}
	return ""
}

func twins(s *model.Scenario) Change {
	c := Change{
		Name: FamilyAsTwo, Factor: 1,
		Hint: "rows that are written for each family or demand where they should be for their sum, or the other way round",
	}
	if len(s.Families) == 0 {
		c.LeftOut = "there is no family"
		return c
	}
	for i := range s.Families {
		id := s.Families[i].ID
		var against string
		if c.Scenario, against = Twins(s, id); against == "" {
			c.Words, c.LeftOut = id+" as two with half of everything each", ""
			return c
		}
		if i == 0 {
			c.LeftOut = id + ": " + against
		}
	}
	return c
}
