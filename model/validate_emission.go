package model

import "slices"

// emissions checks what is emitted, what it costs, and how much there may be.
func (v *validator) emissions() {
	unique(v, "emissions", v.s.Emissions, func(e *Emission) string { return e.ID })
	scopes := v.emitters()
	if len(v.s.Emissions) == 0 {
		return
	}
	m := v.s.Measures()
	for i := range v.s.Emissions {
		e := &v.s.Emissions[i]
		a := at("emissions", e.ID)
		v.emissionPrice(a.to("price"), &e.Price)
		v.scopes(a.to("price").to("scopes"), e.Price.Scopes, scopes)
		if all := e.Emitted(); !m.Matches(&all.Terms[0]) {
			continue // which Check points out
		}
		for k := range e.Caps {
			limit, to := &e.Caps[k], a.to("caps").to(e.Caps[k].ID)
			if k > 0 && e.Caps[k-1].ID >= limit.ID {
				v.mistake(to, "unsorted", "", "expected the caps in order and once each, got %q after %q", limit.ID, e.Caps[k-1].ID)
			}
			v.emissionCap(to, e, limit, scopes, m)
		}
	}
}

// emitters checks the factors of all activities, and lists their scopes.
func (v *validator) emitters() (scopes []string) {
	known := make([]string, 0, len(v.s.Emissions))
	for i := range v.s.Emissions {
		known = append(known, v.s.Emissions[i].ID)
	}
	for _, cause := range EmissionCauses() {
		scopes = append(scopes, cause.Scope())
	}
	for _, from := range v.s.Emitters() {
		for k := range from.Emits {
			e := &from.Emits[k]
			a := from.path.to(e.Substance)
			if !slices.Contains(known, e.Substance) {
				v.dangling(a, "an emission", e.Substance, known)
			}
			if k > 0 && from.Emits[k-1].Substance >= e.Substance {
				v.mistake(a, "unsorted", "", "expected the emissions in order and once each, got %q after %q", e.Substance, from.Emits[k-1].Substance)
			}
			v.amounts(a, e.Factor, true)
			if !e.Factor.IsSet() {
				v.mistake(a, "missing-key", "", "expected the key factor")
			}
			scopes = append(scopes, e.Scope)
		}
	}
	return scopes
}

func (v *validator) emissionPrice(a address, p *EmissionPrice) {
	v.money(a.to("value"), p.Value)
	v.amounts(a.to("free"), p.Free, false)
	v.money(a.to("sell"), p.Sell)
	if p.Over != "" && !slices.Contains(EmissionSpans(), p.Over) {
		v.mistake(a.to("over"), "unknown-word", "", "expected one of %v, got %q", EmissionSpans(), p.Over)
	}
	switch {
	case !p.IsSet() && (p.Free.IsSet() || p.Sell.IsSet() || p.Over != "" || len(p.Scopes) > 0):
		v.mistake(a, "missing-key", "", "expected the key value")
	case p.Sell.IsSet() && !p.Free.IsSet():
		v.mistake(a.to("sell"), "emission-price", "say what is free, or leave out sell", "expected free allowances that can be left")
	case v.fits(p.Sell) && v.fits(p.Value):
		v.soldForLess(a.to("sell"), p)
	}
}

// soldForLess reports allowances that earn more than they cost, of which a plan
// would trade as many as it likes.
func (v *validator) soldForLess(a address, p *EmissionPrice) {
	for t := range v.labels {
		if sold, bought := p.Sell.Or(t, 0), p.Value.Or(t, 0); sold > bought {
			where, period := v.in(a, p.Sell, t)
			v.mistake(period, "emission-price", "", "expected at most what one unit costs, which is %s%s, got %s", plainNumber(bought), where, plainNumber(sold))
			return
		}
	}
}

func (v *validator) emissionCap(a address, e *Emission, c *EmissionCap, scopes []string, m *Measures) {
	v.limit(a.to("max"), &c.Max)
	if !c.Max.IsSet() {
		v.mistake(a, "missing-key", "", "expected the key max")
	}
	if _, known := v.s.Calendar.Windows(orPeriod(c.Over)); !known {
		v.window(a.to("over"), c.Over)
	}
	before := len(v.list)
	for _, id := range c.Sites {
		v.knownSite(a.to("sites"), id)
	}
	for _, region := range c.Regions {
		if !slices.Contains(v.regions(), region) {
			v.dangling(a.to("regions"), "a region of some site", region, v.regions())
		}
	}
	for _, id := range c.Items {
		v.knownItem(a.to("items"), id)
	}
	v.scopes(a.to("scopes"), c.Scopes, scopes)
	if counted := e.Counts(c); len(v.list) == before && !m.Matches(&counted.Terms[0]) {
		v.mistake(a, "counts-no-emission", "check sites, regions, items and scopes", "expected a cap that something emitted counts for, got none")
	}
}

// scopes reports labels that no factor has.
func (v *validator) scopes(a address, list, known []string) {
	for _, scope := range list {
		if !slices.Contains(known, scope) {
			v.dangling(a, "a scope that some factor has", scope, slices.Clone(known))
		}
	}
}
