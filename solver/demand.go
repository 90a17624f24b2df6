package solver

import "github.com/steelyard-sop/steelyard/model"

// Demand: what is asked is served, now or later, or lost. For each demand d
// that asks for an exact quantity, and each period t
//
//	demand           served[d,t] + lost[d,t] + backlog[d,t] - backlog[d,t-1]  =  quantity[d,t] (+ opening backlog in the first period)
//	max_backlog      backlog[d,t]    <=  backlog.max[d,t]
//	closing_backlog  backlog[d,last] <=  backlog.closing[d]
//	max_lost         lost[d,t]       <=  lost.max[d,t]
//
// and for a demand between bounds
//
//	min_sales        served[d,t]  >=  min[d,t]
//	max_sales        served[d,t]  <=  max[d,t]
//
// backlog and lost exist only where the scenario allows them. Served is what
// is delivered in the period, and revenue is booked then.

func (b *builder) demandColumns() {
	n := len(b.s.Demand)
	c := &b.columns
	c.served, c.lost, c.backlog = make([]int, n), make([]int, n), make([]int, n)
	for i := range b.s.Demand {
		d := &b.s.Demand[i]
		c.served[i] = b.decide("served", d.ID)
		c.lost[i] = b.decideIf(d.Exact() && d.Lost.Allowed, "lost", d.ID)
		c.backlog[i] = b.decideIf(d.Exact() && d.Backlog.Allowed, "backlog", d.ID)
		price := d.Price
		if !price.IsSet() {
			price = b.items[c.itemOf[d.Item]].Price
		}
		b.bookOn(b.s.PaymentTerms(d), model.Revenue, c.served[i], price)
		b.book(model.LostSales, c.lost[i], d.Lost.Cost)
		b.book(model.BacklogCost, c.backlog[i], d.Backlog.Cost)
	}
}

func (b *builder) demandRows() {
	for i := range b.s.Demand {
		if b.s.Demand[i].Exact() {
			b.exactDemand(i)
		} else {
			b.boundedDemand(i)
		}
	}
}

func (b *builder) exactDemand(i int) {
	d, c := &b.s.Demand[i], &b.columns
	block := func(group model.Group, key string, limit *model.Limit, s sense) limitBlock {
		return limitBlock{
			group: group, key: d.ID, unit: b.items[c.itemOf[d.Item]].Unit,
			path: "demand." + d.ID + key, limit: limit, sense: s,
		}
	}
	rows := b.limit(block(model.GroupDemand, ".quantity", &d.Quantity, exactly), func(t int) (float64, bool) {
		asked := d.Quantity.Value.Or(t, 0)
		if t == 0 && d.Backlog.Allowed {
			asked += d.Backlog.Opening
		}
		return asked, true
	})
	b.add(rows, c.served[i], 1)
	b.add(rows, c.lost[i], 1)
	b.add(rows, c.backlog[i], 1)
	b.addBefore(rows, c.backlog[i], -1)
	b.swingAll(rows, i, -1)

	if c.backlog[i] != none {
		most := b.limit(block(model.GroupMaxBacklog, ".backlog.max", &d.Backlog.Max, atMost), values(&d.Backlog.Max))
		b.add(most, c.backlog[i], 1)
		closing := b.limitAtEnd(block(model.GroupClosingBacklog, ".backlog.closing", &d.Backlog.Closing, atMost))
		b.add(closing, c.backlog[i], 1)
	}
	if c.lost[i] != none {
		most := b.limit(block(model.GroupMaxLost, ".lost.max", &d.Lost.Max, atMost), values(&d.Lost.Max))
		b.add(most, c.lost[i], 1)
	}
}

func (b *builder) boundedDemand(i int) {
	d, c := &b.s.Demand[i], &b.columns
	unit := b.items[c.itemOf[d.Item]].Unit
	least := b.limit(limitBlock{
		group: model.GroupMinSales, key: d.ID, unit: unit,
		path: "demand." + d.ID + ".min", limit: &d.Min, sense: atLeast,
	}, values(&d.Min))
	b.add(least, c.served[i], 1)
	most := b.limit(limitBlock{
		group: model.GroupMaxSales, key: d.ID, unit: unit,
		path: "demand." + d.ID + ".max", limit: &d.Max, sense: atMost,
	}, values(&d.Max))
	b.add(most, c.served[i], 1)
	b.swingAll(most, i, -1)
}
