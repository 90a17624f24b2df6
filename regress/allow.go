package regress

import (
	"fmt"
	"math"
	"path"
	"regexp"
	"strconv"
)

// Allowance says how far a figure may move from its baseline: cost <= +2 %,
// fill_rate >= -0.5, objective = 0.01 %.
type Allowance struct {
	Text    string // as written
	Figure  string // id of a key figure, objective, or a pattern such as stock.*
	Sense   string // "<=", ">=" or "="
	Amount  float64
	Percent bool // Amount is in percent of the baseline; else in the unit of the figure
}

var allowanceForm = regexp.MustCompile(`^\s*([A-Za-z0-9_.*?-]+)\s*(<=|>=|=)\s*([+-]?)\s*([0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?)\s*(%?)\s*$`)

// ParseAllowance reads one allowance.
func ParseAllowance(text string) (Allowance, error) {
	parts := allowanceForm.FindStringSubmatch(text)
	if parts == nil {
		return Allowance{}, fmt.Errorf(`expected a figure and how far it may move, such as "cost <= +2 %%"; got %q`, text)
	}
	a := Allowance{Text: text, Figure: parts[1], Sense: parts[2], Percent: parts[5] == "%"}
	var err error
	if a.Amount, err = strconv.ParseFloat(parts[4], 64); err != nil {
		return a, fmt.Errorf("expected a number, got %q", parts[4])
	}
	if parts[3] == "-" {
		a.Amount = -a.Amount
	}
	if a.Sense == "=" && parts[3] != "" {
		return a, fmt.Errorf(`expected no sign after "=", which allows a figure to move either way; got %q`, text)
	}
	if _, err := path.Match(a.Figure, ""); err != nil {
		return a, fmt.Errorf("expected a figure or a pattern, got %q", a.Figure)
	}
	return a, nil
}

// covers tells whether the allowance is about a figure.
func (a *Allowance) covers(figure string) bool {
	matches, _ := path.Match(a.Figure, figure)
	return matches
}

// amount is how far a figure with this baseline may move, in its unit.
func (a *Allowance) amount(before float64) float64 {
	if a.Percent {
		return a.Amount / 100 * math.Abs(before)
	}
	return a.Amount
}
