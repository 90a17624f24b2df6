package solver

import "github.com/steelyard-sop/steelyard/model"

// Orders: how long demand may wait, and sales that are the same in every
// period. For each demand d and period t
//
//	age   backlog[d,t]                  <=  sum of quantity[d,s] over the periods s = t-k+1 ... t, where k = max_age[d,t]
//	same  served[d,t] - served[d,t-1]   =   0   for every t but the first
//
// The limit on age is exact where orders leave, served or lost, in the order
// of asking. What is owed at the end of t then are the last units asked, so
// none of it is older than k periods if and only if it is no more than what
// the last k periods asked: of more than that, the oldest part was asked
// before t-k+1; and the last units of no more than that were asked since. A
// unit owed at the end of t that was asked in t-k+1 may be served in t+1, which
// is k periods late and just in time. What is owed before the first period
// counts as asked in the one before it. There is no row where the k periods
// begin before the first one: all that was ever asked is young enough.

func (b *builder) orderRows() {
	for i := range b.s.Demand {
		d := &b.s.Demand[i]
		unit := b.items[b.columns.itemOf[d.Item]].Unit
		if b.columns.backlog[i] != none {
			age := b.limit(limitBlock{
				group: model.GroupAge, key: d.ID, unit: unit,
				path: "demand." + d.ID + ".backlog.max_age", limit: &d.Backlog.MaxAge, sense: atMost,
			}, func(t int) (float64, bool) { return youngest(d, t) })
			b.add(age, b.columns.backlog[i], 1)
			b.swingYoungest(age, i)
		}
		if d.Same.IsSet() {
			same := b.limit(limitBlock{
				group: model.GroupSame, key: d.ID, unit: unit,
				path: "demand." + d.ID + ".same", limit: &d.Same, sense: exactly,
			}, func(t int) (float64, bool) { return 0, t > 0 && d.Same.Value.Has(t) })
			b.add(same, b.columns.served[i], 1)
			b.addBefore(same, b.columns.served[i], -1)
		}
	}
}

// youngest is what the last periods up to t asked, as many as backlog may be
// old; false where it may be as old as the horizon is long.
func youngest(d *model.Demand, t int) (float64, bool) {
	if !d.Backlog.MaxAge.Value.Has(t) {
		return 0, false
	}
	from := t - int(d.Backlog.MaxAge.Value.At(t)) + 1
	if from < 0 {
		return 0, false
	}
	var asked float64
	for s := from; s <= t; s++ {
		asked += d.Quantity.Value.Or(s, 0)
	}
	return asked, true
}

// swingYoungest puts into rows of age what events change of what the last
// periods ask.
func (b *builder) swingYoungest(age rowSet, i int) {
	if b.happen.swings == nil {
		return
	}
	for t := range b.periods {
		row := age.at(t)
		if row == none {
			continue
		}
		for s := t - int(b.s.Demand[i].Backlog.MaxAge.Value.At(t)) + 1; s <= t; s++ {
			b.swing(row, i, s, -1)
		}
	}
}
