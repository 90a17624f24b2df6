package main

import (
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/report/book"
)

// workbookFormat is a format that no terminal can show.
const workbookFormat = "xlsx"

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
