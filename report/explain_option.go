package report

import (
	"cmp"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// OptionLine says why something that a plan can do is done no more than it is.
type OptionLine struct {
	Path     string       `json:"path"`     // address in the scenario
	Decision string       `json:"decision"` // runs, bought, shipped, worked, ...
	Key      string       `json:"key"`      // whose
	Entries  []EntryLine  `json:"entries"`  // one a period
	Forced   *ForcedLines `json:"forced"`   // a plan that takes it, where only whole numbers decide; null otherwise
}

// EntryLine is an option in one period.
type EntryLine struct {
	Period  string     `json:"period"`   // label
	Used    float64    `json:"used"`     // in the best plan
	Gap     *float64   `json:"gap"`      // measured: what one more in the plan costs, net; null where no plan has one more
	Own     float64    `json:"own"`      // what one unit costs by itself
	Enters  *float64   `json:"enters"`   // own cost at which one more comes into the plan; null where no plan has one more
	Parts   []CostPart `json:"parts"`    // what one more costs, and what it saves (negative); they add up to the gap
	StuckBy []LimitRef `json:"stuck_by"` // where no plan has one more: the fewest limits that would have to move
	Whole   bool       `json:"whole"`    // it is stuck because whole numbers stay as they are
}

// ForcedLines is the best plan that takes an option.
type ForcedLines struct {
	NoPlan   bool         `json:"no_plan"`  // no plan takes it
	AtLeast  float64      `json:"at_least"` // what the plan is told to do of it, over all periods
	Cost     *float64     `json:"cost"`     // by how much the objective is worse
	Accounts []ChangeLine `json:"accounts"` // that change
}

// ChangeLine is an account of the statement before and after.
type ChangeLine struct {
	Account string  `json:"account"` // id
	Title   string  `json:"title"`   // name for people
	Before  float64 `json:"before"`
	After   float64 `json:"after"`
	Change  float64 `json:"change"`
}

// ChangeLines says what gives way when the scenario changes.
type ChangeLines struct {
	Before    float64      `json:"before"`    // objective
	After     float64      `json:"after"`     // objective
	Gain      float64      `json:"gain"`      // by how much it is better; negative: worse
	Accounts  []ChangeLine `json:"accounts"`  // that change, in the order of a statement
	Penalties ChangeLine   `json:"penalties"` // no real money
	Begin     []LimitRef   `json:"begin"`     // limits that bind after, and did not before
	Cease     []LimitRef   `json:"cease"`     // limits that bound before, and do not after
	Moved     []MovedLine  `json:"moved"`     // decisions that differ, the most money through them first
}

// MovedLine is a decision over all periods that differs.
type MovedLine struct {
	Decision string    `json:"decision"` // runs, bought, ...
	Key      string    `json:"key"`      // whose
	Before   []float64 `json:"before"`   // by period; empty where it is not in the plan
	After    []float64 `json:"after"`    // by period; empty where it is not in the plan
}

// AddOption adds why an option is used no more than it is; forced may be nil.
func (d *ExplainDocument) AddOption(e *analysis.Explainer, o analysis.Choice, entries []analysis.Entry, forced *analysis.Forced) {
	x := explaining{e.Scenario(), e}
	line := OptionLine{Path: o.Path, Decision: o.What, Key: o.Key, Entries: []EntryLine{}}
	for i := range entries {
		n := &entries[i]
		entry := EntryLine{
			Period: periodLabel(x.s, n.Period), Used: clean(n.Used, kpiDigits), Own: clean(n.Own, kpiDigits),
			Parts: []CostPart{}, StuckBy: []LimitRef{}, Whole: n.Integers,
		}
		if n.Stuck {
			for _, row := range n.StuckBy {
				entry.StuckBy = append(entry.StuckBy, x.limit(row))
			}
		} else {
			entry.Gap, entry.Enters, entry.Parts = known(n.Gap, kpiDigits), known(n.Enters(), kpiDigits), x.parts(n.Lines)
			slices.SortStableFunc(entry.Parts, func(a, b CostPart) int { return cmp.Compare(sign(b.Money), sign(a.Money)) })
		}
		line.Entries = append(line.Entries, entry)
	}
	if forced != nil {
		line.Forced = &ForcedLines{NoPlan: forced.NoPlan, AtLeast: forced.AtLeast, Accounts: accountLines(forced.Accounts)}
		if !forced.NoPlan {
			line.Forced.Cost = known(forced.Cost, kpiDigits)
		}
	}
	d.Options = append(d.Options, line)
}

func sign(x float64) float64 {
	if x == 0 {
		return 0
	}
	return math.Copysign(1, x)
}

func accountLines(changes []analysis.AccountChange) []ChangeLine {
	list := []ChangeLine{}
	for _, c := range changes {
		list = append(list, changeLine(c.Account.ID(), c.Account.Title(), c.Before, c.After))
	}
	return list
}

func changeLine(id, title string, before, after float64) ChangeLine {
	return ChangeLine{id, title, clean(before, significantDigits), clean(after, significantDigits), clean(after-before, kpiDigits)}
}

// AddChanges adds what gives way; the scenario is the one before.
func (d *ExplainDocument) AddChanges(s *model.Scenario, c *analysis.Changes) {
	lines := &ChangeLines{
		Before: clean(c.Before.Value, significantDigits), After: clean(c.After.Value, significantDigits),
		Gain: clean(c.After.Value-c.Before.Value, kpiDigits), Accounts: accountLines(c.Accounts()),
		Begin: refs(s, c.Begin), Cease: refs(s, c.Cease), Moved: []MovedLine{},
	}
	if c.Before.Sense == model.MinimiseCost {
		lines.Gain = clean(c.Before.Value-c.After.Value, kpiDigits)
	}
	before, after := c.Penalties()
	lines.Penalties = changeLine("penalties", "penalties", before, after)
	for _, m := range c.Moved {
		lines.Moved = append(lines.Moved, MovedLine{m.What, m.Key, quantities(m.Before), quantities(m.After)})
	}
	d.Changes = lines
}

func refs(s *model.Scenario, limits []solver.LimitState) []LimitRef {
	list := []LimitRef{}
	for i := range limits {
		l := &limits[i]
		list = append(list, LimitRef{
			ID: l.ID, Group: l.Group, Key: l.Key, Path: l.Path, Owner: l.Owner, Unit: l.Unit,
			Period: periodLabel(s, l.Period), Limit: known(l.Limit, significantDigits),
		})
	}
	return list
}

func quantities(values []float64) []float64 {
	list := make([]float64, len(values))
	for i, v := range values {
		list[i] = clean(v, kpiDigits)
	}
	return list
}
