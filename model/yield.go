package model

import "math"

// Yields is what one run gives, by item: what it makes, times the part of that
// which is good. The caller must not change it.
func (p *Process) Yields() []Part {
	if !p.Yield.IsSet() {
		return p.Makes
	}
	good := make([]Part, len(p.Makes))
	for i, part := range p.Makes {
		good[i] = Part{part.ID, combine(part.Quantity, p.Yield, func(q, yield float64) float64 { return q * yield })}
	}
	return good
}

// Needs is what one run takes, by item: what it consumes and what is lost of it
// as scrap, which is a share of all that is taken. The caller must not change it.
func (p *Process) Needs() []Part {
	if len(p.Scrap) == 0 {
		return p.Consumes
	}
	taken := make([]Part, len(p.Consumes))
	k := 0 // both lists are sorted by id
	for i, part := range p.Consumes {
		taken[i] = part
		for k < len(p.Scrap) && p.Scrap[k].ID < part.ID {
			k++
		}
		if k < len(p.Scrap) && p.Scrap[k].ID == part.ID {
			taken[i].Quantity = combine(part.Quantity, p.Scrap[k].Quantity, func(q, scrap float64) float64 { return q / (1 - scrap) })
		}
	}
	return taken
}

// combine applies a function to two values in every period. A period without a
// value of the second has that of the first.
func combine(a, b Series, f func(a, b float64) float64) Series {
	n := max(a.Len(), b.Len())
	if a.Len() == 0 {
		return a
	}
	values := make([]float64, n)
	for t := range values {
		values[t] = a.At(t)
		if x := b.At(t); !math.IsNaN(x) {
			values[t] = f(values[t], x)
		}
	}
	return PerPeriod(values)
}

// yield checks what is good of what a process makes, and what is lost of what
// it consumes.
func (v *validator) yield(a address, p *Process) {
	if v.amounts(a.to("yield"), p.Yield, false) {
		for t, x := range p.Yield.Values() {
			if x == 0 || x > 1 {
				where, period := v.in(a.to("yield"), p.Yield, t)
				v.mistake(period, "bad-yield", "write 97 % or 0.97 where 3 in 100 are lost", "expected a yield above 0 and up to 1%s, got %s", where, plainNumber(x))
				break
			}
		}
	}
	for i := range p.Scrap {
		part := a.to("scrap").to(p.Scrap[i].ID)
		if !consumes(p, p.Scrap[i].ID) {
			v.mistake(part, "scrap-of-nothing", "name it under consumes", "expected an item that the process consumes, got %q", p.Scrap[i].ID)
		}
		v.part(part, p.Scrap, i, "scrap")
		for t, x := range p.Scrap[i].Quantity.Values() {
			if x >= 1 {
				where, period := v.in(part, p.Scrap[i].Quantity, t)
				v.mistake(period, "all-is-scrap", "write 3 % or 0.03 where 3 in 100 are lost", "expected a share below 1%s, got %s", where, plainNumber(x))
				break
			}
		}
	}
}

func consumes(p *Process, id string) bool {
	for i := range p.Consumes {
		if p.Consumes[i].ID == id {
			return true
		}
	}
	return false
}
