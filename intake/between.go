package intake

import "strings"

// Between makes scenarios that lie between two: one of them, with some of what
// is different taken from the other.
type Between struct {
	from, to Value
}

// NewBetween is about two valid scenarios.
func NewBetween(from, to *Loaded) *Between {
	return &Between{from: from.Resolved(), to: to.Resolved()}
}

// With is the first scenario with the values of the second at those paths, among
// those that Diff lists for the two, of which takes says so. A mixture may have
// mistakes that neither of the two has: a thing that names another which is not
// there.
func (b *Between) With(takes func(path string) bool) *Loaded {
	mixed := b.from.mixed(&b.to, takes)
	mixed.setPaths("")
	var y yamlWriter
	y.mapping(0, &mixed)
	return LoadBytes("between", []byte(y.b.String()))
}

// mixed follows two values as a comparison does.
func (v *Value) mixed(w *Value, takes func(path string) bool) Value {
	if v.Kind != MappingValue || w.Kind != MappingValue {
		if takes(v.Path) {
			return *w
		}
		return *v
	}
	inV, inW := v.places(), w.places()
	out := *v
	out.Of = nil
	for _, key := range union(v, w) {
		i, here := inV[key]
		k, there := inW[key]
		switch {
		case here && there:
			out.Of = append(out.Of, v.Of[i].mixed(&w.Of[k], takes))
		case here && !takes(v.Of[i].Path):
			out.Of = append(out.Of, v.Of[i])
		case there && takes(w.Of[k].Path):
			out.Of = append(out.Of, w.Of[k])
		}
	}
	return out
}

// Cause is the part of the business that a value belongs to.
type Cause string

// The causes, in the order in which they are told.
const (
	DemandCause   Cause = "demand"   // what is asked for, and what is sold at all
	CapacityCause Cause = "capacity" // machines, crews, processes, transport, room
	SupplierCause Cause = "supplier" // what suppliers offer, and materials
	PriceCause    Cause = "price"    // everything in money
	OpeningCause  Cause = "opening"  // what there is before the first period
	PolicyCause   Cause = "policy"   // everything else that is decided: stocks, service, finance, rules, the calendar
)

// Causes lists them.
func Causes() []Cause {
	return []Cause{DemandCause, CapacityCause, SupplierCause, PriceCause, OpeningCause, PolicyCause}
}

// sectionCauses are the causes of sections of a scenario that are not policy.
var sectionCauses = map[string]Cause{
	"demand": DemandCause, "families": DemandCause, "markets": DemandCause, "classes": DemandCause,
	"resources": CapacityCause, "workforce": CapacityCause, "crew_limits": CapacityCause, "processes": CapacityCause,
	"lanes": CapacityCause, "sites": CapacityCause, "storage": CapacityCause, "options": CapacityCause,
	"suppliers": SupplierCause, "sourcing": SupplierCause, "materials": SupplierCause,
}

// Cause is what the difference is about; empty where it changes no plan: names,
// notes, owners and what is expected of a plan.
func (d *Difference) Cause() Cause {
	keys, value := strings.Split(d.Path, "."), d.A
	if value == nil {
		value = d.B
	}
	last := value.Key // paths leave main keys out: workforce.crew.headcount is the opening
	keys = append(keys, last)
	switch keys[0] {
	case "scenario", "source", "note", "expect":
		return ""
	}
	switch {
	case len(keys) > 2 && (last == "owner" || last == "reason" || last == "review" || last == "name" || last == "note"):
		return ""
	case last == "penalty":
		return PolicyCause
	}
	for _, key := range keys[1:] {
		if key == "opening" || key == "receipts" || key == "payments" {
			return OpeningCause
		}
	}
	if d.isMoney(last) {
		return PriceCause
	}
	if cause, known := sectionCauses[keys[0]]; known {
		return cause
	}
	return PolicyCause
}

// isMoney tells whether the value is an amount of money, or a price.
func (d *Difference) isMoney(last string) bool {
	if last == "price" || last == "cost" || last == "wage" || strings.HasSuffix(last, "_cost") {
		return true
	}
	for _, side := range []struct {
		v *Value
		l *Loaded
	}{{d.A, d.a}, {d.B, d.b}} {
		if side.v == nil || side.l.Scenario.Currency == "" {
			continue
		}
		if money := side.l.Scenario.Currency; side.v.Unit == money || strings.HasPrefix(side.v.Unit, money+"/") {
			return true
		}
	}
	return false
}
