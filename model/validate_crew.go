package model

import (
	"slices"
	"time"
)

// crew checks what a workforce does besides working.
func (v *validator) crew(a address, w *Workforce) {
	v.headShare(a.to("attrition").to("rate"), w.Attrition.Rate)
	v.headShare(a.to("attrition").to("first_year"), w.Attrition.FirstYear)
	v.quota(a.to("hire"), &w.Hire.Quota)
	v.course(a.to("hire"), &w.Hire.Course)
	v.quota(a.to("layoff"), &w.Layoff.Quota)
	v.transfers(a.to("training"), w, w.Training)
	v.transfers(a.to("downgrade"), w, w.Downgrade)
	for i := range w.Downgrade {
		id := w.Downgrade[i].ID
		if slices.ContainsFunc(w.Training, func(t Transfer) bool { return t.ID == id }) {
			v.mistake(a.to("downgrade").to(id), "duplicate-id", "rename one of the two, and name the crew with to:", "expected an id of its own, got %q, which is a training already", id)
		}
	}
	v.skills(a.to("serves"), w)
	for i := range w.Temps {
		v.temp(a.to("temps").to(w.Temps[i].ID), w.Temps, i)
	}
	v.headShare(a.to("short_time").to("gives"), w.ShortTime.Gives)
	v.money(a.to("short_time").to("cost"), w.ShortTime.Cost)
	v.money(a.to("short_time").to("wage"), w.ShortTime.Wage)
	v.quota(a.to("short_time"), &w.ShortTime.Quota)
	v.money(a.to("idle").to("cost"), w.Idle.Cost)
	v.quota(a.to("idle"), &w.Idle.Quota)
	v.promise(a.to("policy").to("no_layoff"), &w.Policy.NoLayoff)
	v.promise(a.to("policy").to("stable"), &w.Policy.Stable)
}

// headShare checks a share of heads over time.
func (v *validator) headShare(a address, s Series) {
	if !v.amounts(a, s, false) {
		return
	}
	for t, x := range s.Values() {
		if x > 1 {
			where, period := v.in(a, s, t)
			v.mistake(period, "share-of-heads", "5 % is 0.05", "expected a share of at most 1%s, got %s", where, plainNumber(x))
		}
	}
}

func (v *validator) quota(a address, q *Quota) {
	v.limit(a.to("max"), &q.Max)
	v.limit(a.to("max_share"), &q.Share)
	if q.Of != "" {
		v.knownCrew(a.to("of"), q.Of)
		if !q.Share.IsSet() {
			v.mistake(a.to("of"), "share-of-nothing", "add max_share, or leave out of", "expected max_share beside of")
		}
	}
}

func (v *validator) course(a address, c *Course) {
	v.lag(a.to("lead_time"), c.Lead)
	v.money(a.to("wage"), c.Wage)
	v.headShare(a.to("losses"), c.Losses)
	if c.Wage.IsSet() && c.Lead == (Lag{}) {
		v.mistake(a.to("wage"), "wage-without-training", "add lead_time; without one a trainee is a head of the crew and has its wage", "expected lead_time beside wage")
	}
	for i := range c.Trainers {
		part := a.to("trainers").to(c.Trainers[i].ID)
		v.part(part, c.Trainers, i, "trainers")
		v.knownCapacity(part, c.Trainers[i].ID)
	}
}

func (v *validator) transfers(a address, w *Workforce, list []Transfer) {
	for i := range list {
		t := &list[i]
		to := a.to(t.ID)
		v.otherCrew(to, w.ID, t.ID, t.To)
		v.money(to.to("cost"), t.Cost)
		v.quota(to, &t.Quota)
		v.course(to, &t.Course)
		if i > 0 && list[i-1].ID >= t.ID {
			v.mistake(to, "unsorted", "", "expected the ids of transfers in order and once each, got %q after %q", t.ID, list[i-1].ID)
		}
	}
}

// otherCrew reports an id that is no crew, or that of the crew itself.
func (v *validator) otherCrew(a address, own, id, to string) {
	if to != id {
		a = a.to("to")
	}
	if v.knownCrew(a, to) && to == own {
		v.mistake(a, "own-crew", "", "expected another crew than %q itself", own)
	}
}

func (v *validator) knownCrew(a address, id string) bool {
	if v.capacity[id] == "workforce" {
		return true
	}
	known := make([]string, 0, len(v.s.Workforce))
	for i := range v.s.Workforce {
		known = append(known, v.s.Workforce[i].ID)
	}
	v.dangling(a, "a workforce", id, known)
	return false
}

func (v *validator) skills(a address, w *Workforce) {
	for i := range w.Serves {
		k := &w.Serves[i]
		skill := a.to(k.To)
		v.otherCrew(skill, w.ID, k.To, k.To)
		other := slices.IndexFunc(v.s.Workforce, func(o Workforce) bool { return o.ID == k.To })
		if other >= 0 && v.s.Workforce[other].Unit != w.Unit {
			v.mistake(skill, "crew-units", "", "expected a crew whose time is in %q, got %q", w.Unit, v.s.Workforce[other].Unit)
		}
		v.amounts(skill.to("efficiency"), k.Efficiency, true)
		if !positive(k.Efficiency) {
			v.mistake(skill.to("efficiency"), "no-efficiency", "", "expected an efficiency above 0")
		}
		v.money(skill.to("cost"), k.Cost)
		v.limit(skill.to("max"), &k.Max)
		if i > 0 && w.Serves[i-1].To >= k.To {
			v.mistake(skill, "unsorted", "", "expected the crews that are served in order and once each, got %q after %q", k.To, w.Serves[i-1].To)
		}
	}
}

func (v *validator) temp(a address, temps []Temp, i int) {
	m := &temps[i]
	v.limit(a.to("hours"), &m.Hours)
	v.money(a.to("cost"), m.Cost)
	v.money(a.to("signing"), m.Signing)
	v.quota(a, &m.Quota)
	if m.Contract < 1 {
		v.mistake(a.to("contract"), "bad-contract", "", "expected a contract of at least one period, got %d", m.Contract)
	}
	if m.Hours.Priced() {
		v.mistake(a.to("hours"), "hours-priced", "give max a penalty, or let overtime cost more", "expected hours without a penalty")
	}
	if i > 0 && temps[i-1].ID >= m.ID {
		v.mistake(a, "unsorted", "", "expected the ids of temps in order and once each, got %q after %q", m.ID, temps[i-1].ID)
	}
}

func (v *validator) promise(a address, p *Promise) {
	v.amounts(a.to("penalty"), p.Penalty, false)
	v.keptBy(a, p.Priority)
	if p.Review != "" {
		if _, err := time.Parse(time.DateOnly, p.Review); err != nil {
			v.mistake(a.to("review"), "bad-date", "", "expected a date such as 2026-01-31, got %q", p.Review)
		}
	}
	for _, label := range p.Changes {
		if !slices.Contains(v.labels, label) {
			v.mistake(a.to("changes"), "unknown-period", "", "expected a period of the calendar, got %q", label)
		}
	}
}

// crewLimits checks the limits over several crews.
func (v *validator) crewLimits() {
	unique(v, "crew_limits", v.s.CrewLimits, func(l *CrewLimit) string { return l.ID })
	for i := range v.s.CrewLimits {
		l := &v.s.CrewLimits[i]
		a := at("crew_limits", l.ID)
		if !slices.Contains(CrewQuantities(), l.Of) {
			v.mistake(a.to("of"), "unknown-word", "", "expected one of the quantities of crews, got %q", l.Of)
		}
		if l.Over != EachPeriod && l.Over != WholeHorizon {
			v.mistake(a.to("over"), "unknown-word", "", "expected %s or %s, got %q", EachPeriod, WholeHorizon, l.Over)
		}
		for _, id := range l.Crews {
			v.knownCrew(a.to("crews"), id)
		}
		if !l.Min.IsSet() && !l.Max.IsSet() {
			v.mistake(a, "limit-missing", "add min or max", "expected min or max")
		}
		sound := v.limit(a.to("min"), &l.Min)
		if sound = v.limit(a.to("max"), &l.Max) && sound; sound {
			v.ordered(a.to("min"), &l.Min, "max", &l.Max)
		}
		if l.Over == WholeHorizon {
			v.single(a.to("min"), &l.Min)
			v.single(a.to("max"), &l.Max)
		}
	}
}
