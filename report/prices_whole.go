package report

import (
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/analysis"
)

// WholePrice is what one limit is worth in a plan with whole numbers, which has
// no price of its own, told in three ways: each the change of the objective for
// one more unit of the limit.
type WholePrice struct {
	Fixed    *float64 `json:"fixed"`    // with the same whole numbers, on the side of the step; null where that has no plan
	Relaxed  *float64 `json:"relaxed"`  // of the plan with fractions
	Replan   *float64 `json:"replan"`   // with everything decided anew, for one step; null unless the outcome is solved
	Within   *float64 `json:"within"`   // by how much replan may be off, because a plan within the gap counts as best
	Step     float64  `json:"step"`     // added to the limit, in its unit; negative: taken away
	StepOf   string   `json:"step_of"`  // head, machine, shift, lot, load, option or unit
	Outcome  string   `json:"outcome"`  // solved; no plan; unfinished (the time limit came first); not tried
	Change   *float64 `json:"change"`   // of the objective for the step
	Disagree bool     `json:"disagree"` // two of the three are more than 20 % apart
}

func newWholePrice(w *analysis.Whole) *WholePrice {
	out := &WholePrice{
		Fixed: known(w.Fixed, priceDigits), Relaxed: known(w.Relaxed, priceDigits),
		Step: clean(w.Step.Amount, significantDigits), StepOf: w.Step.Of, Outcome: string(w.Outcome), Disagree: w.Differ,
	}
	if w.Outcome == analysis.StepSolved {
		out.Replan, out.Within = known(w.True, wholeDigits), known(w.Within, 2)
		out.Change = known(w.Change, wholeDigits)
	}
	return out
}

// wholeDigits is how much of a difference of two large objectives is kept.
const wholeDigits = 7

// wholes writes the three prices of every limit that has them.
func (s *screen) wholes(d *PriceDocument) {
	rows, left, untried := []*MeasuredPrice{}, 0, 0
	for i := range d.Prices {
		m := &d.Prices[i]
		switch {
		case m.Whole == nil:
		case m.Whole.Outcome == string(analysis.StepNotTried):
			untried++
		default:
			rows = append(rows, m)
		}
	}
	if most := s.most(screenPrices); most > 0 && len(rows) > most {
		left, rows = len(rows)-most, rows[:most]
	}
	if len(rows) == 0 {
		return
	}
	s.section("THREE PRICES OF ONE MORE, BECAUSE OF WHOLE NUMBERS")
	names, periods := newNames(d.Scenario.Things), newPeriodNames(&d.Scenario)
	const column = 11
	step := s.width / 5
	label := s.width - step - 3*column
	t := newTable(s.columns(label, step, column))
	t.Headers("limit", "step", "fixed", "fractions", "anew")
	differ := false
	for _, m := range rows {
		name := names.phrase(m.Group, m.Key) + ", " + periods.name(periods.index[m.Period])
		if m.Whole.Disagree {
			name, differ = "* "+name, true
		}
		t.Row(fit(name, label-1), fit(m.Whole.stepText(m.Unit), step-1),
			wholeText(m.Whole.Fixed, column-1), wholeText(m.Whole.Relaxed, column-1), m.Whole.replanText())
	}
	s.b.WriteString(t.Render() + "\n")
	s.paragraph(s.theme.faint, "", "fixed = with the same whole numbers; fractions = without whole numbers; "+
		"anew = all decided anew for one step, for one unit of it")
	if differ {
		s.paragraph(s.theme.faint, "", fmt.Sprintf("* two of the three are more than %.0f %% apart: trust the last", 100*analysis.Disagreement))
	}
	s.leftOut(left, "limit is", "limits are")
	if untried > 0 {
		s.paragraph(s.theme.faint, "", plural(untried, "limit was", "limits were")+" not planned anew: --steps says how many are.")
	}
}

// stepText is the step in words: "+8 h, a shift".
func (w *WholePrice) stepText(unit string) string {
	text := signed(w.Step)
	if unit != "" && unit != "each" && unit != "heads" && unit != "loads" && unit != "options" && unit != "times" && unit != "launches" {
		if math.Abs(w.Step) == 1 {
			unit = singular(unit)
		}
		text += " " + printable(unit)
	}
	if w.StepOf == "unit" {
		return text
	}
	return text + ", " + map[bool]string{true: "an ", false: "a "}[w.StepOf == "option"] + w.StepOf
}

func wholeText(x *float64, width int) string {
	if x == nil {
		return "no plan"
	}
	return tight(signedPrice(*x), *x, width)
}

func (w *WholePrice) replanText() string {
	switch {
	case w.Replan != nil:
		return signedPrice(*w.Replan)
	case w.Outcome == string(analysis.StepNoPlan):
		return "no plan"
	}
	return w.Outcome
}

// apart tells whether two prices are further apart than prices that agree.
func apart(a, b float64) bool {
	return math.Abs(a-b) > max(smallestPrice, analysis.Disagreement*max(math.Abs(a), math.Abs(b)))
}

// wholeSentence says what a step is worth where that is not what its price
// says: "Planned anew, 8 h more (a shift) of presses ...".
func (m *MeasuredPrice) wholeSentence(d *PriceDocument, about string) string {
	w := m.Whole
	if w == nil || w.Change == nil || w.Fixed != nil && !apart(*w.Fixed, *w.Replan) {
		return ""
	}
	word := "more"
	if w.Step < 0 {
		word = "less"
	}
	text := fmt.Sprintf("Planned anew, %s %s of %s ", counted(math.Abs(w.Step), m.Unit), word, about)
	size := math.Abs(*w.Change)
	switch {
	case size == 0:
		return text + "changes nothing."
	case *w.Change > 0:
		text += "raises "
	default:
		text += "lowers "
	}
	return text + d.goal() + " by " + money(size, d.Scenario.Currency) + " in all."
}
