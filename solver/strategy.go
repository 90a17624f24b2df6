package solver

import (
	"github.com/steelyard-sop/steelyard/model"
)

// Strategy: a way to meet demand that changes, as limits. For each crew w of a
// strategy that keeps heads and each period t with the one before it in scope
//
//	level        heads[w,t] - heads[w,t-1]  =   0
//	rate_change  heads[w,t] - heads[w,t-1]  <=  change[t], and the same with minus
//
// and for each family f, where output is kept, with the sum over its processes
// p and, in a horizon with periods of several lengths, days for one of the
// period before (else 1)
//
//	level        sum_p makes[p,f,t] runs[p,t] - days sum_p makes[p,f,t-1] runs[p,t-1]  =  0
//	rate_change  the same  <=  change[t], and with minus
//
// for each family of a strategy that follows demand
//
//	chase           sum_k stock[k,t]  <=  needed[f,t]
//
// and for what a strategy does without
//
//	no_overtime     worked[b,t]   <=  0
//	no_outsourcing  bought[s,t]   <=  0
//	no_backlog      backlog[d,t]  <=  0
//
// What is needed is a number: what limits on stock ask for, or what was there
// before and nobody has asked for yet, if that is more.

func (b *builder) strategyRows() {
	for _, l := range b.s.StrategyLimits() {
		block := limitBlock{group: l.Group, key: l.Key, path: l.Path, unit: l.Unit, limit: &l.Strategy.Rule, sense: atMost}
		if l.Sense == "=" {
			block.sense = exactly
		}
		rows := b.limit(block, func(t int) (float64, bool) { return l.Values[t], !notGiven(l.Values[t]) })
		for t := range b.periods {
			row := rows.at(t)
			if notGiven(l.Values[t]) || row == none {
				continue
			}
			l.Each(t, func(c *model.Cell, t int, factor float64) {
				if first := b.firsts(c.Grid)[c.Row]; first != none {
					b.p.Add(row, first+t, factor)
				}
			})
		}
	}
}
