package model

import (
	"math"
	"strings"
)

func (v *validator) option(a address, o *Option) {
	v.state(a.to("opening"), o.Opening)
	v.state(a.to("stays"), o.Stays)
	v.money(a.to("running"), o.Running)
	v.optionMove(a.to("open"), &o.Open)
	v.optionMove(a.to("close"), &o.Close)
	switch {
	case o.Opening != Open && !o.Open.Allowed:
		v.mistake(a, "option-fixed", "add open:, or opening: open", "expected the key open, since %s is closed at first", o.ID)
	case o.Opening == Open && !o.Close.Allowed:
		v.mistake(a, "option-fixed", "add close:, or leave the option out", "expected the key close, since %s is open at first", o.ID)
	}
	if o.Stays == Open || o.Stays == Closed && !o.Close.Allowed {
		v.mistake(a.to("stays"), "option-stays", "an option without close: stays open", "expected stays: closed beside close, got stays: %s", o.Stays)
	}
	for i, target := range o.Allows {
		v.allows(a.to("allows"), target)
		if i > 0 && o.Allows[i-1] >= target {
			v.mistake(a.to("allows"), "unsorted", "", "expected the paths in order and once each, got %q after %q", target, o.Allows[i-1])
		}
	}
	for i := range o.Adds {
		path := a.to("adds").to(o.Adds[i].ID)
		v.part(path, o.Adds, i, "adds")
		v.adds(path, o.Adds[i].ID)
	}
	if len(o.Allows) == 0 && len(o.Adds) == 0 {
		v.warning(a, "option-empty", "say what it allows or adds", "nothing depends on whether %s is open", o.ID)
	}
}

func (v *validator) state(a address, s State) {
	if s != "" && s != Open && s != Closed {
		v.mistake(a, "unknown-word", "", "expected open or closed, got %q", s)
	}
}

func (v *validator) optionMove(a address, m *OptionMove) {
	v.money(a.to("cost"), m.Cost)
	v.lag(a.to("lead_time"), m.Lead)
	v.knownPeriod(a.to("from"), m.From)
	v.knownPeriod(a.to("until"), m.Until)
	from, _, known := v.s.Calendar.Window(m.From, "")
	_, until, ends := v.s.Calendar.Window("", m.Until)
	if known && ends && from > until {
		v.mistake(a, "window-too-short", "let it begin sooner or end later", "expected a window of at least 1 period, got from %s until %s", m.From, m.Until)
	}
}

// allows reports a path that names nothing that is done.
func (v *validator) allows(a address, target string) {
	keys := strings.Split(target, ".")
	switch n := len(keys); {
	case n == 2 && keys[0] == "processes":
		v.named(a, "a process", keys[1], ids(v.s.Processes, func(p *Process) string { return p.ID }))
	case n == 2 && keys[0] == "lanes":
		v.named(a, "a lane", keys[1], ids(v.s.Lanes, func(l *Lane) string { return l.ID }))
	case n == 2 && keys[0] == "resources":
		v.named(a, "a resource", keys[1], ids(v.s.Resources, func(r *Resource) string { return r.ID }))
	case n == 2 && keys[0] == "sites":
		v.named(a, "a site", keys[1], ids(v.s.Sites, func(s *Site) string { return s.ID }))
	case n == 2 && keys[0] == "suppliers":
		v.named(a, "a supplier", keys[1], ids(v.s.Suppliers, func(s *Supplier) string { return s.ID }))
	case n == 4 && keys[0] == "suppliers" && keys[2] == "sells":
		var offers []string
		for _, ref := range v.s.Offers() {
			offers = append(offers, ref.Supplier.ID+".sells."+ref.Offer.ID)
		}
		v.named(a, "an offer", strings.Join(keys[1:], "."), offers)
	default:
		v.mistake(a, "option-path", "for example processes.weld, lanes.road, resources.line, sites.plant, suppliers.acme or suppliers.acme.sells.steel",
			"expected what is done only while the option is open, got %q", target)
	}
}

func (v *validator) named(a address, what, id string, known []string) {
	for _, k := range known {
		if k == id {
			return
		}
	}
	v.dangling(a, what, id, known)
}

func ids[T any](things []T, id func(*T) string) []string {
	list := make([]string, len(things))
	for i := range things {
		list[i] = id(&things[i])
	}
	return list
}

// adds reports a path that is no limit that can be added to.
func (v *validator) adds(a address, path string) {
	limit := path
	if id, machines := machinesOf(path); machines {
		limit = "resources." + id + ".hours"
	}
	switch l := v.s.addable(limit); {
	case l == nil || strings.HasSuffix(path, ".hours"):
		v.mistake(a, "option-path", "for example resources.line.capacity, resources.presses.count, lanes.road.capacity, suppliers.acme.sells.steel.capacity, inventory.tools.max or processes.weld.output.max",
			"expected the path of a limit of the scenario, got %q", path)
	case !l.IsSet():
		v.mistake(a, "adds-to-nothing", "give "+limit+" a value, which may be 0", "expected the limit %s, which has no value, so that nothing can be added to it", limit)
	}
}

// gated reports activities that an option allows of which nothing says how much
// there can be. It reckons with a scenario that is sound.
func (v *validator) gated() {
	if len(v.s.Options) == 0 || v.broken() {
		return
	}
	gates := v.s.Gates()
	if len(gates) == 0 {
		return
	}
	most := v.s.MostActivity()
	for i := range gates {
		g := &gates[i]
		for t, m := range most.MostOf(g.ActivityRef) {
			if math.IsInf(m, 1) {
				v.mistake(at("options", v.s.Options[g.Options[0]].ID, "allows"), "no-bound", "give it a hard most: output.max, a capacity, or a max",
					"expected a most for %s, which %s allows, since no capacity, supply or demand bounds it in %s", g.Key, g.Target, v.labels[t])
				break
			}
		}
	}
}
