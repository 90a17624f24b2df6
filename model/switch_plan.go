package model

// Active is what is done in each period by what a switch switches: runs, units
// ordered, or loads.
func (p *Plan) Active(s *Scenario, r *SwitchRef) []float64 {
	switch {
	case r.Process >= 0:
		return p.Runs.Row(r.Process)
	case r.Offer >= 0:
		return p.Bought.Row(r.Offer)
	}
	loads := make([]float64, s.Calendar.Len())
	for k, ref := range s.Cargos() {
		if ref.Lane != &s.Lanes[r.Lane] {
			continue
		}
		for t, v := range p.Shipped.Row(k) {
			loads[t] += v * ref.Cargo.Load.Or(t, 1)
		}
	}
	return loads
}

// Before is how many units are on before the first period, given those of
// every period.
func (sw *Switch) Before(on []float64) float64 {
	if sw.Cyclic {
		return on[len(on)-1]
	}
	return sw.Opening
}

// SetUps are how often the cost and the time of a switch count.
func (p *Plan) SetUps(k int, sw *Switch) []float64 {
	if sw.CarryOver {
		return p.Starts.Row(k)
	}
	return p.On.Row(k)
}
