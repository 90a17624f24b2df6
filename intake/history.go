package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// historyHead are the columns of a table of history.
var historyHead = []string{"family", "period", "figure", "value"}

// ReadHistory reads what was counted before a plan, as CSV with the columns family,
// period, figure and value, in any order. Periods are as long as first, the
// first of the plan, and before it; families are the ids that there may be.
func ReadHistory(name string, text []byte, families []string, first string) ([]model.HistoryRow, error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	head, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: expected a head: %s", name, strings.Join(historyHead, ","))
	}
	h := history{name: name, families: families, first: first, given: map[model.HistoryRow]bool{}}
	if err := h.head(head); err != nil {
		return nil, err
	}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return h.rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		line, _ := r.FieldPos(0)
		if err := h.record(record); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, line, err)
		}
	}
}

// history is a table of history while it is read.
type history struct {
	name     string
	families []string
	first    string
	columns  [4]int // of historyHead
	rows     []model.HistoryRow
	given    map[model.HistoryRow]bool // without values
}

func (h *history) head(head []string) error {
	for i := range head {
		head[i] = strings.TrimSpace(head[i])
	}
	for k, want := range historyHead {
		if h.columns[k] = slices.Index(head, want); h.columns[k] < 0 || len(head) != len(historyHead) {
			return fmt.Errorf("%s:1: expected the columns %s, got %s", h.name, strings.Join(historyHead, ", "), strings.Join(head, ", "))
		}
	}
	return nil
}

// record reads one row; an empty value gives nothing.
func (h *history) record(record []string) error {
	cell := func(k int) string { return strings.TrimSpace(record[h.columns[k]]) }
	row := model.HistoryRow{Family: cell(0), Period: cell(1), Figure: cell(2)}
	if !slices.Contains(h.families, row.Family) {
		hint := ""
		if near := model.Nearest(row.Family, h.families); near != "" {
			hint = "; did you mean " + near + "?"
		}
		return fmt.Errorf("there is no family %s%s", quote(row.Family), hint)
	}
	bucket, _, known := model.LabelBucket(row.Period)
	if plan, _, _ := model.LabelBucket(h.first); !known || bucket != plan || row.Period >= h.first {
		return fmt.Errorf("expected a period before %s, as long as that, got %s", h.first, quote(row.Period))
	}
	if figure, id, of := strings.Cut(row.Figure, ":"); !slices.Contains(model.HistoryFigures(), figure) || of != (figure == "made" || figure == "bought") || of && id == "" {
		return fmt.Errorf("expected a figure (%s; made:PROCESS, bought:SUPPLIER), got %s", joined(model.HistoryFigures()[:6]), quote(row.Figure))
	}
	if h.given[row] {
		return fmt.Errorf("%s of %s in %s is given twice", row.Figure, row.Family, row.Period)
	}
	h.given[row] = true
	if cell(3) == "" {
		return nil
	}
	v, err := strconv.ParseFloat(cell(3), 64)
	if err != nil || math.IsNaN(v) || v < 0 || v > 1e15 {
		return fmt.Errorf("expected a number of at least 0, got %s", quote(cell(3)))
	}
	row.Value = v
	h.rows = append(h.rows, row)
	return nil
}
