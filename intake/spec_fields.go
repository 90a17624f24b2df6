package intake

import (
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/steelyard-sop/steelyard/model"
)

// schemaKind chooses the JSON Schema of a field.
type schemaKind uint8

const (
	schemaText schemaKind = iota
	schemaFlag
	schemaNumber
	schemaSeries
	schemaObject
	schemaMap       // ids to objects
	schemaParts     // ids to values over time
	schemaPartsOrID // the same, or one id
	schemaTexts     // a text, or a list of texts
	schemaSizes     // units to quantities
	schemaAmounts   // paths to values over time
	schemaChanges   // paths to new values of any kind
	schemaAnyList   // a list of values of any kind
	schemaTextMap   // texts to texts
	schemaNumbers   // a list of numbers
)

// option changes the documentation of a field.
type option func(*meta)

func required(m *meta) { m.required = true }

func byDefault(words string) option { return func(m *meta) { m.byDef = words } }

func example(text string) option { return func(m *meta) { m.example = text } }

func within(span string) option { return func(m *meta) { m.span = span } }

func never(string) bool { return false }

func newField[T any](key, form, sentence string, options []option, decode func(*decoder, *node, *T)) field[T] {
	f := field[T]{meta{key: key, form: form, sentence: sentence, accepts: never}, decode, nil}
	for _, o := range options {
		o(&f.meta)
	}
	return f
}

// textField is free text. Where oneLine is set it must fit into a table.
func textField[T any](key string, oneLine bool, get func(*T) *string, sentence string, options ...option) field[T] {
	f := newField(key, "text", sentence, options, func(d *decoder, n *node, into *T) {
		text, ok := d.plain(n, "a text")
		switch {
		case !ok:
		case text == "":
			d.mistake(n, "value-missing", "expected a text, got an empty one", "")
		case oneLine && strings.ContainsAny(text, "\n\r\t"):
			d.mistake(n, "text-lines", "expected a text on one line, got "+quote(text), "")
		case strings.ContainsFunc(text, notText):
			d.mistake(n, "text-lines", "expected a text without control characters, got "+quote(text), "")
		case strings.ContainsFunc(text, turns):
			d.mistake(n, "text-direction", "expected a text without characters that turn its direction, got "+quote(text),
				"take out the invisible character "+firstTurn(text)+"; right-to-left letters need none")
		default:
			*get(into) = text
		}
	})
	f.encode = encodeText(get)
	return f
}

// unitField is the unit of an item, resource or workforce.
func unitField[T any](get func(*T) *string, sentence, byDef string) field[T] {
	f := newField("unit", "unit", sentence, []option{byDefault(byDef), example(byDef)}, func(d *decoder, n *node, into *T) {
		word, ok := d.plain(n, "a unit such as "+byDef)
		if ok && !isUnitWord(word) {
			d.mistake(n, "bad-unit", "expected one word such as "+byDef+", got "+quote(word), "k, M and % are scales of numbers and cannot be units")
			return
		}
		if ok {
			*get(into) = word
		}
	})
	f.encode = encodeText(get)
	return f
}

// isUnitWord tells whether a word can follow a number as its unit.
func isUnitWord(word string) bool {
	const longest = 24
	return word != "" && len(word) <= longest && word != "k" && word != "M" &&
		!strings.ContainsAny(word, " %/,:;\"'[]{}") && !strings.ContainsAny(word[:1], "0123456789+-._*") &&
		!strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsPrint(r) })
}

// choiceField is one word among several.
func choiceField[T any, W ~string](key string, words []W, get func(*T) *W, sentence string, options ...option) field[T] {
	names := make([]string, len(words))
	for i, w := range words {
		names[i] = string(w)
	}
	f := newField(key, "word", sentence, options, func(d *decoder, n *node, into *T) {
		text, ok := d.plain(n, "one of "+strings.Join(names, ", "))
		if !ok {
			return
		}
		if !slices.Contains(names, text) {
			d.mistake(n, "unknown-word", "expected one of "+strings.Join(names, ", ")+"; got "+quote(text), d.suggest(text, names))
			return
		}
		*get(into) = W(text)
	})
	f.choices, f.encode = names, encodeText(get)
	return f
}

// flagField is true or false.
func flagField[T any](key string, get func(*T) *bool, sentence string, options ...option) field[T] {
	f := newField(key, "true or false", sentence, options, func(d *decoder, n *node, into *T) {
		switch {
		case n.kind == scalarKind && n.text == "true":
			*get(into) = true
		case n.kind == scalarKind && n.text == "false":
			*get(into) = false
		default:
			d.expected(n, "true or false")
		}
	})
	f.schema, f.encode = schemaFlag, encodeFlag(get)
	return f
}

// numberField is one number.
func numberField[T any](key string, m measure, get func(*T) *float64, sentence string, options ...option) field[T] {
	f := newField(key, "number", sentence, append([]option{within(">= 0")}, options...), func(d *decoder, n *node, into *T) {
		if v, ok := d.number(n, m); ok {
			*get(into) = v
		}
	})
	f.unit, f.schema, f.accepts, f.encode = m, schemaNumber, isFileKey, encodeNumber(m, get)
	return f
}

// rankField is a whole number from 1; 0 where it is not given.
func rankField[T any](key string, get func(*T) *int, sentence string, options ...option) field[T] {
	const most = 1e6
	rank := measure{words: "rank"}
	f := newField(key, "whole number", sentence, append([]option{within(">= 1")}, options...), func(d *decoder, n *node, into *T) {
		v, ok := d.number(n, rank)
		if ok && (v < 1 || v > most || v != math.Trunc(v)) {
			d.mistake(n, "bad-priority", "expected a whole number from 1, got "+quote(n.text), "1 is kept the longest, then 2, and so on")
			return
		}
		*get(into) = int(v)
	})
	f.unit, f.schema, f.accepts = rank, schemaNumber, isFileKey
	f.encode = func(_ *encoder, from *T, _ *node) (Value, bool) {
		return Value{Kind: NumberValue, Numbers: []float64{float64(*get(from))}}, *get(from) != 0
	}
	return f
}

// dateField is a calendar date.
func dateField[T any](key string, get func(*T) *string, sentence string, options ...option) field[T] {
	f := newField(key, "date", sentence, options, func(d *decoder, n *node, into *T) {
		text, ok := d.plain(n, "a date such as 2026-01-31")
		if !ok {
			return
		}
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			d.mistake(n, "bad-date", "expected a date such as 2026-01-31, got "+quote(text), "")
			return
		}
		*get(into) = text
	})
	f.encode = encodeText(get)
	return f
}

// seriesField is a value over time, which may be left open in some periods.
func seriesField[T any](key string, m measure, get func(*T) *model.Series, sentence string, options ...option) field[T] {
	return seriesOf(key, m, false, get, sentence, options)
}

// seriesOf is a value over time; where complete is set, every period needs one.
func seriesOf[T any](key string, m measure, complete bool, get func(*T) *model.Series, sentence string, options []option) field[T] {
	options = append([]option{within(">= 0")}, options...)
	f := newField(key, "number over time", sentence, options, func(d *decoder, n *node, into *T) {
		if s, ok := d.series(n, m, complete); ok {
			*get(into) = s
		}
	})
	f.unit, f.schema, f.accepts, f.encode = m, schemaSeries, isSeriesKey, encodeSeries(m, get)
	return f
}

// nested is a mapping inside a mapping. present, where given, is called when
// the key is there at all.
func nested[T, U any](key, form string, of *object[U], get func(*T) *U, present func(*U), sentence string, options ...option) field[T] {
	f := newField(key, form, sentence, options, func(d *decoder, n *node, into *T) {
		target := get(into)
		if present != nil {
			present(target)
		}
		of.decode(d, n, target)
	})
	f.inner, f.schema, f.accepts, f.encode = of, schemaObject, of.accepts, encodeNested(of, get, present)
	f.allows = present != nil && !slices.ContainsFunc(of.fields, func(f field[U]) bool { return f.required })
	return f
}

// limitField is a limit over time: its value alone, or a mapping with owner,
// reason, review and penalty.
func limitField[T any](key string, m measure, get func(*T) *model.Limit, sentence string, options ...option) field[T] {
	return limitOf(key, m, false, get, sentence, options)
}

// fullLimitField is a limit that needs a value in every period.
func fullLimitField[T any](key string, m measure, get func(*T) *model.Limit, sentence string, options ...option) field[T] {
	return limitOf(key, m, true, get, sentence, options)
}

func limitOf[T any](key string, m measure, complete bool, get func(*T) *model.Limit, sentence string, options []option) field[T] {
	return limitMadeOf(key, m, limitObject(m, complete), get, sentence, options)
}

// limitMadeOf is a limit whose mapping is described by of.
func limitMadeOf[T any](key string, m measure, of *object[model.Limit], get func(*T) *model.Limit, sentence string, options []option) field[T] {
	f := nested(key, limitForm, of, get, nil, sentence, append([]option{within(">= 0")}, options...)...)
	f.unit = m
	return f
}

// ident says how the things of a collection get their id.
type ident[U any] struct {
	of    func(*U) string
	begin func(thing *U, id string) // sets the id and the defaults that are not zero
	// scope finds what the numbers of one thing depend on, its unit above all.
	scope func(d *decoder, id string, n *node) thing
}

// elements is a mapping from ids to things.
func elements[T, U any](
	key, form string, of *object[U], get func(*T) *[]U, id ident[U], sentence string, options ...option,
) field[T] {
	f := newField(key, "mapping of "+form, sentence, options, func(d *decoder, n *node, into *T) {
		if n.kind == nullKind {
			return
		}
		if n.kind != mapKind {
			d.expected(n, "a mapping from ids to "+form)
			return
		}
		outer := d.thing
		list := make([]U, len(n.entries))
		for i, e := range n.sorted() {
			d.enter(e)
			d.checkID(e)
			id.begin(&list[i], e.key)
			d.thing = id.scope(d, e.key, &e.value)
			of.decode(d, &e.value, &list[i])
			d.leave()
		}
		d.thing = outer
		*get(into) = list
	})
	f.inner, f.schema, f.open, f.encode = of, schemaMap, true, encodeElements(of, get, id)
	return f
}

// partsField is a mapping from ids to quantities per run. Where single is set
// one id alone stands for one unit of it.
func partsField[T any](
	key string, m measure, single bool, get func(*T) *[]model.Part,
	scopes func(*decoder) map[string]thing, sentence string, options ...option,
) field[T] {
	f := newField(key, "mapping of quantities", sentence, append([]option{within(">= 0")}, options...), func(d *decoder, n *node, into *T) {
		if n.kind == scalarKind && single {
			*get(into) = []model.Part{{ID: strings.TrimSpace(n.text), Quantity: model.Constant(1)}}
			return
		}
		if n.kind != mapKind {
			d.expected(n, "a mapping from ids to quantities")
			return
		}
		*get(into) = d.parts(n, m, scopes(d))
	})
	f.unit, f.schema, f.encode = m, schemaParts, encodeParts(m, single, get, scopes)
	if single {
		f.schema = schemaPartsOrID
	}
	return f
}

func (d *decoder) parts(n *node, m measure, scopes map[string]thing) []model.Part {
	outer := d.thing
	list := make([]model.Part, 0, len(n.entries))
	for _, e := range n.sorted() {
		d.enter(e)
		d.thing = scopes[e.key]
		part := model.Part{ID: e.key, Quantity: model.Constant(math.NaN())}
		if e.value.kind == nullKind {
			d.mistake(&e.value, "value-missing", "expected a quantity per run, got nothing", "")
		} else if s, ok := d.series(&e.value, m, true); ok {
			part.Quantity = s
		}
		list = append(list, part)
		d.leave()
	}
	d.thing = outer
	return list
}
