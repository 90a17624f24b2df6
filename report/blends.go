package report

import (
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// blends shows what goes into every blend, and the properties that its limits
// are about; at most most blends, left is how many are left out.
func (v *view) blends(most int) (grids []grid, left int) {
	inputs, quality := map[string]*lines{}, map[string]*lines{}
	var order []string
	for _, r := range v.d.Plan.Blends {
		if inputs[r.Process] == nil {
			inputs[r.Process], quality[r.Process] = v.lines(), v.lines()
			order = append(order, r.Process)
		}
		inputs[r.Process].add(r.Item, r.Period, r.Quantity)
	}
	v.qualities(quality)
	for _, id := range order {
		g := grid{title: "BLEND of " + v.names.of(id, KindProcess)}
		for _, item := range inputs[id].order {
			r := sumRow(v.names.item(item), inputs[id].of(item))
			r.unit = v.unit(item, KindMaterial) + v.unit(item, KindFamily)
			if !r.zero() {
				g.rows = append(g.rows, r)
			}
		}
		if len(g.rows) == 0 {
			continue
		}
		g.samePrecision()
		for _, property := range quality[id].order {
			g.rows = append(g.rows, levelRow("  "+printable(property), quality[id].of(property)))
		}
		if most > 0 && len(grids) == most {
			left++
			continue
		}
		grids = append(grids, g)
	}
	return grids, left
}

// qualities adds the properties of every blend in the periods in which there
// is a limit on them.
func (v *view) qualities(to map[string]*lines) {
	seen := map[string]bool{}
	for i := range v.d.Limits {
		l := &v.d.Limits[i]
		if l.Group != model.GroupMinQuality && l.Group != model.GroupMaxQuality || l.Used == nil || seen[l.Key+" "+l.Period] {
			continue
		}
		seen[l.Key+" "+l.Period] = true
		process, property, _ := strings.Cut(l.Key, ",")
		if to[process] != nil {
			to[process].add(property, l.Period, *l.Used)
		}
	}
}

// ofBlend tells whether the limits of a group are on the inputs or the quality of a blend.
func ofBlend(g model.Group) bool {
	switch g {
	case model.GroupMinQuality, model.GroupMaxQuality, model.GroupMinShare, model.GroupMaxShare, model.GroupExactShare:
		return true
	}
	return false
}

// oneMoreOfBlend names one more unit of a limit on a blend.
func (f *finder) oneMoreOfBlend(line *limitLine) string {
	process, part, _ := strings.Cut(line.key, ",")
	blend := f.names.of(process, KindProcess)
	switch line.group {
	case model.GroupMinQuality:
		return "One more unit of " + printable(part) + " that " + blend + " must have"
	case model.GroupMaxQuality:
		return "One more unit of " + printable(part) + " that " + blend + " may have"
	}
	must := map[string]string{">=": "must be", "<=": "may be", "=": "is to be"}[line.best.Sense]
	return "One more " + oneUnit(line.unit) + " of " + f.names.item(part) + " that " + must + " in " + blend
}
