package audit

import (
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

// orders follows what is asked of each demand until it leaves. Orders leave in
// the order of asking: what is served in a period goes to the oldest, and what
// is lost or goes short is the oldest of what remains. It gives what is on time
// and tests
//
//	age   owed at the end and older than the greatest age <= 0
//	same  served = served in the period before
func (a *auditor) orders() {
	a.prompt = model.NewGrid(len(a.s.Demand), a.n)
	q := queue{batches: make([]batch, 0, a.n+1)}
	for d := range a.s.Demand {
		demand := &a.s.Demand[d]
		a.follow(&q, d, demand)
		if !demand.Same.IsSet() {
			continue
		}
		same := a.demandRule(model.GroupSame, demand, &demand.Same, "same")
		same.sense, same.noun, same.bound = exactly, "what is served of", "in the period before it is"
		for t := 1; t < a.n; t++ {
			if now, before := a.p.Served.At(d, t), a.p.Served.At(d, t-1); !math.IsNaN(a.at(demand.Same.Value, t)) {
				a.test(&same, t, now, before, tolerance(now, before))
			}
		}
	}
}

// queue is what is still owed of one demand, the oldest first.
type queue struct {
	batches []batch
	first   int // of those that are not served or lost altogether
}

// batch is what one period asked and is still owed.
type batch struct {
	asked  int // period; -1: before the first one
	amount float64
}

// take removes an amount, the oldest first, and returns what of it was asked in period t.
func (q *queue) take(amount float64, t int) (prompt float64) {
	for q.first < len(q.batches) && amount > 0 {
		oldest := &q.batches[q.first]
		part := min(amount, oldest.amount)
		if oldest.asked == t {
			prompt += part
		}
		amount -= part
		if oldest.amount -= part; oldest.amount > 0 {
			break
		}
		q.first++
	}
	return prompt
}

// upTo adds up what was asked in period t or before.
func (q *queue) upTo(t float64) float64 {
	var sum float64
	for _, b := range q.batches[q.first:] {
		if float64(b.asked) <= t {
			sum += b.amount
		}
	}
	return sum
}

// follow keeps the queue of one demand.
func (a *auditor) follow(q *queue, d int, demand *model.Demand) {
	if !demand.Exact() {
		copy(a.prompt.Row(d), a.p.Served.Row(d))
		return
	}
	old := a.demandRule(model.GroupAge, demand, &demand.Backlog.MaxAge, "backlog", "max_age")
	old.noun, old.when, old.bound = "too old backlog of", "at the end of", "it may be"
	q.batches, q.first = q.batches[:0], 0
	if demand.Backlog.Allowed {
		q.batches = append(q.batches, batch{-1, demand.Backlog.Opening})
	}
	for t := range a.n {
		asked, owed := a.askedFor(demand, t), a.p.Backlog.At(d, t)
		q.batches = append(q.batches, batch{t, asked})
		a.prompt.Set(d, t, q.take(a.p.Served.At(d, t), t))
		q.take(q.upTo(float64(t))-owed, t)
		if k := a.at(demand.Backlog.MaxAge.Value, t); demand.Backlog.Allowed && !math.IsNaN(k) {
			late := q.upTo(float64(t) - k)
			a.test(&old, t, late, 0, tolerance(late, owed, asked))
		}
	}
}

// service tests the floors under what is served on time:
//
//	fill        on time in a window >= share of what is asked in it
//	class_fill  the same, of all demands of a class together
func (a *auditor) service() {
	for d := range a.s.Demand {
		demand := &a.s.Demand[d]
		r := a.demandRule(model.GroupFill, demand, nil, "service", "fill")
		a.fill(&r, &demand.Service, []int{d})
	}
	for c := range a.s.Classes {
		class := &a.s.Classes[c]
		var demands []int
		for d := range a.s.Demand {
			if a.s.Demand[d].Class != class.ID {
				continue
			}
			demands = append(demands, d)
			if class.Service.Each {
				r := a.classRule(class, d)
				r.part = a.s.Demand[d].ID
				a.fill(&r, &class.Service, []int{d})
			}
		}
		if !class.Service.Each && len(demands) > 0 {
			r := a.classRule(class, demands[0])
			a.fill(&r, &class.Service, demands)
		}
	}
}

func (a *auditor) classRule(class *model.Class, d int) rule {
	r := group(model.GroupClassFill, class.ID, a.unitOf(a.s.Demand[d].Item))
	r.path = [6]string{"classes", class.ID, "service", "fill"}
	return r
}

// fill tests one floor in each of its windows.
func (a *auditor) fill(r *rule, service *model.Service, demands []int) {
	if !service.Fill.IsSet() {
		return
	}
	r.limit, r.sense = &service.Fill, atLeast
	r.noun, r.when, r.bound = "on time of", "in the window up to", "the least is"
	windows, known := a.s.Calendar.Windows(service.Over)
	if !known {
		a.unreadable++
		return
	}
	for _, w := range windows {
		share := a.at(service.Fill.Value, w.To)
		if math.IsNaN(share) {
			continue
		}
		var asked, prompt, size float64
		for _, d := range demands {
			for t := w.From; t <= w.To; t++ {
				asked += a.wish(&a.s.Demand[d], t)
				prompt += a.prompt.At(d, t)
				size += a.p.Backlog.At(d, t)
			}
		}
		if asked > 0 && share > 0 {
			a.test(r, w.To, prompt, share*asked, tolerance(prompt, asked, size))
		}
	}
}

// wish is what a demand would take in a period.
func (a *auditor) wish(demand *model.Demand, t int) float64 {
	if demand.Exact() {
		return a.askedFor(demand, t)
	}
	return a.or(demand.Max.Value, t, 0) + a.changed(demand, t)
}
