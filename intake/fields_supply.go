package intake

import "github.com/steelyard-sop/steelyard/model"

func resourceObject() *object[model.Resource] {
	return &object[model.Resource]{fields: append([]field[model.Resource]{
		nameField(func(r *model.Resource) *string { return &r.Name }),
		unitField(func(r *model.Resource) *string { return &r.Unit },
			"The unit of its capacity.", defaultCapacityUnit),
		siteField("site", func(r *model.Resource) *string { return &r.Site }, worksAt),
		limitField("capacity", capacityUnits.inAPeriod(), func(r *model.Resource) *model.Limit { return &r.Capacity },
			"What it gives in a period.", byDefault("count x hours; no limit without hours"), example("400 h")),
		seriesField("count", machines, func(r *model.Resource) *model.Series { return &r.Count },
			"How many machines there are; goes with hours.", byDefault("1"), example("4")),
		limitField("hours", capacityUnits.inAPeriod(), func(r *model.Resource) *model.Limit { return &r.Hours },
			"What one machine gives in a period, in place of capacity.", byDefault("no limit"), example("384 h")),
		seriesField("down", machines, func(r *model.Resource) *model.Series { return &r.Down },
			"How many of the machines are down for the whole period.", byDefault("0"), example("{2026-01: 1}")),
		seriesField("downtime", capacityUnits.inAPeriod(), func(r *model.Resource) *model.Series { return &r.Downtime },
			"Capacity lost in a period, of all machines together.", byDefault("0"), example("16 h")),
		shiftField(func(r *model.Resource) *model.Overtime { return &r.Overtime },
			"Capacity beyond the regular one; {} allows as much as wanted at no cost."),
		emitsField(emissionUnits, "one unit used, of power or heat for example,", model.EmitResources, func(r *model.Resource) *[]model.Emit { return &r.Emits }),
	}, machineryFields()...)}
}

func resourceIdent() ident[model.Resource] {
	return ident[model.Resource]{
		of:    func(r *model.Resource) string { return r.ID },
		begin: func(r *model.Resource, id string) { r.ID, r.Unit = id, defaultCapacityUnit },
		scope: func(d *decoder, id string, _ *node) thing { return d.capacity[id] },
	}
}

func workforceObject() *object[model.Workforce] {
	allow := func(m *model.Move) { m.Allowed = true }
	o := &object[model.Workforce]{fields: []field[model.Workforce]{
		nameField(func(w *model.Workforce) *string { return &w.Name }),
		unitField(func(w *model.Workforce) *string { return &w.Unit },
			"The unit of its time.", defaultCapacityUnit),
		siteField("site", func(w *model.Workforce) *string { return &w.Site }, worksAt),
		flagField("integer", func(w *model.Workforce) *bool { return &w.Integer },
			"Whether heads are whole numbers.", byDefault("false"), example("true")),
		nested("headcount", "headcount", headcountObject(), func(w *model.Workforce) *model.Headcount { return &w.Headcount }, nil,
			"The heads; a number alone is the opening.", required, example("{opening: 80}")),
		fullLimitField("regular", crewTime.inAPeriod(), func(w *model.Workforce) *model.Limit { return &w.Regular },
			"Regular time of one head in a period, paid whether used or not.", required, example("160 h")),
		overtimeField(crewTime.inAPeriod(), crewTimePrice, func(w *model.Workforce) *model.Overtime { return &w.Overtime },
			"Time beyond the regular one, per head; {} allows as much as wanted at no cost."),
		seriesField("wage", headPrice.inAPeriod(), func(w *model.Workforce) *model.Series { return &w.Wage },
			"What one head is paid in a period. A bare number is for a period of any length; where periods differ, write a rate: 3600 USD/month.", byDefault("0"), example("640")),
		nested("hire", "hiring", hireObject(), func(w *model.Workforce) *model.Move { return &w.Hire }, allow,
			"Allows hiring, at the start of a period; a number alone is its cost.", byDefault("no hiring"), example("300")),
		nested("layoff", "laying off", moveObject("laying off", "laid off"), func(w *model.Workforce) *model.Move { return &w.Layoff }, allow,
			"Allows laying off, at the start of a period; a number alone is its cost.", byDefault("no laying off"), example("500")),
	}}
	o.fields = append(o.fields, crewFields()...)
	return o
}

func headcountObject() *object[model.Headcount] {
	return &object[model.Headcount]{main: "opening", fields: []field[model.Headcount]{
		numberField("opening", heads, func(h *model.Headcount) *float64 { return &h.Opening },
			"Heads before the first period.", required, example("80")),
		limitField("min", heads, func(h *model.Headcount) *model.Limit { return &h.Min },
			"The least heads in a period.", byDefault("0"), example("60")),
		limitField("max", heads, func(h *model.Headcount) *model.Limit { return &h.Max },
			"The most heads in a period.", byDefault("no limit"), example("120")),
	}}
}

func workforceIdent() ident[model.Workforce] {
	return ident[model.Workforce]{
		of:    func(w *model.Workforce) string { return w.ID },
		begin: func(w *model.Workforce, id string) { w.ID, w.Unit = id, defaultCapacityUnit },
		scope: func(d *decoder, id string, _ *node) thing { return d.capacity[id] },
	}
}

func processObject() *object[model.Process] {
	items := func(d *decoder) map[string]thing { return d.items }
	capacity := func(d *decoder) map[string]thing { return d.capacity }
	return &object[model.Process]{fields: []field[model.Process]{
		nameField(func(p *model.Process) *string { return &p.Name }),
		partsField("makes", itemUnits, true, func(p *model.Process) *[]model.Part { return &p.Makes }, items,
			"What one run makes, by item; an id alone means one unit of it.", required, within("> 0"), example("tools")),
		partsField("consumes", itemUnits, false, func(p *model.Process) *[]model.Part { return &p.Consumes }, items,
			"What one run consumes, by item.", byDefault("nothing"), example("{steel: 2 kg}")),
		partsField("scrap", share, false, func(p *model.Process) *[]model.Part { return &p.Scrap }, items,
			"The part of what is taken of an item consumed that is lost, by item: with 5 % a run that needs 19 kg takes 20 kg.", within("0 to below 1"), byDefault("nothing is lost"), example("{steel: 5 %}")),
		seriesField("yield", share, func(p *model.Process) *model.Series { return &p.Yield },
			"The part of what is made that is good: with 90 % ten units made are nine.", within("above 0, up to 1"), byDefault("1"), example("97 %")),
		blendField(),
		qualityField(),
		partsField("uses", useUnits, false, func(p *model.Process) *[]model.Part { return &p.Uses }, capacity,
			"What one run uses of resources and workforce.", byDefault("nothing"), example("{crew: 4 h}")),
		seriesField("cost", runPrice, func(p *model.Process) *model.Series { return &p.Cost },
			"What one run costs.", byDefault("0"), example("10")),
		lagField(func(p *model.Process) *model.Lag { return &p.Lead },
			"How long a run takes: it consumes and uses when it starts, and what it makes is there afterwards. A bare number is in periods."),
		siteField("site", func(p *model.Process) *string { return &p.Site }, "Where it runs."),
		nested("output", "bounds", outputObject(),
			func(p *model.Process) *model.Bounds { return &p.Output }, nil,
			"Bounds on the runs in a period, and what it takes to change them.", byDefault("no bounds"), example("{max: 900}")),
		switchField("lots", lotsObject(), func(p *model.Process) *model.Switch { return &p.Lots },
			"Makes it a decision for each period whether it runs at all, with what that costs; a number alone is the cost.", "{cost: 500, min: 20}"),
		emitsField(emissionUnits, "one run", model.EmitMaking, func(p *model.Process) *[]model.Emit { return &p.Emits }),
	}}
}

func processIdent() ident[model.Process] {
	return ident[model.Process]{
		of:    func(p *model.Process) string { return p.ID },
		begin: func(p *model.Process, id string) { p.ID = id },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
}

func supplierObject() *object[model.Supplier] {
	offer := &object[model.Offer]{main: "price", fields: []field[model.Offer]{
		textField("item", true, func(o *model.Offer) *string { return &o.Item },
			"The id of the item.", byDefault("the id of the offer"), example("steel")),
		siteField("to", func(o *model.Offer) *string { return &o.To }, "The site that it is delivered to."),
		lagField(func(o *model.Offer) *model.Lag { return &o.Lead },
			"How long an order takes to arrive; it is paid when it is ordered. A bare number is in periods."),
		seriesField("price", itemPrice, func(o *model.Offer) *model.Series { return &o.Price },
			"What one unit costs.", byDefault("0"), example("30")),
		limitField("capacity", itemUnits.inAPeriod(), func(o *model.Offer) *model.Limit { return &o.Capacity },
			"The most that can be bought in a period.", byDefault("no limit"), example("100")),
		limitField("min", itemUnits.inAPeriod(), func(o *model.Offer) *model.Limit { return &o.Min },
			"The least that is bought in a period (minimum take).", byDefault("0"), example("20")),
		discountField(),
		tiersField(),
		switchField("order", switchObject(orderWords), func(o *model.Offer) *model.Switch { return &o.Order },
			"Makes it a decision for each period whether anything is ordered at all, with what that costs; a number alone is the cost of an order.", "{cost: 150, min: 100, multiple: 25}"),
		emitsField(emissionUnits, "making one unit", model.EmitPurchases, func(o *model.Offer) *[]model.Emit { return &o.Emits }),
	}}
	offers := ident[model.Offer]{
		of:    func(o *model.Offer) string { return o.ID },
		begin: func(o *model.Offer, id string) { o.ID, o.Item = id, id },
		scope: func(d *decoder, id string, n *node) thing { return d.items[itemOf(n, id)] },
	}
	return &object[model.Supplier]{fields: []field[model.Supplier]{
		nameField(func(s *model.Supplier) *string { return &s.Name }),
		elements("sells", "offers", offer, func(s *model.Supplier) *[]model.Offer { return &s.Sells }, offers,
			"What it sells, by item or by an id of its own; a number alone is the price.", required, example("{steel: {price: 30, capacity: 100}}")),
		groupsField(),
		contractsField(),
		paymentField(func(s *model.Supplier) *model.Lag { return &s.Payment }, "How long after an order it is paid", "0"),
	}}
}

func supplierIdent() ident[model.Supplier] {
	return ident[model.Supplier]{
		of:    func(s *model.Supplier) string { return s.ID },
		begin: func(s *model.Supplier, id string) { s.ID = id },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
}
