package solver

import (
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// Crews: what is decided about heads besides hiring and laying off, and the
// limits on all of it. For each crew w, transfer m (a training or downgrading
// of its heads), kind of temps k, skill v (another crew that it can serve) and
// period t
//
//	trainees       trainees[t] - sum_{t' under way} hired[w,t'] (or moved[m,t'])  =  0
//	temps          temps[k,t] - sum_{contract runs} signed[k,t']  =  0
//	short_time     short_time[w,t] - heads[w,t]  <=  0
//	idle           regular[w,t] idle[w,t] + own use of hours - own supply of hours  >=  0
//	own_hours      sum_v lent[v,t] - own supply of hours  <=  0
//	recruits       heads[w,t] - recruits of w in their first year  >=  0
//	max_hired, max_laid_off, max_retrained, max_temps, max_short_time, max_idle
//	               the decision in period t  <=  max[t]
//	head_share     the decision in period t - max_share[t] heads[of,t]  <=  0
//	max_lent       lent[v,t]  <=  max[v,t]
//	no_layoff      laid_off[w,t]  <=  0
//	stable         heads[w,t] - heads[w,t-1]  =  0 (opening heads in the first period)
//	min_crews, max_crews, total_crews
//	               sum_w of a quantity (over all periods)  >=, <=  limit
//
// The balance of heads and the hours that they give are in workforce.go, and
// what trainers give in the rows of hours and of capacity. Own supply of hours
// is regular time of heads and temps, less what short time leaves out, and
// overtime; own use is what processes, lanes, trainees and other crews take,
// less what others give.

const headUnit = "heads"

// crewColumns are the first columns of what is decided about crews.
type crewColumns struct {
	moved           []int // Scenario.Transfers
	signed, atWork  []int // Scenario.TempStaff
	lent            []int // Scenario.Skills
	shortTime, idle []int // by workforce
	recruits        []int // by workforce: those in training; those hired where there is no lead time
	inCourse        []int // Scenario.Transfers, likewise
}

// crewRefs are the transfers, temps and skills of all crews.
type crewRefs struct {
	transfers []model.TransferRef
	temps     []model.TempRef
	skills    []model.SkillRef
}

func (b *builder) crewColumns() {
	n, c := len(b.s.Workforce), &b.columns.crew
	c.shortTime, c.idle, c.recruits = make([]int, n), make([]int, n), make([]int, n)
	for i := range b.s.Workforce {
		w := &b.s.Workforce[i]
		c.shortTime[i] = b.decideIf(w.ShortTime.Allowed, "short_time", w.ID)
		c.idle[i] = b.decideIf(w.Idle.Allowed, "idle", w.ID)
		c.recruits[i] = b.traineeColumn(&w.Hire.Course, b.columns.hired[i], w.ID)
		b.book(model.Wages, c.shortTime[i], w.ShortTime.Cost)
		b.book(model.Wages, c.shortTime[i], less(w.ShortTime.Wage, w.Wage, b.periods))
		b.book(model.Wages, c.idle[i], w.Idle.Cost)
		b.whole(w, c.shortTime[i])
	}
	for _, ref := range b.transfers {
		w := &b.s.Workforce[ref.From]
		moved := b.decide("moved", w.ID+","+ref.ID)
		b.book(model.Training, moved, ref.Cost)
		b.whole(w, moved)
		c.moved = append(c.moved, moved)
		c.inCourse = append(c.inCourse, b.traineeColumn(&ref.Course, moved, w.ID+","+ref.ID))
	}
	for _, ref := range b.temps {
		w := &b.s.Workforce[ref.Workforce]
		signed := b.decide("signed", w.ID+","+ref.ID)
		b.book(model.Hiring, signed, ref.Signing)
		b.whole(w, signed)
		c.signed = append(c.signed, signed)
		c.atWork = append(c.atWork, b.decide("temps", w.ID+","+ref.ID))
		b.book(model.Wages, c.atWork[len(c.atWork)-1], ref.Cost)
	}
	for _, ref := range b.skills {
		lent := b.decide("lent", b.s.Workforce[ref.Workforce].ID+","+ref.To)
		b.book(model.Wages, lent, ref.Cost)
		c.lent = append(c.lent, lent)
	}
}

// whole makes a decision one about whole heads, where the crew asks for that.
func (b *builder) whole(w *model.Workforce, first int) {
	if w.Integer && first != none {
		b.p.SetKind(first, b.periods, lp.Integer)
	}
}

// less is a - b where a is set, and nothing otherwise.
func less(a, b model.Series, periods int) model.Series {
	if !a.IsSet() {
		return model.Series{}
	}
	values := make([]float64, periods)
	for t := range values {
		if a.Has(t) {
			values[t] = a.At(t) - b.Or(t, 0)
		}
	}
	return model.PerPeriod(values)
}

// traineeColumn is the column of those in training, where anything depends on
// how many they are.
func (b *builder) traineeColumn(course *model.Course, setOut int, key string) int {
	switch {
	case setOut == none || !course.Wage.IsSet() && len(course.Trainers) == 0:
		return none
	case course.Lead == model.Lag{}:
		return setOut
	}
	first := b.decide("trainees", key)
	b.book(model.Wages, first, course.Wage)
	return first
}

func (b *builder) crewRows() {
	c := &b.columns.crew
	for i := range b.s.Workforce {
		w := &b.s.Workforce[i]
		path := "workforce." + w.ID
		b.traineeRows(c.recruits[i], b.columns.hired[i], w.Hire.Course.Lead, w.ID, path+".hire")
		b.quota(model.GroupMaxHired, i, "hire", "", &w.Hire.Quota, b.columns.hired[i])
		b.quota(model.GroupMaxLaidOff, i, "layoff", "", &w.Layoff.Quota, b.columns.laidOff[i])
		b.quota(model.GroupMaxShortTime, i, "short_time", "", &w.ShortTime.Quota, c.shortTime[i])
		b.quota(model.GroupMaxIdle, i, "idle", "", &w.Idle.Quota, c.idle[i])
		if c.shortTime[i] != none {
			rows := b.limit(limitBlock{
				group: model.GroupShortTime, key: w.ID, unit: headUnit, path: path + ".short_time", sense: atMost,
			}, zero)
			b.add(rows, c.shortTime[i], 1)
			b.add(rows, b.columns.heads[i], -1)
		}
		b.promises(i)
	}
	for k, ref := range b.transfers {
		b.traineeRows(c.inCourse[k], c.moved[k], ref.Course.Lead, b.s.Workforce[ref.From].ID+","+ref.ID, ref.Path(b.s))
		b.quota(model.GroupMaxRetrained, ref.From, ref.Kind(), ref.ID, &ref.Quota, c.moved[k])
	}
	for k, ref := range b.temps {
		b.tempRows(k)
		b.quota(model.GroupMaxTemps, ref.Workforce, "temps", ref.ID, &ref.Quota, c.atWork[k])
	}
	for k, ref := range b.skills {
		id := b.s.Workforce[ref.Workforce].ID
		most := b.limit(limitBlock{
			group: model.GroupMaxLent, key: id + "," + ref.To, unit: b.s.Workforce[ref.Workforce].Unit,
			path: "workforce." + id + ".serves." + ref.To + ".max", limit: &ref.Max, sense: atMost,
		}, values(&ref.Max))
		b.add(most, c.lent[k], 1)
	}
	b.crewLimits()
}

// traineeRows count those in training, where they are not those who set out.
func (b *builder) traineeRows(trainees, setOut int, lead model.Lag, key, path string) {
	if trainees == none || trainees == setOut {
		return
	}
	rows := b.limit(limitBlock{group: model.GroupTrainees, key: key, unit: headUnit, path: path, sense: exactly}, zero)
	b.add(rows, trainees, 1)
	for from := range b.periods {
		for t := from; t < b.periods && b.s.Calendar.InTraining(from, lead, t); t++ {
			b.p.Add(rows.at(t), setOut+from, -1)
		}
	}
}

// tempRows count the temps at work.
func (b *builder) tempRows(k int) {
	ref, c := &b.temps[k], &b.columns.crew
	id := b.s.Workforce[ref.Workforce].ID
	rows := b.limit(limitBlock{
		group: model.GroupTemps, key: id + "," + ref.ID, unit: headUnit, path: "workforce." + id + ".temps." + ref.ID, sense: exactly,
	}, zero)
	b.add(rows, c.atWork[k], 1)
	for from := range b.periods {
		for t := from; t < min(from+ref.Contract, b.periods); t++ {
			b.p.Add(rows.at(t), c.signed[k]+from, -1)
		}
	}
}

// quota bounds a decision that is counted in heads. Several decisions of a crew
// under one key have an id each.
func (b *builder) quota(group model.Group, crew int, key, id string, q *model.Quota, first int) {
	if first == none {
		return
	}
	own := b.s.Workforce[crew].ID
	path := "workforce." + own + "." + key
	rowKey, shareKey := own, own+","+key
	if id != "" {
		path += "." + id
		rowKey, shareKey = own+","+id, shareKey+","+id
	}
	most := b.limit(limitBlock{
		group: group, key: rowKey, unit: headUnit, path: path + ".max", limit: &q.Max, sense: atMost,
	}, values(&q.Max))
	b.add(most, first, 1)
	share := b.limit(limitBlock{
		group: model.GroupHeadShare, key: shareKey, unit: headUnit, path: path + ".max_share", limit: &q.Share, sense: atMost,
	}, where(&q.Share))
	b.add(share, first, 1)
	of := crew
	if q.Of != "" {
		of = b.columns.workforceOf[q.Of]
	}
	b.addSeries(share, b.columns.heads[of], q.Share.Value, -1)
}

// promises are the policies of one crew.
func (b *builder) promises(i int) {
	w := &b.s.Workforce[i]
	path := "workforce." + w.ID + ".policy"
	if b.columns.laidOff[i] != none {
		kept := w.Policy.LayoffLimit()
		rows := b.limit(limitBlock{
			group: model.GroupNoLayoff, key: w.ID, unit: headUnit, path: path + ".no_layoff", limit: &kept, sense: atMost,
		}, values(&kept))
		b.add(rows, b.columns.laidOff[i], 1)
	}
	if !w.Policy.Stable.On {
		return
	}
	change := w.Policy.ChangeLimit(b.labels)
	rows := b.limit(limitBlock{
		group: model.GroupStable, key: w.ID, unit: headUnit, path: path + ".stable", limit: &change, sense: exactly,
	}, func(t int) (float64, bool) {
		if t == 0 {
			return w.Headcount.Opening, change.Value.Has(t)
		}
		return 0, change.Value.Has(t)
	})
	b.add(rows, b.columns.heads[i], 1)
	b.addBefore(rows, b.columns.heads[i], -1)
}

// crewLimits bound a quantity of several crews together.
func (b *builder) crewLimits() {
	for i := range b.s.CrewLimits {
		l := &b.s.CrewLimits[i]
		least := limitBlock{group: model.GroupMinCrews, key: l.ID, unit: headUnit, path: "crew_limits." + l.ID + ".min", limit: &l.Min, sense: atLeast}
		most := limitBlock{group: model.GroupMaxCrews, key: l.ID, unit: headUnit, path: "crew_limits." + l.ID + ".max", limit: &l.Max, sense: atMost}
		if l.Over == model.WholeHorizon {
			least.group, least.key = model.GroupTotalCrews, l.ID+",min"
			most.group, most.key = model.GroupTotalCrews, l.ID+",max"
			b.addTotal(b.limitAtEnd(least), l)
			b.addTotal(b.limitAtEnd(most), l)
			continue
		}
		for _, rows := range []rowSet{b.limit(least, values(&l.Min)), b.limit(most, values(&l.Max))} {
			b.eachCounted(l, func(first int) { b.add(rows, first, 1) })
		}
	}
}

// addTotal puts every period of what a limit counts into its one row.
func (b *builder) addTotal(rows rowSet, l *model.CrewLimit) {
	row := rows.at(b.periods - 1)
	if row == none {
		return
	}
	b.eachCounted(l, func(first int) {
		for t := range b.periods {
			b.p.Add(row, first+t, 1)
		}
	})
}

// eachCounted calls do with the first column of everything that a limit counts.
func (b *builder) eachCounted(l *model.CrewLimit, do func(first int)) {
	c := &b.columns
	byCrew := map[model.CrewQuantity][]int{
		model.CrewHeads: c.heads, model.CrewHired: c.hired, model.CrewLaidOff: c.laidOff,
		model.CrewShortTime: c.crew.shortTime, model.CrewIdle: c.crew.idle,
	}
	for i, first := range byCrew[l.Of] {
		if first != none && l.Counts(b.s.Workforce[i].ID) {
			do(first)
		}
	}
	for k, ref := range b.transfers {
		if l.Of == model.CrewRetrained && l.Counts(b.s.Workforce[ref.From].ID) {
			do(c.crew.moved[k])
		}
	}
	for k, ref := range b.temps {
		if l.Of == model.CrewTemps && l.Counts(b.s.Workforce[ref.Workforce].ID) {
			do(c.crew.atWork[k])
		}
	}
}

// zero is the right-hand side of rows that have none.
func zero(int) (float64, bool) { return 0, true }

// readCrews fills in what is decided about crews.
func (f *Formulation) readCrews(plan *model.Plan, x []float64) {
	c := &f.columns.crew
	fill := func(to model.Grid, columns []int) {
		for k, first := range columns {
			copy(to.Row(k), x[first:])
		}
	}
	fill(plan.Moved, c.moved)
	fill(plan.Signed, c.signed)
	fill(plan.Lent, c.lent)
	for k, i := range f.Scenario.ShortTimers() {
		copy(plan.ShortTime.Row(k), x[c.shortTime[i]:])
	}
	for k, i := range f.Scenario.Idlers() {
		copy(plan.Idle.Row(k), x[c.idle[i]:])
	}
}
