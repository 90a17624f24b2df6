package model

import "slices"

// Bounds on how far cover looks ahead.
const (
	mostCoverPeriods = MaxPeriods
	mostCoverDays    = 40_000 // more than a century
)

// kept checks what a stock says beyond its bounds: safety, cover, value and
// how holding is paid for.
func (v *validator) kept(a address, k *Stock) {
	if v.limit(a.to("safety"), &k.Safety) && v.fits(k.Max.Value) {
		v.ordered(a.to("safety"), &k.Safety, "max", &k.Max)
	}
	v.money(a.to("value"), k.Value)
	v.money(a.to("holding").to("rate"), k.Holding.Rate)
	oneWord(v, a.to("holding").to("on"), k.Holding.On, HoldingOns())
	if k.Holding.Rate.IsSet() && !k.Value.IsSet() {
		v.mistake(a.to("holding").to("rate"), "stock-value", "say what one unit is worth: value: ...", "expected the key value of the stock, of which the rate is a share")
	}
	v.cover(a.to("cover"), k)
	v.shelfLife(a.to("shelf_life"), k)
}

// oneWord checks a word that may be left out.
func oneWord[W ~string](v *validator, a address, word W, words []W) {
	if word != "" && !slices.Contains(words, word) {
		v.mistake(a, "unknown-word", "", "expected one of %v, got %q", words, word)
	}
}

func (v *validator) cover(a address, k *Stock) {
	c := &k.Cover
	if !c.IsSet() {
		if c.Of != nil || c.Beyond != "" || c.Rule.hasTerms() {
			v.mistake(a, "missing-key", "", "expected the key periods or days")
		}
		return
	}
	if c.Periods.IsSet() && c.Days.IsSet() {
		v.mistake(a, "cover-form", "leave one of them out", "expected either periods or days, got both")
	}
	v.span(a.to("periods"), c.Periods, mostCoverPeriods)
	v.span(a.to("days"), c.Days, mostCoverDays)
	v.rule(a, &c.Rule)
	oneWord(v, a.to("beyond"), c.Beyond, Beyonds())
	for _, id := range c.Of {
		at := slices.IndexFunc(v.s.Demand, func(d Demand) bool { return d.ID == id })
		switch {
		case at < 0:
			v.dangling(a.to("of"), "a demand", id, v.demandIDs())
		case v.s.Demand[at].Item != k.Item:
			v.mistake(a.to("of"), "cover-demand", "", "expected demands for %s, got %q, which is for %s", k.Item, id, v.s.Demand[at].Item)
		}
	}
	if len(c.Of) == 0 && len(v.s.CoverDemand(k)) == 0 {
		v.mistake(a, "cover-demand", "name the demands to look ahead to: of: [...]", "expected a demand for %s in the place of the stock, got none", k.Item)
	}
}

// span checks how far cover looks ahead.
func (v *validator) span(a address, s Series, most float64) {
	if !v.amounts(a, s, false) {
		return
	}
	for t, x := range s.Values() {
		if x > most {
			where, period := v.in(a, s, t)
			v.mistake(period, "cover-form", "", "expected at most %s%s, got %s", plainNumber(most), where, plainNumber(x))
			return
		}
	}
}

// rule checks the owner, reason, review and penalty of a limit whose value
// stands elsewhere.
func (v *validator) rule(a address, l *Limit) {
	stated := *l
	stated.Value = Constant(0)
	v.limit(a, &stated)
}

func (v *validator) demandIDs() []string {
	ids := make([]string, len(v.s.Demand))
	for i := range ids {
		ids[i] = v.s.Demand[i].ID
	}
	return ids
}

// cyclic checks a closing rule against what the scenario says of the opening.
func (v *validator) cyclic(a address, k *Stock) {
	c := &k.Closing
	v.number(a.to("worth"), c.Worth)
	v.rule(a.to("cyclic"), &c.Cyclic.Rule)
	if !c.Cyclic.On {
		return
	}
	const hint = "leave it out, or write closing: {exact: ...} for an opening stock of your own"
	switch {
	case k.Opening != 0:
		v.mistake(a.to("cyclic"), "cyclic-form", hint, "expected no opening stock, which the plan chooses, got %s", plainNumber(k.Opening))
	case c.Exact.IsSet():
		v.mistake(a.to("cyclic"), "cyclic-form", hint, "expected no exact closing stock beside cyclic")
	case c.Worth != 0:
		v.mistake(a.to("cyclic"), "cyclic-form", hint, "expected no worth of closing stock beside cyclic: the plan could open with as much as it likes")
	}
}

// stores checks storage and limits on several stocks.
func (v *validator) stores() {
	unique(v, "storage", v.s.Storage, func(at *Storage) string { return at.ID })
	for i := range v.s.Storage {
		v.storage(at("storage", v.s.Storage[i].ID), &v.s.Storage[i])
	}
	unique(v, "stock_limits", v.s.StockLimits, func(l *StockLimit) string { return l.ID })
	for i := range v.s.StockLimits {
		v.stockLimit(at("stock_limits", v.s.StockLimits[i].ID), &v.s.StockLimits[i])
	}
}

func (v *validator) storage(a address, at *Storage) {
	v.knownSite(a.to("site"), at.Site)
	if at.Site == "" && v.manyPlaces() {
		v.mistake(a, "site-missing", "say where it is: site: ...", "expected the key site, since the scenario has more than one place")
	}
	v.limit(a.to("capacity"), &at.Capacity)
	v.limit(a.to("overflow").to("max"), &at.Overflow.Max)
	v.money(a.to("overflow").to("cost"), at.Overflow.Cost)
	for i := range at.Holds {
		part := a.to("holds").to(at.Holds[i].ID)
		v.part(part, at.Holds, i, "holds")
		v.knownItem(part, at.Holds[i].ID)
	}
	if len(v.s.StoredIn(at)) == 0 {
		v.mistake(a, "counts-no-stock", "check site and holds", "expected a storage that some stock is in, got none")
	}
}

func (v *validator) stockLimit(a address, l *StockLimit) {
	oneWord(v, a.to("of"), l.Of, StockMeasures())
	sound := v.limit(a.to("min"), &l.Min)
	if v.limit(a.to("max"), &l.Max) && sound {
		v.ordered(a.to("min"), &l.Min, "max", &l.Max)
	}
	if !l.Min.IsSet() && !l.Max.IsSet() {
		v.mistake(a, "missing-key", "", "expected the key min or max")
	}
	for _, id := range l.Items {
		v.knownItem(a.to("items"), id)
	}
	for _, id := range l.Sites {
		v.knownSite(a.to("sites"), id)
	}
	for _, region := range l.Regions {
		if !slices.ContainsFunc(v.s.Sites, func(s Site) bool { return s.Region == region }) {
			v.dangling(a.to("regions"), "a region of some site", region, v.regions())
		}
	}
	counted := v.s.CountedIn(l)
	if len(counted) == 0 {
		v.mistake(a, "counts-no-stock", "check items, sites and regions", "expected a limit that some stock counts for, got none")
	}
	v.sameMeasure(a, l, counted)
}

// sameMeasure reports stocks that cannot be added up.
func (v *validator) sameMeasure(a address, l *StockLimit, counted []Counted) {
	unit := ""
	for n, c := range counted {
		stock := &v.s.Inventory[c.Stock]
		if l.Of == StockValue {
			if !stock.Value.IsSet() {
				v.mistake(a, "stock-value", "inventory."+stock.ID+".value says what one unit is worth", "expected a value of every stock that counts, got none of %s", stock.ID)
			}
			continue
		}
		item := v.items[stock.Item]
		if item == nil {
			continue
		}
		if n > 0 && unit != "" && item.Unit != unit {
			v.mistake(a, "stock-units", "name items of one unit, or write of: value", "expected stocks in one unit, got %s and %s", unit, item.Unit)
			return
		}
		unit = item.Unit
	}
}

func (v *validator) regions() []string {
	var regions []string
	for i := range v.s.Sites {
		if r := v.s.Sites[i].Region; r != "" && !slices.Contains(regions, r) {
			regions = append(regions, r)
		}
	}
	return regions
}
