package report

import (
	"fmt"
	"math"
	"strings"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/regress"
	"github.com/steelyard-sop/steelyard/solver"
)

// NewFacts gathers what can be judged of a scenario with the result and the
// audit in in. InWay are the limits in the way of a plan, where there is none.
func NewFacts(in Input, inWay []analysis.Hindrance) *regress.Facts {
	s, r := in.Scenario, in.Result
	basic := NewSweepResult(in, analysis.Outcome{Result: r, InWay: inWay})
	f := &regress.Facts{
		Status: basic.Status, Objective: basic.Objective, Currency: s.Currency, Reason: basic.Reason, Figures: basic.Figures,
	}
	if f.Objective == nil {
		return f
	}
	f.Objective = known(r.Value, significantDigits) // expectations may be narrower than what is kept of figures
	for _, x := range NewDocument(in).Findings {
		f.Findings = append(f.Findings, regress.Finding{Rule: x.Rule, Text: x.Text})
	}
	f.Asked, f.Prices = askedFigures(s, r, basic.Figures), askedPrices(s, r)
	if in.Audit != nil {
		f.Checks, f.Failures = in.Audit.Checks, failures(s, in.Audit)
	}
	return f
}

// askedFigures are the expected figures of a plan.
func askedFigures(s *model.Scenario, r *solver.Result, figures map[string]float64) map[string]regress.Number {
	asked := map[string]regress.Number{}
	var measures *model.Measures
	periods := make([]int, s.Calendar.Len())
	for t := range periods {
		periods[t] = t
	}
	for i := range s.Expect.Figures {
		f := &s.Expect.Figures[i]
		if key, is := s.FindKeyFigure(f.Of.Line); is {
			n := regress.Number{Unit: key.Unit, Why: "the plan has no such figure"}
			if x, has := figures[key.ID]; has {
				n.Value = &x
			}
			asked[f.ID] = n
			continue
		}
		if measures == nil {
			measures = s.Measures()
		}
		x := canonical(measures.FigureValue(&f.Of, periods, r.Plan, r.Money))
		asked[f.ID] = regress.Number{Value: &x, Unit: measures.FigureUnit(&f.Of)}
	}
	return asked
}

// askedPrices are the expected prices of a plan.
func askedPrices(s *model.Scenario, r *solver.Result) map[string]regress.Number {
	asked := map[string]regress.Number{}
	for i := range s.Expect.Prices {
		asked[s.Expect.Prices[i].ID] = namedPrice(s, r, s.Expect.Prices[i].Of)
	}
	return asked
}

// namedPrice finds the price of a limit by its path and period, or by its name.
func namedPrice(s *model.Scenario, r *solver.Result, of string) regress.Number {
	var found []*solver.LimitState
	var addresses []string
	for k := range r.Limits {
		l := &r.Limits[k]
		address := l.Path + "." + periodLabel(s, l.Period)
		if l.ID == of {
			found = []*solver.LimitState{l}
			break
		}
		if address == of {
			found = append(found, l)
		}
		addresses = append(addresses, address)
	}
	switch {
	case len(found) == 0:
		why := "there is no such limit"
		if near := model.Nearest(of, addresses); near != "" {
			why += "; did you mean " + near + "?"
		}
		return regress.Number{Why: why}
	case len(found) > 1:
		var names []string
		for _, l := range found {
			names = append(names, l.ID)
		}
		return regress.Number{Why: "it is several limits: name one of " + strings.Join(names, ", ")}
	case math.IsNaN(found[0].Price):
		return regress.Number{Why: "the plan has no prices"}
	}
	price := canonical(found[0].Price)
	return regress.Number{Value: &price, Unit: priceUnit(s.Currency, found[0].Unit)}
}

// failures are what an audit found wrong, in words.
func failures(s *model.Scenario, found *audit.Report) []string {
	const most = 5
	var list []string
	lines := newAudit(s.Calendar.Labels(), found).Differences
	for k := range lines[:min(most, len(lines))] {
		d := &lines[k]
		text := whereText(d) + ": " + d.What
		if numbers := numbersText(d); numbers != "" {
			text += ": " + numbers
		}
		list = append(list, text)
	}
	if more := len(lines) - most + found.Omitted; more > 0 {
		list = append(list, fmt.Sprintf("and %d more", more))
	}
	return list
}

// NewRelations lays out relations for judging.
func NewRelations(list []analysis.Relation) []regress.Relation {
	var out []regress.Relation
	for _, x := range list {
		out = append(out, regress.Relation{
			Name: x.Name, Change: x.Change, LeftOut: x.LeftOut, Sense: x.Sense, Status: string(x.Status), Broken: x.Broken, Hint: x.Hint,
			Wanted: known(x.Wanted, significantDigits), Found: known(x.Found, significantDigits), Allowed: clean(x.Allowed, sweepDigits),
		})
	}
	return out
}
