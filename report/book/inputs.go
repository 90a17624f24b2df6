package book

import (
	"math"
	"strconv"
)

// Input is one value of the scenario.
type Input struct {
	Path     string // its address
	Unit     string // of the numbers; empty where they have none
	Numbers  []float64
	OverTime bool   // every period can have a number of its own: Numbers are one for all, or one each; NaN: not given
	Text     string // where there are no numbers
	From     string // where the value comes from: plan.yaml:14:9
	Locked   string // why it cannot be changed here; empty: it can
}

// The sheet of inputs and the hidden one that says where it comes from. A reader
// of workbooks relies on both; it finds columns by their heads.
const (
	inputsSheet   = "Inputs"
	identitySheet = "steelyard"
	bookFormat    = 1 // version of what a reader relies on

	pathHead, unitHead, valueHead, fromHead, lockedHead = "path", "unit", "value", "from", "locked because"
)

// inputs lists the values of the scenario. Those with a coloured cell can be
// changed: the value for all periods, or those of single periods.
func (b *builder) inputs() *sheet {
	if len(b.o.Inputs) == 0 {
		return nil
	}
	s := &sheet{
		name: inputsSheet, title: "Inputs", note: "change coloured cells, save, then: steelyard import WORKBOOK --base SCENARIO", table: "inputs", frozen: 3,
		columns: []column{{title: pathHead}, {title: unitHead}, {title: valueHead, width: 18}},
	}
	for _, label := range b.d.Scenario.Periods {
		s.columns = append(s.columns, column{title: label})
	}
	s.columns = append(s.columns, column{title: fromHead}, column{title: lockedHead})
	for i := range b.o.Inputs {
		s.rows = append(s.rows, inputRow(&b.o.Inputs[i], len(b.d.Scenario.Periods)))
	}
	return s
}

func inputRow(in *Input, periods int) []any {
	row := make([]any, 3+periods+2)
	row[0], row[1], row[3+periods], row[4+periods] = text(in.Path), text(in.Unit), text(in.From), text(in.Locked)
	open := in.Locked == ""
	number := look{format: inputFormat(in.Numbers), right: true}
	switch {
	case in.Numbers == nil && open:
		row[2] = cell{value: guarded(in.Text), look: look{format: asText, input: true}}
	case in.Numbers == nil:
		row[2] = cell{value: safe(in.Text), look: look{format: asText}}
	case len(in.Numbers) == 1:
		row[2] = inputCell(in.Numbers[0], number, open)
		for t := 0; t < periods && in.OverTime && open; t++ {
			row[3+t] = inputCell(math.NaN(), number, open)
		}
	default:
		for t := range min(periods, len(in.Numbers)) {
			row[3+t] = inputCell(in.Numbers[t], number, open)
		}
	}
	return row
}

// inputCell is a number that can be changed, or the place for one.
func inputCell(x float64, l look, open bool) any {
	missing := math.IsNaN(x) || math.IsInf(x, 0)
	switch l.input, l.unused = open && !missing, open && missing; {
	case !missing:
		return cell{value: x, look: l}
	case open:
		return cell{look: l}
	}
	return nil
}

// inputFormat shows the numbers of an input in full.
func inputFormat(numbers []float64) string {
	const most = 4 // decimals that a format of its own is worth
	decimals := 0
	for _, x := range numbers {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			continue
		}
		if size := math.Abs(x); size >= 1e15 || size > 0 && size < 1e-6 {
			return asGeneral
		}
		text := strconv.FormatFloat(x, 'f', -1, 64)
		for i := range len(text) {
			if text[i] == '.' {
				decimals = max(decimals, len(text)-i-1)
			}
		}
	}
	switch {
	case decimals == 0:
		return asWhole
	case decimals <= 2:
		return asUsual
	case decimals <= most:
		return asSmall
	}
	return asGeneral
}

// identify hides in the workbook what a reader needs to know of it.
func (b *builder) identify() error {
	if len(b.o.Inputs) == 0 {
		return nil
	}
	if _, err := b.file.NewSheet(identitySheet); err != nil {
		return err
	}
	for i, line := range [][2]any{
		{"format", bookFormat}, {"scenario", safe(b.o.Hash)}, {"name", safe(b.d.Scenario.Name)}, {inputsSheet, len(b.o.Inputs)},
	} {
		for c, v := range line {
			if err := b.file.SetCellValue(identitySheet, place(c+1, i+1), v); err != nil {
				return err
			}
		}
	}
	if _, err := b.file.NewSheet(sealSheet); err != nil {
		return err
	}
	if err := b.file.SetSheetVisible(sealSheet, false, true); err != nil {
		return err
	}
	return b.file.SetSheetVisible(identitySheet, false, true)
}
