package model

// TransferRow is how many heads one crew gives to another in one period.
type TransferRow struct {
	Workforce string  `json:"workforce"` // id of the crew that they leave
	Kind      string  `json:"kind"`      // training or downgrade
	Transfer  string  `json:"transfer"`  // id among those of the crew
	To        string  `json:"to"`        // id of the crew that they join
	Period    string  `json:"period"`
	Arrives   string  `json:"arrives,omitempty"` // period in which they join it, if another; "later": after the horizon
	Heads     float64 `json:"heads"`
}

// TempRow is one kind of temps in one period.
type TempRow struct {
	Workforce string  `json:"workforce"` // id of the crew that they work with
	Temps     string  `json:"temps"`     // id among those of the crew
	Period    string  `json:"period"`
	Signed    float64 `json:"signed"` // temps whose contract begins
	Heads     float64 `json:"heads"`  // temps at work
}

// HelpRow is what one crew gives to the work of another in one period.
type HelpRow struct {
	Workforce string  `json:"workforce"` // id of the crew that helps
	To        string  `json:"to"`        // id of the crew whose work it does
	Period    string  `json:"period"`
	Hours     float64 `json:"hours"` // of the crew that helps, in its unit
}

// CrewStateRow is what heads of one crew do besides working in one period.
type CrewStateRow struct {
	Workforce string  `json:"workforce"`
	Period    string  `json:"period"`
	Left      float64 `json:"left"`       // heads that left of their own accord
	Trainees  float64 `json:"trainees"`   // recruits in training, who are no heads yet
	ShortTime float64 `json:"short_time"` // heads on short time
	Idle      float64 `json:"idle"`       // heads whose regular time nothing uses
}

func (w *tableWriter) transfers() []TransferRow {
	rows := []TransferRow{}
	for k, ref := range w.s.Transfers() {
		for t, period := range w.labels {
			rows = append(rows, TransferRow{
				w.s.Workforce[ref.From].ID, ref.Kind(), ref.ID, ref.To, period,
				w.arrival(t, ref.Course.Lead), w.p.Moved.At(k, t),
			})
		}
	}
	return rows
}

func (w *tableWriter) temps() []TempRow {
	rows := []TempRow{}
	for k, ref := range w.s.TempStaff() {
		signed := w.p.Signed.Row(k)
		for t, period := range w.labels {
			rows = append(rows, TempRow{w.s.Workforce[ref.Workforce].ID, ref.ID, period, signed[t], ref.TempsAt(signed, t)})
		}
	}
	return rows
}

func (w *tableWriter) help() []HelpRow {
	rows := []HelpRow{}
	for k, ref := range w.s.Skills() {
		for t, period := range w.labels {
			rows = append(rows, HelpRow{w.s.Workforce[ref.Workforce].ID, ref.To, period, w.p.Lent.At(k, t)})
		}
	}
	return rows
}

// crewStates has rows for the crews that have anything to tell.
func (w *tableWriter) crewStates() []CrewStateRow {
	rows := []CrewStateRow{}
	short, idle := placesOf(w.s.ShortTimers()), placesOf(w.s.Idlers())
	cell := func(g Grid, places map[int]int, crew, t int) float64 {
		if row, has := places[crew]; has {
			return g.At(row, t)
		}
		return 0
	}
	for i := range w.s.Workforce {
		crew := &w.s.Workforce[i]
		if !crew.hasStates() {
			continue
		}
		left := w.p.left(w.s, i)
		for t, period := range w.labels {
			trainees := 0.0
			if crew.Hire.Course.Lead != (Lag{}) {
				trainees = w.s.Calendar.TraineesAt(w.p.Hired.Row(i), crew.Hire.Course.Lead, t)
			}
			rows = append(rows, CrewStateRow{
				crew.ID, period, left[t], trainees, cell(w.p.ShortTime, short, i, t), cell(w.p.Idle, idle, i, t),
			})
		}
	}
	return rows
}

// hasStates tells whether heads of the crew can do anything that CrewStateRow tells.
func (w *Workforce) hasStates() bool {
	return w.ShortTime.Allowed || w.Idle.Allowed || w.Hire.Course.Lead != (Lag{}) ||
		w.Attrition.Rate.IsSet() || w.Attrition.FirstYear.IsSet()
}

func placesOf(list []int) map[int]int {
	places := make(map[int]int, len(list))
	for place, i := range list {
		places[i] = place
	}
	return places
}

// readCrews reads the decisions of crews from their tables.
func (r *tableReader) readCrews(s *Scenario, tables *Tables) {
	transfers, temps, skills := map[string]int{}, map[string]int{}, map[string]int{}
	for k, ref := range s.Transfers() {
		transfers[s.Workforce[ref.From].ID+" "+ref.Kind()+" "+ref.ID] = k
	}
	for k, ref := range s.TempStaff() {
		temps[s.Workforce[ref.Workforce].ID+" "+ref.ID] = k
	}
	for k, ref := range s.Skills() {
		skills[s.Workforce[ref.Workforce].ID+" "+ref.To] = k
	}
	for _, row := range tables.Transfers {
		r.set("transfers", r.p.Moved, transfers, row.Workforce+" "+row.Kind+" "+row.Transfer, "", row.Period, row.Heads)
	}
	for _, row := range tables.Temps {
		r.set("temps", r.p.Signed, temps, row.Workforce+" "+row.Temps, "", row.Period, row.Signed)
	}
	for _, row := range tables.Help {
		r.set("help", r.p.Lent, skills, row.Workforce+" "+row.To, "", row.Period, row.Hours)
	}
	crewIndex := func(list []int) map[string]int {
		index := make(map[string]int, len(list))
		for place, i := range list {
			index[s.Workforce[i].ID] = place
		}
		return index
	}
	short, idle := crewIndex(s.ShortTimers()), crewIndex(s.Idlers())
	for _, row := range tables.CrewStates {
		if _, has := short[row.Workforce]; has || row.ShortTime != 0 {
			r.set("crew_states", r.p.ShortTime, short, row.Workforce, "short_time", row.Period, row.ShortTime)
		}
		if _, has := idle[row.Workforce]; has || row.Idle != 0 {
			r.set("crew_states", r.p.Idle, idle, row.Workforce, "idle", row.Period, row.Idle)
		}
	}
}
