package model

// EmissionRow is what one activity emits of one substance in one period. What
// is not emitted has no row.
type EmissionRow struct {
	Substance string  `json:"substance"`
	Cause     string  `json:"cause"`          // see EmissionCauses
	Scope     string  `json:"scope"`          // label of its factor
	Of        string  `json:"of"`             // id of the process, resource, supplier, lane, stock or item
	Item      string  `json:"item,omitempty"` // that it is for; left out where it is for several
	Site      string  `json:"site,omitempty"` // where it happens; of lanes the one that they leave
	Period    string  `json:"period"`
	Quantity  float64 `json:"quantity"`
}

// emitter is all that the rows of one activity have in common.
type emitter struct{ substance, cause, scope, of, item, site string }

// emissions adds up the cells of the quantity, which say what one unit of each
// activity emits.
func (w *tableWriter) emissions() []EmissionRow {
	if len(w.s.Emissions) == 0 {
		return nil
	}
	var order []emitter
	sums := map[emitter][]float64{}
	cells := w.s.Measures().Cells(QuantityEmitted)
	for i := range cells {
		c := &cells[i]
		by := EmissionCause(c.Tag(ByCause))
		key := emitter{c.Tag(BySubstance), string(by), c.Tag(ByScope), c.Tag(by.doer()), c.Tag(ByItem), c.Tag(BySite)}
		if sums[key] == nil {
			sums[key] = make([]float64, len(w.labels))
			order = append(order, key)
		}
		for t := range w.labels {
			sums[key][t] += c.Factor(t) * w.p.Table(c.Grid).At(c.Row, t)
		}
	}
	rows := []EmissionRow{}
	for _, k := range order {
		for t, period := range w.labels {
			if q := sums[k][t]; q != 0 {
				rows = append(rows, EmissionRow{k.substance, k.cause, k.scope, k.of, k.item, k.site, period, q})
			}
		}
	}
	return rows
}

// doer is the subscript that has the id of what emits.
func (c EmissionCause) doer() Subscript {
	switch c {
	case EmitMaking:
		return ByProcess
	case EmitResources:
		return ByResource
	case EmitPurchases:
		return BySupplier
	case EmitMoving:
		return ByLane
	case EmitHolding:
		return ByStock
	}
	return ByItem
}
