package model

import "slices"

// launches checks what launches bring to market, and when.
func (v *validator) launches() {
	brought := map[string]string{}
	for k := range v.s.Launches {
		l := &v.s.Launches[k]
		a := at(string(LaunchEvent), l.ID)
		v.launchTime(a, l)
		v.curve(a, l)
		v.oneValue(a.to("probability"), l.Probability)
		v.amounts(a.to("probability"), l.Probability, false)
		v.shareAtMostOne(a.to("probability"), l.Probability)
		v.money(a.to("cost"), l.Cost)
		if len(l.Volume) == 0 {
			v.mistake(a, "missing-key", "", "expected the key volume")
		}
		for i := range l.Volume {
			id, path := l.Volume[i].ID, a.to("volume").to(l.Volume[i].ID)
			v.part(path, l.Volume, i, "volume")
			v.affected(path, id)
			if first := brought[id]; first != "" {
				v.mistake(path, "launch-demand", "let the later one have a demand of its own", "expected a demand of its own, got %q, which %s brings to market already", id, first)
			}
			brought[id] = l.ID
		}
		for i := range l.Takes {
			path := a.to("takes").to(l.Takes[i].ID)
			v.part(path, l.Takes, i, "takes")
			v.affected(path, l.Takes[i].ID)
			v.shareAtMostOne(path, l.Takes[i].Quantity)
			if slices.ContainsFunc(l.Volume, func(p Part) bool { return p.ID == l.Takes[i].ID }) {
				v.mistake(path, "launch-demand", "", "expected another demand than those of the launch, got %q", l.Takes[i].ID)
			}
		}
	}
}

// launchTime checks when a launch can be, and what must be done before.
func (v *validator) launchTime(a address, l *Launch) {
	v.knownPeriod(a.to("start"), l.Start)
	v.knownPeriod(a.to("from"), l.From)
	v.knownPeriod(a.to("until"), l.Until)
	if !l.Decided() && (l.From != "" || l.Until != "" || l.Optional) {
		v.mistake(a.to("start"), "launch-form", "start is for certain; leave out the others to fix it, or start to let the plan choose",
			"expected either start, or from, until and optional, got both")
	}
	known := true
	for i := range l.Gates {
		known = v.launchGate(a.to("gates").to(l.Gates[i].ID), l, i) && known
	}
	n := len(v.labels)
	if !known || n == 0 || slices.Contains(l.mayStart(v.s.Calendar), true) {
		return
	}
	first, _, begins := v.s.Calendar.Window(l.From, "")
	_, last, ends := v.s.Calendar.Window("", l.Until)
	switch {
	case !begins || !ends:
	case l.Decided() && first > last:
		v.mistake(a.to("from"), "window-too-short", "let it begin sooner or end later", "expected a window of at least 1 period, got from %s until %s", l.From, l.Until)
	case l.Decided() && !l.Optional:
		v.mistake(a, "launch-gates", "let the window end later, or say optional: true", "expected a period from which all gates are passed, got none until %s", v.labels[last])
	case !l.Decided() && v.s.Calendar.Find(l.Start) >= 0:
		v.warning(a, "launch-gates", "a gate that is passed later moves the launch", "the gates of %s are passed after the horizon, so that it is not launched in it", l.ID)
	}
}

// launchGate tells whether it is known when one gate is passed.
func (v *validator) launchGate(a address, l *Launch, i int) bool {
	g := &l.Gates[i]
	if i > 0 && l.Gates[i-1].ID >= g.ID {
		v.mistake(a, "unsorted", "", "expected the ids of gates in order and once each, got %q after %q", g.ID, l.Gates[i-1].ID)
	}
	if g.Planned == "" && g.Option == "" {
		v.mistake(a, "launch-gates", "say until when it is planned, or which option must be open", "expected the key planned or option")
	}
	if g.Option != "" && !slices.ContainsFunc(v.s.Options, func(o Option) bool { return o.ID == g.Option }) {
		v.dangling(a.to("option"), "an option", g.Option, ids(v.s.Options, func(o *Option) string { return o.ID }))
	}
	if _, ok := g.Opens(v.s.Calendar); !ok {
		v.mistake(a.to("planned"), "unknown-period", "a day such as 2026-03-15 will do as well",
			"expected a period of the calendar or a day, got %q", g.Planned)
		return false
	}
	return true
}

// curve checks how fast a launch becomes mature.
func (v *validator) curve(a address, l *Launch) {
	v.upToWhole(a.to("ramp"), l.Ramp)
	forms := 0
	for _, given := range []bool{len(l.Ramp) > 0, l.Like != "", len(l.History) > 0} {
		if given {
			forms++
		}
	}
	if forms > 1 {
		v.mistake(a, "launch-curve", "leave out all but one", "expected one of ramp, like and history, got %d of them", forms)
	}
	for _, x := range l.History {
		v.number(a.to("history"), x)
	}
	if n := len(l.History); n > 0 && l.History[n-1] <= 0 {
		v.mistake(a.to("history"), "launch-curve", "the last number is what a like item sells when it is mature", "expected a last number above 0, got %s", plainNumber(l.History[n-1]))
	}
	if n := len(l.Ramp); n > 0 && l.Ramp[n-1] < 1 && l.Ramp[n-1] >= 0 {
		v.warning(a.to("ramp"), "launch-curve", "end it with 100 %", "the ramp of %s ends at %s %% of its volume, and stays there", l.ID, plainNumber(100*l.Ramp[n-1]))
	}
	if l.Like == "" {
		return
	}
	path := a.to("like")
	i := slices.IndexFunc(v.s.Demand, func(d Demand) bool { return d.ID == l.Like })
	if i < 0 {
		v.dangling(path, "a demand", l.Like, ids(v.s.Demand, func(d *Demand) string { return d.ID }))
		return
	}
	if n := len(v.labels); n > 0 && v.fits(v.s.Demand[i].Quantity.Value) && v.fits(v.s.Demand[i].Max.Value) {
		if last, known := v.s.Demand[i].Wish(n - 1); !known || last <= 0 {
			v.mistake(path, "launch-curve", "give history: or ramp: in its place", "expected a demand that asks for something in %s, the last period, got %q", v.labels[n-1], l.Like)
		}
	}
}
