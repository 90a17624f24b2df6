package report

import (
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
)

// launches shows when launches are, and what they change of demands: the units
// of a success, and what is expected of it where that is less; at most most
// launches, left is how many are left out.
func (v *view) launches(most int) (g grid, left int) {
	launched := v.lines()
	success, expected := map[string]*lines{}, map[string]*lines{}
	seen := map[[2]string]bool{}
	for _, r := range v.d.Plan.Launches {
		if key := [2]string{r.Launch, r.Period}; !seen[key] { // one row a demand
			seen[key] = true
			launched.add(r.Launch, r.Period, r.Launched)
		}
		v.linesIn(success, r.Launch).add(r.Demand, r.Period, r.Success)
		v.linesIn(expected, r.Launch).add(r.Demand, r.Period, r.Expected)
	}
	for _, id := range launched.order {
		if most > 0 && len(g.rows) >= most {
			left++
			continue
		}
		g.rows = append(g.rows, levelRow(v.names.of(id, KindLaunch), launched.of(id)))
		for _, demand := range success[id].order {
			of := gridRow{label: "  " + v.names.of(demand, KindDemand), values: success[id].of(demand), total: math.NaN()}
			if of.zero() {
				continue
			}
			g.rows = append(g.rows, of)
			if likely := expected[id].of(demand); !slices.Equal(likely, of.values) {
				g.rows = append(g.rows, gridRow{label: "    expected", values: likely, total: math.NaN()})
			}
		}
	}
	g.entitle("LAUNCHES (1 = launched; units of a success)")
	return g, left
}

// entitle finishes a grid; one without rows has no title, which would take room.
func (g *grid) entitle(title string) {
	if len(g.rows) > 0 {
		g.title = title
	}
	g.samePrecision()
}

func (v *view) linesIn(m map[string]*lines, id string) *lines {
	if m[id] == nil {
		m[id] = v.lines()
	}
	return m[id]
}

// phaseOuts shows the stock of what ends, and what is written off; at most most
// phase-outs, left is how many are left out.
func (v *view) phaseOuts(most int) (g grid, left int) {
	ends, stock, written := v.lines(), map[string]*lines{}, map[string]*lines{}
	last := map[[2]string]bool{}
	for _, r := range v.d.Plan.PhaseOuts {
		if key := [2]string{r.PhaseOut, r.Period}; !last[key] { // one row a place
			last[key] = true
			ends.add(r.PhaseOut, r.Period, r.Ends)
		}
		v.linesIn(stock, r.PhaseOut).add(r.Item, r.Period, r.Closing)
		v.linesIn(written, r.PhaseOut).add(r.Item, r.Period, r.WrittenOff)
	}
	for _, id := range ends.order {
		if most > 0 && len(g.rows) >= most {
			left++
			continue
		}
		g.rows = append(g.rows, levelRow(v.names.of(id, KindPhaseOut), ends.of(id)))
		for _, item := range stock[id].order {
			for _, r := range []gridRow{
				{label: "  " + v.names.item(item), values: stock[id].of(item), total: math.NaN()},
				{label: "    written off", values: written[id].of(item), total: math.NaN()},
			} {
				if !r.zero() {
					g.rows = append(g.rows, r)
				}
			}
		}
	}
	g.entitle("PHASE-OUTS (1 = last sale; stock)")
	return g, left
}

// launchSubject says what a limit of a launch or a phase-out is about.
func (n names) launchSubject(group model.Group, key, first, second string) (text string, ok bool) {
	switch group {
	case model.GroupLaunch, model.GroupMustLaunch, model.GroupOnce:
		return n.of(key, KindLaunch), true
	case model.GroupReady:
		return n.of(first, KindLaunch) + ", " + printable(second), true
	case model.GroupPhaseOut:
		return n.of(key, KindPhaseOut), true
	case model.GroupLastBuy, model.GroupLastMake:
		return n.switchSubject(second) + " for " + n.of(first, KindPhaseOut), true
	case model.GroupWriteOff, model.GroupCleared:
		return n.of(second, KindStock, KindFamily, KindMaterial) + " after " + n.of(first, KindPhaseOut), true
	}
	return "", false
}
