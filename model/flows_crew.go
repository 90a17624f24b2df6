package model

// eachCourse calls use for everything that training takes, with the trainees by period.
func (p *Plan) eachCourse(s *Scenario, use func(part Part, trainees []float64)) {
	course := func(c *Course, setOut []float64) {
		if len(c.Trainers) == 0 {
			return
		}
		trainees := make([]float64, len(setOut))
		for t := range trainees {
			trainees[t] = s.Calendar.TraineesAt(setOut, c.Lead, t)
		}
		for _, part := range c.Trainers {
			use(part, trainees)
		}
	}
	for i := range s.Workforce {
		course(&s.Workforce[i].Hire.Course, p.Hired.Row(i))
	}
	for k, ref := range s.Transfers() {
		course(&ref.Course, p.Moved.Row(k))
	}
}

// regularTime is the regular time of every workforce, with that of its temps
// and without what heads on short time do not work.
func (p *Plan) regularTime(s *Scenario) Grid {
	n := s.Calendar.Len()
	regular := NewGrid(len(s.Workforce), n)
	for i := range s.Workforce {
		for t := range n {
			regular.Set(i, t, p.Heads.At(i, t)*s.Workforce[i].Regular.Value.Or(t, 0))
		}
	}
	for k, i := range s.ShortTimers() {
		crew := &s.Workforce[i]
		for t := range n {
			regular.Add(i, t, -p.ShortTime.At(k, t)*(1-crew.ShortTime.Gives.Or(t, DefaultGives))*crew.Regular.Value.Or(t, 0))
		}
	}
	for k, ref := range s.TempStaff() {
		for t := range n {
			regular.Add(ref.Workforce, t, ref.TempsAt(p.Signed.Row(k), t)*ref.PerTemp(s, t))
		}
	}
	return regular
}

// left are the heads of a workforce that left of their own accord, by period.
func (p *Plan) left(s *Scenario, w int) []float64 {
	crew := &s.Workforce[w]
	left := make([]float64, s.Calendar.Len())
	join := func(setOut []float64, c *Course) {
		for t, heads := range setOut {
			if at, ok := s.Calendar.Arrival(t, c.Lead); ok {
				left[at] += heads * (1 - c.Losses.Or(t, 0))
			}
		}
	}
	join(p.Hired.Row(w), &crew.Hire.Course)
	for k, ref := range s.Transfers() {
		if ref.To == crew.ID {
			join(p.Moved.Row(k), &ref.Course)
		}
		if ref.From == w {
			for t, heads := range p.Moved.Row(k) {
				left[t] -= heads
			}
		}
	}
	before := crew.Headcount.Opening
	for t, heads := range p.Heads.Row(w) {
		left[t] += before - p.LaidOff.At(w, t) - heads
		before = heads
	}
	return left
}
