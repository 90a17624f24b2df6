package analysis

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Choice is something that a plan can do: run a process, buy from a supplier,
// send by a lane, work overtime, hire.
type Choice struct {
	Path string // address in the scenario
	What string // first part of the name of its decision: runs, bought, ...
	Key  string // whose
}

// Entry says why an option is used no more than it is in one period.
type Entry struct {
	Period int
	Used   float64 // in the best plan

	// Gap is what one more unit in the plan costs, net, as measured by planning
	// with one: 0 where the option is in use and no more of it would pay. It means
	// nothing where Stuck.
	Gap   float64
	Own   float64 // what one unit of the option costs by itself
	Lines []Line  // what one more costs, and what it saves (negative); they add up to Gap

	Stuck    bool  // no plan has one more
	StuckBy  []int // rows of the fewest limits that would have to move for one more
	Integers bool  // it is stuck because whole numbers stay as they are
}

// Enters is the cost of one unit at which the option comes into the plan.
func (n *Entry) Enters() float64 { return n.Own - n.Gap }

// Options lists everything of the scenario that OptionEntries can explain, in
// the order of the formulation.
func (e *Explainer) Options() []Choice {
	s := e.Scenario()
	bands := make(map[string]string)
	for _, ref := range s.OvertimeBands() {
		_, id, _ := ref.Owner(s)
		if ref.Band.ID != "" {
			id += "," + ref.Band.ID
		}
		bands[id] = ref.Path(s)
	}
	var options []Choice
	for _, block := range e.st.Formulation.Problem.Cols.Blocks() {
		if path := optionPath(block.Name, block.Key, bands); path != "" {
			options = append(options, Choice{path, block.Name, block.Key})
		}
	}
	return options
}

// optionPath is the address of a decision; empty where it is no option.
func optionPath(what, key string, bands map[string]string) string {
	first, second, _ := strings.Cut(key, ",")
	switch what {
	case "runs":
		return "processes." + key
	case "bought":
		return "suppliers." + first + ".sells." + second
	case "shipped":
		return "lanes." + first + ".carries." + second
	case "worked":
		return bands[key]
	case "rented":
		return "resources." + key + ".rent"
	case "overflow":
		return "storage." + key + ".overflow"
	case "hired":
		return "workforce." + key + ".hire"
	case "laid_off":
		return "workforce." + key + ".layoff"
	case "signed":
		return "workforce." + first + ".temps." + second
	case "moved":
		return "workforce." + first + ".training." + second
	case "lent":
		return "workforce." + first + ".serves." + second
	case "open":
		return "options." + key
	}
	return ""
}

// Entries explains an option in the given periods.
func (e *Explainer) Entries(ctx context.Context, o Choice, periods []int) ([]Entry, error) {
	first, ok := e.column(o.What, o.Key)
	if !ok {
		return nil, fmt.Errorf("there is no decision %s of %s", o.What, o.Key)
	}
	entries := make([]Entry, len(periods))
	err := e.each(ctx, len(periods), func(e *Explainer, k int) (err error) {
		entries[k], err = e.entry(ctx, first+periods[k], periods[k])
		return err
	})
	return entries, err
}

func (e *Explainer) entry(ctx context.Context, column, period int) (Entry, error) {
	used := e.st.best.ColValue[column]
	n := Entry{Period: period, Used: used, Own: e.cost[column]}
	if e.st.linear.ColLower[column] == e.st.linear.ColUpper[column] {
		n.Stuck, n.Integers = true, true
		return n, nil
	}
	more := func(p *lp.Problem, by float64) { p.ColLower[column] = max(p.ColLower[column], used+by) }
	s, gap, err := e.nudge(ctx, smallUnit(used), more, func(s *state) float64 { return s.reduced(column) })
	if err != nil {
		return n, err
	}
	if s == nil {
		n.Stuck = true
		n.StuckBy, err = e.standingInTheWay(ctx, func(p *lp.Problem) { more(p, smallUnit(used)) })
		n.Integers = len(n.StuckBy) == 0 && e.st.Formulation.Problem.IsInteger()
		return n, err
	}
	n.Gap = gap
	if math.Abs(gap) <= 1e-9*max(1, math.Abs(n.Own)) {
		n.Gap = 0
	}
	n.Lines, err = e.entryLines(ctx, s, column)
	return n, err
}

// entryLines takes apart what one more unit of a column costs: its own money,
// what it takes and gives at what that is worth, and the rent of the limits
// that it uses. Bookkeeping between it and items (tiers, heads) is gone through.
func (e *Explainer) entryLines(ctx context.Context, s *state, column int) ([]Line, error) {
	through := make([]bool, len(e.balanced))
	for row, balanced := range e.balanced {
		through[row] = balanced && e.Limit(row).Group != model.GroupBalance
	}
	needs := make(map[int]float64)
	rows, values := s.matrix.Line(column)
	for k, row := range rows {
		if through[row] {
			needs[int(row)] = -values[k]
		}
	}
	z := make(map[int]float64)
	if len(needs) > 0 {
		var err error
		if z, err = e.path(ctx, s, through, needs); err != nil {
			return nil, err
		}
		if len(z) == 0 { // what cannot be gone through is told by its worth
			through = make([]bool, len(e.balanced))
			z = make(map[int]float64)
		}
	}
	z[column]++
	e.relieve(s, through, z)
	return e.lines(s, through, z), nil
}
