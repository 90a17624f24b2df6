package audit

import "github.com/steelyard-sop/steelyard/model"

// This file recomputes what launches change of what is asked, and tests when
// they happen:
//
//	launch       in the period that is given, or in the window; after all gates that are planned
//	must_launch  once at least, unless it is optional
//	once         once at most
//	ready        only while the option of a gate is open

// launch changes demands by a launch in period start.
func (a *auditor) launch(l *model.Launch, start int, launched float64) {
	chance := a.or(l.Probability, 0, 1)
	curve := a.curve(l)
	for t := start; t < a.n; t++ {
		share := curve[len(curve)-1]
		if age := t - start; age < len(curve) {
			share = curve[age]
		}
		sells := 0.0
		for _, part := range l.Volume {
			units := share * a.or(part.Quantity, t, 0)
			sells += units
			a.change(part.ID, t, launched*chance*(units+a.comesOver(part.ID, t)))
		}
		for _, loser := range l.Takes {
			a.change(loser.ID, t, -launched*chance*sells*a.or(loser.Quantity, t, 0))
		}
	}
}

// curve is the share of the volume that is asked for in each period from the
// launch on: the ramp, or the sales of a like item as shares of the last of them.
func (a *auditor) curve(l *model.Launch) []float64 {
	sold := l.History
	switch {
	case len(l.Ramp) > 0:
		return l.Ramp
	case l.Like != "":
		for t := range a.n {
			if v := a.stated(l.Like, t); v != 0 || len(sold) > 0 {
				sold = append(sold, v)
			}
		}
	}
	if len(sold) == 0 || sold[len(sold)-1] <= 0 {
		return []float64{1}
	}
	shares := make([]float64, len(sold))
	for k, v := range sold {
		shares[k] = v / sold[len(sold)-1]
	}
	return shares
}

// ready tests that a launch waits for the options of its gates.
func (a *auditor) ready(l *model.Launch, row []float64) {
	for i := range l.Gates {
		g := &l.Gates[i]
		if g.Option == "" {
			continue
		}
		found := -1
		for k := range a.s.Options {
			if a.s.Options[k].ID == g.Option {
				found = k
			}
		}
		if found < 0 {
			a.dangling(g.Option, "launches", l.ID, "gates", g.ID)
			continue
		}
		r := group(model.GroupReady, l.ID, timesUnit)
		r.part, r.path = g.ID, [6]string{string(model.LaunchEvent), l.ID, "gates", g.ID, "option"}
		r.noun, r.bound = "launch of", "with what is open of "+g.Option+" it must be at most"
		for t, v := range row {
			a.require(&r, t, v, a.p.Open.At(found, t), tolerance(v))
		}
	}
}
