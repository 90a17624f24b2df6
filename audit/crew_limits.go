package audit

import (
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

// crews tests what is decided about heads besides hiring and laying off:
//
//	max_...     what happens in a period <= maximum
//	head_share  what happens in a period <= share of the heads of a crew
//	short_time  heads on short time <= heads
//	idle        idle heads >= regular time that nothing uses
//	own_hours   hours given to others <= own hours
//	no_layoff   nobody is laid off
//	stable      heads = heads of the period before
//	min_crews, max_crews, total_crews
//	            what several crews have or do together >= minimum, <= maximum
func (a *auditor) crews() {
	c := &a.crew
	for w := range a.s.Workforce {
		crew := &a.s.Workforce[w]
		a.quota(crewRule(model.GroupMaxHired, crew, "hire"), w, "hiring for", &crew.Hire.Quota, a.p.Hired.Row(w))
		a.quota(crewRule(model.GroupMaxLaidOff, crew, "layoff"), w, "layoffs from", &crew.Layoff.Quota, a.p.LaidOff.Row(w))
		a.promises(w, crew)
	}
	for k, ref := range c.transfers {
		a.quota(a.transferRule(model.GroupMaxRetrained, k), ref.From, "heads retrained from", &ref.Quota, a.p.Moved.Row(k))
	}
	for k, ref := range c.temps {
		a.quota(a.tempRule(model.GroupMaxTemps, k), ref.Workforce, "temps of", &ref.Quota, c.atWork.Row(k))
	}
	for k, w := range c.short {
		crew := &a.s.Workforce[w]
		a.quota(crewRule(model.GroupMaxShortTime, crew, "short_time"), w, "heads on short time of", &crew.ShortTime.Quota, a.p.ShortTime.Row(k))
		r := crewRule(model.GroupShortTime, crew, "short_time")
		r.noun, r.bound = "heads on short time of", "there are"
		for t, heads := range a.p.ShortTime.Row(k) {
			a.require(&r, t, heads, a.p.Heads.At(w, t), tolerance(heads, a.p.Heads.At(w, t)))
		}
	}
	for k, w := range c.idle {
		crew := &a.s.Workforce[w]
		a.quota(crewRule(model.GroupMaxIdle, crew, "idle"), w, "idle heads of", &crew.Idle.Quota, a.p.Idle.Row(k))
	}
	for k, ref := range c.skills {
		r := a.skillRule(k)
		r.limit, r.path[4], r.noun, r.bound = &ref.Max, "max", "help of", "the maximum is"
		a.testSeries(&r, a.p.Lent.Row(k))
	}
	a.idleHeads()
	a.ownTime()
	a.crewLimits()
	a.wholeCrews()
}

// quota tests a row of the plan against a maximum and a share of heads.
func (a *auditor) quota(r rule, w int, noun string, q *model.Quota, row []float64) {
	at := 0
	for at < len(r.path) && r.path[at] != "" {
		at++
	}
	most := r
	most.limit, most.noun, most.bound, most.path[at] = &q.Max, noun, "the maximum is", "max"
	a.testSeries(&most, row)
	if !q.Share.IsSet() {
		return
	}
	of := w
	if q.Of != "" {
		i, ok := a.workforce[q.Of]
		if !ok {
			a.dangling(q.Of, "workforce", a.s.Workforce[w].ID, r.path[2], "of")
			return
		}
		of = i
	}
	share := r
	share.check, share.part = string(model.GroupHeadShare), r.path[2]
	if at > 3 {
		share.part += "," + r.path[3]
	}
	share.limit, share.noun, share.bound, share.path[at] = &q.Share, noun, "the share of heads is", "max_share"
	for t, used := range row {
		if v := a.at(q.Share.Value, t); !math.IsNaN(v) {
			limit := v * a.p.Heads.At(of, t)
			a.test(&share, t, used, limit, tolerance(used, limit))
		}
	}
}

// promises tests the policies of one crew.
func (a *auditor) promises(w int, crew *model.Workforce) {
	if kept := crew.Policy.LayoffLimit(); kept.IsSet() && crew.Layoff.Allowed {
		r := crewRule(model.GroupNoLayoff, crew, "policy", "no_layoff")
		r.limit, r.noun, r.bound = &kept, "layoffs from", "the policy allows"
		a.testSeries(&r, a.p.LaidOff.Row(w))
	}
	if !crew.Policy.Stable.On {
		return
	}
	labels := make([]string, a.n)
	for t := range labels {
		labels[t] = a.label(t)
	}
	kept := crew.Policy.ChangeLimit(labels)
	r := crewRule(model.GroupStable, crew, "policy", "stable")
	r.limit, r.sense, r.noun, r.bound = &kept, exactly, "headcount of", "the period before has"
	before := crew.Headcount.Opening
	for t, heads := range a.p.Heads.Row(w) {
		if !math.IsNaN(a.at(kept.Value, t)) {
			a.test(&r, t, heads, before, tolerance(heads, before))
		}
		before = heads
	}
}

// ownTime tests that crews that get help give no more than they have themselves.
func (a *auditor) ownTime() {
	helped := make([]bool, len(a.s.Workforce))
	gives := make([]bool, len(a.s.Workforce))
	for _, ref := range a.crew.skills {
		gives[ref.Workforce] = true
		if to, ok := a.workforce[ref.To]; ok {
			helped[to] = true
		}
	}
	for w := range a.s.Workforce {
		if !helped[w] || !gives[w] {
			continue
		}
		crew := &a.s.Workforce[w]
		r := crewRule(model.GroupOwnHours, crew, "serves")
		r.unit, r.noun, r.bound = crew.Unit, "help of", "it has"
		for t := range a.n {
			given, own := a.crew.lent.At(w, t), a.ownHours(w, t)
			a.require(&r, t, given, own, tolerance(given, own))
		}
	}
}

// crewLimits tests the limits over several crews.
func (a *auditor) crewLimits() {
	for i := range a.s.CrewLimits {
		l := &a.s.CrewLimits[i]
		counted := a.counted(l)
		side := func(g model.Group, key string, limit *model.Limit, s sense, bound string) {
			r := group(g, l.ID, headUnit)
			r.limit, r.path = limit, [6]string{"crew_limits", l.ID, key}
			r.sense, r.noun, r.bound = s, string(l.Of)+" of", bound
			if l.Over != model.WholeHorizon {
				a.testSeries(&r, counted)
				return
			}
			r.check, r.part, r.when = string(model.GroupTotalCrews), key, "up to the end of"
			var total float64
			for _, v := range counted {
				total += v
			}
			a.testGiven(&r, a.n-1, total)
		}
		side(model.GroupMinCrews, "min", &l.Min, atLeast, "the minimum is")
		side(model.GroupMaxCrews, "max", &l.Max, atMost, "the maximum is")
	}
}

// counted is what a limit over several crews counts, by period.
func (a *auditor) counted(l *model.CrewLimit) []float64 {
	sum, c := make([]float64, a.n), &a.crew
	add := func(w int, row []float64) {
		for _, id := range l.Crews {
			if id == a.s.Workforce[w].ID {
				addRow(sum, row)
			}
		}
		if len(l.Crews) == 0 {
			addRow(sum, row)
		}
	}
	switch l.Of {
	case model.CrewHeads, model.CrewHired, model.CrewLaidOff:
		grid := map[model.CrewQuantity]model.Grid{model.CrewHeads: a.p.Heads, model.CrewHired: a.p.Hired, model.CrewLaidOff: a.p.LaidOff}[l.Of]
		for w := range a.s.Workforce {
			add(w, grid.Row(w))
		}
	case model.CrewRetrained:
		for k, ref := range c.transfers {
			add(ref.From, a.p.Moved.Row(k))
		}
	case model.CrewTemps:
		for k, ref := range c.temps {
			add(ref.Workforce, c.atWork.Row(k))
		}
	case model.CrewShortTime:
		for k, w := range c.short {
			add(w, a.p.ShortTime.Row(k))
		}
	case model.CrewIdle:
		for k, w := range c.idle {
			add(w, a.p.Idle.Row(k))
		}
	}
	return sum
}

// wholeCrews tests that crews of whole heads have whole moves and temps.
func (a *auditor) wholeCrews() {
	c := &a.crew
	for k, ref := range c.transfers {
		a.wholeIf(&a.s.Workforce[ref.From], "heads retrained to "+ref.To, a.p.Moved.Row(k))
	}
	for k, ref := range c.temps {
		a.wholeIf(&a.s.Workforce[ref.Workforce], "temps signed", a.p.Signed.Row(k))
	}
	for k, w := range c.short {
		a.wholeIf(&a.s.Workforce[w], "heads on short time", a.p.ShortTime.Row(k))
	}
}

func (a *auditor) wholeIf(crew *model.Workforce, what string, row []float64) {
	if crew.Integer {
		a.whole(crew, what, row)
	}
}
