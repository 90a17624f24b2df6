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

// ReadGiven reads a plan that is given, as CSV, for a scenario. The first two
// columns are quantity and id; either period and value follow, or one column a
// period. An empty cell gives nothing. Ids of several parts are joined by dots.
func ReadGiven(name string, text []byte, s *model.Scenario) ([]model.Lock, error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	head, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: expected a head such as quantity,id,period,value", name)
	}
	g := given{name: name, s: s, values: map[[2]string][]float64{}, measures: s.Measures()}
	if err := g.head(head); err != nil {
		return nil, err
	}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return g.locks(), nil
		}
		line, _ := r.FieldPos(0)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if err := g.record(line, record); err != nil {
			return nil, err
		}
	}
}

// given is a given plan while it is read.
type given struct {
	name     string
	s        *model.Scenario
	measures *model.Measures
	periods  []int // of the columns from the third on; nil: long form
	order    [][2]string
	values   map[[2]string][]float64
}

func (g *given) head(head []string) error {
	for i := range head {
		head[i] = strings.TrimSpace(head[i])
	}
	if len(head) < 3 || head[0] != "quantity" || head[1] != "id" {
		return fmt.Errorf("%s:1: expected the columns quantity, id and then period and value, or one column a period", g.name)
	}
	if len(head) == 4 && head[2] == "period" && head[3] == "value" {
		return nil
	}
	for _, label := range head[2:] {
		t := g.s.Calendar.Find(label)
		if t < 0 {
			return fmt.Errorf("%s:1: expected a period of the calendar, got %s", g.name, quote(label))
		}
		g.periods = append(g.periods, t)
	}
	return nil
}

func (g *given) record(line int, record []string) error {
	if len(record) < 3 {
		return fmt.Errorf("%s:%d: expected at least 3 cells, got %d", g.name, line, len(record))
	}
	quantity, id := strings.TrimSpace(record[0]), strings.ReplaceAll(strings.TrimSpace(record[1]), ".", ",")
	if model.LockedBy(quantity) == nil {
		return fmt.Errorf("%s:%d: expected a decision (%s), got %s", g.name, line, joined(model.Locked()), quote(quantity))
	}
	if _, ok := g.measures.LockCell(quantity, id); !ok {
		hint := ""
		if near := model.Nearest(id, g.measures.LockKeys(quantity)); near != "" {
			hint = "; did you mean " + strings.ReplaceAll(near, ",", ".") + "?"
		}
		return fmt.Errorf("%s:%d: nothing is %s by the id %s%s", g.name, line, quantity, quote(record[1]), hint)
	}
	if g.periods != nil {
		if len(record) > 2+len(g.periods) {
			return fmt.Errorf("%s:%d: expected at most %d cells, got %d", g.name, line, 2+len(g.periods), len(record))
		}
		for k, cell := range record[2:] {
			if err := g.set(line, quantity, id, g.periods[k], cell); err != nil {
				return err
			}
		}
		return nil
	}
	t := g.s.Calendar.Find(strings.TrimSpace(record[2]))
	if t < 0 || len(record) != 4 {
		return fmt.Errorf("%s:%d: expected quantity, id, a period of the calendar and a value", g.name, line)
	}
	return g.set(line, quantity, id, t, record[3])
}

// set gives one decision in one period a value.
func (g *given) set(line int, quantity, id string, t int, cell string) error {
	cell = strings.TrimSpace(cell)
	if cell == "" {
		return nil
	}
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil || math.IsNaN(v) || v < 0 || v > 1e15 {
		return fmt.Errorf("%s:%d: expected a number of at least 0, got %s", g.name, line, quote(cell))
	}
	at := [2]string{quantity, id}
	if g.values[at] == nil {
		g.order = append(g.order, at)
		g.values[at] = slices.Repeat([]float64{math.NaN()}, g.s.Calendar.Len())
	}
	if !math.IsNaN(g.values[at][t]) {
		return fmt.Errorf("%s:%d: %s of %s in %s is given twice", g.name, line, quantity, quote(id), g.s.Calendar.Periods[t].Label)
	}
	g.values[at][t] = v
	return nil
}

func (g *given) locks() []model.Lock {
	locks := make([]model.Lock, 0, len(g.order))
	for _, at := range g.order {
		locks = append(locks, model.Lock{
			Quantity: at[0], Key: at[1], Path: "given", Limit: model.Limit{Value: model.PerPeriod(g.values[at])},
		})
	}
	return locks
}
