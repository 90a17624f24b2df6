package model

import (
	"math"
	"slices"
)

// What a crew can do besides working: heads leave, are hired and trained, move
// to other crews, help them out, work short time or have nothing to do; temps
// work with them.

// Attrition is who leaves of their own accord. Rate is the share of the heads
// of the period before who are gone at the start of a period. FirstYear is the
// same for recruits, in each period that starts within a year of their joining;
// it begins with the period in which they join. Where it is not given recruits
// leave as all others do, from the period after the one in which they join.
type Attrition struct {
	Rate      Series `json:"rate,omitzero"`       // share of heads
	FirstYear Series `json:"first_year,omitzero"` // share of recruits
}

// Quota is the most of something that is counted in heads: so many a period,
// or a share of the heads that a crew has in the period, or both.
type Quota struct {
	Max   Limit  `json:"max,omitzero"`       // heads
	Share Limit  `json:"max_share,omitzero"` // of the heads of Of; its penalty is money per head
	Of    string `json:"of,omitempty"`       // id of a workforce; empty: the crew itself
}

// Course is a training, for recruits or for heads that move to another crew.
// Trainees are no heads of a crew until they are done.
type Course struct {
	Lead     Lag    `json:"lead,omitzero"`      // until they are heads of the crew
	Wage     Series `json:"wage,omitzero"`      // money per trainee and period of the lead time
	Trainers []Part `json:"trainers,omitempty"` // resources and workforce, units per trainee and period; without a lead time: once
	Losses   Series `json:"losses,omitzero"`    // share of the trainees who never become heads
}

// Transfer moves heads from one crew to another, by training or downgrading.
type Transfer struct {
	ID     string `json:"id"`
	To     string `json:"to"`            // id of a workforce
	Cost   Series `json:"cost,omitzero"` // money per head that leaves its crew
	Quota  Quota  `json:"quota,omitzero"`
	Course Course `json:"course,omitzero"`
}

// Skill lets a crew do the work of another: one of its hours is worth
// Efficiency hours of that crew.
type Skill struct {
	To         string `json:"to"` // id of a workforce
	Efficiency Series `json:"efficiency"`
	Cost       Series `json:"cost,omitzero"` // money per hour given
	Max        Limit  `json:"max,omitzero"`  // hours given per period
}

// Temp is a kind of temporary staff. They are no heads of the crew.
type Temp struct {
	ID       string `json:"id"`
	Hours    Limit  `json:"hours,omitzero"` // units per temp and period; the regular time of the crew where unset
	Cost     Series `json:"cost,omitzero"`  // money per temp and period
	Signing  Series `json:"signing,omitzero"`
	Contract int    `json:"contract"` // periods that one stays, at least 1
	Quota    Quota  `json:"quota,omitzero"`
}

// ShortTime lets heads work less than the regular time.
type ShortTime struct {
	Allowed bool   `json:"allowed,omitempty"`
	Gives   Series `json:"gives,omitzero"` // share of the regular time that is worked
	Cost    Series `json:"cost,omitzero"`  // money per head on short time and period
	Wage    Series `json:"wage,omitzero"`  // money per head on short time and period, in place of the wage; the wage where unset
	Quota   Quota  `json:"quota,omitzero"`
}

// DefaultGives is what a head on short time works where nothing is said.
const DefaultGives = 0.5

// Idle counts heads whose regular time nothing uses (over-manning).
type Idle struct {
	Allowed bool   `json:"allowed,omitempty"` // idle heads are counted
	Cost    Series `json:"cost,omitzero"`     // money per idle head and period
	Quota   Quota  `json:"quota,omitzero"`
}

// Policy are promises that a company makes to a crew.
type Policy struct {
	NoLayoff Promise `json:"no_layoff,omitzero"` // nobody is laid off
	Stable   Promise `json:"stable,omitzero"`    // heads only change in the periods of Changes
}

// Promise is a policy that is kept, or broken at a price.
type Promise struct {
	On       bool     `json:"on,omitempty"`
	Owner    string   `json:"owner,omitempty"`
	Reason   string   `json:"reason,omitempty"`
	Review   string   `json:"review,omitempty"`
	Penalty  Series   `json:"penalty,omitzero"`   // penalty money per head
	Priority int      `json:"priority,omitempty"` // see Limit
	Changes  []string `json:"changes,omitempty"`  // of a stable crew: labels of the periods at whose start heads may change, sorted; the first where empty
}

// limit is the promise as a limit with that value.
func (p *Promise) limit(value Series) Limit {
	if !p.On {
		return Limit{}
	}
	return Limit{Value: value, Owner: p.Owner, Reason: p.Reason, Review: p.Review, Penalty: p.Penalty, Priority: p.Priority}
}

// LayoffLimit is the promise that nobody is laid off as a limit on layoffs.
func (p *Policy) LayoffLimit() Limit { return p.NoLayoff.limit(Constant(0)) }

// ChangeLimit is the promise of a stable crew as a limit on the change of its
// heads from the period before; it has no value where heads may change.
func (p *Policy) ChangeLimit(labels []string) Limit {
	free := func(t int) bool { return slices.Contains(p.Stable.Changes, labels[t]) }
	if len(p.Stable.Changes) == 0 {
		free = func(t int) bool { return t == 0 }
	}
	values := make([]float64, len(labels))
	for t := range values {
		if free(t) {
			values[t] = math.NaN()
		}
	}
	return p.Stable.limit(PerPeriod(values))
}

// CrewQuantity is what a limit over several crews counts.
type CrewQuantity string

// The quantities that a CrewLimit can count, all in heads.
const (
	CrewHeads     CrewQuantity = "heads"
	CrewHired     CrewQuantity = "hired"
	CrewLaidOff   CrewQuantity = "laid_off"
	CrewRetrained CrewQuantity = "retrained" // heads that leave the crews for others, by training or downgrading
	CrewTemps     CrewQuantity = "temps"
	CrewShortTime CrewQuantity = "short_time"
	CrewIdle      CrewQuantity = "idle"
)

// CrewQuantities lists every CrewQuantity.
func CrewQuantities() []CrewQuantity {
	return []CrewQuantity{CrewHeads, CrewHired, CrewLaidOff, CrewRetrained, CrewTemps, CrewShortTime, CrewIdle}
}

// Span is the time that a limit is about.
type Span string

// The spans of a CrewLimit.
const (
	EachPeriod   Span = "period"
	WholeHorizon Span = "horizon"
)

// CrewLimit bounds a quantity of several crews together.
type CrewLimit struct {
	ID    string       `json:"id"`
	Of    CrewQuantity `json:"of"`
	Crews []string     `json:"crews,omitempty"` // ids of workforces, sorted; none: all
	Over  Span         `json:"over"`
	Min   Limit        `json:"min,omitzero"`
	Max   Limit        `json:"max,omitzero"`
}

// Counts tells whether the limit counts the workforce with that id.
func (l *CrewLimit) Counts(id string) bool {
	return len(l.Crews) == 0 || slices.Contains(l.Crews, id)
}

// TransferRef is one transfer together with the index of the crew that the
// heads leave.
type TransferRef struct {
	From      int
	Downgrade bool
	*Transfer
}

// Kind is the key under which the transfer stands.
func (r TransferRef) Kind() string {
	if r.Downgrade {
		return "downgrade"
	}
	return "training"
}

// Path is the address of the transfer.
func (r TransferRef) Path(s *Scenario) string {
	return "workforce." + s.Workforce[r.From].ID + "." + r.Kind() + "." + r.ID
}

// Transfers lists all transfers by crew: trainings, then downgradings.
func (s *Scenario) Transfers() []TransferRef {
	var refs []TransferRef
	for i := range s.Workforce {
		w := &s.Workforce[i]
		for k := range w.Training {
			refs = append(refs, TransferRef{i, false, &w.Training[k]})
		}
		for k := range w.Downgrade {
			refs = append(refs, TransferRef{i, true, &w.Downgrade[k]})
		}
	}
	return refs
}

// SkillRef is one skill together with the index of the crew that has it.
type SkillRef struct {
	Workforce int
	*Skill
}

// Skills lists the skills of all crews.
func (s *Scenario) Skills() []SkillRef {
	var refs []SkillRef
	for i := range s.Workforce {
		for k := range s.Workforce[i].Serves {
			refs = append(refs, SkillRef{i, &s.Workforce[i].Serves[k]})
		}
	}
	return refs
}

// TempRef is one kind of temps together with the index of their crew.
type TempRef struct {
	Workforce int
	*Temp
}

// TempStaff lists the temps of all crews.
func (s *Scenario) TempStaff() []TempRef {
	var refs []TempRef
	for i := range s.Workforce {
		for k := range s.Workforce[i].Temps {
			refs = append(refs, TempRef{i, &s.Workforce[i].Temps[k]})
		}
	}
	return refs
}

// PerTemp is what one temp gives in period t, in the unit of the crew.
func (r TempRef) PerTemp(s *Scenario, t int) float64 {
	if r.Hours.IsSet() {
		return r.Hours.Value.Or(t, 0)
	}
	return s.Workforce[r.Workforce].Regular.Value.Or(t, 0)
}

// ShortTimers lists the indexes of the crews that may work short time.
func (s *Scenario) ShortTimers() []int {
	return s.crewsThat(func(w *Workforce) bool { return w.ShortTime.Allowed })
}

// Idlers lists the indexes of the crews whose idle heads are counted.
func (s *Scenario) Idlers() []int {
	return s.crewsThat(func(w *Workforce) bool { return w.Idle.Allowed })
}

func (s *Scenario) crewsThat(can func(*Workforce) bool) []int {
	var list []int
	for i := range s.Workforce {
		if can(&s.Workforce[i]) {
			list = append(list, i)
		}
	}
	return list
}

// WholeHeads tells whether the heads of crew w are whole numbers: whole heads
// come and go, and no share of them leaves or fails on the way.
func (s *Scenario) WholeHeads(w int) bool {
	crew := &s.Workforce[w]
	if !crew.Integer || crew.Attrition.Rate.IsSet() || crew.Attrition.FirstYear.IsSet() || crew.Hire.Course.Losses.IsSet() {
		return false
	}
	for _, ref := range s.Transfers() {
		if ref.To == crew.ID && (!s.Workforce[ref.From].Integer || ref.Course.Losses.IsSet()) {
			return false
		}
	}
	return true
}

// WithinFirstYear tells whether period t starts within a year of the start of
// period from.
func (c Calendar) WithinFirstYear(from, t int) bool {
	return c.Periods[t].Start.Before(c.Periods[from].Start.AddDate(1, 0, 0))
}

// InTraining tells whether those who set out in period from are trained in
// period t: from then on until they arrive, and at least in that period.
func (c Calendar) InTraining(from int, lag Lag, t int) bool {
	if t <= from {
		return t == from
	}
	at, ok := c.Arrival(from, lag)
	return !ok || t < at
}

// TraineesAt are the heads in training in period t, of those that set out by period.
func (c Calendar) TraineesAt(setOut []float64, lag Lag, t int) float64 {
	var sum float64
	for from := range t + 1 {
		if c.InTraining(from, lag, t) {
			sum += setOut[from]
		}
	}
	return sum
}

// TempsAt are the temps who work in period t, of those signed by period.
func (m *Temp) TempsAt(signed []float64, t int) float64 {
	var sum float64
	for from := max(0, t-m.Contract+1); from <= t; from++ {
		sum += signed[from]
	}
	return sum
}
