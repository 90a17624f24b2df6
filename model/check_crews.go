package model

import "math"

// Crews: the most and the fewest heads that there can be, and the most hours
// that temps and other crews can add, at best.

// headsRange is the most and the fewest heads that there can be in each period.
func (c *checker) headsRange(w *Workforce) (most, fewest []float64) {
	most, fewest = make([]float64, c.n), make([]float64, c.n)
	comes := c.comings(w)
	high, low := w.Headcount.Opening, w.Headcount.Opening
	for t := range most {
		rate := w.Attrition.Rate.Or(t, 0)
		early := w.Attrition.FirstYear.Or(t, rate)
		// Recruits may leave at another rate; others cannot become fewer than
		// with the higher one, nor more than with the lower one.
		high = times(high, 1-min(rate, early)) + comes[t]
		low = times(low, 1-max(rate, early)) - c.goings(w, t)
		high = min(high, hardOr(&w.Headcount.Max, t, math.Inf(1)))
		low = max(low, hardOr(&w.Headcount.Min, t, 0))
		most[t], fewest[t] = high, low
	}
	return most, fewest
}

// comings are the most heads that can join a crew in each period.
func (c *checker) comings(w *Workforce) []float64 {
	comes := make([]float64, c.n)
	join := func(q *Quota, course *Course, t int) {
		at, ok := c.s.Calendar.Arrival(t, course.Lead)
		if stay := 1 - course.Losses.Or(t, 0); ok && stay > 0 {
			comes[at] += times(hardOr(&q.Max, t, math.Inf(1)), stay)
		}
	}
	for t := range c.n {
		if w.Hire.Allowed {
			join(&w.Hire.Quota, &w.Hire.Course, t)
		}
		for _, ref := range c.transfers {
			if ref.To == w.ID {
				join(&ref.Quota, &ref.Course, t)
			}
		}
	}
	return comes
}

// goings are the most heads that can leave a crew in period t, besides those
// who leave of their own accord.
func (c *checker) goings(w *Workforce, t int) float64 {
	var goes float64
	if w.Layoff.Allowed && (!w.Policy.NoLayoff.On || w.Policy.NoLayoff.Penalty.Has(t)) {
		goes += hardOr(&w.Layoff.Quota.Max, t, math.Inf(1))
	}
	for _, list := range [][]Transfer{w.Training, w.Downgrade} {
		for k := range list {
			goes += hardOr(&list[k].Quota.Max, t, math.Inf(1))
		}
	}
	return goes
}

// tempsMost is the most time that temps give a crew in period t.
func (c *checker) tempsMost(w *Workforce, t int) float64 {
	var most float64
	for k := range w.Temps {
		m := &w.Temps[k]
		each := w.Regular.Value.Or(t, 0)
		if m.Hours.IsSet() {
			each = m.Hours.Value.Or(t, 0)
		}
		most += times(hardOr(&m.Quota.Max, t, math.Inf(1)), each)
	}
	return most
}

// addHelp adds to what each crew has the most that others can do of its work.
func (c *checker) addHelp() {
	first := len(c.s.Resources) // the rooms of crews come after those of resources
	own := make([][]float64, len(c.s.Workforce))
	for i := range own {
		own[i] = append([]float64(nil), c.rooms[first+i].most...)
	}
	index := indexOf(c.s.Workforce, func(w *Workforce) string { return w.ID })
	for _, ref := range c.s.Skills() {
		most := c.rooms[first+index[ref.To]].most
		for t := range most {
			given := min(own[ref.Workforce][t], hardOr(&ref.Max, t, math.Inf(1)))
			most[t] += times(given, ref.Efficiency.Or(t, 0))
		}
	}
}

// usedByCrews marks what trainers are, and crews that others are made of or
// that do the work of others.
func (c *checker) usedByCrews(used map[string]bool) {
	course := func(course *Course) {
		for _, part := range course.Trainers {
			used[part.ID] = true
		}
	}
	for i := range c.s.Workforce {
		course(&c.s.Workforce[i].Hire.Course)
	}
	for _, ref := range c.transfers {
		course(&ref.Course)
		used[c.s.Workforce[ref.From].ID] = true
	}
	for _, ref := range c.s.Skills() {
		used[c.s.Workforce[ref.Workforce].ID] = true
	}
	for i := range c.s.CrewLimits {
		for _, id := range c.s.CrewLimits[i].Crews {
			used[id] = true
		}
	}
}
