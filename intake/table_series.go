package intake

import (
	"fmt"
	"math"
	"path"
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// tableCells are the cells of a table that give one value, once or over time.
type tableCells struct {
	table  *table
	spec   *tableSpec
	rows   []int32
	column int         // of the values; byHeads where they are below heads that are periods
	period int         // column of the period of each row; none where there is none
	cells  []plainCell // of the rows, where they are known ahead; else nil
}

// The places that are no column.
const (
	none    = -1
	byHeads = -2
)

// isTable tells whether a value is taken from a table.
func (n *node) isTable() bool {
	return n.kind == tableKind || n.kind == mapKind && n.find(fileKey) != nil
}

// cellsOf returns the cells that a value is taken from, false after a mistake.
func (d *decoder) cellsOf(n *node) (*tableCells, bool) {
	if n.kind == tableKind {
		return n.cells, true
	}
	if known, ok := d.found[n]; ok {
		return known, known != nil
	}
	c := d.lookUp(n)
	if d.found == nil {
		d.found = map[*node]*tableCells{}
	}
	d.found[n] = c
	return c, c != nil
}

// lookUp finds the cells that a mapping with the key file means; nil after a mistake.
func (d *decoder) lookUp(n *node) *tableCells {
	if d.tableKeys == nil {
		d.tableKeys = tableObject()
	}
	spec := d.tableSpec(n, d.tableKeys)
	if spec == nil {
		return nil
	}
	t := d.tables.open(d, spec)
	if t == nil {
		return nil
	}
	c := &tableCells{table: t, spec: spec, column: byHeads, period: none}
	sound := true
	if spec.column != "" {
		c.column = d.columnAt(t, n, "column", spec.column)
		c.period, sound = d.periodColumn(t, spec)
	}
	c.rows = d.rowsWhere(t, spec)
	if c.column == none || !sound || c.rows == nil {
		return nil
	}
	return c
}

// columnAt finds the column that a key of a reference names, or reports it.
func (d *decoder) columnAt(t *table, n *node, key, head string) int {
	c := t.column(head)
	if c < 0 {
		e := n.find(key)
		d.enter(e)
		d.missingColumn(t, &e.value, head)
		d.leave()
	}
	return c
}

// defaultPeriod is the head of the column of periods where none is named.
const defaultPeriod = "period"

// periodColumn finds the column of periods, or none; it is false after a mistake.
func (d *decoder) periodColumn(t *table, spec *tableSpec) (int, bool) {
	if spec.period == "" {
		return t.column(defaultPeriod), true
	}
	c := d.columnAt(t, spec.at, "period", spec.period)
	return c, c >= 0
}

// rowsWhere returns the rows that count; nil after reporting that there are none.
func (d *decoder) rowsWhere(t *table, spec *tableSpec) []int32 {
	if len(spec.where) == 0 {
		return t.all()
	}
	d.enter(spec.at.find("where"))
	defer d.leave()
	columns, want := make([]int, len(spec.where)), make([]string, len(spec.where))
	words := ""
	for i := range spec.where {
		e := &spec.where[i]
		columns[i], want[i] = t.column(e.key), strings.TrimSpace(e.value.text)
		if columns[i] < 0 {
			d.enter(e)
			d.missingColumn(t, e.keyNode(), e.key)
			d.leave()
			return nil
		}
		if i > 0 {
			words += " and "
		}
		words += e.key + " is " + quote(want[i])
	}
	rows := t.match(columns, want)
	if len(rows) == 0 {
		d.mistake(&spec.where[0].value, "table-no-row", "expected a row where "+words+", found none", d.similarCell(t, columns, want))
		return nil
	}
	return rows
}

// similarCell suggests what a cell to look for may have been meant as.
func (d *decoder) similarCell(t *table, columns []int, want []string) string {
	const most = 1000 // different texts of a column
	for i, c := range columns {
		seen := map[string]bool{}
		var words []string
		for r := range int32(t.rows()) {
			if text := t.cell(r, c); !seen[text] && len(words) < most {
				seen[text] = true
				words = append(words, text)
			}
		}
		if seen[want[i]] {
			continue
		}
		if near := model.Nearest(want[i], words); near != "" {
			return "did you mean " + near + "?"
		}
		return "the column " + t.heads[c] + " has " + shortened(words)
	}
	return ""
}

// inPlain tells whether the usual spelling of a number means the number itself.
func (s *tableSpec) inPlain() bool { return s.unit == "" && s.decimal == "" }

// cellNumber reads a cell as a number of measure m; label is of its period.
func (d *decoder) cellNumber(c *tableCells, row int32, column int, m measure, label ...string) (rate, bool) {
	if c.spec.inPlain() {
		if v := c.table.usual(column)[row]; !math.IsNaN(v) {
			return rate{value: v}, true
		}
	}
	v, fault := d.localNumber(c, c.table.cell(row, column), m)
	if fault != nil && !d.list.miss() {
		d.list.add(Diagnostic{
			Rule: fault.rule, Path: d.path(label...), Message: fault.message, Hint: fault.hint, Pos: c.table.pos(row, column),
			Related: c.related(),
		})
	}
	return v, fault == nil
}

// localNumber reads a number in the spelling and unit that the reference declares.
func (d *decoder) localNumber(c *tableCells, text string, m measure) (rate, *valueFault) {
	if decimal := c.spec.decimal; decimal != "" && !c.table.typed {
		var fault *valueFault
		if text, fault = pointed(text, decimal); fault != nil {
			return rate{}, fault
		}
	}
	q, fault := parseQuantity(text)
	if fault != nil {
		hint := fault.hint
		if c.spec.decimal == "" && !c.table.typed && looksLocal(text) {
			hint = `add decimal: "," where the table has decimal commas, or decimal: "." where commas stand between thousands`
		}
		return rate{}, &valueFault{"bad-number", fault.message, hint}
	}
	if c.spec.unit != "" && q.unit == "" {
		scale, _ := parseQuantity("1 " + c.spec.unit)
		q.value, q.unit = q.value*scale.value, scale.unit
	}
	return d.ratedQuantity(q, text, m)
}

// looksLocal tells whether a text is a number with a comma in it.
func looksLocal(text string) bool {
	return strings.Contains(text, ",") && text != "" && (isDigit(text[0]) || text[0] == '-')
}

// related is the place in the scenario that asks for the cells.
func (c *tableCells) related() []Related {
	return []Related{{"the table is named", c.spec.at.find(fileKey).pos()}}
}

// cellOf is the place and the text of the first cell for a period, or of the
// only one. Where there is none, it is where the table is named.
func (c *tableCells) cellOf(d *decoder, n *node, period int32) (Pos, string) {
	if row, column := c.find(d, period); row != none {
		return c.table.pos(row, column), c.table.cell(row, column)
	}
	if n.kind != tableKind {
		return n.pos(), valueText(n)
	}
	return n.pos(), fmt.Sprintf("%d rows of %s", len(c.rows), path.Base(c.table.source.name))
}

// find is the row and column of the first cell for a period, or of the only
// one; the row is none where there is no such cell.
func (c *tableCells) find(d *decoder, period int32) (row int32, column int) {
	switch {
	case c.column != byHeads && c.period == none, len(c.rows) == 1 && c.column != byHeads:
		return c.rows[0], c.column
	case period < 0:
	case c.column == byHeads:
		if at := slices.Index(d.periodsOfHeads(c.table), period); at >= 0 {
			return c.rows[0], at
		}
	default:
		periods := d.periodsOf(c.table, c.period)
		for _, r := range c.rows {
			if periods.of(r) == period {
				return r, c.column
			}
		}
	}
	return none, none
}

// numberOfTable reads one number from a table.
func (d *decoder) numberOfTable(n *node, m measure) (float64, bool) {
	m.flow = false
	r, ok := d.rateOfTable(n, m)
	if !ok {
		return 0, false
	}
	v, fault := d.once(r)
	if fault != nil {
		d.mistake(n, fault.rule, fault.message, fault.hint)
	}
	return v, fault == nil
}

// rateOfTable reads one number, which may be a rate where m is for a period.
func (d *decoder) rateOfTable(n *node, m measure) (sum rate, ok bool) {
	c, ok := d.cellsOf(n)
	if !ok {
		return rate{}, false
	}
	if c.column == byHeads {
		d.mistake(n, "missing-key", "expected the key column", "for example: column: quantity")
		return rate{}, false
	}
	first := int32(none)
	for _, r := range c.rows {
		if c.table.empty(r, c.column) {
			continue
		}
		v, ok := d.cellNumber(c, r, c.column, m)
		switch {
		case !ok:
			return rate{}, false
		case first == none:
			sum, first = v, r
		case c.spec.combine == combineSum && v.per == sum.per && v.exchange == sum.exchange:
			sum.value += v.value
		case n.kind != tableKind || c.period == none || v != sum:
			d.twoRows(c, first, r, c.column, "")
			return rate{}, false
		}
	}
	if first == none {
		d.mistake(n, "value-missing", "expected a number, got an empty cell", "")
		return rate{}, false
	}
	return sum, true
}

// twoRows reports that two rows give one value.
func (d *decoder) twoRows(c *tableCells, first, second int32, column int, label string) {
	if d.list.miss() {
		return
	}
	dg := Diagnostic{
		Rule: "table-two-rows", Path: d.path(), Pos: c.table.pos(second, column),
		Message: "expected one row for the value, got two: " + quote(c.table.cell(first, column)) + " and " + quote(c.table.cell(second, column)),
		Hint:    "leave one of the rows out, say with where: which one counts, or add them up with combine: " + combineSum,
		Related: append([]Related{{"first given", c.table.pos(first, column)}}, c.related()...),
	}
	if label != "" {
		dg.Message = "expected one row for " + label + ", got two: " + quote(c.table.cell(first, column)) + " and " + quote(c.table.cell(second, column))
	}
	d.list.add(dg)
}

// seriesOfTable reads a value over time from a table.
func (d *decoder) seriesOfTable(n *node, m measure, complete bool) (model.Series, bool) {
	c, ok := d.cellsOf(n)
	switch {
	case !ok || d.calendar.Len() == 0:
		return model.Series{}, false
	case c.column != byHeads && c.period == none:
		r, ok := d.rateOfTable(n, m)
		if !ok {
			return model.Series{}, false
		}
		return r.over(d)
	}
	if !d.room(n) {
		return model.Series{}, false
	}
	g := gathering{d: d, c: c, m: m, values: make([]float64, d.calendar.Len()), sound: true}
	if cap(d.givenBy) < len(g.values) {
		d.givenBy = make([]cellAt, len(g.values))
	}
	g.givenBy = d.givenBy[:len(g.values)]
	for t := range g.values {
		g.values[t], g.givenBy[t] = math.NaN(), cellAt{none, none}
	}
	if c.column == byHeads {
		g.wide(n)
	} else {
		g.long()
	}
	if !g.sound {
		return model.Series{}, false
	}
	return g.finish(n, complete)
}

// cellAt is a cell by row and column; a head where the row is none.
type cellAt struct {
	row    int32
	column int32
}

// gathering collects a value over time from the cells of a table.
type gathering struct {
	d       *decoder
	c       *tableCells
	m       measure
	values  []float64
	givenBy []cellAt // of each period; none where there is no cell yet
	sound   bool
}

// long takes one cell a row, for the period that the row names.
func (g *gathering) long() {
	periods := g.d.periodsOf(g.c.table, g.c.period)
	if g.c.cells != nil {
		for k, cell := range g.c.cells {
			g.plain(g.c.rows[k], periods.periods[cell.period], cell.value)
		}
		return
	}
	var usual []float64
	if g.c.spec.inPlain() {
		usual = g.c.table.usual(g.c.column)
	}
	for _, r := range g.c.rows {
		if usual != nil {
			g.plain(r, periods.of(r), usual[r])
		} else {
			g.take(periods.of(r), r, g.c.column, cellAt{r, int32(g.c.period)})
		}
	}
}

// plain takes the cell of a row, whose number in its usual spelling is known.
func (g *gathering) plain(row, t int32, usual float64) {
	if t >= 0 && !math.IsNaN(usual) && g.givenBy[t].row == none {
		g.values[t], g.givenBy[t] = usual, cellAt{row, int32(g.c.column)} // nearly all cells
		return
	}
	g.take(t, row, g.c.column, cellAt{row, int32(g.c.period)})
}

// wide takes all cells of a row below heads that are periods.
func (g *gathering) wide(n *node) {
	any := false
	var usual *wideNumbers
	if g.c.spec.inPlain() {
		usual = g.c.table.belowPeriods()
	}
	for column, t := range g.d.periodsOfHeads(g.c.table) {
		if t == noPeriod {
			continue
		}
		any = true
		for _, r := range g.c.rows {
			if t >= 0 && usual != nil && g.givenBy[t].row == none {
				if v := usual.of(r, column); !math.IsNaN(v) {
					g.values[t], g.givenBy[t] = v, cellAt{r, int32(column)} // nearly all cells
					continue
				}
			}
			g.take(t, r, column, cellAt{none, int32(column)})
		}
	}
	if !any {
		g.sound = false
		g.d.mistake(n, "unknown-period", "expected heads that are periods, found none", "say with column: which column holds the values")
	}
}

// take puts the cell at row and column into a period. Where the period is not
// one of the calendar, the cell that names it is at named: a head where its
// row is none.
func (g *gathering) take(t, row int32, column int, named cellAt) {
	table := g.c.table
	switch {
	case t == outsideCalendar && g.c.spec.outside == outsideIgnore:
		return
	case t < 0:
		g.sound = false
		g.d.notAPeriod(table, named, t)
		return
	case table.empty(row, column):
		return // not given
	}
	read, ok := g.d.cellNumber(g.c, row, column, g.m, g.d.labels[t])
	v, before := read.in(g.d, int(t)), g.givenBy[t]
	switch {
	case !ok:
		g.sound = false
	case before.row == none:
		g.values[t], g.givenBy[t] = v, cellAt{row, int32(column)}
	case g.c.spec.combine == combineSum:
		g.values[t] += v
	case before.column != int32(column):
		g.sound = false
		g.d.list.add(Diagnostic{
			Rule: "table-heads", Path: g.d.path(), Pos: table.headPos(column), Related: []Related{{"first given", table.headPos(int(before.column))}},
			Message: "expected one column for " + g.d.calendar.Periods[t].Label + ", got two: " + quote(table.heads[before.column]) + " and " + quote(table.heads[column]),
		})
	default:
		g.sound = false
		g.d.twoRows(g.c, before.row, row, column, g.d.calendar.Periods[t].Label)
	}
}

// finish fills the periods without a cell.
func (g *gathering) finish(n *node, complete bool) (model.Series, bool) {
	rest := math.NaN()
	if at := g.c.spec.rest; at != nil {
		v, fault := g.d.measured(at.text, g.m)
		if fault != nil || at.kind != scalarKind {
			g.d.mistake(at, "bad-number", fmt.Sprintf("expected a number under %s:, got %s", defaultKey, quote(at.text)), "")
			return model.Series{}, false
		}
		rest = v
	}
	var missing []string
	for t, v := range g.values {
		if math.IsNaN(v) {
			g.values[t] = rest
			missing = append(missing, g.d.calendar.Periods[t].Label)
		}
	}
	if math.IsNaN(rest) && len(missing) > 0 && (complete || len(missing) == len(g.values)) {
		g.d.list.add(Diagnostic{
			Rule: "period-missing", Path: g.d.path(), Pos: n.pos(), Related: g.c.related(),
			Message: "expected a row for every period, found none for " + shortened(missing),
			Hint:    "add the rows, or a value for the others with " + defaultKey + ":",
		})
		return model.Series{}, false
	}
	return model.PerPeriod(g.values), true
}
