package intake

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// What a sheet says of its cells besides their values. The library that reads
// values gives it for one cell at a time, by searching for the row.

// cellKind says what a cell holds, in the words of messages.
type cellKind string

// The kinds of cells.
const (
	numberCell  cellKind = "a number"
	textCell    cellKind = "a text"
	booleanCell cellKind = "true or false"
	errorCell   cellKind = "an error"
	dayCell     cellKind = "a date"
	percentCell cellKind = "a percentage"
)

// cellKey is the row and the column of a cell, counted from 1.
type cellKey struct{ row, column int }

// sheetMarks are the marks of one sheet.
type sheetMarks struct {
	file    *excelize.File
	formula map[cellKey]bool
	types   map[cellKey]string // as the file has them; numbers have none
	styles  map[cellKey]int
	merged  []string         // ranges
	formats map[int]cellKind // by style
}

// kind says what a cell holds. A number is a day or a percentage by its format.
func (m *sheetMarks) kind(at Pos) cellKind {
	key := cellKey{at.Line, at.Column}
	switch m.types[key] {
	case "b":
		return booleanCell
	case "e":
		return errorCell
	case "d":
		return dayCell
	case "s", "str", "inlineStr":
		return textCell
	}
	style, known := m.styles[key]
	if !known {
		return numberCell
	}
	kind, known := m.formats[style]
	if !known {
		kind = formatKind(m.file, style)
		m.formats[style] = kind
	}
	return kind
}

// formatKind tells what numbers of a style are.
func formatKind(file *excelize.File, style int) cellKind {
	s, err := file.GetStyle(style)
	if err != nil {
		return numberCell
	}
	if s.CustomNumFmt != nil {
		return customKind(*s.CustomNumFmt)
	}
	switch n := s.NumFmt; {
	case n == 9 || n == 10:
		return percentCell
	case n >= 14 && n <= 22, n >= 27 && n <= 36, n >= 45 && n <= 47, n >= 50 && n <= 58:
		return dayCell
	}
	return numberCell
}

// customKind reads a number format: what stands in quotes or brackets, or after
// a backslash, is shown as it is.
func customKind(format string) cellKind {
	if strings.EqualFold(format, "General") {
		return numberCell
	}
	closing := rune(0)
	skip := false
	for _, r := range strings.ToLower(format) {
		switch {
		case skip:
			skip = false
		case closing != 0:
			if r == closing {
				closing = 0
			}
		case r == '\\' || r == '_' || r == '*':
			skip = true
		case r == '"':
			closing = '"'
		case r == '[':
			closing = ']'
		case r == '%':
			return percentCell
		case strings.ContainsRune("ydmhs", r):
			return dayCell
		}
	}
	return numberCell
}

// readMarks reads the marks of the cells of a sheet, as far as its rows and
// columns were read.
func readMarks(file *excelize.File, sheet string, rows, columns int) (*sheetMarks, error) {
	part, err := sheetPart(file, sheet)
	if err != nil {
		return nil, err
	}
	m := &sheetMarks{file: file, formula: map[cellKey]bool{}, types: map[cellKey]string{}, styles: map[cellKey]int{}, formats: map[int]cellKind{}}
	decoder := xml.NewDecoder(bytes.NewReader(part))
	var at cellKey
	for {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			return m, nil
		}
		if err != nil {
			return nil, err
		}
		if start, ok := token.(xml.StartElement); ok {
			at = m.element(&start, at, rows, columns)
		}
	}
}

// element takes one element of a sheet; at is the cell that it is in.
func (m *sheetMarks) element(e *xml.StartElement, at cellKey, rows, columns int) cellKey {
	switch e.Name.Local {
	case "row":
		return cellKey{numberOr(attribute(e, "r"), at.row+1), 0}
	case "c":
		at.column++
		if column, row, err := excelize.CellNameToCoordinates(attribute(e, "r")); err == nil {
			at = cellKey{row, column}
		}
		if at.row > rows || at.column > columns {
			return at
		}
		if t := attribute(e, "t"); t != "" && t != "n" {
			m.types[at] = t
		}
		if s := numberOr(attribute(e, "s"), 0); s != 0 {
			m.styles[at] = s
		}
	case "f":
		if at.row <= rows && at.column <= columns {
			m.formula[at] = true
		}
	case "mergeCell":
		if len(m.merged) < maxFaults {
			m.merged = append(m.merged, attribute(e, "ref"))
		}
	}
	return at
}

func attribute(e *xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

func numberOr(text string, otherwise int) int {
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	return otherwise
}

// sheetPart finds the part of a workbook that holds a sheet.
func sheetPart(file *excelize.File, sheet string) ([]byte, error) {
	const folder, book, links = "xl", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
	var list struct {
		Sheets []struct {
			Name string     `xml:"name,attr"`
			Any  []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		Relations []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	missing := errors.New("the sheet " + quote(sheet) + " is not where the workbook says")
	if xml.Unmarshal(packed(file, book), &list) != nil || xml.Unmarshal(packed(file, links), &relations) != nil {
		return nil, missing
	}
	for _, s := range list.Sheets {
		if s.Name != sheet {
			continue
		}
		for _, a := range s.Any {
			for _, r := range relations.Relations {
				if a.Name.Local != "id" || r.ID != a.Value {
					continue
				}
				target := path.Join(folder, r.Target)
				if strings.HasPrefix(r.Target, "/") {
					target = r.Target[1:]
				}
				if part := packed(file, target); part != nil {
					return part, nil
				}
			}
		}
	}
	return nil, missing
}

// packed is a part of a workbook; nil where there is none.
func packed(file *excelize.File, name string) []byte {
	content, _ := file.Pkg.Load(name)
	part, _ := content.([]byte)
	return part
}
