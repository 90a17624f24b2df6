package model

// ShelfLife is how long goods may stay in one stock, counted from the period in
// which they come there: made, bought or arrived. What is shipped on begins
// anew where it arrives, so the life of an item is to be divided among the
// places on its way. What is too old must be gone.
type ShelfLife struct {
	Life    Lag    `json:"life,omitzero"`
	Expires Series `json:"expires,omitzero"` // units of the opening stock that must be gone after each period; the rest is as if it came in the period before the first
	Rule    Limit  `json:"rule,omitzero"`    // owner, reason, review and penalty; its value is not used
}

// IsSet tells whether goods have a shelf life.
func (l *ShelfLife) IsSet() bool { return l.Life != Lag{} }

// LastUse is the last period in which each thing can be used: what comes in
// period t, and the opening stock that does not expire before. It is Len where
// that is after the horizon.
func (l *ShelfLife) LastUse(c Calendar) (last []int, opening int) {
	use := func(t int, life Lag) int {
		if at, ok := c.Arrival(t, life); ok {
			return at
		}
		return c.Len()
	}
	last = make([]int, c.Len())
	for t := range last {
		last[t] = use(t, l.Life)
	}
	before := l.Life // one period, or one day, of it is over
	if before.Periods > 0 {
		before.Periods--
	} else {
		before.Days--
	}
	return last, use(0, before)
}

// YoungOpening is what is left of the opening stock at the end of each period
// that can be used later, if nothing was taken of it.
func (k *Stock) YoungOpening(c Calendar) []float64 {
	_, until := k.ShelfLife.LastUse(c)
	young, left := make([]float64, c.Len()), k.Opening
	for t := 0; t < len(young) && t < until; t++ {
		left -= k.ShelfLife.Expires.Or(t, 0)
		young[t] = left
	}
	return young
}

// perishable lists the stocks with a shelf life, by item and site.
func (s *Scenario) perishable() map[[2]string]bool {
	var stocks map[[2]string]bool
	for k := range s.Inventory {
		if stock := &s.Inventory[k]; stock.ShelfLife.IsSet() {
			if stocks == nil {
				stocks = map[[2]string]bool{}
			}
			stocks[[2]string{stock.Item, stock.Site}] = true
		}
	}
	return stocks
}

func (v *validator) shelfLife(a address, k *Stock) {
	l := &k.ShelfLife
	v.lag(a, l.Life)
	v.rule(a, &l.Rule)
	if !v.amounts(a.to("expires"), l.Expires, false) || len(v.labels) == 0 {
		return
	}
	if !l.IsSet() {
		if l.Expires.IsSet() || l.Rule.hasTerms() {
			v.mistake(a, "missing-key", "", "expected the key life")
		}
		return
	}
	if l.Life.Periods > 0 && l.Life.Days > 0 {
		v.mistake(a.to("life"), "shelf-life", "", "expected periods or days, got %d periods and %d days", l.Life.Periods, l.Life.Days)
	}
	if k.Closing.Cyclic.On {
		v.mistake(a, "shelf-life", "", "expected no cyclic closing stock beside a shelf life: how old it is at the start is not known")
	}
	sum := 0.0
	_, until := l.LastUse(v.s.Calendar)
	for t := range v.labels {
		x := l.Expires.Or(t, 0)
		if sum += x; x > 0 && t > until {
			v.mistake(a.to("expires").to(v.labels[t]), "shelf-life", "", "expected nothing after %s, when opening stock is too old that came just before, got %s", v.labels[until], plainNumber(x))
			return
		}
	}
	if sum > k.Opening+noise(sum) {
		v.mistake(a.to("expires"), "shelf-life", "", "expected at most the opening stock, %s, got %s in all", plainNumber(k.Opening), plainNumber(sum))
	}
}
