package metamorph

import (
	"fmt"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// Change is one way to change a scenario. The best objective of the changed
// scenario is that of the scenario itself, times Factor.
type Change struct {
	Name     string
	Words    string          // what was changed
	Scenario *model.Scenario // changed; nil where the change does not apply
	Factor   float64         // 0 where the change does not apply
	LeftOut  string          // why it does not
	Hint     string          // what to look at where the relation is broken
}

// The names of the changes.
const (
	OtherMoney   = "money in another coin"
	LargerFirm   = "a larger company"
	PeriodInTwo  = "a period in two halves"
	FamilyAsTwo  = "a family as two"
	OtherIDs     = "other ids in another order"
	scaleOfMoney = 3.0
	scaleOfSize  = 3.0
)

// Changes lists every change of a valid scenario, which stays as it is.
func Changes(s *model.Scenario) []Change {
	list := []Change{money(s), size(s), split(s), twins(s), rename(s)}
	for k := range list {
		c := &list[k]
		if c.LeftOut == "" {
			c.LeftOut = refused(c.Scenario)
		}
		if c.LeftOut != "" {
			c.Scenario, c.Factor = nil, 0
		}
	}
	return list
}

// refused says why a changed scenario is none that the language allows; empty
// where it is one.
func refused(s *model.Scenario) string {
	for _, m := range model.Validate(s) {
		if !m.Warning && !m.Note {
			return fmt.Sprintf("the changed scenario would not be valid: %s: %s", m.Path, strings.TrimSuffix(m.Message, "."))
		}
	}
	return ""
}

// Money states all money of a scenario in a coin of which k make one. The
// second result says what stands against it; the scenario is then unchanged.
func Money(s *model.Scenario, k float64) (*model.Scenario, string) {
	return scaled(s, func(d dimension) (float64, bool) { return power(k, d.money), d.money != unknown })
}

// Size multiplies all that a scenario has, asks and allows by k. What one run,
// one head and one unit need and cost stays. The second result says what stands
// against it; the scenario is then unchanged.
func Size(s *model.Scenario, k float64) (*model.Scenario, string) {
	for i := range s.Workforce {
		if s.Workforce[i].Integer {
			return s, "heads of " + s.Workforce[i].ID + " are whole"
		}
	}
	return scaled(s, func(d dimension) (float64, bool) { return power(k, d.size), d.size != unknown })
}

func money(s *model.Scenario) Change {
	c := Change{
		Name: OtherMoney, Words: "all money times 3", Factor: scaleOfMoney,
		Hint: "money that the objective forgets, or that limits something it should not: compare the statements of both",
	}
	if s.Aim.Want != "" {
		c.LeftOut = "the objective is no money"
		return c
	}
	c.Scenario, c.LeftOut = Money(s, scaleOfMoney)
	return c
}

func size(s *model.Scenario) Change {
	c := Change{
		Name: LargerFirm, Words: "all quantities and limits times 3", Factor: scaleOfSize,
		Hint: "a number in the formulation that is no rate: a tolerance, a bound or a constant that does not grow with the company",
	}
	c.Scenario, c.LeftOut = Size(s, scaleOfSize)
	return c
}

// power is k to the e, for the few e that there are.
func power(k float64, e int8) float64 {
	switch e {
	case 1:
		return k
	case -1:
		return 1 / k
	}
	return 1
}
