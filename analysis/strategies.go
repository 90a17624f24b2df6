package analysis

import (
	"context"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// StrategyPlan is the best plan of a scenario with one of the strategies.
type StrategyPlan struct {
	Name     string          // free, level, chase or hybrid
	Scenario *model.Scenario // with the strategy
	Result   *solver.Result  // with or without a plan
	Change   float64         // largest change from one period to the next; NaN without a plan
}

// StrategyComparison puts strategies for one demand side by side.
type StrategyComparison struct {
	Plans []StrategyPlan // free, level, chase, hybrid
	Keep  model.StrategyKeep
	Unit  string  // of changes: heads, or the unit of the family; empty where there are several
	Limit float64 // the most that the hybrid plan may change; NaN where there is none, or where the scenario says it

	// Way leads from the level to the chase plan, in corners between which it
	// is straight; none where there is no plan at one of its ends.
	Way     []WayPoint
	Relaxed bool // Way lets whole numbers be fractions
}

// WayPoint is the best plan between level and chase.
type WayPoint struct {
	Share  float64 // of the way from the level plan (0) to the chase plan (1)
	Change float64 // largest change from one period to the next that is allowed
	Value  float64 // the best objective
}

// CompareStrategies plans a valid scenario freely, as a level plan, as a chase
// plan and as a hybrid one, and finds what lies between level and chase. What
// the scenario says of a strategy holds; where it says nothing of one, that is
// for all of it. A hybrid plan that it does not describe may change by up to
// change, or where that is NaN by half of what the chase plan does.
func CompareStrategies(ctx context.Context, engine solver.Engine, s *model.Scenario, change float64, o solver.Options) (*StrategyComparison, error) {
	c := comparison{ctx: ctx, engine: engine, s: s, o: o}
	c.level, c.chase = c.of(model.Level), c.of(model.Chase)
	out := &StrategyComparison{Keep: c.level[0].Keeps(s), Limit: math.NaN()}
	out.Unit = c.unit()
	plan := func(name string, strategies []model.Strategy) error {
		p, err := c.plan(name, strategies)
		out.Plans = append(out.Plans, p)
		return err
	}
	if err := plan("free", nil); err != nil {
		return nil, err
	}
	if err := plan(string(model.Level), c.level); err != nil {
		return nil, err
	}
	if err := plan(string(model.Chase), c.chase); err != nil {
		return nil, err
	}
	if math.IsNaN(change) {
		change = out.Plans[2].Change / 2
	}
	hybrid := c.of(model.Hybrid)
	if !hybrid[0].Change.IsSet() && !math.IsNaN(change) {
		hybrid[0].Change, hybrid[0].Keep, out.Limit = model.Constant(change), c.level[0].Keep, change
	}
	if hybrid[0].Change.IsSet() {
		if err := plan(string(model.Hybrid), hybrid); err != nil {
			return nil, err
		}
	}
	return out, c.addWay(out)
}

// comparison is a StrategyComparison in the making.
type comparison struct {
	ctx          context.Context
	engine       solver.Engine
	s            *model.Scenario
	o            solver.Options
	level, chase []model.Strategy
}

// of lists the strategies of a kind that the scenario has, or else one for all of it.
func (c *comparison) of(kind model.StrategyKind) []model.Strategy {
	var list []model.Strategy
	for _, x := range c.s.Strategies {
		if x.Plan == kind {
			list = append(list, x)
		}
	}
	if list == nil {
		id := string(kind)
		for slices.ContainsFunc(c.s.Strategies, func(x model.Strategy) bool { return x.ID == id }) {
			id += "_"
		}
		list = []model.Strategy{{ID: id, Plan: kind}}
	}
	return list
}

func (c *comparison) with(strategies []model.Strategy) *model.Scenario {
	s := *c.s
	s.Strategies = strategies
	return &s
}

// plan is the best plan with some strategies.
func (c *comparison) plan(name string, strategies []model.Strategy) (StrategyPlan, error) {
	p := StrategyPlan{Name: name, Scenario: c.with(strategies), Change: math.NaN()}
	var err error
	p.Result, err = solver.Plan(c.ctx, c.engine, p.Scenario, c.o)
	if err == nil && p.Result.Status.HasPlan() {
		p.Change = 0
		for _, most := range c.changes(p.Result.Plan) {
			p.Change = max(p.Change, most)
		}
	}
	return p, err
}

// kept are the limits of the level plan on changes.
func (c *comparison) kept() []model.StrategyLimit {
	var list []model.StrategyLimit
	for _, l := range c.with(c.level).StrategyLimits() {
		if l.Group == model.GroupLevel {
			list = append(list, l)
		}
	}
	return list
}

// changes are the largest changes in a plan of what the level plan keeps.
func (c *comparison) changes(p *model.Plan) map[string]float64 {
	changes := map[string]float64{}
	for _, l := range c.kept() {
		for t, limit := range l.Values {
			if !math.IsNaN(limit) {
				changes[l.Key] = max(changes[l.Key], math.Abs(l.Value(p, t)))
			}
		}
	}
	return changes
}

func (c *comparison) unit() string {
	unit := ""
	for _, l := range c.kept() {
		if unit != "" && unit != l.Unit {
			return ""
		}
		unit = l.Unit
	}
	return unit
}
