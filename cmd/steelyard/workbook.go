package main

import (
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/report/book"
)

// workbookFormat is a format that no terminal can show.
const workbookFormat = "xlsx"

const noWorkbookHere = "a workbook cannot be shown on a terminal: give --out FILE"

// showsWorkbook tells whether a workbook would go to a terminal.
func (g *globals) showsWorkbook(o *planOptions) bool {
	return o.format.or(o.out, "table") == workbookFormat && toStdout(o.out) && isTerminal(g.stdout)
}

// inputsFor is inputsOf where the result is a workbook, and nothing elsewhere.
func inputsFor(loaded *intake.Loaded, o *planOptions) (book.Options, error) {
	if o.format.or(o.out, "table") != workbookFormat {
		return book.Options{}, nil
	}
	return inputsOf(loaded)
}

// inputsOf is what a workbook shows of a scenario besides its plan. It is taken before options of the command
// line change what is planned, so that what is read back fits the file.
func inputsOf(loaded *intake.Loaded) (book.Options, error) {
	hash, err := loaded.Scenario.Hash()
	if err != nil {
		return book.Options{}, err
	}
	o := book.Options{Hash: hash}
	for _, e := range loaded.Entries() {
		o.Inputs = append(o.Inputs, book.Input{
			Path: e.Path, Unit: e.Unit, Numbers: e.Numbers, OverTime: e.Kind == intake.SeriesValue, Text: e.Text, From: e.From, Locked: e.Locked,
		})
	}
	return o, nil
}
