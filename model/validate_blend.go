package model

import "math"

// blend checks the inputs of a blend and what its quality is to be.
func (v *validator) blend(a address, p *Process) {
	for i := range p.Blend {
		in := &p.Blend[i]
		input := a.to("blend").to(in.Item)
		if v.knownItem(input, in.Item) {
			v.blendedItem(input, p, in.Item)
		}
		if i > 0 && p.Blend[i-1].Item >= in.Item {
			v.mistake(input, "unsorted", "", "expected the inputs of a blend in order and once each, got %q after %q", in.Item, p.Blend[i-1].Item)
		}
		if v.amounts(input.to("gives"), in.Gives, in.Gives.IsSet()) && in.Gives.IsSet() && !always(in.Gives) {
			v.mistake(input.to("gives"), "gives-nothing", "leave the input out where it gives nothing", "expected more than 0 in every period")
		}
		v.money(input.to("cost"), in.Cost)
		for k := range in.Uses {
			use := input.to("uses").to(in.Uses[k].ID)
			v.part(use, in.Uses, k, "uses")
			v.knownCapacity(use, in.Uses[k].ID)
		}
		v.shareBounds(input.to("share"), &in.Share)
	}
	v.sharesFit(a, p)
	for i := range p.Quality {
		v.quality(a.to("quality").to(p.Quality[i].Property), p, i)
	}
}

// blendedItem reports an input that the process also makes or consumes.
func (v *validator) blendedItem(a address, p *Process, id string) {
	for j := range p.Makes {
		if p.Makes[j].ID == id {
			v.mistake(a, "makes-what-it-consumes", "give what it makes an id of its own", "expected an item that the process does not make, got %q", id)
		}
	}
	for j := range p.Consumes {
		if p.Consumes[j].ID == id {
			v.mistake(a, "blends-what-it-consumes", "name it under blend or under consumes", "expected an item that is not under consumes as well, got %q", id)
		}
	}
}

// shareBounds checks the bounds of a part in a whole.
func (v *validator) shareBounds(a address, s *Share) {
	sound := v.upToOne(a.to("min"), &s.Min)
	sound = v.upToOne(a.to("max"), &s.Max) && sound
	v.upToOne(a.to("exact"), &s.Exact)
	if s.Exact.IsSet() && (s.Min.IsSet() || s.Max.IsSet()) {
		v.mistake(a, "share-bounds", "", "expected either exact or min and max, got both")
	} else if sound {
		v.ordered(a.to("min"), &s.Min, "max", &s.Max)
	}
}

func (v *validator) upToOne(a address, l *Limit) bool {
	if !v.limit(a, l) {
		return false
	}
	for t, x := range l.Value.Values() {
		if x > 1 {
			where, period := v.in(a, l.Value, t)
			v.mistake(period, "share-above-one", "write a quarter as 25 % or 0.25", "expected a share from 0 to 1%s, got %s", where, plainNumber(x))
			return false
		}
	}
	return true
}

// sharesFit reports hard shares of one blend that cannot add up to the whole.
func (v *validator) sharesFit(a address, p *Process) {
	for t := range v.labels {
		least, most := 0.0, 0.0
		for i := range p.Blend {
			s := &p.Blend[i].Share
			if !v.fits(s.Min.Value) || !v.fits(s.Max.Value) || !v.fits(s.Exact.Value) {
				return
			}
			least += max(hardOr(&s.Min, t, 0), hardOr(&s.Exact, t, 0))
			most += min(hardOr(&s.Max, t, 1), hardOr(&s.Exact, t, 1))
		}
		switch {
		case len(p.Blend) == 0:
			return
		case least > 1+noise(1):
			v.mistake(a.to("blend"), "shares-do-not-fit", "lower the least shares", "expected least shares of at most 100 %% together in %s, got %s %%", v.labels[t], amount(100*least))
			return
		case most < 1-noise(1):
			v.mistake(a.to("blend"), "shares-do-not-fit", "raise the most shares", "expected most shares of at least 100 %% together in %s, got %s %%", v.labels[t], amount(100*most))
			return
		}
	}
}

func (v *validator) quality(a address, p *Process, i int) {
	q := &p.Quality[i]
	if i > 0 && p.Quality[i-1].Property >= q.Property {
		v.mistake(a, "unsorted", "", "expected the properties in order and once each, got %q after %q", q.Property, p.Quality[i-1].Property)
	}
	if len(p.Blend) == 0 {
		v.mistake(a, "quality-needs-blend", "name the inputs under blend", "expected a blend whose quality this is")
		return
	}
	sound := v.signedLimit(a.to("min"), &q.Min)
	if v.signedLimit(a.to("max"), &q.Max) && sound {
		v.ordered(a.to("min"), &q.Min, "max", &q.Max)
	}
	for k := range p.Blend {
		item := v.items[p.Blend[k].Item]
		if item == nil {
			continue // reported already
		}
		if value := item.Property(q.Property); !value.IsSet() {
			v.mistake(a, "property-missing", "add properties: {"+q.Property+": ...} to "+item.ID,
				"expected every input to have the property %s, but %s has none", q.Property, item.ID)
			return
		}
	}
}

// properties checks what an item counts with in blends.
func (v *validator) properties(a address, i *Item) {
	for k := range i.Properties {
		p := a.to("properties").to(i.Properties[k].ID)
		v.signed(p, i.Properties[k].Value, true)
		if k > 0 && i.Properties[k-1].ID >= i.Properties[k].ID {
			v.mistake(p, "unsorted", "", "expected the properties in order and once each, got %q after %q", i.Properties[k].ID, i.Properties[k-1].ID)
		}
	}
}

// signedLimit is limit for what may be negative, such as a freezing point.
func (v *validator) signedLimit(a address, l *Limit) bool {
	without := *l
	without.Value = Series{}
	if !l.IsSet() {
		return v.limit(a, l)
	}
	without.Value = Constant(0) // owner, reason, review and penalty are checked as ever
	return v.limit(a, &without) && v.signed(a, l.Value, false)
}

// signed checks numbers over time that may be negative.
func (v *validator) signed(a address, s Series, complete bool) bool {
	if n := s.Len(); n > 1 && n != len(v.labels) {
		v.mistake(a, "series-length", "", "expected %d values, got %d", len(v.labels), n)
		return false
	}
	for t, x := range s.Values() {
		where, period := v.in(a, s, t)
		switch {
		case math.IsNaN(x) && complete:
			v.mistake(period, "value-missing", "", "expected a number%s, got nothing", where)
		case !math.IsNaN(x):
			v.oneNumber(period, where, math.Abs(x))
		}
	}
	return true
}

// qualities reports blends whose quality no mix of the inputs can have: the
// average lies between the least and the most of them.
func (c *checker) qualities() {
	for p := range c.s.Processes {
		process := &c.s.Processes[p]
		for i := range process.Quality {
			c.qualityReached(process, &process.Quality[i])
		}
	}
}

func (c *checker) qualityReached(p *Process, q *Quality) {
	a := at("processes", p.ID, "quality", q.Property)
	for t := range c.n {
		low, high := math.Inf(1), math.Inf(-1)
		for k := range p.Blend {
			x := c.all[c.itemOf[p.Blend[k].Item]].Property(q.Property).At(t)
			low, high = min(low, x), max(high, x)
		}
		least, most := hardOr(&q.Min, t, high), hardOr(&q.Max, t, low)
		switch {
		case least > high+noise(high):
			c.warning(a.to("min"), "quality-out-of-reach", "lower min, or add an input that has more",
				"nothing can be blended in %s: %s must be at least %s, and no input has more than %s", c.labels[t], q.Property, amount(least), amount(high))
			return
		case most < low-noise(low):
			c.warning(a.to("max"), "quality-out-of-reach", "raise max, or add an input that has less",
				"nothing can be blended in %s: %s must be at most %s, and no input has less than %s", c.labels[t], q.Property, amount(most), amount(low))
			return
		}
	}
}

// limitByBlend bounds the runs by what there can be of all inputs of the blend together.
func (c *checker) limitByBlend(f *flow, p *Process) {
	if len(p.Blend) == 0 {
		return
	}
	for t, most := range c.mostBlended(p) {
		f.cum[t] = min(f.cum[t], most)
	}
}

// mostBlended is the most that a blend can be of up to each period.
func (c *checker) mostBlended(p *Process) []float64 {
	most := make([]float64, c.n)
	for k := range p.Blend {
		in := &p.Blend[k]
		gives := 1.0
		if in.Gives.IsSet() {
			gives = 0
			for _, x := range in.Gives.Values() {
				gives = max(gives, x)
			}
		}
		for t, there := range c.supplyOf(c.itemOf[in.Item]).cum {
			most[t] += times(gives, there)
		}
	}
	return most
}
