package report

import "github.com/steelyard-sop/steelyard/model"

// newKPIs follows the definitions at KPI. The rates of service are left out
// where different units are asked for, because pieces and tonnes have no sum.
func newKPIs(s *model.Scenario, plan *model.Tables) []KPI {
	kpis := []KPI{}
	add := func(id, title string, value float64, unit string) {
		kpis = append(kpis, KPI{ID: id, Title: title, Value: clean(value, kpiDigits), Unit: unit})
	}
	if fill, onTime, ok := service(s, plan); ok {
		add("fill_rate", "fill rate", fill, "%")
		add("on_time_rate", "on time", onTime, "%")
	}
	kpis = append(kpis, classKPIs(s, plan)...)
	if peak, ok := peakUtilisation(plan); ok {
		add("peak_utilisation", "peak utilisation", peak, "%")
	}
	if share, ok := overtimeShare(s, plan); ok {
		add("overtime_share", "overtime share", share, "%")
	}
	kpis = append(kpis, emissionKPIs(s, plan)...)
	if len(s.Workforce) > 0 {
		var opening, end float64
		for i := range s.Workforce {
			opening += s.Workforce[i].Headcount.Opening
		}
		last := periodLabel(s, s.Calendar.Len()-1)
		for _, row := range plan.Workforce {
			if row.Period == last {
				end += row.Heads
			}
		}
		add("heads_opening", "heads before", opening, "heads")
		add("heads_end", "heads at the end", end, "heads")
	}
	return kpis
}

// service returns fill rate and on-time rate.
func service(s *model.Scenario, plan *model.Tables) (fill, onTime float64, ok bool) {
	var asked, owedBefore, served, prompt float64
	units := map[string]bool{}
	unitOf := map[string]string{}
	for _, item := range s.Items() {
		unitOf[item.ID] = item.Unit
	}
	owed := map[string]float64{} // by demand: at the end of the period before
	for i := range s.Demand {
		if s.Demand[i].Exact() {
			owed[s.Demand[i].ID] = s.Demand[i].Backlog.Opening
			owedBefore += s.Demand[i].Backlog.Opening
			units[unitOf[s.Demand[i].Item]] = true
		}
	}
	for _, row := range plan.Demand {
		if row.Asked != nil {
			asked += *row.Asked
			served += row.Served
			prompt += max(0, row.Served-owed[row.Demand])
			owed[row.Demand] = row.Backlog
		}
	}
	if asked <= 0 || len(units) != 1 {
		return 0, 0, false
	}
	return 100 * served / (asked + owedBefore), 100 * prompt / asked, true
}

func peakUtilisation(plan *model.Tables) (float64, bool) {
	peak, any := 0.0, false
	for _, row := range plan.Resources {
		if row.Regular != nil && *row.Regular > 0 {
			peak, any = max(peak, row.Load / *row.Regular), true
		}
	}
	for _, row := range plan.Workforce {
		if row.Regular > 0 {
			peak, any = max(peak, row.Used/row.Regular), true
		}
	}
	return 100 * peak, any
}

func overtimeShare(s *model.Scenario, plan *model.Tables) (float64, bool) {
	units := map[string]bool{}
	may := map[string]bool{} // "resource id" or "workforce id"
	for i := range s.Resources {
		if s.Resources[i].Overtime.Allowed {
			units[s.Resources[i].Unit], may["resource "+s.Resources[i].ID] = true, true
		}
	}
	for i := range s.Workforce {
		if s.Workforce[i].Overtime.Allowed {
			units[s.Workforce[i].Unit], may["workforce "+s.Workforce[i].ID] = true, true
		}
	}
	var load, overtime float64
	for _, row := range plan.Resources {
		if may["resource "+row.Resource] {
			load, overtime = load+row.Load, overtime+row.Overtime
		}
	}
	for _, row := range plan.Workforce {
		if may["workforce "+row.Workforce] {
			load, overtime = load+row.Used, overtime+row.Overtime
		}
	}
	if len(units) != 1 || load <= 0 {
		return 0, false
	}
	return 100 * overtime / load, true
}
