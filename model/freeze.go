package model

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// decision is one number of a plan by what is decided and the label of the period.
type decision struct{ quantity, key, period string }

// Freeze makes locks of what a plan decides in the first periods of the
// scenario's calendar, by the labels of the periods: runs, orders, shipments,
// hiring and what else is done. Stock, sales and what else follows is left free.
// It returns what the plan decides, other than 0, about things that the
// scenario does not have. An error says that the plan lacks one of the periods.
func (s *Scenario) Freeze(tables *Tables, periods int, path string) (locks []Lock, gone []string, err error) {
	m := s.Measures()
	values, labels := tables.decisions(s, m), map[string]bool{}
	for d := range values {
		labels[d.period] = true
	}
	for _, p := range s.Calendar.Periods[:min(periods, s.Calendar.Len())] {
		if !labels[p.Label] {
			return nil, nil, fmt.Errorf("the plan has no period %s", p.Label)
		}
	}
	return s.locksOf(values, m, periods, path), s.goneFrom(values, m, periods), nil
}

// Decided lists what a plan decides in the periods and about the things that the
// scenario has, by the labels of the periods: NaN where it decides nothing. It
// returns what it decides about other things, as Freeze does.
func (s *Scenario) Decided(tables *Tables) (decisions []Lock, gone []string) {
	m, n := s.Measures(), s.Calendar.Len()
	values := tables.decisions(s, m)
	return s.locksOf(values, m, n, ""), s.goneFrom(values, m, n)
}

// locksOf are the values of the first periods as locks.
func (s *Scenario) locksOf(values map[decision]float64, m *Measures, periods int, path string) (locks []Lock) {
	known := map[[2]string]bool{}
	for d := range values {
		known[[2]string{d.quantity, d.key}] = true
	}
	for _, quantity := range acted {
		for _, key := range m.LockKeys(quantity) {
			if !known[[2]string{quantity, key}] {
				continue
			}
			numbers := make([]float64, s.Calendar.Len())
			for t := range numbers {
				numbers[t] = math.NaN()
				if v, ok := values[decision{quantity, key, s.Calendar.Periods[t].Label}]; ok && t < periods {
					numbers[t] = v
				}
			}
			locks = append(locks, Lock{Quantity: quantity, Key: key, Path: path, Limit: Limit{Value: PerPeriod(numbers)}})
		}
	}
	return locks
}

// goneFrom lists decisions about what the scenario has not.
func (s *Scenario) goneFrom(values map[decision]float64, m *Measures, periods int) []string {
	var gone []string
	for d, v := range values {
		t := s.Calendar.Find(d.period)
		if _, ok := m.LockCell(d.quantity, d.key); !ok && v != 0 && t >= 0 && t < periods {
			gone = append(gone, d.quantity+"."+strings.ReplaceAll(d.key, ",", ".")+"."+d.period)
		}
	}
	slices.Sort(gone)
	return gone
}

// decisions reads what is decided and done from the long tables.
func (tables *Tables) decisions(s *Scenario, m *Measures) map[decision]float64 {
	values := map[decision]float64{}
	for _, r := range tables.Production {
		values[decision{"runs", r.Process, r.Period}] = r.Runs
	}
	for _, r := range tables.Blends {
		values[decision{"blended", r.Process + "," + r.Item, r.Period}] = r.Quantity
	}
	for _, r := range tables.Purchases {
		values[decision{"bought", r.Supplier + "," + r.Offer, r.Period}] = r.Quantity
	}
	for _, r := range tables.Shipments {
		values[decision{"shipped", r.Lane + "," + r.Item, r.Period}] = r.Quantity
	}
	for _, r := range tables.Workforce {
		for i := range s.Workforce {
			if w := &s.Workforce[i]; w.ID == r.Workforce {
				if w.Hire.Allowed || r.Hired != 0 {
					values[decision{"hired", r.Workforce, r.Period}] = r.Hired
				}
				if w.Layoff.Allowed || r.LaidOff != 0 {
					values[decision{"laid_off", r.Workforce, r.Period}] = r.LaidOff
				}
			}
		}
	}
	cells := m.Cells("on")
	for k, ref := range s.Switches() {
		for _, r := range tables.Switches {
			if r.Switch == ref.Thing && ref.Decided {
				values[decision{"on", lockKey("on", &cells[k]), r.Period}] = r.On
			}
		}
	}
	return values
}
