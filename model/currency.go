package model

// Currency is one that amounts of the scenario may be written in, besides its
// own. Amounts of a Scenario are in its own currency always: what is written in
// another is converted period by period when it is read.
type Currency struct {
	ID   string `json:"id"`
	Rate Series `json:"rate"` // money of the scenario's currency for one unit of this one
}

func (v *validator) currencies() {
	for i := range v.s.Currencies {
		c := &v.s.Currencies[i]
		a := at("currencies", c.ID)
		switch {
		case v.s.Currency == "":
			v.mistake(a, "bad-exchange", "add the key currency: to the scenario", "expected a currency of the scenario that %q is converted to", c.ID)
		case c.ID == v.s.Currency:
			v.mistake(a, "bad-exchange", "leave it out", "expected another currency, got that of the scenario, which is worth 1")
		}
		if !v.amounts(a.to("rate"), c.Rate, true) {
			continue
		}
		for t, x := range c.Rate.Values() {
			if x == 0 {
				where, period := v.in(a.to("rate"), c.Rate, t)
				v.mistake(period, "bad-exchange", "", "expected a rate above 0%s", where)
				break
			}
		}
	}
}
