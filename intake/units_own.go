package intake

import (
	"fmt"
	"math"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// ownUnits are the conversions that hold for one item: how many pieces are in
// a case, what a piece weighs. They join dimensions of the standard table.
type ownUnits struct{ links map[string][]unitLink }

// unitLink leads from one dimension to another: a number of base units of the
// one, times num and by den, is the number of base units of the other.
type unitLink struct {
	to       string
	num, den float64
	by       *entry // what says so
	forward  bool   // as written, from the left to the right
}

// unitFault is what is wrong with one entry of a table of units.
type unitFault struct {
	valueFault
	at    *entry
	other *entry // the entry that it does not go with; nil where there is none
}

// maxOwnUnits bounds the units of one item, as each is compared with the others.
const maxOwnUnits = 100

// readOwnUnits reads the table of units of an item that is counted in unit.
func readOwnUnits(n *node, unit string) (own *ownUnits, sizes []model.UnitSize, faults []unitFault) {
	own = &ownUnits{links: map[string][]unitLink{}}
	for i, e := range n.sorted() {
		if i == maxOwnUnits {
			return own, sizes, append(faults, unitFault{at: e, valueFault: valueFault{
				rule: "file-too-large", message: fmt.Sprintf("expected at most %d units of one item", maxOwnUnits),
			}})
		}
		size, fault := readSize(e, unit)
		if fault == nil {
			fault = own.join(e, size)
		}
		if fault != nil {
			fault.at = e
			faults = append(faults, *fault)
			continue
		}
		sizes = append(sizes, size)
	}
	return own, sizes, faults
}

// readSize reads "case: 12 each"; a bare number is in the unit of the item.
func readSize(e *entry, unit string) (model.UnitSize, *unitFault) {
	fail := func(rule, message, hint string) (model.UnitSize, *unitFault) {
		return model.UnitSize{}, &unitFault{valueFault: valueFault{rule, message, hint}}
	}
	switch {
	case !isUnitWord(e.key):
		return fail("bad-unit", "expected one word such as case, got "+quote(e.key), "k, M and % are scales of numbers and cannot be units")
	case e.value.kind != scalarKind:
		return fail("wrong-type", "expected a quantity such as 12 each, got "+e.value.kind.String(), "")
	}
	q, fault := parseQuantity(e.value.text)
	switch {
	case fault != nil:
		return fail("bad-number", fault.message, fault.hint)
	case q.unit == "":
		q.unit = unit
	case !isUnitWord(q.unit):
		return fail("bad-unit", "expected one word after the number, got "+quote(q.unit), "")
	}
	if q.value <= 0 || q.unit == "" {
		return fail("bad-number", "expected more than 0 of a unit, got "+quote(e.value.text), "")
	}
	return model.UnitSize{Unit: e.key, Quantity: q.value, Of: q.unit}, nil
}

// join adds what an entry says, unless it does not go with the others.
func (o *ownUnits) join(e *entry, size model.UnitSize) *unitFault {
	left, right := lookUpUnit(size.Unit), lookUpUnit(size.Of)
	num, den := size.Quantity*right.factor, left.factor
	if left.dimension == right.dimension {
		if !alike(num, den) {
			return &unitFault{valueFault: valueFault{
				"unit-contradiction", "the standard table of units knows another size of one " + size.Unit + " in " + size.Of,
				"leave the line out, or use a word of your own",
			}}
		}
		return nil
	}
	if path := o.path(right.dimension, left.dimension, true); path != nil {
		return &unitFault{other: path[0].by, valueFault: valueFault{
			"unit-cycle", size.Unit + " is explained by " + size.Of + ", which is explained by " + size.Unit, "keep one of the two",
		}}
	}
	if path := o.path(left.dimension, right.dimension, false); path != nil {
		known, by := product(path)
		if !alike(num*by, known*den) {
			return &unitFault{other: path[len(path)-1].by, valueFault: valueFault{
				"unit-contradiction", "one " + size.Unit + " has another size by the other lines", "correct one of the two",
			}}
		}
		return nil
	}
	o.links[left.dimension] = append(o.links[left.dimension], unitLink{right.dimension, num, den, e, true})
	o.links[right.dimension] = append(o.links[right.dimension], unitLink{left.dimension, den, num, e, false})
	return nil
}

// alike tells whether two sizes are one, but for rounding.
func alike(a, b float64) bool {
	const rounding = 1e-9
	return math.Abs(a-b) <= rounding*math.Max(math.Abs(a), math.Abs(b))
}

// path finds the links from one dimension to another, the shortest way; nil
// where there is none. Where forward is set it goes by what is written only.
func (o *ownUnits) path(from, to string, forward bool) []unitLink {
	type step struct {
		at  string
		way []unitLink
	}
	seen := map[string]bool{from: true}
	for queue := []step{{at: from}}; len(queue) > 0; queue = queue[1:] {
		now := queue[0]
		for _, l := range o.links[now.at] {
			if seen[l.to] || forward && !l.forward {
				continue
			}
			way := append(now.way[:len(now.way):len(now.way)], l)
			if l.to == to {
				return way
			}
			seen[l.to] = true
			queue = append(queue, step{l.to, way})
		}
	}
	return nil
}

func product(path []unitLink) (num, den float64) {
	num, den = 1, 1
	for _, l := range path {
		num *= l.num
		den *= l.den
	}
	return num, den
}

// convert turns a number of one unit into the number of another by the
// standard table and the units of the item.
func (o *ownUnits) convert(v float64, from, to string) (float64, bool) {
	if v, ok := convert(v, from, to); ok || o == nil {
		return v, ok
	}
	f, t := lookUpUnit(from), lookUpUnit(to)
	path := o.path(f.dimension, t.dimension, false)
	if path == nil {
		return 0, false
	}
	num, den := product(path)
	return v * f.factor * num / (den * t.factor), true
}

// convert turns a number of one unit into that of another; where the unit is
// that of the thing in scope, its own units hold as well.
func (d *decoder) convert(v float64, from, to string, m measure) (float64, bool) {
	if m.thing {
		return d.thing.own.convert(v, from, to)
	}
	return convert(v, from, to)
}

// ownUnitsField is the table of units of an item.
func ownUnitsField() field[model.Item] {
	f := newField("units", "mapping of quantities",
		"Other units of the item: one of the word on the left is the quantity on the right. Numbers for the item may be in any of them, and in whatever the standard table makes of those.",
		[]option{byDefault("those of the standard table"), within("> 0"), example("{case: 12 each, pallet: 40 case, each: 0.4 kg}")},
		func(d *decoder, n *node, i *model.Item) {
			if n.kind != mapKind {
				d.expected(n, "a mapping from units to quantities")
				return
			}
			_, sizes, faults := readOwnUnits(n, d.thing.unit)
			i.Units = sizes
			for _, f := range faults {
				dg := Diagnostic{Rule: f.rule, Path: d.path(f.at.key), Message: f.message, Hint: f.hint, Pos: f.at.pos()}
				if f.other != nil {
					dg.Related = []Related{{"the other line is", f.other.pos()}}
				}
				d.list.add(dg)
			}
		})
	f.schema = schemaSizes
	return f
}

// ownOf reads the table of units of an item before the item itself is read;
// mistakes in it are reported by its field.
func ownOf(n *node, unit string) *ownUnits {
	e := n.find("units")
	if e == nil || e.value.kind != mapKind || strings.TrimSpace(unit) == "" {
		return nil
	}
	own, _, _ := readOwnUnits(&e.value, unit)
	return own
}
