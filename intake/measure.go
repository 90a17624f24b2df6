package intake

import (
	"fmt"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// measure is what a number of a field is measured in. The zero measure is a
// plain number.
type measure struct {
	money bool   // an amount of the scenario's currency, per unit if there is one
	thing bool   // the unit is that of the item, resource or workforce in scope
	unit  string // a fixed unit, where thing is false: head
	ratio bool   // a share: 4 % is 0.04

	shareOf string // what a penalty on a share is per: head
	flow    bool   // an amount for a period, which may be written as a rate: 16 h/day
	words   string // as documented: money per unit of the item
}

// The measures that fields use.
var (
	itemUnits      = measure{thing: true, words: "unit of the item"}
	itemPrice      = measure{money: true, thing: true, words: "money per unit of the item"}
	capacityUnits  = measure{thing: true, words: "unit of the resource"}
	capacityPrice  = measure{money: true, thing: true, words: "money per unit of the resource"}
	useUnits       = measure{thing: true, words: "unit of the resource or workforce"}
	crewTime       = measure{thing: true, words: "unit of the workforce, per head"}
	crewTimePrice  = measure{money: true, thing: true, words: "money per unit of the workforce"}
	heads          = measure{unit: "head", words: "heads"}
	headPrice      = measure{money: true, unit: "head", words: "money per head"}
	machines       = measure{unit: "machine", words: "machines"}
	periodsLong    = measure{unit: "period", words: "periods"}
	periodPrice    = measure{money: true, words: "money per period"}
	runs           = measure{unit: "run", words: "runs"}
	runPrice       = measure{money: true, unit: "run", words: "money per run"}
	setupPrice     = measure{money: true, unit: "set-up", words: "money per set-up"}
	loadPerUnit    = measure{unit: "load", words: "loads per unit of the item"}
	loadsCarried   = measure{unit: "load", words: "loads"}
	periodsCount   = measure{unit: "period", words: "periods"}
	objectiveMoney = measure{money: true, words: "money"}
	coverPeriods   = measure{unit: "period", words: "periods"}
	coverDays      = measure{unit: "day", words: "days"}
	spaceOf        = measure{thing: true, words: "unit of the storage"}
	spacePrice     = measure{money: true, thing: true, words: "money per unit of the storage"}
	spacePerUnit   = measure{words: "units of the storage per unit of the item"}
	stockSum       = measure{thing: true, words: "unit of the items, or money"}
	share          = measure{ratio: true, words: "ratio"}
)

// perUnit is the measure of a penalty on a limit of measure m.
func (m measure) perUnit() measure {
	if m.ratio {
		return measure{money: true, unit: m.shareOf, words: "money per " + m.shareOf}
	}
	m.money, m.flow = true, false
	m.words = "money per " + strings.TrimSuffix(m.words, inPeriod)
	return m
}

const inPeriod = " in a period"

// inAPeriod is the measure of an amount for a period, which may be a rate.
func (m measure) inAPeriod() measure {
	m.flow = true
	m.words += inPeriod
	return m
}

// target is the unit word that numbers are converted to; empty where unknown.
func (d *decoder) target(m measure) string {
	if m.thing {
		return d.thing.unit
	}
	return m.unit
}

// number reads a scalar as a number of measure m, with what changes do to it.
func (d *decoder) number(n *node, m measure) (float64, bool) {
	v, ok := d.plainNumber(n, m)
	if !ok || n.trail == nil {
		return v, ok
	}
	m.flow = false
	return d.operate(n, model.Constant(v), m, false).At(0), true
}

// plainNumber reads a scalar, or the cell of a table, as a number of measure m.
func (d *decoder) plainNumber(n *node, m measure) (float64, bool) {
	if n.isTable() {
		return d.numberOfTable(n, m)
	}
	if n.kind != scalarKind {
		d.expected(n, "a number")
		return 0, false
	}
	v, fault := d.measured(n.text, m)
	if fault != nil {
		d.mistake(n, fault.rule, fault.message, fault.hint)
		return 0, false
	}
	return v, true
}

// valueFault is what is wrong with the text of a value.
type valueFault struct{ rule, message, hint string }

// inUnit turns a quantity into the unit of measure m.
func (d *decoder) inUnit(q quantity, m measure) (float64, *valueFault) {
	switch {
	case q.unit == "":
		return q.value, nil
	case m.ratio:
		if q.unit == "%" {
			return q.value / 100, nil
		}
	case m.money:
		return d.money(q, m)
	case m.thing && d.thing.unit == "":
		return q.value, nil // a dangling id: the unit is not known, and the id is reported
	default:
		if v, ok := d.convert(q.value, q.unit, d.target(m), m); ok && d.target(m) != "" {
			return v, nil
		}
	}
	return 0, d.wrongUnit(q.unit, m)
}

// money reads "640 USD", or "2 USD/kg" where the price is per unit.
func (d *decoder) money(q quantity, m measure) (float64, *valueFault) {
	code, per, divided := strings.Cut(q.unit, "/")
	switch {
	case d.currency == "":
		return 0, &valueFault{"unit-mismatch", "expected a bare number, got the unit " + quote(q.unit) + "; the scenario has no currency", "add the key currency: to the scenario"}
	case code != d.currency:
		return 0, d.wrongUnit(q.unit, m)
	case !divided:
		return q.value, nil
	case m.thing && d.thing.unit == "":
		return q.value, nil
	}
	// A price per kg times the kg in a t is the price per t.
	factor, ok := d.convert(1, d.target(m), per, m)
	if !ok || d.target(m) == "" {
		return 0, d.wrongUnit(q.unit, m)
	}
	return q.value * factor, nil
}

// wrongUnit says that a unit cannot be turned into the one of the field.
func (d *decoder) wrongUnit(got string, m measure) *valueFault {
	want := d.target(m)
	switch {
	case m.ratio:
		return &valueFault{"unit-mismatch", "expected a share such as 0.04 or 4 %, got the unit " + quote(got), ""}
	case m.money && want != "":
		want = d.currency + "/" + want
	case m.money:
		want = d.currency
	case want == "":
		return &valueFault{"unit-mismatch", "expected a number without a unit, got the unit " + quote(got), ""}
	}
	hint := ""
	if strings.Contains(got, "/") && !m.money {
		hint = "a rate is per day, week, month, quarter or year"
		if !m.flow {
			hint = "this is no amount for a period, so it cannot be a rate"
		}
	} else if g, w := lookUpUnit(got), lookUpUnit(want); g.dimension == "calendar time" && w.dimension == "time" {
		hint = fmt.Sprintf("how long a %s works is not known here: write the number in %s", strings.TrimSuffix(got, "s"), want)
	} else if got == "%" {
		hint = "write the number itself"
	}
	return &valueFault{"unit-mismatch", fmt.Sprintf("expected %s or a unit that converts to it, got %s", quote(want), quote(got)), hint}
}
