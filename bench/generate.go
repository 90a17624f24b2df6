package bench

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/steelyard-sop/steelyard/model"
)

// What all generated scenarios have in common.
const (
	weekHours     = 38.0 // of a worker in regular time
	hourlyWage    = 25.0
	crewSize      = 2.0 // workers on a resource while it runs
	perCrew       = 4   // resources that one crew runs
	mostMaterials = 3   // that one family is made of
)

// Generate makes a scenario. It is valid, and there is always a plan: every
// demand may be lost, and what is in stock may stay there. The same arguments
// give the same scenario.
func Generate(size Size, seed uint64) *model.Scenario {
	size = size.sound()
	calendar, err := model.NewCalendar(model.Week, "2026-W01", size.Periods)
	if err != nil {
		panic(fmt.Sprintf("bench: a calendar of weeks was refused: %v", err)) // cannot be: the arguments are in range
	}
	g := &generator{
		Size: size,
		r:    rand.New(rand.NewPCG(seed, 0x57ee17a2d)),
		s: &model.Scenario{
			Name:     fmt.Sprintf("generated, %d families, %d weeks, seed %d", size.Families, calendar.Len(), seed),
			Source:   "made by the generator of the benchmarks",
			Currency: "EUR", Objective: model.MinimiseCost, Calendar: calendar,
		},
	}
	g.resources, g.needs = make([]float64, size.Resources), make([]float64, size.Materials)
	for range size.Materials {
		g.prices = append(g.prices, g.between(1, 5, 2))
	}
	g.families()
	g.materials()
	g.capacities()
	g.suppliers()
	return g.s
}

type generator struct {
	Size
	r *rand.Rand
	s *model.Scenario

	prices    []float64 // of materials, EUR per kg
	needs     []float64 // of materials, kg an average week
	resources []float64 // hours an average week
	outsource []model.Offer
}

// families makes what is sold: how it is made, asked for and kept.
func (g *generator) families() {
	for i := range g.Families {
		id := numbered("family", i)
		week := g.between(100, 1000, 0)
		g.s.Families = append(g.s.Families, model.Item{ID: id, Unit: "each"})
		cost := g.routes(i, id, week)
		g.demand(i, id, week, cost)
		g.s.Inventory = append(g.s.Inventory, model.Stock{
			ID: id, Item: id, Opening: round(week, 0),
			Min: model.Fixed(round(0.3*week, 0)), Max: model.Fixed(round(4*week, 0)),
			Closing:     model.Closing{Min: model.Fixed(round(0.5*week, 0))},
			HoldingCost: model.Constant(round(0.005*cost, 4)),
		})
		if i%5 == 0 {
			g.outsource = append(g.outsource, model.Offer{
				ID: id, Item: id, Price: model.Constant(round(1.5*cost, 2)), Capacity: model.Fixed(round(0.2*week, 0)),
			})
		}
	}
}

// routes gives a family two processes, of which the second is slower, and
// returns the cost of one unit by the first.
func (g *generator) routes(i int, id string, week float64) float64 {
	hours, making := g.between(0.05, 0.2, 3), g.between(1, 5, 2)
	var consumes []model.Part
	cost := making + crewSize*hours*hourlyWage
	for k := range min(1+g.r.IntN(mostMaterials), g.Materials) {
		m := (i + k) % g.Materials
		kg := g.between(0.2, 2, 2)
		consumes = append(consumes, model.Part{ID: materialID(m), Quantity: model.Constant(kg)})
		cost += kg * g.prices[m]
		g.needs[m] += kg * week
	}
	sortParts(consumes)
	for k, slower := range []float64{1, 1.2} {
		resource := (i + k) % g.Resources
		h := round(slower*hours, 4)
		if k == 0 {
			g.resources[resource] += h * week
		}
		uses := []model.Part{
			{ID: resourceID(resource), Quantity: model.Constant(h)},
			{ID: crewID(resource / perCrew), Quantity: model.Constant(round(crewSize*h, 4))},
		}
		sortParts(uses)
		g.s.Processes = append(g.s.Processes, model.Process{
			ID: numbered("make", i) + []string{"_first", "_second"}[k], Makes: []model.Part{{ID: id, Quantity: model.Constant(1)}},
			Consumes: consumes, Uses: uses, Cost: model.Constant(round(slower*making, 4)),
		})
		if g.Resources == 1 {
			break // there is no second way
		}
	}
	return cost
}

// demand asks for a seasonal quantity; every third family may be late.
func (g *generator) demand(i int, id string, week, cost float64) {
	peak := g.r.Float64() * 2 * math.Pi / 4 // families of one company have their season at about the same time
	quantity := make([]float64, g.s.Calendar.Len())
	for t := range quantity {
		season := 1 + math.Cos(2*math.Pi*float64(t)/52-math.Pi-peak)/3
		quantity[t] = round(week*season*(0.9+0.2*g.r.Float64()), 0)
	}
	d := model.Demand{
		ID: id, Item: id, Quantity: model.Limit{Value: model.PerPeriod(quantity)},
		Lost: model.Lost{Allowed: true, Cost: model.Constant(round(2.5*cost, 2))},
	}
	if i%3 == 0 {
		d.Backlog = model.Backlog{
			Allowed: true, Cost: model.Constant(round(0.1*cost, 3)),
			Max: model.Fixed(round(week, 0)), Closing: model.Fixed(0),
		}
	}
	g.s.Demand = append(g.s.Demand, d)
}

func (g *generator) between(low, high float64, digits int) float64 {
	return round(low+(high-low)*g.r.Float64(), digits)
}

func round(v float64, digits int) float64 {
	scale := math.Pow10(digits)
	return math.Round(v*scale) / scale
}
