package model

import (
	"cmp"
	"math"
	"slices"
)

// RationingRule says who goes short where there is not enough for all.
type RationingRule string

// The rules of a shortage.
const (
	// ByPriority serves a demand only where those before it are served in full.
	ByPriority RationingRule = "priority"
	// EqualFill has all of them short of the same share of what they ask.
	EqualFill RationingRule = "equal_fill"
	// Proportional serves them in the ratio of weights, and none beyond what it asks.
	Proportional RationingRule = "proportional"
	// MaxMin makes the share that the worst served is short as small as can be.
	MaxMin RationingRule = "max_min"
)

// RationingRules lists every RationingRule.
func RationingRules() []RationingRule {
	return []RationingRule{ByPriority, EqualFill, Proportional, MaxMin}
}

// Rationing is how some demands share a shortage. They are those of Demands,
// and those of any of Items in any of Classes; an empty list of items or of
// classes stands for all where the other is given. What must be served in full
// is left out.
//
// A demand is short, in a window of periods, of what it loses in it and still
// owes at its end: of all that it asks in the window, and was owed before, less
// all that is served.
type Rationing struct {
	ID      string        `json:"id"`
	Rule    RationingRule `json:"rule"`
	Demands []string      `json:"demands,omitempty"`
	Items   []string      `json:"items,omitempty"`
	Classes []string      `json:"classes,omitempty"`
	Weights []Part        `json:"weights,omitempty"` // Proportional: by demand; what it asks over the horizon where unset
	Over    string        `json:"over,omitempty"`    // see Calendar.Windows

	// Terms are who decides the rule, why, and what breaking it costs: per unit,
	// and for MaxMin per point of percent that the worst served is short of,
	// where the weight is reckoned from the scenario if it is not given.
	Terms Limit `json:"terms,omitzero"`
}

// LastRank is the rank of a demand without a priority: it comes last.
const LastRank = math.MaxInt32

// Rank is the priority of the class of the demand: 1 comes first.
func (s *Scenario) Rank(d *Demand) int {
	for i := range s.Classes {
		if c := &s.Classes[i]; c.ID == d.Class && c.Priority.IsSet() {
			return int(c.Priority.Value.At(0))
		}
	}
	return LastRank
}

// MayGoShort tells whether not all that a demand wants must be served.
func (d *Demand) MayGoShort() bool {
	return !d.Exact() || d.Backlog.Allowed || d.Lost.Allowed || d.Quantity.Priced()
}

// among lists the demands of a rule, by their place in Demand.
func (s *Scenario) among(r *Rationing) []int {
	var members []int
	chosen := len(r.Items)+len(r.Classes) > 0
	for i := range s.Demand {
		d := &s.Demand[i]
		listed := chosen && (len(r.Items) == 0 || slices.Contains(r.Items, d.Item)) &&
			(len(r.Classes) == 0 || slices.Contains(r.Classes, d.Class))
		if listed || slices.Contains(r.Demands, d.ID) {
			members = append(members, i)
		}
	}
	return members
}

// RationingRef is one rule together with those whom it is about, by their
// place in Demand, in order.
type RationingRef struct {
	*Rationing
	Members []int
	Path    string // of the rule; empty where it comes from the priorities of classes
}

// Key is the name of a row of the rule that is about one demand.
func (r *RationingRef) Key(demand string) string {
	if r.Path == "" {
		return demand
	}
	return r.ID + "," + demand
}

// Rationings lists the rules of the scenario and, behind them, those that come
// from classes with a priority: one for every item in every place that is asked
// for by demands of different rank, over each period. There, what one gets
// another could have had.
func (s *Scenario) Rationings() []RationingRef {
	var refs []RationingRef
	for i := range s.Shortage {
		r := &s.Shortage[i]
		members := slices.DeleteFunc(s.among(r), func(d int) bool { return !s.Demand[d].MayGoShort() })
		refs = append(refs, RationingRef{r, members, "shortage." + r.ID})
	}
	if !slices.ContainsFunc(s.Classes, func(c Class) bool { return c.Priority.IsSet() }) {
		return refs
	}
	destinations := s.Destinations()
	groups := map[[2]string][]int{}
	var order [][2]string
	for i := range s.Demand {
		d := &s.Demand[i]
		if !d.MayGoShort() {
			continue
		}
		at := [2]string{d.Item, d.Place(destinations)}
		if groups[at] == nil {
			order = append(order, at)
		}
		groups[at] = append(groups[at], i)
	}
	for _, at := range order {
		first := s.Rank(&s.Demand[groups[at][0]])
		if slices.ContainsFunc(groups[at], func(d int) bool { return s.Rank(&s.Demand[d]) != first }) {
			id := at[0]
			if at[1] != "" {
				id += "," + at[1]
			}
			refs = append(refs, RationingRef{&Rationing{ID: id, Rule: ByPriority, Over: OverPeriod}, groups[at], ""})
		}
	}
	return refs
}

// Levels sorts the members of a rule by rank.
func (s *Scenario) Levels(r *RationingRef) [][]int {
	sorted := slices.Clone(r.Members)
	rank := func(d int) int { return s.Rank(&s.Demand[d]) }
	slices.SortStableFunc(sorted, func(a, b int) int { return cmp.Compare(rank(a), rank(b)) })
	var levels [][]int
	for i, d := range sorted {
		if i == 0 || rank(d) != rank(sorted[i-1]) {
			levels = append(levels, nil)
		}
		last := len(levels) - 1
		levels[last] = append(levels[last], d)
	}
	return levels
}

// TermsOf is the limit, with its path, by which demands of a lower rank than
// that come later: that of the rule, or of the first class with the rank.
func (s *Scenario) TermsOf(r *RationingRef, rank int) (terms *Limit, path string) {
	if r.Path != "" {
		return &r.Terms, r.Path
	}
	for i := range s.Classes {
		if c := &s.Classes[i]; c.Priority.IsSet() && int(c.Priority.Value.At(0)) == rank {
			return &c.Priority, "classes." + c.ID + ".priority"
		}
	}
	return &r.Terms, "shortage"
}

// Asked is what the demand wants in a window, with what is owed before the
// first period where the window begins with it.
func (d *Demand) Asked(w Window) float64 {
	var asked float64
	if w.From == 0 {
		asked = d.Owed()
	}
	return asked + d.Wanted(w)
}

// Wanted is what the demand wants in a window of itself.
func (d *Demand) Wanted(w Window) float64 {
	var wanted float64
	for t := w.From; t <= w.To; t++ {
		if wish, known := d.Wish(t); known {
			wanted += wish
		}
	}
	return wanted
}

// Must is what hard limits of the demand alone make a plan serve in a window,
// whoever else goes short: its least sales, and what may not be lost.
func (d *Demand) Must(w Window) float64 {
	var must float64
	for t := w.From; t <= w.To; t++ {
		switch {
		case !d.Exact():
			must += hardOr(&d.Min, t, 0)
		case !d.Backlog.Allowed && d.Lost.Allowed && !d.Quantity.Penalty.Has(t):
			asked := d.Quantity.Value.Or(t, 0)
			must += max(0, asked-hardOr(&d.Lost.Max, t, asked))
		}
	}
	return must
}

// Weight is the weight of a member of a proportional rule.
func (s *Scenario) Weight(r *Rationing, d int) float64 {
	for i := range r.Weights {
		if r.Weights[i].ID == s.Demand[d].ID {
			return r.Weights[i].Quantity.At(0)
		}
	}
	return s.Demand[d].Wanted(Window{0, s.Calendar.Len() - 1})
}

// PointWeight is the penalty money of MaxMin for one point of percent that the
// worst served is short of in a window: that of the rule, or one that outbids
// money. A point is a hundredth of what the members want; the weight is twice
// as much of them times the largest sum of money that the scenario names for one
// unit in all: its price, what it costs to make, buy, move and keep, to owe and
// to lose.
func (s *Scenario) PointWeight(r *RationingRef, w Window) float64 {
	if rate := r.Terms.Penalty.At(w.To); !math.IsNaN(rate) {
		return rate
	}
	var wanted float64
	for _, d := range r.Members {
		wanted += s.Demand[d].Wanted(w)
	}
	return 2 * wanted / 100 * s.unitMoney()
}

// unitMoney is the largest sum of money that the scenario names for one unit.
func (s *Scenario) unitMoney() float64 {
	most := func(series ...Series) float64 {
		var m float64
		for _, one := range series {
			for _, v := range one.Values() {
				if v > m { // false for NaN
					m = v
				}
			}
		}
		return m
	}
	var price, lost, owed, made, bought, moved, kept float64
	for _, item := range s.Items() {
		price = max(price, most(item.Price))
	}
	for i := range s.Demand {
		d := &s.Demand[i]
		price, owed = max(price, most(d.Price)), max(owed, most(d.Backlog.Cost))
		lost = max(lost, most(d.Lost.Cost, d.Quantity.Penalty))
	}
	for i := range s.Processes {
		made = max(made, most(s.Processes[i].Cost))
	}
	for _, ref := range s.Offers() {
		bought = max(bought, most(ref.Offer.Price))
	}
	for _, ref := range s.Cargos() {
		moved = max(moved, most(ref.Cargo.Cost))
	}
	for i := range s.Inventory {
		kept = max(kept, most(s.Inventory[i].HoldingCost))
	}
	sum := price + lost + made + bought + moved + float64(s.Calendar.Len())*(owed+kept)
	if sum == 0 {
		return 1
	}
	return sum
}

// splitShortages names the parts of divided demands in place of the whole. It
// is called while the demands are still whole.
func (s *Scenario) splitShortages(tree marketTree) {
	at := indexOf(s.Demand, func(d *Demand) string { return d.ID })
	for i := range s.Shortage {
		r := &s.Shortage[i]
		var demands []string
		var weights []Part
		for _, id := range r.Demands {
			d := &s.Demand[at[id]]
			leaves := tree.leaves(d.Market, nil)
			if d.Market == "" || len(leaves) == 0 {
				demands = append(demands, id)
				continue
			}
			for k := range leaves {
				demands = append(demands, splitID(id, leaves[k].market))
			}
		}
		for _, w := range r.Weights {
			d := &s.Demand[at[w.ID]]
			leaves := tree.leaves(d.Market, nil)
			if d.Market == "" || len(leaves) == 0 {
				weights = append(weights, w)
				continue
			}
			for k, part := range Split(w.Quantity.At(0), weightsAt(leaves, 0), false) {
				weights = append(weights, Part{splitID(w.ID, leaves[k].market), Constant(part)})
			}
		}
		r.Demands, r.Weights = demands, weights
	}
}
