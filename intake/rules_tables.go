package intake

import "github.com/steelyard-sop/steelyard/model"

func tableRules() []model.Rule {
	return []model.Rule{
		{ID: "bad-profile", Sentence: "A profile grows by more than -100 % a year, and its season has one factor of 0 or more for each period of a year."},
		{ID: "import-base", Sentence: "A workbook is read back into the scenario that it was made from, in the state that it then had."},
		{ID: "import-format", Sentence: "A workbook that is read back is one that steelyard has written, with its inputs."},
		{ID: "import-locked", Sentence: "In a workbook that is read back, only the coloured cells of the inputs have changed."},
		{ID: "import-unknown", Sentence: "Every row of the inputs in a workbook is about one value of the scenario, and nothing stands beside them."},
		{ID: "import-value", Sentence: "A changed cell holds a number or a text that the scenario takes: no formula, error, date, truth value or merged cell."},
		{ID: "table-empty", Sentence: "A table has rows below its heads."},
		{ID: "table-encoding", Sentence: "A CSV file is text in UTF-8 whose lines end in LF or CRLF."},
		{ID: "table-heads", Sentence: "The first row of a table holds the heads of its columns, each of them once."},
		{ID: "table-kind", Sentence: "A table is a CSV file, which has no sheets, or an XLSX workbook, which has no separator."},
		{ID: "table-no-row", Sentence: "Some row of the table is the one that is asked for."},
		{ID: "table-ragged", Sentence: "Every row of a CSV file has as many cells as there are heads."},
		{ID: "table-syntax", Sentence: "A CSV file has its quotes in pairs, around whole cells."},
		{ID: "table-template", Sentence: "Heads within a text stand in pairs of braces."},
		{ID: "table-too-large", Sentence: "A table has a bounded size, as a file and unpacked, and bounded rows, columns and cells."},
		{ID: "table-two-rows", Sentence: "One row gives a value, unless several are to be added up."},
		{ID: "table-workbook", Sentence: "A workbook can be opened: it is an XLSX file without a password."},
		{ID: "unknown-column", Sentence: "A column is one that the table has."},
		{ID: "unknown-sheet", Sentence: "A sheet is one that the workbook has."},
	}
}
