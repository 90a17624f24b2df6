package book

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/steelyard-sop/steelyard/report"
)

// Every table of the plan becomes a sheet of its own. Names and columns are
// those of the document, so that whoever knows one knows the other.

// thingColumns are the columns that name a thing in whose unit the numbers of a
// row are, the deciding one first.
var thingColumns = []struct {
	key   string
	kinds []report.Kind
}{
	{"substance", []report.Kind{report.KindEmission}},
	{"item", []report.Kind{report.KindFamily, report.KindMaterial}},
	{"resource", []report.Kind{report.KindResource}},
	{"workforce", []report.Kind{report.KindWorkforce}},
	{"of", []report.Kind{report.KindResource, report.KindWorkforce}},
	{"storage", []report.Kind{report.KindStorage}},
	{"demand", []report.Kind{report.KindDemand}},
}

// unitless are numbers that are in no unit of a thing: counts, shares and states.
var unitless = []string{
	"runs", "share", "heads", "hired", "laid_off", "left", "trainees", "short_time", "idle", "signed",
	"maintained", "shift", "open", "opened", "closed", "on", "starts", "stops", "carried", "launched", "ends",
}

// levels are numbers at one moment and shares, which do not add up over time.
var levels = []string{"opening", "closing", "backlog", "heads", "trainees", "short_time", "idle", "share", "open", "on", "carried", "cash", "credit", "shift", "capacity"}

// days are texts that are days.
var days = []string{"place", "arrives", "review"}

// tables are the sheets of the plan.
func (b *builder) tables() []*sheet {
	if b.d.Plan == nil {
		return nil
	}
	var list []*sheet
	all := reflect.ValueOf(b.d.Plan).Elem()
	for i := range all.NumField() {
		key := jsonKey(all.Type().Field(i))
		if rows := all.Field(i); rows.Kind() == reflect.Slice && rows.Len() > 0 {
			list = append(list, b.table(key, rows))
		}
	}
	return list
}

func jsonKey(f reflect.StructField) string {
	key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return key
}

// words makes a heading of a key: laid_off is laid off.
func words(key string) string { return strings.ReplaceAll(key, "_", " ") }

// heading is words with a capital.
func heading(key string) string {
	text := words(key)
	return strings.ToUpper(text[:1]) + text[1:]
}

// table lays out one table of the plan: the texts of a row, its unit where a
// thing in it has one, then its numbers.
func (b *builder) table(key string, rows reflect.Value) *sheet {
	t := planTable{b: b, rows: rows, key: key}
	t.split()
	s := &sheet{name: heading(key), title: heading(key), table: "plan_" + key, frozen: len(t.texts)}
	for _, f := range t.texts {
		s.columns = append(s.columns, column{title: words(f.key), look: t.textLook(f)})
	}
	if t.named {
		s.columns = append(s.columns, column{title: "name"})
	}
	if t.unit != nil {
		s.columns = append(s.columns, column{title: "unit"})
	}
	for _, f := range t.numbers {
		s.columns = append(s.columns, t.numberColumn(f))
	}
	s.frozen = min(s.frozen, mostFrozen)
	for i := range rows.Len() {
		s.rows = append(s.rows, t.cells(i))
	}
	return s
}

// mostFrozen leaves room for what is beside the columns that stay.
const mostFrozen = 3

// planTable is one table of the plan while it is laid out.
type planTable struct {
	b       *builder
	key     string
	rows    reflect.Value
	texts   []planField
	numbers []planField
	unit    []string // of every row; nil where no row has one
	named   bool     // a name besides the id is shown
	names   []string
}

type planField struct {
	key string
	at  int
}

// split tells texts from numbers, and leaves out what is empty in all rows.
func (t *planTable) split() {
	of := t.rows.Type().Elem()
	for i := range of.NumField() {
		f := planField{jsonKey(of.Field(i)), i}
		omitted := strings.Contains(of.Field(i).Tag.Get("json"), "omitempty")
		switch kind := of.Field(i).Type.Kind(); {
		case omitted && !t.any(i):
		case kind == reflect.String, kind == reflect.Bool:
			t.texts = append(t.texts, f)
		case kind == reflect.Float64, kind == reflect.Pointer, kind == reflect.Int:
			t.numbers = append(t.numbers, f)
		}
	}
	t.things()
}

func (t *planTable) any(field int) bool {
	for i := range t.rows.Len() {
		if !t.rows.Index(i).Field(field).IsZero() {
			return true
		}
	}
	return false
}

// things finds the unit and the name of what each row is about.
func (t *planTable) things() {
	for _, c := range thingColumns {
		at := slices.IndexFunc(t.texts, func(f planField) bool { return f.key == c.key })
		if at < 0 {
			continue
		}
		t.unit, t.names = make([]string, t.rows.Len()), make([]string, t.rows.Len())
		for i := range t.rows.Len() {
			id := t.rows.Index(i).Field(t.texts[at].at).String()
			thing, _ := t.b.names.Thing(id, c.kinds...)
			t.unit[i], t.names[i] = thing.Unit, thing.Name
			t.named = t.named || thing.Name != "" && thing.Name != id
		}
		return
	}
}

func (t *planTable) textLook(f planField) look {
	if t.isDay(f) {
		return look{format: asDay}
	}
	return look{}
}

// isDay tells whether a column has days. Only orders are kept by day.
func (t *planTable) isDay(f planField) bool {
	return t.key == "orders" && slices.Contains(days, f.key)
}

// numberColumn suits a column to its numbers. It has a total where they add up:
// amounts of one unit that are no levels.
func (t *planTable) numberColumn(f planField) column {
	numbers := make([]float64, 0, t.rows.Len())
	for i := range t.rows.Len() {
		if x, has := number(t.rows.Index(i).Field(f.at)); has {
			numbers = append(numbers, x)
		}
	}
	c := column{title: words(f.key), look: look{format: formatFor(numbers), right: true}}
	if t.key == "cash" {
		c.look.format = moneyFormat(t.b.d.Scenario.Currency, false)
	}
	if t.key == "storage" {
		return c // all of it is at the end of a period
	}
	c.total = !slices.Contains(levels, f.key) && len(numbers) > 0 && (slices.Contains(unitless, f.key) || t.key == "cash" || t.oneUnit())
	return c
}

// oneUnit tells whether all rows are in the same unit.
func (t *planTable) oneUnit() bool {
	return t.unit != nil && !slices.ContainsFunc(t.unit, func(u string) bool { return u != t.unit[0] })
}

func number(v reflect.Value) (float64, bool) {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return 0, false
		}
		v = v.Elem()
	}
	if v.CanInt() {
		return float64(v.Int()), true
	}
	return v.Float(), true
}

// cells is one row.
func (t *planTable) cells(i int) []any {
	row, from := make([]any, 0, len(t.texts)+len(t.numbers)+2), t.rows.Index(i)
	for _, f := range t.texts {
		switch v := from.Field(f.at); {
		case v.Kind() == reflect.Bool && v.Bool():
			row = append(row, "yes")
		case v.Kind() == reflect.Bool:
			row = append(row, "no")
		case t.isDay(f):
			row = append(row, day(v.String()))
		default:
			row = append(row, text(v.String()))
		}
	}
	if t.named {
		row = append(row, text(t.names[i]))
	}
	if t.unit != nil {
		row = append(row, text(t.unit[i]))
	}
	for _, f := range t.numbers {
		if x, has := number(from.Field(f.at)); has {
			row = append(row, x)
		} else {
			row = append(row, nil)
		}
	}
	return row
}

// text is a cell with a text from users; none where it is empty.
func text(s string) any {
	if s == "" {
		return nil
	}
	return safe(s)
}

// day is the number that spreadsheets have for a day; what is no day stays a text.
func day(s string) any {
	const zero = "1899-12-30"
	from, _ := time.Parse(time.DateOnly, zero)
	date, err := time.Parse(time.DateOnly, s)
	if err != nil || date.Year() < 1901 {
		return text(s)
	}
	return date.Sub(from).Hours() / 24
}
