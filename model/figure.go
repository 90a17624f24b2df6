package model

import "slices"

// Figure is a number of a plan that goals, budgets and the objective are about:
// a line that the program knows, or a linear form of the user's own.
type Figure struct {
	Line string `json:"line,omitempty"` // name of a PlanLine; empty: Form
	Expr string `json:"-"`              // as written; what it means is in Line or Form
	Form Linear `json:"form,omitzero"`
}

// PlanLine is a number of every plan that has a name: an account of real money,
// a sum of accounts, or a number of service, stock or heads.
type PlanLine struct {
	Name     string
	Title    string // for people
	Sentence string
	More     bool // more of it is better
	Mean     bool // over several periods it is their mean; else their sum
	kind     lineKind
	accounts []Account // that the line adds up; those of cost count as positive, but in profit and margin
}

type lineKind uint8

const (
	moneyIn  lineKind = iota // revenue less accounts
	moneyOut                 // sum of accounts
	stockValue
	capitalSpent
	serviceLevel
	headChanges
)

// The names of lines that are no accounts.
const (
	LineProfit      = "profit"
	LineCost        = "cost"
	LineMargin      = "margin"
	LineStockValue  = "stock_value"
	LineCapital     = "capital"
	LineService     = "service"
	LineHeadChanges = "head_changes"
)

// PlanLines lists every line: the totals, every account, and the lines that are
// no money or no account of it.
func PlanLines() []PlanLine {
	costs := Accounts()[Revenue+1:]
	goods := slices.DeleteFunc(slices.Clone(costs), Account.BelowMargin)
	lines := []PlanLine{
		{LineProfit, "profit", "revenue less all cost", true, false, moneyIn, costs},
		{LineMargin, "gross margin", "the gross margin of the statement: revenue less all cost but emissions, promotions, launches, write-offs, options, closing stock, interest and tax", true, false, moneyIn, goods},
		{LineCost, "cost", "all cost", false, false, moneyOut, costs},
		{Revenue.ID(), Revenue.Title(), "what is earned with what is served", true, false, moneyIn, nil},
	}
	for _, a := range costs {
		lines = append(lines, PlanLine{a.ID(), a.Title(), "the account " + a.Title() + ", which is a cost", false, false, moneyOut, []Account{a}})
	}
	return append(lines,
		PlanLine{LineCapital, "capital", "money for opening options, when it is decided", false, false, capitalSpent, nil},
		PlanLine{LineStockValue, "stock value", "stock at the end of a period times the value of a unit; over several periods the mean", false, true, stockValue, nil},
		PlanLine{LineService, "service", "percent of what is asked that is neither lost nor owed at the end of its period; where units differ every demand counts as much as every other", true, false, serviceLevel, nil},
		PlanLine{LineHeadChanges, "changes of heads", "heads hired and laid off", false, false, headChanges, nil},
	)
}

// FindLine returns the line with that name.
func FindLine(name string) (PlanLine, bool) {
	for _, l := range PlanLines() {
		if l.Name == name {
			return l, true
		}
	}
	return PlanLine{}, false
}

// LineNames lists the names of all lines.
func LineNames() []string {
	var names []string
	for _, l := range PlanLines() {
		names = append(names, l.Name)
	}
	return names
}

// IsMoney tells whether the line is in the currency of the scenario.
func (l *PlanLine) IsMoney() bool { return l.kind != serviceLevel && l.kind != headChanges }

// Unit is the unit of the line.
func (l *PlanLine) Unit(currency string) string {
	switch {
	case l.kind == serviceLevel:
		return "%"
	case l.kind == headChanges:
		return "heads"
	case currency == "":
		return "money"
	}
	return currency
}

// Booked tells with what factor an account counts in the line: 1, -1, or 0.
func (l *PlanLine) Booked(a Account) float64 {
	switch {
	case l.kind == moneyIn && a == Revenue:
		return 1
	case l.kind == moneyIn && slices.Contains(l.accounts, a):
		return -1
	case l.kind == moneyOut && slices.Contains(l.accounts, a):
		return 1
	}
	return 0
}

// Penalised tells with what sign penalties count where the line is made as good
// as can be: in cost and profit they do, as in the objective; elsewhere never.
func (l *PlanLine) Penalised() float64 {
	switch l.Name {
	case LineCost:
		return 1
	case LineProfit:
		return -1
	}
	return 0
}

// FigureTerm is what one decision counts for in a figure.
type FigureTerm struct {
	Grid   GridID
	Row    int
	Period int
	Factor float64
}

// Terms are what decisions count for in a figure over some periods, and the
// part that no decision changes. What is booked is not among them: see Booked.
func (m *Measures) Terms(f *Figure, periods []int) (terms []FigureTerm, constant float64) {
	line, ok := FindLine(f.Line)
	if !ok {
		return m.formTerms(&f.Form, periods)
	}
	s := m.s
	add := func(grid GridID, row, t int, factor float64) {
		if factor != 0 {
			terms = append(terms, FigureTerm{grid, row, t, factor})
		}
	}
	switch line.kind {
	case stockValue:
		for k := range s.Inventory {
			for _, t := range periods {
				add(GridStock, k, t, s.Inventory[k].Value.Or(t, 0)/float64(len(periods)))
			}
		}
	case capitalSpent:
		for k := range s.Options {
			for _, t := range periods {
				if s.Options[k].Open.Allowed {
					add(GridOpened, k, t, s.Options[k].Open.Cost.Or(t, 0))
				}
			}
		}
	case headChanges:
		for w := range s.Workforce {
			for _, t := range periods {
				if s.Workforce[w].Hire.Allowed {
					add(GridHired, w, t, 1)
				}
				if s.Workforce[w].Layoff.Allowed {
					add(GridLaidOff, w, t, 1)
				}
			}
		}
	case serviceLevel:
		constant = s.serviceTerms(periods, add)
	}
	return terms, constant
}

// formTerms are the terms of a linear form.
func (m *Measures) formTerms(l *Linear, periods []int) (terms []FigureTerm, constant float64) {
	constant = l.constantOver(periods)
	for i := range l.Terms {
		m.Each(&l.Terms[i], periods, func(c *Cell, t int, factor float64) {
			if c.Given {
				constant += factor
				return
			}
			terms = append(terms, FigureTerm{c.Grid, c.Row, t, factor})
		})
	}
	return terms, constant
}

// serviceTerms are those of the line service: 100 percent less what is lost or
// owed. Where nothing is asked all is well.
func (s *Scenario) serviceTerms(periods []int, add func(grid GridID, row, t int, factor float64)) float64 {
	weights := s.ServiceWeights()
	var asked float64
	for d := range s.Demand {
		for _, t := range periods {
			if wish, known := s.Demand[d].Wish(t); known {
				asked += weights[d] * wish
			}
		}
	}
	if asked <= 0 {
		return 100
	}
	constant := 100.0
	for i := range s.Demand {
		d := &s.Demand[i]
		percent := 100 * weights[i] / asked // for one unit
		for _, t := range periods {
			wish, known := d.Wish(t)
			switch {
			case !known:
			case !d.Exact():
				constant -= percent * wish
				add(GridServed, i, t, percent)
			default:
				if d.Lost.Allowed {
					add(GridLost, i, t, -percent)
				}
				if d.Backlog.Allowed {
					add(GridBacklog, i, t, -percent)
				}
			}
		}
	}
	return constant
}

// ServiceWeights are what one unit of each demand counts in the line service: 1
// where all are asked in one unit; else such that each demand counts as much as
// every other over the horizon.
func (s *Scenario) ServiceWeights() []float64 {
	weights := make([]float64, len(s.Demand))
	units, known := map[string]bool{}, map[string]string{}
	for _, item := range s.Items() {
		known[item.ID] = item.Unit
	}
	for i := range s.Demand {
		units[known[s.Demand[i].Item]] = true
		weights[i] = 1
	}
	if len(units) <= 1 {
		return weights
	}
	for i := range s.Demand {
		if wanted := s.Demand[i].Wanted(Window{0, s.Calendar.Len() - 1}); wanted > 0 {
			weights[i] = 1 / wanted
		}
	}
	return weights
}

// FigureUnit is the unit of a figure.
func (m *Measures) FigureUnit(f *Figure) string {
	if line, ok := FindLine(f.Line); ok {
		return line.Unit(m.s.Currency)
	}
	return m.UnitOf(&LinearRule{Left: f.Form})
}

// FigureValue is what a plan makes of a figure over some periods; its money is
// given, since what is paid is not all in the tables of decisions.
func (m *Measures) FigureValue(f *Figure, periods []int, p *Plan, money Statement) float64 {
	terms, value := m.Terms(f, periods)
	for _, term := range terms {
		value += term.Factor * p.Table(term.Grid).At(term.Row, term.Period)
	}
	if line, ok := FindLine(f.Line); ok {
		for _, a := range Accounts() {
			if sign := line.Booked(a); sign != 0 {
				for _, t := range periods {
					value += sign * money.Amounts.At(int(a), t)
				}
			}
		}
	}
	return value
}
