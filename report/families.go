package report

import (
	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/model"
)

// What a plan means to each family, beyond its tables.

// newCalendar describes every period.
func newCalendar(s *model.Scenario) []CalendarPeriod {
	const day = "2006-01-02"
	working := s.Calendar.WorkingDays(nil)
	list := make([]CalendarPeriod, s.Calendar.Len())
	for _, quarter := range s.Calendar.Spans(model.OverQuarter) {
		for t := quarter.From; t <= quarter.To; t++ {
			p := &s.Calendar.Periods[t]
			list[t] = CalendarPeriod{Period: p.Label, Start: p.Start.Format(day), End: p.End.AddDate(0, 0, -1).Format(day), Days: p.Days(), Quarter: quarter.Label}
			if working != nil {
				list[t].Working = &working[t]
			}
		}
	}
	return list
}

// newContributions is what each family contributes by period. It is known only
// where an audit has told what all money is for.
func newContributions(in Input) []ContributionLine {
	if in.Audit == nil || !in.Audit.Passed() {
		return nil
	}
	books := analysis.NewBooks(in.Scenario, in.Result.Plan, in.Audit.Money, in.Audit.Entries)
	b := statementBuilder{
		d:       new(StatementDocument),
		footing: newFooting(in.Scenario.Currency, books.Money),
		spans:   in.Scenario.Calendar.Spans(model.OverPeriod),
	}
	b.statement()
	return b.contributions(books.Families)
}

// newFamilyLoads adds up what the processes that make each family take of every
// resource and workforce: their runs, their inputs and their set-ups.
func newFamilyLoads(s *model.Scenario, p *model.Plan) []FamilyLoad {
	l := familyLoads{s: s, index: map[[2]string]int{}, units: map[string]string{}, makes: familiesMade(s)}
	for i := range s.Resources {
		l.units[s.Resources[i].ID] = s.Resources[i].Unit
	}
	for i := range s.Workforce {
		l.units[s.Workforce[i].ID] = s.Workforce[i].Unit
	}
	for i := range s.Processes {
		l.add(i, s.Processes[i].Uses, p.Runs.Row(i))
	}
	for k, ref := range s.BlendInputs() {
		l.add(ref.Process, ref.Input.Uses, p.Blended.Row(k))
	}
	for k, ref := range s.Switches() {
		if ref.Process >= 0 {
			l.add(ref.Process, ref.Switch.Uses, p.SetUps(k, ref.Switch))
			l.add(ref.Process, ref.Switch.Start.Uses, p.Starts.Row(k))
			l.add(ref.Process, ref.Switch.Stop.Uses, p.Stops.Row(k))
		}
	}
	return l.inOrder()
}

// familiesMade lists the families that each process makes.
func familiesMade(s *model.Scenario) [][]string {
	isFamily := map[string]bool{}
	for i := range s.Families {
		isFamily[s.Families[i].ID] = true
	}
	list := make([][]string, len(s.Processes))
	for i := range s.Processes {
		for _, part := range s.Processes[i].Yields() {
			if isFamily[part.ID] {
				list[i] = append(list[i], part.ID)
			}
		}
	}
	return list
}

type familyLoads struct {
	s     *model.Scenario
	makes [][]string        // families by process
	units map[string]string // by resource and workforce
	list  []FamilyLoad
	index map[[2]string]int // by family and resource or workforce
}

// add adds what a process takes by what it does in each period.
func (l *familyLoads) add(process int, uses []model.Part, amounts []float64) {
	for _, family := range l.makes[process] {
		for _, part := range uses {
			key := [2]string{family, part.ID}
			k, known := l.index[key]
			if !known {
				k = len(l.list)
				l.index[key] = k
				l.list = append(l.list, FamilyLoad{Family: family, Of: part.ID, Unit: l.units[part.ID], ByPeriod: make([]float64, l.s.Calendar.Len())})
			}
			for t, amount := range amounts {
				l.list[k].ByPeriod[t] += amount * part.Quantity.Or(t, 0)
			}
		}
	}
}

// inOrder lists the loads by family and by resource as the scenario has them,
// without those that are nothing.
func (l *familyLoads) inOrder() []FamilyLoad {
	var list []FamilyLoad
	add := func(family, of string) {
		k, known := l.index[[2]string{family, of}]
		if !known {
			return
		}
		any := false
		for t, v := range l.list[k].ByPeriod {
			l.list[k].ByPeriod[t] = quantity(v)
			any = any || l.list[k].ByPeriod[t] != 0
		}
		if any {
			list = append(list, l.list[k])
		}
	}
	for f := range l.s.Families {
		for i := range l.s.Resources {
			add(l.s.Families[f].ID, l.s.Resources[i].ID)
		}
		for i := range l.s.Workforce {
			add(l.s.Families[f].ID, l.s.Workforce[i].ID)
		}
	}
	return list
}
