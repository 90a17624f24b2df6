package model

import (
	"fmt"
	"slices"
	"strings"
)

// maxMistakes bounds what Validate returns: so many errors, and as many warnings.
const maxMistakes = 10_000

// Validate checks what a scenario means and returns every mistake (of very
// many the first ten thousand), in the order of the scenario. It relies on nothing but the scenario, so that one
// built by a program is checked like one read from a file. A scenario without
// mistakes other than warnings is safe to plan, though it may be infeasible:
// Check looks for that.
func Validate(s *Scenario) []Mistake {
	v := &validator{s: s, labels: s.Calendar.Labels(), items: map[string]*Item{}}
	v.scenario()
	v.itemIDs()
	v.capacityIDs()
	v.marketList()
	for i := range s.Families {
		v.item(at("families", s.Families[i].ID), &s.Families[i])
	}
	for i := range s.Materials {
		v.item(at("materials", s.Materials[i].ID), &s.Materials[i])
	}
	for i := range s.Resources {
		v.resource(at("resources", s.Resources[i].ID), &s.Resources[i])
	}
	for i := range s.Workforce {
		v.workforce(at("workforce", s.Workforce[i].ID), &s.Workforce[i])
		v.crew(at("workforce", s.Workforce[i].ID), &s.Workforce[i])
	}
	v.crewLimits()
	for i := range s.Processes {
		v.process(at("processes", s.Processes[i].ID), &s.Processes[i])
	}
	for i := range s.Suppliers {
		v.supplier(at("suppliers", s.Suppliers[i].ID), &s.Suppliers[i])
	}
	for i := range s.Sourcing {
		v.sourcing(at("sourcing", s.Sourcing[i].ID), &s.Sourcing[i])
	}
	for i := range s.Lanes {
		v.lane(at("lanes", s.Lanes[i].ID), &s.Lanes[i])
	}
	for i := range s.Inventory {
		v.stock(at("inventory", s.Inventory[i].ID), &s.Inventory[i])
	}
	for i := range s.Classes {
		v.class(at("classes", s.Classes[i].ID), &s.Classes[i])
	}
	for i := range s.Demand {
		v.demand(at("demand", s.Demand[i].ID), &s.Demand[i])
	}
	v.switches()
	v.stores()
	for i := range v.s.Options {
		v.option(at("options", v.s.Options[i].ID), &v.s.Options[i])
	}
	v.promotions()
	v.launches()
	v.phaseOuts()
	v.emissions()
	for i := range s.Shortage {
		v.shortage(at("shortage", s.Shortage[i].ID), &s.Shortage[i])
	}
	v.ranked()
	v.places()
	v.onePlaceEach()
	v.strategies()
	v.rules()
	v.locks()
	v.currencies()
	v.finance(at("finance"), &s.Finance)
	v.goals()
	v.expect(at("expect"), &s.Expect)
	v.bounded()
	v.gated()
	v.boundedOrders()
	return v.list
}

// validator gathers the mistakes of one scenario.
type validator struct {
	s        *Scenario
	labels   []string
	items    map[string]*Item
	capacity map[string]string // section by id of every resource and workforce
	list     []Mistake
	warnings int // in list

	family  map[string]*Item   // by id of an item within it
	markets map[string]*Market // by id
	tree    marketTree         // nil where the markets are no tree
	demands map[string]bool    // ids
	parts   int                // demands after dividing them
}

// address is a path in the making. It only becomes text when there is a mistake.
type address struct {
	keys  [10]string // processes.ID.blend.ID.share.max.penalty.PERIOD and longer
	depth int
}

func at(keys ...string) (a address) {
	a.depth = copy(a.keys[:], keys)
	return a
}

// to is the address of a key below a.
func (a address) to(key string) address {
	a.keys[a.depth] = key
	a.depth++
	return a
}

func (a address) String() string { return strings.Join(a.keys[:a.depth], ".") }

func (v *validator) mistake(a address, rule, hint, format string, args ...any) {
	if len(v.list)-v.warnings >= maxMistakes {
		return
	}
	v.list = append(v.list, Mistake{Rule: rule, Path: a.String(), Message: fmt.Sprintf(format, args...), Hint: hint})
}

func (v *validator) warning(a address, rule, hint, format string, args ...any) {
	if v.warnings >= maxMistakes {
		return
	}
	before := len(v.list)
	v.mistake(a, rule, hint, format, args...)
	if len(v.list) > before {
		v.list[before].Warning = true
		v.warnings++
	}
}

// in names period t of a value over time: the words for a message, and the
// address of the period. A constant is wrong in every period, so it has neither.
func (v *validator) in(a address, s Series, t int) (where string, period address) {
	if s.Len() <= 1 || t >= len(v.labels) {
		return "", a
	}
	return " in " + v.labels[t], a.to(v.labels[t])
}

func (v *validator) scenario() {
	if strings.TrimSpace(v.s.Name) == "" {
		v.mistake(at("scenario"), "missing-key", "", "expected a name for the scenario")
	}
	if !slices.Contains(Objectives(), v.s.Objective) {
		v.mistake(at("objective"), "unknown-word", "", "expected one of %s; got %q", joinedWords(Objectives()), v.s.Objective)
	}
	periods := v.s.Calendar.Periods
	if n := len(periods); n < 1 || n > MaxPeriods {
		v.mistake(at("calendar"), "bad-periods", "", "expected 1 to %d periods, got %d", MaxPeriods, n)
	}
	for t := 1; t < len(periods); t++ {
		if !periods[t].Start.Equal(periods[t-1].End) {
			v.mistake(at("calendar"), "calendar-gap", "", "expected %s to start when %s ends", periods[t].Label, periods[t-1].Label)
		}
	}
	if len(v.s.Demand) == 0 {
		v.warning(at("demand"), "nothing-asked", "add the section demand:", "nothing is asked for, so the best plan is to do little")
	}
}

// itemIDs indexes the items, and reports ids that stand for two of them.
func (v *validator) itemIDs() {
	unique(v, "families", v.s.Families, func(i *Item) string { return i.ID })
	unique(v, "materials", v.s.Materials, func(i *Item) string { return i.ID })
	v.family = v.s.FamilyOf()
	for i := range v.s.Families {
		v.items[v.s.Families[i].ID] = &v.s.Families[i]
	}
	for i := range v.s.Materials {
		id := v.s.Materials[i].ID
		if v.items[id] != nil {
			v.mistake(at("materials", id), "id-clash", "rename one of the two", "expected an id of its own, got %q, which is a family already", id)
			continue
		}
		v.items[id] = &v.s.Materials[i]
	}
}

// capacityIDs does the same for what processes use.
func (v *validator) capacityIDs() {
	unique(v, "resources", v.s.Resources, func(r *Resource) string { return r.ID })
	unique(v, "workforce", v.s.Workforce, func(w *Workforce) string { return w.ID })
	unique(v, "processes", v.s.Processes, func(p *Process) string { return p.ID })
	unique(v, "suppliers", v.s.Suppliers, func(p *Supplier) string { return p.ID })
	unique(v, "sourcing", v.s.Sourcing, func(s *Sourcing) string { return s.ID })
	unique(v, "inventory", v.s.Inventory, func(k *Stock) string { return k.ID })
	unique(v, "options", v.s.Options, func(o *Option) string { return o.ID })
	unique(v, "promotions", v.s.Promotions, func(p *Promotion) string { return p.ID })
	unique(v, "launches", v.s.Launches, func(l *Launch) string { return l.ID })
	unique(v, "phase_outs", v.s.PhaseOuts, func(p *PhaseOut) string { return p.ID })
	unique(v, "lanes", v.s.Lanes, func(l *Lane) string { return l.ID })
	unique(v, "classes", v.s.Classes, func(c *Class) string { return c.ID })
	unique(v, "shortage", v.s.Shortage, func(r *Rationing) string { return r.ID })
	unique(v, "demand", v.s.Demand, func(d *Demand) string { return d.ID })
	v.demands = make(map[string]bool, len(v.s.Demand))
	for i := range v.s.Demand {
		v.demands[v.s.Demand[i].ID] = true
	}
	v.capacity = make(map[string]string, len(v.s.Resources)+len(v.s.Workforce))
	for i := range v.s.Resources {
		v.capacity[v.s.Resources[i].ID] = "resources"
	}
	for i := range v.s.Workforce {
		id := v.s.Workforce[i].ID
		if v.capacity[id] != "" {
			v.mistake(at("workforce", id), "id-clash", "rename one of the two", "expected an id of its own, got %q, which is a resource already", id)
			continue
		}
		v.capacity[id] = "workforce"
	}
}

// unique reports two things of one section with the same id.
func unique[T any](v *validator, section string, things []T, id func(*T) string) {
	for i := 1; i < len(things); i++ {
		switch before, now := id(&things[i-1]), id(&things[i]); {
		case before == now:
			v.mistake(at(section, now), "duplicate-id", "", "expected ids of their own, got %q twice", now)
		case before > now:
			v.mistake(at(section, now), "unsorted", "", "expected the ids of %s in order, got %q after %q", section, now, before)
		}
	}
}

// suggestions bounds how often a similar word is looked for.
const suggestions = 100

// dangling reports an id that names nothing, with the one that it is most like.
func (v *validator) dangling(a address, what, id string, known []string) {
	hint := ""
	if len(v.list) < suggestions {
		slices.Sort(known)
		if near := Nearest(id, known); near != "" {
			hint = "did you mean " + near + "?"
		} else if len(known) > 0 {
			hint = "there are " + shortList(known)
		}
	}
	v.mistake(a, "dangling-id", hint, "expected the id of %s, got %q", what, id)
}

func shortList(words []string) string {
	const most = 8
	if len(words) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(words[:most], ", "), len(words)-most)
	}
	return strings.Join(words, ", ")
}

// itemNamed reports a thing with an id of its own whose item is unknown.
func (v *validator) itemNamed(a address, id, item string) {
	if item != id {
		a = a.to("item")
	}
	v.knownItem(a, item)
}

// knownItem reports an id that is no item.
func (v *validator) knownItem(a address, id string) bool {
	if v.items[id] != nil {
		return true
	}
	if family := v.family[id]; family != nil {
		v.mistake(a, "dangling-id", id+" is an item of the family "+family.ID+", which is what is planned", "expected the id of a family or material, got %q", id)
		return false
	}
	known := make([]string, 0, len(v.items))
	for id := range v.items {
		known = append(known, id)
	}
	v.dangling(a, "a family or material", id, known)
	return false
}

// knownCapacity reports an id that is neither resource nor workforce.
func (v *validator) knownCapacity(a address, id string) {
	switch {
	case v.capacity[id] != "":
	case v.items[id] != nil:
		v.mistake(a, "dangling-id", "items belong under consumes:", "expected the id of a resource or workforce, got the item %q", id)
	default:
		known := make([]string, 0, len(v.capacity))
		for id := range v.capacity {
			known = append(known, id)
		}
		v.dangling(a, "a resource or workforce", id, known)
	}
}
