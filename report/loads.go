package report

import (
	"cmp"
	"math"
	"slices"
)

// load is what one resource or workforce shows: how full it is, and the
// decisions about it.
type load struct {
	rows []gridRow
	peak float64 // greatest share of the regular time
}

// loads shows at most most resources and workforces, the fullest ones; left is
// how many are left out.
func (v *view) loads(most int) (g grid, left int) {
	all := slices.Concat(v.workforceLoads(), v.resourceLoads(), v.storageLoads())
	all = slices.DeleteFunc(all, func(l load) bool { return len(l.rows) == 0 })
	if most > 0 && len(all) > most {
		left = len(all) - most
		peaks := make([]float64, len(all))
		for i := range all {
			peaks[i] = all[i].peak
		}
		slices.SortFunc(peaks, func(a, b float64) int { return cmp.Compare(b, a) })
		least, kept := peaks[most-1], 0
		all = slices.DeleteFunc(all, func(l load) bool {
			if l.peak < least || kept == most {
				return true
			}
			kept++
			return false
		})
	}
	g.title = "LOAD"
	for _, l := range all {
		g.rows = append(g.rows, l.rows...)
	}
	return g, left
}

func (v *view) workforceLoads() []load {
	heads, hired, laidOff, regular, overtime, used := v.lines(), v.lines(), v.lines(), v.lines(), v.lines(), v.lines()
	for _, r := range v.d.Plan.Workforce {
		heads.add(r.Workforce, r.Period, r.Heads)
		hired.add(r.Workforce, r.Period, r.Hired)
		laidOff.add(r.Workforce, r.Period, r.LaidOff)
		regular.add(r.Workforce, r.Period, r.Regular)
		overtime.add(r.Workforce, r.Period, r.Overtime)
		used.add(r.Workforce, r.Period, r.Used)
	}
	var all []load
	crews := v.crewRows()
	for _, id := range heads.order {
		l := v.share(v.names.of(id, KindWorkforce), used.of(id), regular.of(id))
		l.add(levelRow("  heads", heads.of(id)))
		l.add(sumRow("  hired", hired.of(id)))
		l.add(sumRow("  laid off", laidOff.of(id)))
		l.rows = append(l.rows, crews[id]...)
		l.add(v.overtimeRow(id, KindWorkforce, overtime.of(id)))
		all = append(all, l)
	}
	return all
}

func (v *view) resourceLoads() []load {
	used, regular, overtime, rented, down := v.lines(), v.lines(), v.lines(), v.lines(), v.lines()
	limited := map[string]bool{}
	for _, r := range v.d.Plan.Resources {
		used.add(r.Resource, r.Period, r.Load)
		overtime.add(r.Resource, r.Period, r.Overtime)
		rented.add(r.Resource, r.Period, r.Rented)
		down.add(r.Resource, r.Period, r.Maintained)
		if r.Regular != nil {
			limited[r.Resource] = true
			regular.add(r.Resource, r.Period, *r.Regular)
		}
	}
	var all []load
	for _, id := range used.order {
		name := v.names.of(id, KindResource)
		var l load
		if limited[id] {
			l = v.share(name, used.of(id), regular.of(id))
		} else {
			r := sumRow(name, used.of(id))
			r.unit = v.unit(id, KindResource)
			l.add(r)
		}
		l.add(v.overtimeRow(id, KindResource, overtime.of(id)))
		hired := sumRow("  rented", rented.of(id))
		hired.unit = v.unit(id, KindResource)
		l.add(hired)
		l.add(sumRow("  go down", down.of(id)))
		all = append(all, l)
	}
	return all
}

func (l *load) add(r gridRow) {
	if !r.zero() {
		l.rows = append(l.rows, r)
	}
}

// share is the load in percent of the regular time; infinite where there is
// load without regular time.
func (v *view) share(name string, used, regular []float64) load {
	r := levelRow(name, make([]float64, len(used)))
	r.percent, r.unit = true, "%"
	l := load{}
	for t := range used {
		switch {
		case regular[t] > 0:
			r.values[t] = 100 * used[t] / regular[t]
		case used[t] > 0:
			r.values[t] = math.Inf(1)
		}
		l.peak = max(l.peak, r.values[t])
	}
	l.rows = append(l.rows, r)
	return l
}

func (v *view) overtimeRow(id string, kind Kind, values []float64) gridRow {
	r := sumRow("  overtime", values)
	r.unit = v.unit(id, kind)
	return r
}

func (v *view) unit(id string, kind Kind) string { return v.names[nameKey{kind, id}].Unit }
