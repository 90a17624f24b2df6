package intake

import (
	"fmt"
	"strings"
	"time"

	"github.com/steelyard-sop/steelyard/model"
)

// What stands in place of a period for a cell that names none of the calendar.
const (
	outsideCalendar = -1 // a period or a date before or after the planned ones
	noPeriod        = -2 // neither a period nor a date
)

// dateLayouts are the spellings of a date that mean the same everywhere.
// 01/02/2026 is not among them.
var dateLayouts = [...]string{time.DateOnly, "2006/1/2", "2.1.2006", "2006-01-02 15:04:05", "2006-01-02T15:04:05", time.RFC3339}

// periodOf reads the text of a cell as a period of the calendar: its label, a
// date inside it, or a date as spreadsheets store it.
func (d *decoder) periodOf(text string, base04 bool) int32 {
	if t, ok := d.periods[text]; ok {
		return int32(t)
	}
	date, ok := anyDate(text)
	if !ok {
		date, ok = serialDate(text, base04)
	}
	switch {
	case ok:
		return d.periodAt(date)
	case isAnyPeriod(text):
		return outsideCalendar
	}
	return noPeriod
}

func anyDate(text string) (time.Time, bool) {
	for _, layout := range dateLayouts {
		if date, err := time.Parse(layout, text); err == nil {
			return date.UTC(), true
		}
	}
	return time.Time{}, false
}

// isAnyPeriod tells whether a text is the label of a period of any calendar,
// fiscal ones among them.
func isAnyPeriod(text string) bool {
	_, _, ok := model.LabelBucket(text)
	return ok
}

// periodAt finds the period that a day lies in.
func (d *decoder) periodAt(day time.Time) int32 {
	low, high := 0, d.calendar.Len()
	for low < high {
		middle := (low + high) / 2
		switch p := &d.calendar.Periods[middle]; {
		case day.Before(p.Start):
			high = middle
		case !day.Before(p.End):
			low = middle + 1
		default:
			return int32(middle)
		}
	}
	return outsideCalendar
}

// datedColumn is a column of periods.
type datedColumn struct {
	codes   []uint32 // of each row
	periods []int32  // by code
}

func (c *datedColumn) of(row int32) int32 { return c.periods[c.codes[row]] }

// periodsOf reads a column of periods, once for each table and column.
func (d *decoder) periodsOf(t *table, column int) *datedColumn {
	at := tableColumn{t, column}
	if known := d.datedRows[at]; known != nil {
		return known
	}
	coded := t.coded(column)
	dated := &datedColumn{coded.codes, make([]int32, len(coded.keys))}
	for code, text := range coded.keys {
		dated.periods[code] = d.periodOf(text, t.base04)
	}
	if d.datedRows == nil {
		d.datedRows = map[tableColumn]*datedColumn{}
	}
	d.datedRows[at] = dated
	return dated
}

// tableColumn is one column of a table.
type tableColumn struct {
	table  *table
	column int
}

// periodsOfHeads reads the heads of a table as periods.
func (d *decoder) periodsOfHeads(t *table) []int32 {
	if known, ok := d.datedHeads[t]; ok {
		return known
	}
	periods := make([]int32, len(t.heads))
	for c, head := range t.heads {
		periods[c] = noPeriod
		if startsWithDigit(head) {
			periods[c] = d.periodOf(head, t.base04)
		}
	}
	if d.datedHeads == nil {
		d.datedHeads = map[*table][]int32{}
	}
	d.datedHeads[t] = periods
	return periods
}

// startsWithDigit tells a head that can be a period from the key of a field.
func startsWithDigit(head string) bool { return head != "" && isDigit(head[0]) }

// notAPeriod reports a cell, or a head, that names no period of the calendar.
func (d *decoder) notAPeriod(t *table, at cellAt, found int32) {
	if d.list.miss() {
		return
	}
	pos, text := t.placeOf(at)
	labels := d.calendar.Labels()
	first, last := labels[0], labels[len(labels)-1]
	dg := Diagnostic{
		Rule: "unknown-period", Path: d.path(), Pos: pos, Hint: "write a period as " + first + ", or a date in it as 2026-01-31",
		Message: fmt.Sprintf("expected a period from %s to %s, got %s", first, last, quote(text)),
	}
	if found == outsideCalendar {
		dg.Hint = "add outside: " + outsideIgnore + " to leave out the rows of other periods"
	} else if near := model.Nearest(text, labels); near != "" {
		dg.Hint = "did you mean " + near + "?"
	} else if strings.Count(text, "/") == 2 {
		dg.Hint = "day and month cannot be told apart here: write 2026-01-31"
	}
	d.list.add(dg)
}
