package audit

import (
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

// This file tests what strategies ask for:
//
//	level        heads or output = heads or output before
//	rate_change  change of heads or output <= limit
//	chase        stock <= what is needed
//	no_overtime, no_outsourcing, no_backlog
//	             nothing of it
func (a *auditor) strategies() {
	for _, l := range a.s.StrategyLimits() {
		r := group(l.Group, l.Key, l.Unit)
		r.path, r.limit = [6]string{l.Path}, &l.Strategy.Rule
		r.noun, r.bound = l.Group.Info().Title+" of", "the strategy allows"
		if l.Sense == "=" {
			r.sense = exactly
		}
		for t, limit := range l.Values {
			if math.IsNaN(limit) {
				continue
			}
			size := []float64{limit}
			var value float64
			l.Each(t, func(c *model.Cell, t int, factor float64) {
				part := factor * a.p.Table(c.Grid).At(c.Row, t)
				value += part
				size = append(size, part)
			})
			a.test(&r, t, value, limit, tolerance(size...))
		}
	}
}
