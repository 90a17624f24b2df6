// Package book writes the document of a plan as a workbook for spreadsheets: a
// summary, the families with charts, every table of the plan, money, limits with
// their prices, and the inputs of the scenario, which can be changed there and
// read back.
//
// A workbook shows the numbers of the document and computes none. Totals are
// formulas, so that they follow a filter, with the value saved beside them that
// the document gives. Except for the inputs every cell is locked, without a
// password.
//
// Every sheet is streamed, because a plan may have a hundred thousand rows;
// charts stand on a sheet of their own. The same document makes the same bytes.
package book
