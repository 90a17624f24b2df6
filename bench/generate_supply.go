package bench

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
)

// capacities makes the resources and the crews that run them, as large as the
// tightness says.
func (g *generator) capacities() {
	crews := make([]float64, (g.Resources+perCrew-1)/perCrew) // hours an average week
	for i, load := range g.resources {
		regular := load / g.Tightness
		crews[i/perCrew] += crewSize * regular
		g.s.Resources = append(g.s.Resources, model.Resource{
			ID: resourceID(i), Unit: "h",
			Capacity: model.Limit{Value: model.Constant(round(regular, 1)), Owner: "plant"},
			Downtime: g.downtime(0.5 * regular),
			Overtime: model.Overtime{Allowed: true, Bands: []model.Band{
				{ID: "evening", Max: model.Fixed(round(0.1*regular, 1)), Cost: model.Constant(40)},
				{ID: "weekend", Max: model.Fixed(round(0.15*regular, 1)), Cost: model.Constant(90)},
			}},
		})
	}
	for i, hours := range crews {
		heads := round(hours/weekHours, 0) + 1
		g.s.Workforce = append(g.s.Workforce, model.Workforce{
			ID: crewID(i), Unit: "h",
			Headcount: model.Headcount{
				Opening: heads, Min: model.Fixed(round(0.8*heads, 1)), Max: model.Fixed(round(1.2*heads, 1)),
			},
			Regular:  model.Fixed(weekHours),
			Overtime: model.Overtime{Allowed: true, Max: model.Fixed(5), Cost: model.Constant(1.5 * hourlyWage)},
			Wage:     model.Constant(weekHours * hourlyWage),
			Hire:     model.Move{Allowed: true, Cost: model.Constant(2000)},
			Layoff:   model.Move{Allowed: true, Cost: model.Constant(3000)},
		})
	}
}

// downtime takes hours from one period in thirteen, not the same for every resource.
func (g *generator) downtime(hours float64) model.Series {
	down := make([]float64, g.s.Calendar.Len())
	for t := g.r.IntN(13); t < len(down); t += 13 {
		down[t] = round(hours, 1)
	}
	if len(down) == 1 {
		return model.Constant(down[0])
	}
	return model.PerPeriod(down)
}

// materials lists the materials that some family is made of; every other one
// is kept in stock.
func (g *generator) materials() {
	for i, need := range g.needs {
		if need == 0 {
			continue
		}
		id := materialID(i)
		g.s.Materials = append(g.s.Materials, model.Item{ID: id, Unit: "kg"})
		if i%2 == 0 {
			g.s.Inventory = append(g.s.Inventory, model.Stock{
				ID: id, Item: id, Opening: round(need, 0), Max: model.Fixed(round(3*need, 0)),
				HoldingCost: model.Constant(round(0.003*g.prices[i], 5)),
			})
		}
	}
}

// suppliers offers every material twice: as much as an average week needs and
// a little more, and any quantity at a higher price from somebody else.
func (g *generator) suppliers() {
	for i := range g.Suppliers {
		g.s.Suppliers = append(g.s.Suppliers, model.Supplier{ID: numbered("supplier", i)})
	}
	sell := func(supplier int, o model.Offer) {
		s := &g.s.Suppliers[supplier%g.Suppliers]
		s.Sells = append(s.Sells, o)
	}
	for i := range g.needs {
		if g.needs[i] == 0 {
			continue
		}
		id := materialID(i)
		sell(i, model.Offer{
			ID: id, Item: id, Price: model.Constant(g.prices[i]),
			Capacity: model.Limit{Value: model.Constant(round(1.1*g.needs[i]/g.Tightness, 0)), Owner: "purchasing", Reason: "contract"},
		})
		if g.Suppliers > 1 {
			sell(i+1, model.Offer{ID: id, Item: id, Price: model.Constant(round(1.2*g.prices[i], 3))})
		}
	}
	for i, o := range g.outsource {
		sell(i, o)
	}
	for i := range g.s.Suppliers {
		slices.SortFunc(g.s.Suppliers[i].Sells, func(a, b model.Offer) int { return cmp.Compare(a.Item, b.Item) })
	}
	g.s.Suppliers = slices.DeleteFunc(g.s.Suppliers, func(s model.Supplier) bool { return len(s.Sells) == 0 })
}

// The width keeps ids in the order of their numbers.
func numbered(kind string, i int) string { return fmt.Sprintf("%s%05d", kind, i+1) }

func resourceID(i int) string { return numbered("line", i) }

func materialID(i int) string { return numbered("material", i) }

func crewID(i int) string { return numbered("crew", i) }

func sortParts(parts []model.Part) {
	slices.SortFunc(parts, func(a, b model.Part) int { return cmp.Compare(a.ID, b.ID) })
}
