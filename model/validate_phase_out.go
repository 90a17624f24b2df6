package model

import "slices"

// phaseOuts checks what ends, and when.
func (v *validator) phaseOuts() {
	ended := map[string]string{}
	for k := range v.s.PhaseOuts {
		p := &v.s.PhaseOuts[k]
		a := at(string(PhaseOutEvent), p.ID)
		if p.Item == "" || !v.knownItem(a.to("item"), p.Item) {
			if p.Item == "" {
				v.mistake(a, "missing-key", "", "expected the key item")
			}
			continue
		}
		if first := ended[p.Item]; first != "" {
			v.mistake(a.to("item"), "phase-out-form", "", "expected an item of its own, got %q, which ends with %s already", p.Item, first)
		}
		ended[p.Item] = p.ID
		for i := range v.s.Demand {
			if v.s.Demand[i].Item == p.Item {
				v.affected(a.to("item"), v.s.Demand[i].ID)
			}
		}
		v.upToWhole(a.to("ramp_down"), p.RampDown)
		v.moves(a, p)
		v.afterSales(a.to("service"), p)
		if v.phaseOutTimes(a, p) {
			v.writeOff(a, p)
			v.keptTooLong(a, p)
		}
	}
}

// phaseOutTimes checks the order of the periods; false where one is not known.
func (v *validator) phaseOutTimes(a address, p *PhaseOut) bool {
	c := v.s.Calendar
	if p.LastSale == "" {
		v.mistake(a, "missing-key", "", "expected the key last_sale")
		return false
	}
	ok := true
	for _, named := range []struct{ key, label string }{{"last_sale", p.LastSale}, {"last_make", p.LastMake}, {"last_buy", p.LastBuy}} {
		v.knownPeriod(a.to(named.key), named.label)
		ok = ok && (named.label == "" || c.Find(named.label) >= 0)
	}
	if !ok || p.Service.Until != "" && c.Find(p.Service.Until) < 0 {
		return false
	}
	switch end := p.EndPeriod(c); {
	case end < p.LastSalePeriod(c):
		v.mistake(a.to("service").to("until"), "phase-out-form", "", "expected a period not before the last sale, which is %s, got %s", p.LastSale, p.Service.Until)
	case p.LastMakePeriod(c) > end:
		v.mistake(a.to("last_make"), "phase-out-form", "", "expected a period until %s, when nothing more is asked for, got %s", v.labels[end], p.LastMake)
	case p.LastBuyPeriod(c) > p.LastMakePeriod(c):
		v.mistake(a.to("last_buy"), "phase-out-form", "", "expected a period until %s, when it is made the last time, got %s", v.labels[p.LastMakePeriod(c)], p.LastBuy)
	case len(p.RampDown) > p.LastSalePeriod(c)+1:
		v.mistake(a.to("ramp_down"), "phase-out-form", "", "expected at most a share for each of the %d periods until the last sale, got %d", p.LastSalePeriod(c)+1, len(p.RampDown))
	}
	return true
}

func (v *validator) moves(a address, p *PhaseOut) {
	sum := make([]float64, len(v.labels))
	for i := range p.Moves {
		path := a.to("moves").to(p.Moves[i].ID)
		v.part(path, p.Moves, i, "moves")
		v.affected(path, p.Moves[i].ID)
		v.shareAtMostOne(path, p.Moves[i].Quantity)
		if slices.ContainsFunc(v.s.Demand, func(d Demand) bool { return d.ID == p.Moves[i].ID && d.Item == p.Item }) {
			v.mistake(path, "phase-out-form", "", "expected a demand for another item than the one that ends, got %q", p.Moves[i].ID)
		}
		for t := range sum {
			if v.fits(p.Moves[i].Quantity) {
				sum[t] += p.Moves[i].Quantity.Or(t, 0)
			}
		}
	}
	if i := slices.IndexFunc(sum, func(x float64) bool { return x > 1+1e-9 }); i >= 0 && len(p.Moves) > 1 {
		v.mistake(a.to("moves"), "share-above-one", "", "expected shares that are at most 100 %% together, got %s %% in %s", plainNumber(100*sum[i]), v.labels[i])
	}
}

func (v *validator) afterSales(a address, p *PhaseOut) {
	v.knownPeriod(a.to("until"), p.Service.Until)
	if (p.Service.Until == "") != (len(p.Service.Units) == 0) {
		v.mistake(a, "phase-out-form", "service is so many units in each period until one", "expected the keys until and units")
	}
	for i := range p.Service.Units {
		path := a.to("units").to(p.Service.Units[i].ID)
		v.part(path, p.Service.Units, i, "units")
		if !slices.ContainsFunc(v.s.Demand, func(d Demand) bool { return d.ID == p.Service.Units[i].ID && d.Item == p.Item }) {
			var known []string
			for k := range v.s.Demand {
				if v.s.Demand[k].Item == p.Item {
					known = append(known, v.s.Demand[k].ID)
				}
			}
			v.dangling(path, "a demand for "+p.Item, p.Service.Units[i].ID, known)
		}
	}
}

// writeOff checks that what is written off goes out of use.
func (v *validator) writeOff(a address, p *PhaseOut) {
	items := v.s.Items()
	var ending []string
	for _, e := range v.s.Endings() {
		if v.s.PhaseOuts[e.PhaseOut].ID == p.ID {
			ending = append(ending, items[e.Item].ID)
		}
	}
	for i := range p.WriteOff {
		path := a.to("write_off").to(p.WriteOff[i].ID)
		v.part(path, p.WriteOff, i, "write_off")
		if !slices.Contains(ending, p.WriteOff[i].ID) {
			v.mistake(path, "phase-out-form", "these go out of use: "+shortList(ending),
				"expected the item that ends, or what only serves to make it, got %q", p.WriteOff[i].ID)
		}
	}
}

// keptTooLong reports stock that must be there after the end.
func (v *validator) keptTooLong(a address, p *PhaseOut) {
	end := p.EndPeriod(v.s.Calendar)
	for _, off := range v.s.WriteOffs() {
		stock := &v.s.Inventory[off.Stock]
		if v.s.PhaseOuts[off.PhaseOut].ID != p.ID {
			continue
		}
		path := at("inventory", stock.ID)
		for t := end; t < len(v.labels); t++ {
			for _, floor := range []struct {
				key   string
				limit *Limit
			}{{"min", &stock.Min}, {"safety", &stock.Safety}} {
				if v.fits(floor.limit.Value) && !floor.limit.Priced() && floor.limit.Value.Or(t, 0) > 0 {
					v.mistake(path.to(floor.key), "phase-out-stock", "give it a value by period that ends, or a penalty",
						"expected no least stock from %s, when %s ends, got %s", v.labels[end], p.ID, plainNumber(floor.limit.Value.At(t)))
					return
				}
			}
		}
		if closing := &stock.Closing; closing.Min.Value.Or(0, 0) > 0 || closing.Exact.Value.Or(0, 0) > 0 || closing.Cyclic.On {
			v.mistake(path.to("closing"), "phase-out-stock", "leave the rule out", "expected no closing stock of what ends with %s", p.ID)
			return
		}
	}
}
