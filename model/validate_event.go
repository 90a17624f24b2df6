package model

import "slices"

// promotions checks what promotions are for, and when.
func (v *validator) promotions() {
	for k := range v.s.Promotions {
		p := &v.s.Promotions[k]
		a := at(string(PromotionEvent), p.ID)
		v.affectedAll(a, p)
		v.periodLabels(a.to("runs"), p.Runs)
		v.periodLabels(a.to("periods"), p.In)
		v.times(a, p)
		v.amounts(a.to("lift"), p.Lift, false)
		v.amounts(a.to("units"), p.Units, false)
		v.amounts(a.to("price"), p.Price, false)
		v.money(a.to("cost"), p.Cost)
		v.upToWhole(a.to("forward"), p.Forward)
		for i := range p.Takes {
			path := a.to("takes").to(p.Takes[i].ID)
			v.part(path, p.Takes, i, "takes")
			v.affected(path, p.Takes[i].ID)
			v.shareAtMostOne(path, p.Takes[i].Quantity)
			if slices.Contains(p.Demand, p.Takes[i].ID) {
				v.mistake(path, "promotion-demand", "", "expected another demand than those of the promotion, got %q", p.Takes[i].ID)
			}
		}
		if !positive(p.Lift) && !positive(p.Units) && len(p.Forward) == 0 && !p.Price.IsSet() {
			v.warning(a, "promotion-empty", "give it a lift", "nothing changes where %s runs", p.ID)
		}
	}
}

func (v *validator) affectedAll(a address, p *Promotion) {
	if len(p.Demand) == 0 {
		v.mistake(a, "missing-key", "", "expected the key demand")
	}
	for i, id := range p.Demand {
		v.affected(a.to("demand"), id)
		if i > 0 && p.Demand[i-1] >= id {
			v.mistake(a.to("demand"), "unsorted", "", "expected the ids in order and once each, got %q after %q", id, p.Demand[i-1])
		}
	}
}

// times checks when and how often a promotion runs.
func (v *validator) times(a address, p *Promotion) {
	v.limit(a.to("min"), &p.Min)
	v.limit(a.to("max"), &p.Max)
	v.oneValue(a.to("min"), p.Min.Value)
	v.oneValue(a.to("max"), p.Max.Value)
	if len(p.Runs) > 0 && (len(p.In) > 0 || p.Min.IsSet() || p.Max.IsSet()) {
		v.mistake(a.to("runs"), "promotion-form", "runs is for certain; leave out the others to fix it, or runs to let the plan choose",
			"expected either runs or periods, min and max, got both")
	}
	if least, most := p.Min.Value.Or(0, 0), p.mostRuns(); !p.Min.Priced() && !p.Max.Priced() && least > most {
		v.mistake(a.to("min"), "min-above-max", "max is 1 where nothing is said", "expected at most max, which is %s, got %s", plainNumber(most), plainNumber(least))
	}
}

// affected reports a demand that events cannot change.
func (v *validator) affected(a address, id string) {
	i := slices.IndexFunc(v.s.Demand, func(d Demand) bool { return d.ID == id })
	if i < 0 {
		v.dangling(a, "a demand", id, ids(v.s.Demand, func(d *Demand) string { return d.ID }))
		return
	}
	d := &v.s.Demand[i]
	switch {
	case !d.Exact() && !v.inEveryPeriod(d.Max.Value):
		v.mistake(a, "promotion-demand", "give the demand a max in every period", "expected a demand with a quantity or a max, got %q, which has none", id)
	case len(v.tree[d.Market]) > 0 && d.Market != "":
		v.mistake(a, "promotion-demand", "state the demand by market", "expected a demand that is not divided among markets, got %q", id)
	case v.rationed(d):
		v.mistake(a, "promotion-demand", "leave it out of shortage: and of classes with a priority", "expected a demand that shares no shortage, got %q", id)
	}
}

func (v *validator) inEveryPeriod(s Series) bool {
	for t := range v.labels {
		if !v.fits(s) || !s.Has(t) {
			return false
		}
	}
	return s.IsSet()
}

// rationed tells whether a rule about shortages asks what the demand wants.
func (v *validator) rationed(d *Demand) bool {
	for i := range v.s.Shortage {
		r := &v.s.Shortage[i]
		if slices.Contains(r.Demands, d.ID) || slices.Contains(r.Items, d.Item) || d.Class != "" && slices.Contains(r.Classes, d.Class) {
			return true
		}
	}
	for i := range v.s.Classes {
		if v.s.Classes[i].Priority.IsSet() {
			return true
		}
	}
	return false
}

func (v *validator) periodLabels(a address, labels []string) {
	for _, label := range labels {
		v.knownPeriod(a, label)
	}
}

// upToWhole checks a list of shares.
func (v *validator) upToWhole(a address, shares []float64) {
	for _, x := range shares {
		v.number(a, x)
		if x > 1 {
			v.mistake(a, "share-above-one", "", "expected a share between 0 and 1, got %s", plainNumber(x))
		}
	}
}

func (v *validator) shareAtMostOne(a address, s Series) {
	for t, x := range s.Values() {
		if x > 1 {
			where, period := v.in(a, s, t)
			v.mistake(period, "share-above-one", "", "expected a share between 0 and 1%s, got %s", where, plainNumber(x))
		}
	}
}
