package model

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Lock fixes one decision in the periods in which its limit has a value: a cell
// that a planner has locked, a period that is frozen, a plan that is given.
type Lock struct {
	Quantity string `json:"quantity"` // runs, bought, ...: see LockedBy
	Key      string `json:"key"`      // ids of what is decided, joined by commas
	Path     string `json:"-"`        // where it is said: locks, frozen or given
	Limit    Limit  `json:"limit"`
}

// LockedBy lists, by quantity that can be locked, the subscripts whose ids make
// the key of a lock. A subscript that a decision has not is left out.
func LockedBy(quantity string) []Subscript {
	return map[string][]Subscript{
		"runs": {ByProcess}, "blended": {ByProcess, ByItem}, "bought": {BySupplier, ByOffer}, "shipped": {ByLane, ByItem},
		"disposed": {ByItem, BySite}, "stock": {ByStock}, "served": {ByDemand}, "lost": {ByDemand}, "backlog": {ByDemand},
		"heads": {ByWorkforce}, "hired": {ByWorkforce}, "laid_off": {ByWorkforce},
		"overtime": {ByResource, ByWorkforce, ByBand}, "rented": {ByResource}, "on": {ByProcess, BySupplier, ByOffer, ByLane},
	}[quantity]
}

// Locked lists the quantities that can be locked, in the order of Quantities.
func Locked() []string {
	return slices.DeleteFunc(QuantityNames(), func(name string) bool { return LockedBy(name) == nil })
}

// acted are the quantities that are decided and done; all others follow from
// them, and from what happens.
var acted = []string{"runs", "blended", "bought", "shipped", "hired", "laid_off", "rented", "on"}

// lockKey is the key by which a cell is locked.
func lockKey(quantity string, c *Cell) string {
	var ids []string
	for _, by := range LockedBy(quantity) {
		if id := c.Tag(by); id != "" {
			ids = append(ids, id)
		}
	}
	return strings.Join(ids, ",")
}

// LockCell finds the decision that a lock fixes.
func (m *Measures) LockCell(quantity, key string) (*Cell, bool) {
	index, known := m.locks[quantity]
	cells := m.Cells(quantity)
	if !known {
		index = make(map[string]int, len(cells))
		if LockedBy(quantity) != nil {
			for i := range cells {
				index[lockKey(quantity, &cells[i])] = i
			}
		}
		if m.locks == nil {
			m.locks = map[string]map[string]int{}
		}
		m.locks[quantity] = index
	}
	i, ok := index[key]
	if !ok {
		return nil, false
	}
	return &cells[i], true
}

// LockKeys lists the keys of all decisions of a quantity, sorted.
func (m *Measures) LockKeys(quantity string) []string {
	var keys []string
	cells := m.Cells(quantity)
	for i := range cells {
		keys = append(keys, lockKey(quantity, &cells[i]))
	}
	slices.Sort(keys)
	return keys
}

// AddLocks adds locks to those of the scenario. Where one is locked already in
// a period, that lock stays.
func (s *Scenario) AddLocks(locks []Lock) {
	type cell struct {
		quantity, key string
		t             int
	}
	taken := map[cell]bool{}
	for _, l := range s.Locks {
		for t := range s.Calendar.Len() {
			if l.Limit.Value.Has(t) {
				taken[cell{l.Quantity, l.Key, t}] = true
			}
		}
	}
	for _, l := range locks {
		values := make([]float64, s.Calendar.Len())
		for t := range values {
			values[t] = l.Limit.Value.At(t)
			if taken[cell{l.Quantity, l.Key, t}] {
				values[t] = math.NaN()
			}
		}
		l.Limit.Value = PerPeriod(values)
		s.Locks = append(s.Locks, l)
	}
	slices.SortStableFunc(s.Locks, func(a, b Lock) int {
		return cmp.Or(cmp.Compare(a.Quantity, b.Quantity), cmp.Compare(a.Key, b.Key), cmp.Compare(a.first(), b.first()))
	})
}

// first is the first period that the lock fixes.
func (l *Lock) first() int {
	return slices.IndexFunc(l.Limit.Value.Values(), func(x float64) bool { return !math.IsNaN(x) })
}

// locks checks that every lock fixes something.
func (v *validator) locks() {
	if len(v.s.Locks) == 0 {
		return
	}
	m := v.s.Measures()
	for i := range v.s.Locks {
		l := &v.s.Locks[i]
		a := at(l.Path)
		if LockedBy(l.Quantity) == nil {
			v.mistake(a, "unknown-word", near(l.Quantity, Locked()), "expected a decision that can be locked, got %q", l.Quantity)
			continue
		}
		if _, ok := m.LockCell(l.Quantity, l.Key); !ok {
			known := m.LockKeys(l.Quantity)
			v.mistake(a, "dangling-id", near(l.Key, known), "expected what is %s, got %q", l.Quantity, l.Key)
			continue
		}
		v.limit(a, &l.Limit)
	}
}
