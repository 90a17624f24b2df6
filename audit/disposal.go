package audit

import (
	"slices"

	"github.com/steelyard-sop/steelyard/model"
)

// good is the part of the runs whose products are good.
func (a *auditor) good(process *model.Process, runs []float64) []float64 {
	if !process.Yield.IsSet() {
		return runs
	}
	good := make([]float64, len(runs))
	for t, v := range runs {
		good[t] = v * a.or(process.Yield, t, 1)
	}
	return good
}

// withScrap is as many runs as would take, without scrap, what is taken of an
// item with it.
func (a *auditor) withScrap(process *model.Process, item string, runs []float64) []float64 {
	for _, part := range process.Scrap {
		if part.ID != item {
			continue
		}
		taken := make([]float64, len(runs))
		for t, v := range runs {
			taken[t] = v / (1 - a.or(part.Quantity, t, 0))
		}
		return taken
	}
	return runs
}

// findDisposals lists where items may be disposed of: wherever they are. Where
// an id stands for two things nobody knows.
func (a *auditor) findDisposals() {
	a.disposals = nil
	perishes := slices.ContainsFunc(a.s.Inventory, func(k model.Stock) bool { return k.ShelfLife.IsSet() })
	if a.kept[CheckScenario] > 0 || !perishes && !slices.ContainsFunc(a.items, func(i *model.Item) bool { return i.Dispose.Allowed }) {
		return
	}
	for _, node := range a.s.Nodes() {
		if a.items[node.Item].Dispose.Allowed || a.perishes(node) {
			a.disposals = append(a.disposals, spot{node.Item, node.Site})
		}
	}
}

func (a *auditor) addDisposals() {
	for k, at := range a.disposals {
		addRow(a.flow(at.item, at.site, flowDisposed), a.p.Disposed.Row(k))
	}
}

// disposed: what is disposed of an item in all places is at most its maximum.
func (a *auditor) disposed() {
	for k := 0; k < len(a.disposals); {
		item, total := a.disposals[k].item, make([]float64, a.n)
		for ; k < len(a.disposals) && a.disposals[k].item == item; k++ {
			addRow(total, a.p.Disposed.Row(k))
		}
		r := a.disposalRule(k - 1)
		r.check, r.part = string(model.GroupMaxDisposal), ""
		r.when, r.noun, r.bound = "in", "disposal of", "the maximum is"
		r.limit, r.path[2] = &a.items[item].Dispose.Max, "dispose"
		r.path[3] = "max"
		a.testSeries(&r, total)
	}
}

// disposalRule names what is disposed of one item in one place.
func (a *auditor) disposalRule(k int) rule {
	at := a.disposals[k]
	item := a.items[at.item]
	r := rule{key: item.ID, part: at.site, unit: item.Unit, path: [6]string{"families", item.ID}}
	if at.item >= len(a.s.Families) {
		r.path[0] = "materials"
	}
	return r
}
