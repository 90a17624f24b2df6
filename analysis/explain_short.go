package analysis

import (
	"cmp"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// ShortKind says what happens to demand that is not served as it is asked for.
type ShortKind string

// The kinds of shortage.
const (
	Late   ShortKind = "late"   // owed at the end of a period
	Lost   ShortKind = "lost"   // given up
	Short  ShortKind = "short"  // missing, at the penalty of a priced quantity
	Unsold ShortKind = "unsold" // the market would take more
)

// Shortage is demand that is late, lost, short or unsold over periods in a row.
type Shortage struct {
	Demand   int // index into the scenario's demand
	Kind     ShortKind
	From, To int     // first and last period
	Worst    int     // period that is looked at most closely: the first for what is late, else the one with most
	Amount   float64 // the most that is owed at once, or all that is lost, short or unsold
	Money    float64 // at stake: cost and penalties of it, and in plans of most profit the revenue that is lost

	columns []int // of what is late, lost or short; of what is served where it is unsold
	amounts []float64
}

// leastShort is the share of a demand below which a shortage is rounding.
const leastShort = 1e-6

// Shortages lists all demand that is late, short, lost or unsold, the most
// money first.
func (e *Explainer) Shortages() []Shortage {
	var list []Shortage
	for d := range e.Scenario().Demand {
		list = append(list, e.shortagesOf(d)...)
	}
	slices.SortStableFunc(list, func(a, b Shortage) int {
		return cmp.Or(cmp.Compare(b.Money, a.Money), cmp.Compare(a.From, b.From))
	})
	return list
}

// shortagesOf joins the periods of one demand that follow each other.
func (e *Explainer) shortagesOf(demand int) []Shortage {
	var list []Shortage
	d := &e.Scenario().Demand[demand]
	for _, kind := range []ShortKind{Late, Lost, Short, Unsold} {
		for t := range e.Scenario().Calendar.Len() {
			column, amount, money := e.missing(d, kind, t)
			if column < 0 {
				continue
			}
			k := len(list) - 1
			if k < 0 || list[k].Kind != kind || list[k].To != t-1 {
				list = append(list, Shortage{Demand: demand, Kind: kind, From: t, To: t, Worst: t})
				k++
			}
			s := &list[k]
			s.To, s.Money = t, s.Money+money
			s.columns, s.amounts = append(s.columns, column), append(s.amounts, amount)
			if kind == Late {
				s.Amount = max(s.Amount, amount)
				continue
			}
			s.Amount += amount
			if amount > s.amounts[s.Worst-s.From] {
				s.Worst = t
			}
		}
	}
	return list
}

// missing is how much of a demand is missing in one way in a period, the
// column that says so, and what money is at stake; column is -1 for nothing.
func (e *Explainer) missing(d *model.Demand, kind ShortKind, t int) (column int, amount, money float64) {
	served, _ := e.column("served", d.ID)
	asked, earned := d.Quantity.Value.Or(t, 0), 0.0
	if e.sign < 0 {
		earned = e.priceOf(d, t)
	}
	if kind == Unsold {
		most := d.Max.Value.Or(t, 0)
		amount = most - e.st.best.ColValue[served+t]
		if !d.Max.IsSet() || d.Exact() || amount <= leastShort*max(1, most) {
			return -1, 0, 0
		}
		return served + t, amount, amount * earned
	}
	column = e.shortfallColumn(d, kind, t)
	if column < 0 {
		return -1, 0, 0
	}
	if amount = e.st.best.ColValue[column]; amount <= leastShort*max(1, asked) {
		return -1, 0, 0
	}
	rate := e.cost[column]
	if kind != Late {
		rate += earned
	}
	return column, amount, amount * rate
}

// shortfallColumn is the column of what is late, lost or short; -1 for none.
func (e *Explainer) shortfallColumn(d *model.Demand, kind ShortKind, t int) int {
	switch kind {
	case Late:
		if first, ok := e.column("backlog", d.ID); ok {
			return first + t
		}
	case Lost:
		if first, ok := e.column("lost", d.ID); ok {
			return first + t
		}
	case Short:
		if column, ok := e.singles[single{"short_demand", d.ID, t}]; ok {
			return column
		}
	}
	return -1
}

// inFull asks a plan to serve what is short, without being short elsewhere of
// the same demand.
func (e *Explainer) inFull(s *Shortage) func(*lp.Problem) {
	return func(p *lp.Problem) {
		e.noWorse(p, s)
		for k, column := range s.columns {
			if s.Kind == Unsold {
				p.ColLower[column] = e.st.best.ColValue[column] + s.amounts[k]
			} else {
				p.ColUpper[column] = 0
			}
		}
	}
}

// alittle asks for a little less of the shortage, in all periods that a unit is
// late, or in the worst.
func (e *Explainer) alittle(s *Shortage, by float64) func(*lp.Problem) {
	return func(p *lp.Problem) {
		e.noWorse(p, s)
		for k, column := range s.columns {
			switch {
			case s.Kind != Late && s.From+k != s.Worst:
			case s.Kind == Unsold:
				p.ColLower[column] = e.st.best.ColValue[column] + by
			default:
				p.ColUpper[column] = max(0, s.amounts[k]-by)
			}
		}
	}
}

// noWorse keeps a demand from being shorter than it is in the best plan,
// anywhere.
func (e *Explainer) noWorse(p *lp.Problem, s *Shortage) {
	d := &e.Scenario().Demand[s.Demand]
	for t := range e.Scenario().Calendar.Len() {
		for _, kind := range []ShortKind{Late, Lost, Short} {
			if column := e.shortfallColumn(d, kind, t); column >= 0 {
				p.ColUpper[column] = min(p.ColUpper[column], max(0, e.st.best.ColValue[column]))
			}
		}
		if s.Kind == Unsold {
			served, _ := e.column("served", d.ID)
			p.ColLower[served+t] = min(max(0, e.st.best.ColValue[served+t]), p.ColUpper[served+t])
		}
	}
}

// left is how much of a shortage there is in a plan.
func (e *Explainer) left(s *Shortage, x []float64) float64 {
	var most, sum float64
	for k, column := range s.columns {
		v := x[column]
		if s.Kind == Unsold {
			v = e.st.best.ColValue[column] + s.amounts[k] - v
		}
		most, sum = max(most, v), sum+v
	}
	if s.Kind == Late {
		return most
	}
	return max(0, sum)
}
