package model

func (v *validator) demand(a address, d *Demand) {
	known := v.knownItem(a.to("item"), d.Item)
	if d.Product != "" && known && v.family[d.Product] != v.items[d.Item] {
		v.mistake(a.to("item"), "dangling-id", "", "expected an item of the family %s, got %q", d.Item, d.Product)
	}
	v.placed(a, d)
	v.money(a.to("price"), d.Price)
	v.limitOf(a.to("quantity"), &d.Quantity, true)
	sound := v.limit(a.to("min"), &d.Min)
	if v.limit(a.to("max"), &d.Max) && sound {
		v.ordered(a.to("min"), &d.Min, "max", &d.Max)
	}
	bounded := d.Min.IsSet() || d.Max.IsSet()
	switch {
	case d.Exact() && bounded:
		v.mistake(a, "demand-form", "keep quantity for an exact demand, or min and max for a market", "expected either quantity or min and max, got both")
	case !d.Exact() && !bounded:
		v.mistake(a, "demand-form", "add quantity: [...] with one value a period, or max: for what the market takes", "expected quantity, or min and max")
	}
	v.late(a, d)
	v.orders(a, d)
	if known && v.s.Objective.Maximises() && !d.Price.IsSet() && !v.items[d.Item].Price.IsSet() {
		v.warning(a, "price-missing", "give the demand or the item a price", "sales of %s bring no money, as neither the demand nor the item has a price", d.Item)
	}
}

// late checks backlog and lost sales. A demand with neither quantity nor bounds is
// reported already.
func (v *validator) late(a address, d *Demand) {
	market := !d.Exact() && (d.Min.IsSet() || d.Max.IsSet())
	if d.Backlog.Allowed && market {
		v.mistake(a.to("backlog"), "backlog-needs-quantity", "write quantity in place of min and max", "expected no backlog, as the demand has no exact quantity")
	}
	if d.Lost.Allowed && market {
		v.mistake(a.to("lost"), "lost-needs-quantity", "what is not sold below max is lost at no cost already", "expected no lost sales, as the demand has no exact quantity")
	}
	b := a.to("backlog")
	v.number(b.to("opening"), d.Backlog.Opening)
	v.money(b.to("cost"), d.Backlog.Cost)
	v.limit(b.to("max"), &d.Backlog.Max)
	v.limit(b.to("closing"), &d.Backlog.Closing)
	v.single(b.to("closing"), &d.Backlog.Closing)
	v.money(a.to("lost").to("cost"), d.Lost.Cost)
	v.limit(a.to("lost").to("max"), &d.Lost.Max)
}
