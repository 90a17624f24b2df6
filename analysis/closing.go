package analysis

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// Worth is what each unit is worth that a stock holds at the end of the horizon.
type Worth struct {
	Stock int // index into Inventory
	Worth float64
}

// ErrNoWorth says that stock cannot be valued by the prices of a longer run.
var ErrNoWorth = errors.New("closing stock cannot be valued by the prices of a longer run")

// ClosingWorth values the stock at the end of the horizon: what one more unit is
// worth there in the plan of a horizon that goes on for so many years as the
// last one was (see model.Scenario.Prolong). It is about stocks without a closing
// rule of their own; one that is worth nothing or less has the worth 0. With
// whole numbers these are fixed at those of the longer plan.
func ClosingWorth(ctx context.Context, engine solver.Engine, s *model.Scenario, years int, o solver.Options) ([]Worth, error) {
	if s.Objective.Discounts() {
		return nil, fmt.Errorf("%w: they are discounted", ErrNoWorth)
	}
	longer, err := s.Prolong(years)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoWorth, err)
	}
	r, err := solver.Plan(ctx, engine, longer, o)
	if err != nil {
		return nil, err
	}
	if r.Status != solver.Optimal || r.Prices == "" {
		return nil, fmt.Errorf("%w: the longer run has no plan that is proven best (%s)", ErrNoWorth, r.Status)
	}
	prices := map[string]float64{}
	for i := range r.Limits {
		if l := &r.Limits[i]; l.Group == model.GroupBalance && l.Period == s.Calendar.Len() {
			prices[l.Key] = l.Price
		}
	}
	var list []Worth
	for k := range s.Inventory {
		stock := &s.Inventory[k]
		c := &stock.Closing
		if c.Min.IsSet() || c.Max.IsSet() || c.Exact.IsSet() || c.Cyclic.On || c.Worth != 0 {
			continue
		}
		key := stock.Item
		if stock.Site != "" {
			key += "," + stock.Site
		}
		worth := prices[key]
		if !s.Objective.Maximises() {
			worth = -worth
		}
		if math.IsNaN(worth) || worth < sameSlope {
			worth = 0
		}
		list = append(list, Worth{k, worth})
	}
	return list, nil
}
