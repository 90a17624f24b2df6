package analysis

import (
	"context"
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// UnitCost is what one more unit for a demand costs in one period, delivered
// where the demand is served, while all else that this demand gets stays as it
// is.
type UnitCost struct {
	Demand    int // index into the scenario's demand
	Period    int
	Served    float64    // in the best plan
	Price     float64    // what a unit is sold for; 0 where it has no price
	Breakdown *Breakdown // nil where no plan delivers one more
}

// DemandNamed finds a demand by its id.
func (e *Explainer) DemandNamed(id string) (int, bool) {
	demand := e.Scenario().Demand
	for d := range demand {
		if demand[d].ID == id {
			return d, true
		}
	}
	return 0, false
}

// UnitCosts takes apart what one more unit for a demand costs, in each of the
// given periods.
func (e *Explainer) UnitCosts(ctx context.Context, demand int, periods []int) ([]UnitCost, error) {
	costs := make([]UnitCost, len(periods))
	err := e.each(ctx, len(periods), func(e *Explainer, k int) (err error) {
		costs[k], err = e.unitCost(ctx, demand, periods[k])
		return err
	})
	return costs, err
}

func (e *Explainer) unitCost(ctx context.Context, demand, period int) (UnitCost, error) {
	d := &e.Scenario().Demand[demand]
	served, _ := e.column("served", d.ID)
	u := UnitCost{Demand: demand, Period: period, Served: e.st.best.ColValue[served+period], Price: e.priceOf(d, period)}
	row := e.balanceOf(d, period)
	s, price, err := e.nudge(ctx, smallUnit(u.Served), func(p *lp.Problem, by float64) {
		e.keepServed(p, d)
		p.RowLower[row] -= by
		p.RowUpper[row] -= by
	}, func(s *state) float64 { return -s.duals[row] })
	if err != nil {
		return u, fmt.Errorf("find what one more of %s costs: %w", d.ID, err)
	}
	if s != nil {
		u.Breakdown, err = e.breakdown(ctx, s, row, price)
	}
	return u, err
}

// keepServed keeps what a demand gets as it is in the best plan.
func (e *Explainer) keepServed(p *lp.Problem, d *model.Demand) {
	served, _ := e.column("served", d.ID)
	for t := range e.Scenario().Calendar.Len() {
		v := max(0, e.st.best.ColValue[served+t])
		p.ColLower[served+t], p.ColUpper[served+t] = v, v
	}
}

// balanceOf is the row of the balance from which a demand is served.
func (e *Explainer) balanceOf(d *model.Demand, period int) int {
	key := d.Item
	if place := d.Place(e.Scenario().Destinations()); place != "" {
		key += "," + place
	}
	return e.rows[limitedIn{model.GroupBalance, key, period}]
}

// priceOf is what a unit of a demand is sold for.
func (e *Explainer) priceOf(d *model.Demand, period int) float64 {
	price := d.Price
	if items := e.Scenario().Items(); !price.IsSet() {
		price = items[e.Scenario().ItemIndex()[d.Item]].Price
	}
	return price.Or(period, 0)
}

// Foots tells whether the parts of a price add up to it.
func (b *Breakdown) Foots() bool {
	return math.Abs(b.Sum()-b.Price) <= 1e-5*max(1, math.Abs(b.Price))
}
