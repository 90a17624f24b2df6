package report

import (
	"cmp"
	"slices"
)

// figure is one key number of one version.
type figure struct {
	id, of, title, unit string
	value               float64
}

// figures are the key numbers of a plan: its money, how well it serves and uses
// what there is, and what it keeps in stock.
func figures(in *Input, plan *Document) []figure {
	code := cmp.Or(plan.Scenario.Currency, "money")
	list := []figure{
		{"revenue", "", "revenue", code, plan.Money.Revenue},
		{"cost", "", "cost", code, plan.Money.Cost},
		{"profit", "", "profit", code, plan.Money.Profit},
		{"penalties", "", "penalties (no real money)", code, plan.Penalties.Total},
	}
	for _, kpi := range plan.KPIs {
		list = append(list, figure{kpi.ID, kpi.Class, kpi.Title, kpi.Unit, kpi.Value})
	}
	n := newNames(plan.Scenario.Things)
	for _, stock := range newViewStock(in.Scenario, plan.Plan) {
		list = append(list, figure{"mean_stock", stock.Item, "mean stock of " + n.item(stock.Item), stock.Unit, stock.Average})
	}
	return list
}

// addKPIs puts the key numbers of all versions beside one another, in the order
// in which they first appear. What is nothing in all of them is left out.
func (d *ComparisonDocument) addKPIs(list []CompareInput, plans []*Document) {
	for k, plan := range plans {
		if plan == nil || plan.Plan == nil {
			continue
		}
		for _, f := range figures(&list[k].Input, plan) {
			at := slices.IndexFunc(d.KPIs, func(row ComparedKPI) bool { return row.ID == f.id && row.Of == f.of && row.Unit == f.unit })
			if at < 0 {
				at = len(d.KPIs)
				row := ComparedKPI{ID: f.id, Of: f.of, Title: f.title, Unit: f.unit}
				row.Values, row.Changes = make([]*float64, len(plans)), make([]*float64, len(plans))
				d.KPIs = append(d.KPIs, row)
			}
			value := f.value
			d.KPIs[at].Values[k] = &value
		}
	}
	d.KPIs = slices.DeleteFunc(d.KPIs, func(row ComparedKPI) bool {
		return !slices.ContainsFunc(row.Values, func(v *float64) bool { return v != nil && *v != 0 })
	})
	for i := range d.KPIs {
		row := &d.KPIs[i]
		for k := 1; k < len(row.Values); k++ {
			if row.Values[0] != nil && row.Values[k] != nil {
				row.Changes[k] = d.change(*row.Values[0], *row.Values[k])
			}
		}
	}
}

// change is what a number changes by; 0 within the tolerance.
func (d *ComparisonDocument) change(from, to float64) *float64 {
	change := 0.0
	if !d.same(from, to) {
		change = clean(to-from, kpiDigits)
	}
	return &change
}
