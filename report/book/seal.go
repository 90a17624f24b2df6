package book

import (
	"fmt"
	"hash"
	"hash/fnv"
	"math"
	"strconv"
	"strings"
)

// The seal of a workbook is a hidden sheet with a check sum for every row and
// every column of the sheets that were written, without the cells that may be
// changed. A reader finds with it which locked cell has another value. It guards
// against slips, not against intent.
//
// Every line is: the name of a sheet, "rows" or "columns", the number of the
// first of them, and their sums, each eight hexadecimal digits. A sum is the 32-bit
// FNV-1a of what is in the row or column: for every cell that is not empty the
// number of its column or row, a colon, its value and a zero byte. A number has
// nine digits, which stay the same where a formula is computed again.
const (
	sealSheet   = "steelyard seal"
	sealRows    = "rows"
	sealColumns = "columns"
	sumsInCell  = 4000
)

// seal is that of one sheet.
type seal struct {
	rows    []uint32
	columns []hash.Hash32
}

// add takes the next row.
func (s *seal) add(cells []any) {
	row := fnv.New32a()
	number := len(s.rows) + 1
	for c, v := range cells {
		if one, isCell := v.(cell); isCell {
			if one.look.input || one.look.unused {
				continue
			}
			v = one.value
		}
		value := sealed(v)
		if value == "" {
			continue
		}
		for len(s.columns) <= c {
			s.columns = append(s.columns, fnv.New32a())
		}
		fmt.Fprintf(row, "%d:%s\x00", c+1, value)
		fmt.Fprintf(s.columns[c], "%d:%s\x00", number, value)
	}
	s.rows = append(s.rows, row.Sum32())
}

// sealed is the value of a cell in a sum; empty for an empty cell.
func sealed(v any) string {
	switch x := v.(type) {
	case float64:
		return sealedNumber(x)
	case string:
		if number, err := strconv.ParseFloat(x, 64); err == nil {
			return sealedNumber(number) // a reader does not tell a text from a number
		}
		return x
	}
	return ""
}

func sealedNumber(x float64) string {
	const digits, noise = 9, 1e-7
	if math.Abs(x) < noise {
		x = 0
	}
	return strconv.FormatFloat(x, 'g', digits, 64)
}

// lines are those of the seal of one sheet.
func (s *seal) lines(sheet string) [][]any {
	columns := make([]uint32, len(s.columns))
	for c := range columns {
		columns[c] = s.columns[c].Sum32()
	}
	var list [][]any
	for _, of := range []struct {
		kind string
		sums []uint32
	}{{sealRows, s.rows}, {sealColumns, columns}} {
		for from := 0; from < len(of.sums); from += sumsInCell {
			var b strings.Builder
			for _, sum := range of.sums[from:min(from+sumsInCell, len(of.sums))] {
				fmt.Fprintf(&b, "%08x", sum)
			}
			list = append(list, []any{sheet, of.kind, float64(from + 1), b.String()})
		}
	}
	return list
}
