package audit

import (
	"fmt"
	"math"

	"github.com/steelyard-sop/steelyard/model"
)

// crewLedger is what heads do besides working, added up from the decisions.
type crewLedger struct {
	transfers []model.TransferRef // rows of Plan.Moved
	temps     []model.TempRef     // rows of Plan.Signed
	skills    []model.SkillRef    // rows of Plan.Lent
	short     []int               // workforces of the rows of Plan.ShortTime
	idle      []int               // workforces of the rows of Plan.Idle

	recruits, inCourse model.Grid // in training: by workforce, by transfer
	atWork             model.Grid // temps, by kind
	lent, helped       model.Grid // workforce: hours given to others, and what those of others are worth
}

// listCrews lists what the tables of the plan about crews are about.
func (a *auditor) listCrews() {
	a.crew = crewLedger{
		transfers: a.s.Transfers(), temps: a.s.TempStaff(), skills: a.s.Skills(),
		short: a.s.ShortTimers(), idle: a.s.Idlers(),
	}
}

// crewSheets are the tables of the plan about crews.
func (a *auditor) crewSheets() []sheet {
	c, p := &a.crew, a.p
	return []sheet{
		{"moved", p.Moved, len(c.transfers), func(k int) rule { return a.transferRule(model.GroupMaxRetrained, k) }},
		{"signed", p.Signed, len(c.temps), func(k int) rule { return a.tempRule(model.GroupMaxTemps, k) }},
		{"lent", p.Lent, len(c.skills), a.skillRule},
		{"short time", p.ShortTime, len(c.short), func(k int) rule {
			return crewRule(model.GroupShortTime, &a.s.Workforce[c.short[k]], "short_time")
		}},
		{"idle", p.Idle, len(c.idle), func(k int) rule {
			return crewRule(model.GroupIdle, &a.s.Workforce[c.idle[k]], "idle")
		}},
	}
}

func (a *auditor) transferRule(g model.Group, k int) rule {
	ref := a.crew.transfers[k]
	id := a.s.Workforce[ref.From].ID
	r := group(g, id, headUnit)
	r.part, r.path = ref.ID, [6]string{"workforce", id, ref.Kind(), ref.ID}
	return r
}

func (a *auditor) tempRule(g model.Group, k int) rule {
	ref := a.crew.temps[k]
	id := a.s.Workforce[ref.Workforce].ID
	r := group(g, id, headUnit)
	r.part, r.path = ref.ID, [6]string{"workforce", id, "temps", ref.ID}
	return r
}

func (a *auditor) skillRule(k int) rule {
	ref := a.crew.skills[k]
	crew := &a.s.Workforce[ref.Workforce]
	r := group(model.GroupMaxLent, crew.ID, crew.Unit)
	r.part, r.path = ref.To, [6]string{"workforce", crew.ID, "serves", ref.To}
	return r
}

// addCrews adds up who is in training and what that takes, which temps are at
// work, and which crews help which.
func (a *auditor) addCrews() {
	c := &a.crew
	crews := len(a.s.Workforce)
	c.recruits, c.inCourse = model.NewGrid(crews, a.n), model.NewGrid(len(c.transfers), a.n)
	c.atWork = model.NewGrid(len(c.temps), a.n)
	c.lent, c.helped = model.NewGrid(crews, a.n), model.NewGrid(crews, a.n)
	for w := range a.s.Workforce {
		crew := &a.s.Workforce[w]
		a.train(&crew.Hire.Course, a.p.Hired.Row(w), c.recruits.Row(w), "workforce", crew.ID, "hire")
	}
	for k, ref := range c.transfers {
		a.train(&ref.Course, a.p.Moved.Row(k), c.inCourse.Row(k), "workforce", a.s.Workforce[ref.From].ID, ref.Kind(), ref.ID)
	}
	for k, ref := range c.temps {
		left := make([]float64, a.n+1) // contracts that end, by the first period without them
		at, signed := 0.0, a.p.Signed.Row(k)
		for t := range a.n {
			at += signed[t] - left[t]
			left[min(t+ref.Contract, a.n)] += signed[t]
			c.atWork.Set(k, t, at)
		}
	}
	for k, ref := range c.skills {
		to, ok := a.workforce[ref.To]
		if !ok {
			a.dangling(ref.To, "workforce", a.s.Workforce[ref.Workforce].ID, "serves", ref.To)
			continue
		}
		for t, hours := range a.p.Lent.Row(k) {
			c.lent.Add(ref.Workforce, t, hours)
			c.helped.Add(to, t, hours*a.or(ref.Efficiency, t, 0))
		}
	}
}

// train adds those who set out to the trainees of every period until they
// arrive, at least to that in which they set out; and what trainers give them.
func (a *auditor) train(course *model.Course, setOut, trainees []float64, path ...string) {
	arrives := a.arrivals(course.Lead, path...)
	for from, heads := range setOut {
		trainees[from] += heads
		end := arrives[from]
		if end == never {
			end = a.n
		}
		for t := from + 1; t < end; t++ {
			trainees[t] += heads
		}
	}
	for _, part := range course.Trainers {
		a.addUse(part, trainees, "workforce", path[1])
	}
}

// expectedHeads follows the heads of one crew through the periods: it starts
// each period from those that the plan has in the one before. What becomes of
// recruits in their first year is kept apart, since they leave at a rate of
// their own. The second result is how many there are of these, in every period
// that is followed by another one of their first year.
func (a *auditor) expectedHeads(w int) (expected, recruits []float64) {
	crew := &a.s.Workforce[w]
	joined, comes := a.joining(w)
	expected, recruits = make([]float64, a.n), make([]float64, a.n)
	fresh := make([]float64, a.n) // recruits that are left, by the period in which they joined
	before := crew.Headcount.Opening
	for t := range a.n {
		rate := a.or(crew.Attrition.Rate, t, 0)
		early := a.or(crew.Attrition.FirstYear, t, rate)
		first := crew.Attrition.FirstYear.IsSet()
		others, stay := before, 0.0
		for from := range t {
			if first && a.firstYear(from, t) {
				others -= fresh[from]
				fresh[from] *= 1 - early
				stay += fresh[from]
			}
		}
		fresh[t] = joined[t]
		if first {
			fresh[t] *= 1 - early
		}
		expected[t] = others*(1-rate) + stay + fresh[t] + comes[t] - a.p.LaidOff.At(w, t)
		for from := range t + 1 {
			if first && t+1 < a.n && a.firstYear(from, t+1) {
				recruits[t] += fresh[from]
			}
		}
		before = a.p.Heads.At(w, t)
	}
	return expected, recruits
}

// joining are the recruits who join a crew, and those who come from other crews
// less those who go to them.
func (a *auditor) joining(w int) (joined, comes []float64) {
	crew := &a.s.Workforce[w]
	arrive := func(into []float64, course *model.Course, setOut []float64, path ...string) {
		arrives := a.arrivals(course.Lead, path...)
		for from, heads := range setOut {
			if arrives[from] != never {
				into[arrives[from]] += heads * (1 - a.or(course.Losses, from, 0))
			}
		}
	}
	joined, comes = make([]float64, a.n), make([]float64, a.n)
	arrive(joined, &crew.Hire.Course, a.p.Hired.Row(w), "workforce", crew.ID, "hire")
	for k, ref := range a.crew.transfers {
		if ref.To == crew.ID {
			arrive(comes, &ref.Course, a.p.Moved.Row(k), "workforce", a.s.Workforce[ref.From].ID, ref.Kind(), ref.ID)
		}
		if ref.From == w {
			for t, heads := range a.p.Moved.Row(k) {
				comes[t] -= heads
			}
		}
	}
	return joined, comes
}

// firstYear tells whether period t starts less than a year after period from.
func (a *auditor) firstYear(from, t int) bool {
	start := a.s.Calendar.Periods[from].Start
	return a.s.Calendar.Periods[t].Start.Before(start.AddDate(1, 0, 0))
}

// keepsRecruits tests that nobody in the first year was laid off or retrained.
func (a *auditor) keepsRecruits(w int, crew *model.Workforce, recruits []float64) {
	r := crewRule(model.GroupRecruits, crew, "attrition", "first_year")
	r.sense, r.noun, r.bound = atLeast, "headcount of", "recruits in their first year alone are"
	for t, fewest := range recruits {
		if heads := a.p.Heads.At(w, t); fewest > 0 {
			a.require(&r, t, heads, fewest, tolerance(heads, fewest))
		}
	}
}

// ownHours are the hours that a crew has of its own in period t: regular time
// of heads and temps, less what short time leaves out, and overtime.
func (a *auditor) ownHours(w, t int) float64 {
	crew := &a.s.Workforce[w]
	regular := a.or(crew.Regular.Value, t, 0)
	hours := a.p.Heads.At(w, t)*regular + a.ledger.overtime.At(w, t)
	for k, i := range a.crew.short {
		if i == w {
			hours -= a.p.ShortTime.At(k, t) * regular * (1 - a.or(crew.ShortTime.Gives, t, model.DefaultGives))
		}
	}
	for k, ref := range a.crew.temps {
		if ref.Workforce != w {
			continue
		}
		each := regular
		if ref.Hours.IsSet() {
			each = a.or(ref.Hours.Value, t, 0)
		}
		hours += a.crew.atWork.At(k, t) * each
	}
	return hours
}

// payCrews books what crews cost besides wages, overtime, hiring and layoffs.
func (a *auditor) payCrews() {
	c := &a.crew
	for w := range a.s.Workforce {
		if course := &a.s.Workforce[w].Hire.Course; course.Lead != (model.Lag{}) {
			a.pay(model.Wages, course.Wage, c.recruits.Row(w))
		}
	}
	for k, ref := range c.transfers {
		a.pay(model.Training, ref.Cost, a.p.Moved.Row(k))
		if ref.Course.Lead != (model.Lag{}) {
			a.pay(model.Wages, ref.Course.Wage, c.inCourse.Row(k))
		}
	}
	for k, ref := range c.temps {
		a.pay(model.Hiring, ref.Signing, a.p.Signed.Row(k))
		a.pay(model.Wages, ref.Cost, c.atWork.Row(k))
	}
	for k, ref := range c.skills {
		a.pay(model.Wages, ref.Cost, a.p.Lent.Row(k))
	}
	for k, i := range c.short {
		crew := &a.s.Workforce[i]
		a.pay(model.Wages, crew.ShortTime.Cost, a.p.ShortTime.Row(k))
		for t, heads := range a.p.ShortTime.Row(k) {
			if paid := a.at(crew.ShortTime.Wage, t); !math.IsNaN(paid) {
				amount := heads * (paid - a.or(crew.Wage, t, 0))
				a.payAmount(model.Object{}, model.Wages, t, amount)
			}
		}
	}
	for k, i := range c.idle {
		a.pay(model.Wages, a.s.Workforce[i].Idle.Cost, a.p.Idle.Row(k))
	}
}

// idleHeads tests that idle heads are as many as unused regular time makes.
func (a *auditor) idleHeads() {
	for k, w := range a.crew.idle {
		crew := &a.s.Workforce[w]
		r := crewRule(model.GroupIdle, crew, "idle")
		r.unit = crew.Unit
		for t, heads := range a.p.Idle.Row(k) {
			regular := a.or(crew.Regular.Value, t, 0)
			supply, used := a.ownHours(w, t)+a.crew.helped.At(w, t), a.ledger.hours.At(w, t)+a.crew.lent.At(w, t)
			tol := tolerance(supply, used, heads*regular)
			if unused := supply - used; !a.passes(&r, t, unused-heads*regular, tol) {
				a.differ(&r, t, unused, heads*regular, tol, fmt.Sprintf(
					"idle heads of %s in %s stand for %s, but %s are unused",
					crew.ID, a.label(t), quantity(heads*regular, crew.Unit), quantity(unused, crew.Unit)))
			}
		}
	}
}
