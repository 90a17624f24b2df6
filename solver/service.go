package solver

import (
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Service: a share of what is asked is served on time, which is in the period
// that asks for it. For each window w of periods, demand d and class c
//
//	fill        sum_{t in w} prompt[d,t]             >=  fill[d,w]  sum_{t in w} quantity[d,t]
//	class_fill  sum_{d in c} sum_{t in w} prompt[d,t] >=  fill[c,w]  sum_{d in c} sum_{t in w} quantity[d,t]
//
// What is owed from before is served first, so that of a period
//
//	prompt[d,t]  =  max(0, served[d,t] - backlog[d,t-1])
//
// and a unit that is served late never counts. A demand between bounds asks
// for max. The row stands at the last period of its window.
//
// The maximum is not convex, and it is only needed where it may be 0 beside
// something better:
//
//   - without backlog prompt is served;
//   - nor can the difference be below 0 where nothing may be late by more than
//     one period and nothing may be lost;
//   - a hard floor over one period of one demand asks for something above 0, so
//     that the difference itself must reach it.
//
// Elsewhere, prompt[d,t] is a decision of its own, and so is whether the demand
// has caught up: caught_up[d,t] is 1 where all that was owed is served.
//
//	on_time    prompt[d,t]  <=  served[d,t] - backlog[d,t-1] + owed[d,t] (1 - caught_up[d,t])
//	caught_up  prompt[d,t]  <=  quantity[d,t] caught_up[d,t]
//
// where owed[d,t] is the most that can be owed before t: all that was asked so
// far. Hard limits on backlog are not used to make it smaller: the rows would
// then say what those limits say, and hide them where limits conflict.

// floor is one fill rate to be kept, of some demands together.
type floor struct {
	group   model.Group
	key     string
	path    string
	service *model.Service
	demands []int
}

// floors lists the fill rates of demands and of classes.
func (b *builder) floors() []floor {
	var all []floor
	for i := range b.s.Demand {
		d := &b.s.Demand[i]
		if d.Service.Fill.IsSet() {
			all = append(all, floor{model.GroupFill, d.ID, "demand." + d.ID + ".service.fill", &d.Service, []int{i}})
		}
	}
	for i := range b.s.Classes {
		c := &b.s.Classes[i]
		demands := b.s.OfClass(c.ID)
		if !c.Service.Fill.IsSet() || len(demands) == 0 {
			continue
		}
		path := "classes." + c.ID + ".service.fill"
		if !c.Service.Each {
			all = append(all, floor{model.GroupClassFill, c.ID, path, &c.Service, demands})
			continue
		}
		for _, d := range demands {
			all = append(all, floor{model.GroupClassFill, c.ID + "," + b.s.Demand[d].ID, path, &c.Service, []int{d}})
		}
	}
	return all
}

// plain tells whether served less owed is what counts, with no decision of its own.
func (b *builder) plain(f *floor, d int) bool {
	demand := &b.s.Demand[d]
	if b.columns.backlog[d] == none || neverTwiceLate(demand, b.periods) {
		return true
	}
	return len(f.demands) == 1 && f.service.Over == model.OverPeriod && !f.service.Fill.Priced()
}

// neverTwiceLate tells whether all that is owed before a period is served in it.
func neverTwiceLate(d *model.Demand, periods int) bool {
	age := &d.Backlog.MaxAge
	if d.Lost.Allowed || d.Quantity.Priced() || !age.IsSet() || age.Priced() {
		return false
	}
	for t := range periods {
		if !(age.Value.At(t) <= 1) {
			return false
		}
	}
	return true
}

// serviceColumns adds the decisions of demands whose service needs them.
func (b *builder) serviceColumns() {
	b.fills = b.floors()
	b.columns.prompt = make([]int, len(b.s.Demand))
	for i := range b.columns.prompt {
		b.columns.prompt[i] = none
	}
	b.columns.caughtUp = append([]int(nil), b.columns.prompt...)
	for k := range b.fills {
		f := &b.fills[k]
		for _, d := range f.demands {
			if b.plain(f, d) || b.columns.prompt[d] != none {
				continue
			}
			id := b.s.Demand[d].ID
			b.columns.prompt[d] = b.decide("prompt", id)
			b.columns.caughtUp[d] = b.binary("caught_up", id)
			b.because(f.path)
		}
	}
}

// binary adds the columns of a decision between yes and no.
func (b *builder) binary(name, key string) int {
	first := b.decide(name, key)
	b.p.SetKind(first, b.periods, lp.Integer)
	for t := range b.periods {
		b.p.ColUpper[first+t] = 1
	}
	return first
}

func (b *builder) serviceRows() {
	for i := range b.columns.prompt {
		if b.columns.prompt[i] != none {
			b.promptRows(i)
		}
	}
	for k := range b.fills {
		b.fillRows(&b.fills[k])
	}
}

// promptRows say what is on time.
func (b *builder) promptRows(i int) {
	d, c := &b.s.Demand[i], &b.columns
	block := limitBlock{
		group: model.GroupOnTime, key: d.ID, unit: b.items[c.itemOf[d.Item]].Unit,
		path: "demand." + d.ID + ".quantity", sense: atMost,
	}
	owed, asked := b.mostOwed(i), make([]float64, b.periods)
	for t := range asked {
		asked[t] = b.mostAsked(i, t)
	}
	onTime := b.limit(block, func(t int) (float64, bool) {
		if t == 0 {
			return 0, true // owed[d,0] is what is owed before the horizon
		}
		return owed[t], true
	})
	b.add(onTime, c.prompt[i], 1)
	b.add(onTime, c.served[i], -1)
	b.addBefore(onTime, c.backlog[i], 1)
	b.addSeries(onTime, c.caughtUp[i], model.PerPeriod(owed), 1)
	block.group = model.GroupCaughtUp
	caughtUp := b.limit(block, func(int) (float64, bool) { return 0, true })
	b.add(caughtUp, c.prompt[i], 1)
	b.addSeries(caughtUp, c.caughtUp[i], model.PerPeriod(asked), -1)
}

// mostOwed is the most that can be owed before each period.
func (b *builder) mostOwed(i int) []float64 {
	most := make([]float64, b.periods)
	asked := b.s.Demand[i].Owed()
	for t := range most {
		most[t] = asked
		asked += b.mostAsked(i, t)
	}
	return most
}

func (b *builder) fillRows(f *floor) {
	windows, _ := b.s.Calendar.Windows(f.service.Over)
	from := model.ByEnd(windows, b.periods)
	c := &b.columns
	rows := b.limit(limitBlock{
		group: f.group, key: f.key, unit: b.items[c.itemOf[b.s.Demand[f.demands[0]].Item]].Unit,
		path: f.path, limit: &f.service.Fill, sense: atLeast,
	}, func(t int) (float64, bool) {
		if from[t] < 0 || !f.service.Fill.Value.Has(t) {
			return 0, false
		}
		asked, owed := b.askedIn(f, from[t], t)
		least := f.service.Fill.Value.At(t) * asked
		return least + owed, least > 0 || b.mayAsk(f, from[t], t)
	})
	for to, first := range from {
		row := rows.at(to)
		if first < 0 || row == none {
			continue
		}
		for _, d := range f.demands {
			for t := first; t <= to; t++ {
				b.swing(row, d, t, -f.service.Fill.Value.At(to))
				switch {
				case !b.plain(f, d):
					b.p.Add(row, c.prompt[d]+t, 1)
				default:
					b.addOnTime(row, d, t)
				}
			}
		}
	}
}

// addOnTime puts what is served beyond what was owed before into a row; what
// is owed before the first period is in the right-hand side.
func (b *builder) addOnTime(row, d, t int) {
	b.p.Add(row, b.columns.served[d]+t, 1)
	if t > 0 && b.columns.backlog[d] != none {
		b.p.Add(row, b.columns.backlog[d]+t-1, -1)
	}
}

// askedIn adds up what the demands of a floor ask in a window, and what is
// owed before the first period where that is in it and counts.
func (b *builder) askedIn(f *floor, from, to int) (asked, owed float64) {
	for _, d := range f.demands {
		demand := &b.s.Demand[d]
		for t := from; t <= to; t++ {
			wish, _ := demand.Wish(t)
			asked += wish
		}
		if from == 0 && b.plain(f, d) {
			owed += demand.Owed()
		}
	}
	return asked, owed
}

// mayAsk tells whether events may make demands of a floor ask in a window.
func (b *builder) mayAsk(f *floor, from, to int) bool {
	if b.happen.swings == nil {
		return false
	}
	for _, d := range f.demands {
		for t := from; t <= to; t++ {
			if b.happen.most.At(d, t) > 0 {
				return true
			}
		}
	}
	return false
}
