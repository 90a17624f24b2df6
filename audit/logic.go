package audit

import "github.com/steelyard-sop/steelyard/model"

// logic tests every rule for what is on, in each period: as many of its members
// are on as it says, and what asks for others is on only where they are.
func (a *auditor) logic() {
	all := a.s.LogicSwitches(a.switched)
	for i := range a.s.Logic {
		l := &a.s.Logic[i]
		limit, key := l.Limit()
		r := group(model.GroupLogic, l.ID, unitsOn)
		r.limit, r.path = &limit, [6]string{"logic", l.ID, key}
		r.noun, r.bound = "what is on under", "the rule says"
		switch key {
		case "if":
			a.implied(&r, all[i].If, all[i].Then)
			continue
		case "at_least":
			r.sense = atLeast
		case "exactly":
			r.sense = exactly
		}
		on := make([]float64, a.n)
		for _, k := range all[i].Of {
			addRow(on, a.p.On.Row(k))
		}
		a.testSeries(&r, on)
	}
}

// implied tests that what asks for others is on only where they are.
func (a *auditor) implied(r *rule, asks, asked []int) {
	id := r.key
	for _, k := range asks {
		for _, j := range asked {
			if k == j {
				continue
			}
			pair := *r
			pair.key = id + "," + a.switched[k].Key + "," + a.switched[j].Key
			pair.bound = "what it asks for allows"
			for t := range a.n {
				units := 1.0
				if count := &a.switched[k].Switch.Count; count.IsSet() {
					units = a.or(count.Value, t, 0)
				}
				on, allowed := a.p.On.At(k, t), units*a.p.On.At(j, t)
				a.test(&pair, t, on, allowed, tolerance(on, allowed))
			}
		}
	}
}
