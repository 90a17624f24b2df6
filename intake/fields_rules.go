package intake

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// ruleMoney is the penalty of a rule.
var ruleMoney = measure{money: true, words: "money per unit of the rule"}

func ruleObject() *object[model.LinearRule] {
	limit := func(r *model.LinearRule) *model.Limit { return &r.Limit }
	return &object[model.LinearRule]{main: "expr", fields: []field[model.LinearRule]{
		nameField(func(r *model.LinearRule) *string { return &r.Name }),
		exprField(),
		ruleOverField(),
		periodsField(func(r *model.LinearRule) *[]int { return &r.Periods },
			"The periods that the rule is about: one, a range, or a list of them.", "[2026-02, 2026-04..2026-06]"),
		valuesField(),
		flagField("off", func(r *model.LinearRule) *bool { return &r.Off },
			"Leaves the rule out without deleting it, so that a variant can take it in.", byDefault("false"), example("true")),
		textField("unit", true, func(r *model.LinearRule) *string { return &r.Unit },
			"The unit that the two sides are in, for reports.", byDefault("that of the quantities"), example("t")),
		textField("owner", true, func(r *model.LinearRule) *string { return &limit(r).Owner },
			"Who decides the rule.", byDefault("empty"), example("head of purchasing")),
		textField("reason", true, func(r *model.LinearRule) *string { return &limit(r).Reason },
			"Why there is a rule.", byDefault("empty"), example("no supplier may become too large")),
		dateField("review", func(r *model.LinearRule) *string { return &limit(r).Review },
			"When the rule is looked at again.", byDefault("empty"), example("2026-06-30")),
		seriesField("penalty", ruleMoney, func(r *model.LinearRule) *model.Series { return &limit(r).Penalty },
			"Makes the rule priced: the plan may break it and pays this much penalty money per unit. It steers the plan and is no real money.",
			byDefault("none: the rule is hard"), example("25")),
		keptField(func(r *model.LinearRule) *int { return &limit(r).Priority }),
	}}
}

func ruleIdent() ident[model.LinearRule] {
	return ident[model.LinearRule]{
		of:    func(r *model.LinearRule) string { return r.ID },
		begin: func(r *model.LinearRule, id string) { r.ID, r.Window = id, 1 },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
}

// exprField is the expression. It is only kept here: what it means is found out
// once everything that it may speak of is known.
func exprField() field[model.LinearRule] {
	f := newField("expr", "expression", "The rule: linear in quantities of the plan, compared by <=, >= or ==.",
		[]option{required, example(`total(bought, supplier == "acme") <= 0.4 * total(bought)`)},
		func(d *decoder, n *node, into *model.LinearRule) {
			text, ok := d.plain(n, "an expression such as total(bought) <= 500")
			if !ok {
				return
			}
			into.Expr = text
			d.keepExpression("rules."+into.ID, n)
		})
	f.encode = encodeText(func(r *model.LinearRule) *string { return &r.Expr })
	return f
}

// valuesField are the numbers that the expression calls by name.
func valuesField() field[model.LinearRule] {
	f := partsField("values", measure{words: "as the expression needs"}, false, func(r *model.LinearRule) *[]model.Part { return &r.Values },
		func(*decoder) map[string]thing { return nil },
		"Numbers over time that the expression calls by name.", byDefault("none"), within("any"), example("{quota: [100, 120]}"))
	read := f.decode
	f.decode = func(d *decoder, n *node, into *model.LinearRule) {
		read(d, n, into)
		for i := range n.entries {
			e := &n.entries[i]
			if problem := badName(e.key); problem != "" {
				d.mistake(e.keyNode(), "bad-name", "expected a name "+problem+", got "+quote(e.key), "", e.key)
			}
		}
	}
	return f
}

const (
	overPeriod  = "period"
	overHorizon = "horizon"
)

// ruleOverField is how many periods one limit adds up.
func ruleOverField() field[model.LinearRule] {
	f := newField("over", "text", "What one limit adds up: each period by itself; the horizon, all periods together; or so many periods in a row, with one limit for each period that ends such a run.",
		[]option{byDefault(overPeriod), within("period, horizon, or a number of periods"), example("3 periods")},
		func(d *decoder, n *node, into *model.LinearRule) {
			text, ok := d.plain(n, "period, horizon or a number of periods")
			if !ok {
				return
			}
			switch text {
			case overPeriod:
				into.Window = 1
				return
			case overHorizon:
				into.Window = 0
				return
			}
			count, found := strings.CutSuffix(text, " periods")
			window, err := strconv.Atoi(count)
			if !found || err != nil || window < 1 || window > max(d.calendar.Len(), 1) {
				d.mistake(n, "rule-form", fmt.Sprintf("expected period, horizon or a number of periods up to %d, got %s", d.calendar.Len(), quote(text)), "write 3 periods")
				return
			}
			into.Window = window
		})
	f.encode = func(_ *encoder, from *model.LinearRule, _ *node) (Value, bool) {
		text := strconv.Itoa(from.Window) + " periods"
		switch from.Window {
		case 0:
			text = overHorizon
		case 1:
			text = overPeriod
		}
		return Value{Kind: TextValue, Text: text}, true
	}
	return f
}

// periodsField are the periods that something is about.
func periodsField[T any](get func(*T) *[]int, sentence, sample string) field[T] {
	f := newField("periods", "text or list of texts", sentence, []option{byDefault("all"), example(sample)},
		func(d *decoder, n *node, into *T) { *get(into) = d.listOfPeriods(n) })
	f.schema = schemaTexts
	return f
}

// listOfPeriods reads one period or range, or a list of them; the periods come
// in order and once each.
func (d *decoder) listOfPeriods(n *node) []int {
	items := []node{*n}
	if n.kind == listKind {
		items = n.items
	}
	var periods []int
	for i := range items {
		periods = append(periods, d.somePeriods(&items[i])...)
	}
	slices.Sort(periods)
	return slices.Compact(periods)
}

// somePeriods reads one period or range.
func (d *decoder) somePeriods(n *node) (periods []int) {
	text, ok := d.plain(n, "a period, or a range of periods")
	if !ok || d.calendar.Len() == 0 {
		return nil
	}
	if text == defaultKey {
		d.expected(n, "a period, or a range of periods")
		return nil
	}
	e := entry{key: text, keyLine: n.line, keyColumn: n.column, layer: n.layer}
	if first, last, ok := d.periodRange(&e); ok {
		for t := first; t <= last; t++ {
			periods = append(periods, t)
		}
	}
	return periods
}
