package intake

// tableSpec says which cells of a table are meant, as written in a scenario.
type tableSpec struct {
	at        *node // the mapping itself
	file      string
	sheet     string
	separator string
	decimal   string
	where     []entry // head to the text that the column must have
	period    string
	unit      string
	combine   string
	outside   string
	rest      *node // for periods without a row

	// Of a single value.
	column string

	// Of a collection.
	id      string
	columns *node
	wide    string // what the columns headed by periods fill
	each    *node
}

// The words for what to do with several rows, and with rows out of the horizon.
const (
	combineSum    = "sum"
	outsideIgnore = "ignore"
)

// fileKey is the key that makes a mapping a reference to a table.
const fileKey = "file"

// tableFields are the keys that every reference to a table has.
func tableFields() []field[tableSpec] {
	text := func(get func(*tableSpec) *string, key, sentence string, options ...option) field[tableSpec] {
		return textField(key, true, get, sentence, options...)
	}
	return []field[tableSpec]{
		text(func(s *tableSpec) *string { return &s.file }, fileKey,
			"A CSV file, or an XLSX workbook, in the folder of the scenario or below it. Its first row holds the heads of the columns.", required, example("demand.csv")),
		text(func(s *tableSpec) *string { return &s.sheet }, "sheet", "The sheet of a workbook.", byDefault("the first sheet"), example("Forecast")),
		choiceField("separator", []string{",", ";", tab, "|"}, func(s *tableSpec) *string { return &s.separator },
			"What stands between the cells of a CSV file.", byDefault("found out among , ; and tab"), example(tab)),
		choiceField("decimal", []string{".", ","}, func(s *tableSpec) *string { return &s.decimal },
			"The decimal sign of a CSV file. Where it is given, numbers may have their thousands apart: 1.234.567,5 or 1,234,567.5.",
			byDefault("a point, and thousands not apart"), example(`","`)),
		nodeField("where", "mapping of texts", schemaTextMap, func(d *decoder, n *node, s *tableSpec) { s.where = d.wheres(n) },
			"The rows that count: a mapping from heads to the text that the column must have.", byDefault("all rows"), example("{family: pumps}")),
		text(func(s *tableSpec) *string { return &s.period }, "period",
			"The column that says which period a row is for: its label, a date in it, or a date as spreadsheets store it.", byDefault("the column period, if there is one"), example("month")),
		newField("unit", "unit", "The unit or scale of the numbers, where a cell names none.",
			[]option{byDefault("that of the value"), example("kg")}, (*decoder).tableUnit),
		choiceField("combine", []string{combineSum}, func(s *tableSpec) *string { return &s.combine },
			"What several rows for the same value are: added up.", byDefault("a mistake"), example(combineSum)),
		choiceField("outside", []string{outsideIgnore}, func(s *tableSpec) *string { return &s.outside },
			"What rows for periods outside the calendar are: left out.", byDefault("a mistake"), example(outsideIgnore)),
		nodeField(defaultKey, "number", schemaNumber, func(_ *decoder, n *node, s *tableSpec) { s.rest = n },
			"The value in periods that have no row.", byDefault("none"), example("0")),
	}
}

// tableObject describes a reference to a table in place of a number, or of
// numbers over time.
func tableObject() *object[tableSpec] {
	return &object[tableSpec]{fields: append(tableFields(),
		textField("column", true, func(s *tableSpec) *string { return &s.column },
			"The column that holds the values.", byDefault("the columns headed by periods"), example("quantity")),
	)}
}

// fromObject describes the rows of a table that stand for the things of a collection.
func fromObject() *object[tableSpec] {
	return &object[tableSpec]{fields: append(tableFields(),
		textField("id", true, func(s *tableSpec) *string { return &s.id },
			"The column that holds the ids, or a text with columns in braces.", byDefault("the column id"), example(`"{family}-{market}"`)),
		nodeField("columns", "mapping of texts", schemaTextMap, func(d *decoder, n *node, s *tableSpec) { s.columns = d.columns(n) },
			"A mapping from paths below the thing to the columns that fill them. Either may be a text with columns in braces.",
			byDefault("the heads are the paths"), example("{item: family, quantity: qty, backlog.cost: late}")),
		textField("periods", true, func(s *tableSpec) *string { return &s.wide },
			"The path that the columns headed by periods fill.", byDefault("none"), example("quantity")),
		nodeField("each", "mapping", schemaChanges, func(_ *decoder, n *node, s *tableSpec) { s.each = n },
			"What every thing has where its row gives nothing.", byDefault("nothing"), example("{unit: t, backlog: {cost: 5}}")),
	)}
}

// nodeField is a field that is looked at later.
func nodeField(
	key, form string, schema schemaKind, decode func(*decoder, *node, *tableSpec), sentence string, options ...option,
) field[tableSpec] {
	f := newField(key, form, sentence, options, decode)
	f.schema = schema
	if schema == schemaNumber {
		f.unit.words = "unit of the value"
	}
	return f
}

// tableUnit reads the unit of the numbers in a table: "kg", "USD/t", "k", "%".
func (d *decoder) tableUnit(n *node, s *tableSpec) {
	word, ok := d.plain(n, "a unit such as kg")
	if !ok {
		return
	}
	if _, fault := parseQuantity("1 " + word); fault != nil || word == "" || isDigit(word[0]) {
		d.mistake(n, "bad-unit", "expected one unit such as kg, got "+quote(word), "")
		return
	}
	s.unit = word
}

// wheres reads a mapping from heads to texts.
func (d *decoder) wheres(n *node) []entry {
	if n.kind != mapKind {
		d.expected(n, "a mapping from heads to texts")
		return nil
	}
	return d.texts(n, "a text to look for")
}

// columns reads a mapping from paths to columns.
func (d *decoder) columns(n *node) *node {
	if n.kind != mapKind {
		d.expected(n, "a mapping from paths to columns")
		return nil
	}
	d.texts(n, "the head of a column")
	return n
}

// texts checks that every entry of a mapping is a text.
func (d *decoder) texts(n *node, what string) []entry {
	for i := range n.entries {
		e := &n.entries[i]
		d.enter(e)
		_, ok := d.plain(&e.value, what)
		d.leave()
		if !ok {
			return nil
		}
	}
	return n.entries
}

// tableSpec reads a reference to a table; nil where it has a mistake.
func (d *decoder) tableSpec(n *node, of *object[tableSpec]) *tableSpec {
	spec := &tableSpec{at: n}
	before := d.list.size()
	of.decode(d, n, spec)
	if d.list.size() > before {
		return nil
	}
	return spec
}
