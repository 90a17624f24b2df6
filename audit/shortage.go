package audit

import (
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

// ration is one rule of a shortage in one window: what each of its members
// wants, gets and is short of.
type ration struct {
	model.RationingRef
	window               model.Window
	wanted, got, missing []float64 // by member
	size                 []float64 // of the numbers that missing is made of
}

// shortages tests who goes short:
//
//	priority  served of a demand = what must be, unless all before it are short of nothing
//	share     equal fill: short of the mean share of all members
//	          proportional: served = weight x level where short of anything, and never more
//	          max-min: the worst share short <= 0, which is always priced
func (a *auditor) shortages() {
	for _, ref := range a.s.Rationings() {
		windows, known := a.s.Calendar.Windows(ref.Over)
		if !known {
			a.unreadable++
			continue
		}
		for _, w := range windows {
			r := a.ration(ref, w)
			switch ref.Rule {
			case model.ByPriority:
				a.byRank(r)
			case model.EqualFill:
				a.equalShares(r)
			case model.Proportional:
				a.inRatio(r)
			case model.MaxMin:
				a.worstShare(r)
			}
		}
	}
}

func (a *auditor) ration(ref model.RationingRef, w model.Window) *ration {
	n := len(ref.Members)
	cells := make([]float64, 4*n)
	r := &ration{ref, w, cells[:n], cells[n : 2*n], cells[2*n : 3*n], cells[3*n:]}
	for i, d := range ref.Members {
		demand := &a.s.Demand[d]
		owed := 0.0
		switch {
		case w.From > 0:
			owed = a.p.Backlog.At(d, w.From-1)
		case demand.Exact() && demand.Backlog.Allowed:
			owed = demand.Backlog.Opening
		}
		for t := w.From; t <= w.To; t++ {
			r.wanted[i] += a.wish(demand, t)
			r.got[i] += a.p.Served.At(d, t)
		}
		r.missing[i] = r.wanted[i] + owed - r.got[i]
		r.size[i] = math.Abs(r.wanted[i]) + math.Abs(owed) + math.Abs(r.got[i])
	}
	return r
}

// memberRule is the rule of one member.
func (a *auditor) memberRule(g model.Group, r *ration, i int, terms *model.Limit) rule {
	demand := &a.s.Demand[r.Members[i]]
	out := group(g, demand.ID, a.unitOf(demand.Item))
	if r.Path != "" {
		out.key, out.part = r.ID, demand.ID
	}
	out.path, out.limit, out.when = [6]string{r.Path}, terms, "in the window up to"
	return out
}

func (a *auditor) byRank(r *ration) {
	for i, d := range r.Members {
		rank := a.s.Rank(&a.s.Demand[d])
		before, short := 0, false // rank just before, and whether anybody before is short
		for j, other := range r.Members {
			if first := a.s.Rank(&a.s.Demand[other]); first < rank {
				before = max(before, first)
				short = short || r.missing[j] > tolerance(r.size[j])
			}
		}
		if before == 0 {
			continue
		}
		terms, path := a.s.TermsOf(&r.RationingRef, before)
		out := a.memberRule(model.GroupPriority, r, i, terms)
		out.path = [6]string{path}
		out.noun, out.bound = "what is served of", "what comes before is short, so that it may be"
		most, must := r.got[i], a.must(&a.s.Demand[d], r.window)
		if short {
			most = must
		}
		a.test(&out, r.window.To, r.got[i], max(most, must), tolerance(r.size[i]))
	}
}

// must is what has to be served of a demand whoever else goes short: hard
// least sales, and what may not be lost.
func (a *auditor) must(demand *model.Demand, w model.Window) float64 {
	hard := func(l *model.Limit, t int) (float64, bool) {
		v := a.at(l.Value, t)
		return v, !math.IsNaN(v) && math.IsNaN(a.at(l.Penalty, t))
	}
	var sum float64
	for t := w.From; t <= w.To; t++ {
		if !demand.Exact() {
			if least, is := hard(&demand.Min, t); is {
				sum += least
			}
			continue
		}
		most, is := hard(&demand.Lost.Max, t)
		if is && demand.Lost.Allowed && !demand.Backlog.Allowed && math.IsNaN(a.at(demand.Quantity.Penalty, t)) {
			sum += max(0, a.wish(demand, t)-most)
		}
	}
	return sum
}

func (a *auditor) equalShares(r *ration) {
	var n, mean float64
	for i := range r.Members {
		if r.wanted[i] > 0 {
			n++
			mean += r.missing[i] / r.wanted[i]
		}
	}
	for i := range r.Members {
		if r.wanted[i] <= 0 {
			continue
		}
		out := a.memberRule(model.GroupShare, r, i, &r.Terms)
		out.sense, out.noun, out.bound = exactly, "what is missing of", "its share is"
		share := mean / n * r.wanted[i]
		a.test(&out, r.window.To, r.missing[i], share, n*tolerance(r.size[i], share))
	}
}

func (a *auditor) inRatio(r *ration) {
	level := 0.0
	for i, d := range r.Members {
		if weight := a.s.Weight(r.Rationing, d); weight > 0 {
			level = max(level, r.got[i]/weight)
		}
	}
	for i, d := range r.Members {
		out := a.memberRule(model.GroupShare, r, i, &r.Terms)
		due := a.s.Weight(r.Rationing, d) * level
		out.noun, out.bound = "what is served of", "its share is"
		out.part += ",most"
		a.test(&out, r.window.To, r.got[i], due, tolerance(r.size[i], due))
		if r.missing[i] > tolerance(r.size[i]) {
			out.part, out.sense = a.s.Demand[d].ID+",least", atLeast
			a.test(&out, r.window.To, r.got[i], due, tolerance(r.size[i], due))
		}
	}
}

func (a *auditor) worstShare(r *ration) {
	var worst float64
	for i := range r.Members {
		if r.wanted[i] > 0 {
			worst = max(worst, 100*r.missing[i]/r.wanted[i])
		}
	}
	terms := r.Terms
	terms.Penalty = model.Constant(a.s.PointWeight(&r.RationingRef, r.window))
	out := group(model.GroupShare, r.ID, "%")
	out.path, out.limit = [6]string{r.Path}, &terms
	out.noun, out.bound = "short of the worst served of", "the best is"
	a.test(&out, r.window.To, worst, 0, tolerance(worst))
}
