package solver

import "github.com/steelyard-sop/steelyard/model"

// Agreements: several offers of a supplier are limited and rebated together. For
// each agreement g (a group in every window, or a contract) and window W, which is
// named after its last period
//
//	taken      =  sum_s,t of[g,s,t] bought[s,t]
//	min_take      taken + shortfall[g,W]  >=  min[g,W]
//	max_take      taken                   <=  max[g,W]
//
// with t in W. A shortfall exists only where it is paid for. min_take holds for
// single offers, too. With spend, what is paid for the offers in W:
//
//	rebate        rebate[g,W]             <=  rate[g,W] spend
//	rebate_on     rebate[g,W]             <=  M[g,W] granted[g,W]
//	rebate_level  spend, or taken         >=  level[g] granted[g,W]
//	rebate_level  spend, or taken         <=  level[g] + M[g,W] granted[g,W]
//
// granted is 0 or 1.

// rebated is an agreement with a rebate.
type rebated struct {
	agreement       int
	rebate, granted int // columns
}

// purchases is what purchases are about besides single offers.
type purchases struct {
	agreements []model.AgreementRef
	tiered     []tiered
	rebated    []rebated
}

func (b *builder) agreementColumns() {
	b.columns.shortfall = make([]int, len(b.agreements))
	for i := range b.agreements {
		ref := &b.agreements[i]
		agreed := ref.Agreement
		key := ref.Supplier.ID + "," + agreed.ID
		b.columns.shortfall[i] = b.decideIf(agreed.Shortfall.IsSet(), "shortfall", key)
		b.bookOn(ref.Supplier.Payment, model.Purchases, b.columns.shortfall[i], agreed.Shortfall)
		if !agreed.Rebate.Rate.IsSet() {
			continue
		}
		one := rebated{agreement: i, rebate: b.decide("rebate", key)}
		b.bookOn(ref.Supplier.Payment, model.Purchases, one.rebate, model.Constant(-1))
		one.granted = b.yesOrNo("granted", key)
		b.integer = append(b.integer, ref.Path()+".rebate")
		b.rebated = append(b.rebated, one)
	}
}

// leastTake adds the rows of a least take of one offer.
func (b *builder) leastTake(k int) {
	ref := b.offers[k]
	rows := b.limit(limitBlock{
		group: model.GroupMinTake, key: ref.Supplier.ID + "," + ref.Offer.ID,
		unit: b.items[b.columns.itemOf[ref.Offer.Item]].Unit,
		path: offerPath(ref) + ".min", limit: &ref.Offer.Min, sense: atLeast,
	}, values(&ref.Offer.Min))
	b.add(rows, b.columns.bought[k], 1)
}

func (b *builder) agreementRows() {
	for i := range b.agreements {
		ref := &b.agreements[i]
		windows := ref.Windows(b.s.Calendar)
		most := "capacity"
		if ref.Contract {
			most = "max"
		}
		for _, bound := range []struct {
			group model.Group
			key   string
			limit *model.Limit
			sense sense
		}{
			{model.GroupMinTake, "min", &ref.Agreement.Min, atLeast},
			{model.GroupMaxTake, most, &ref.Agreement.Max, atMost},
		} {
			rows := b.limit(limitBlock{
				group: bound.group, key: ref.Supplier.ID + "," + ref.Agreement.ID, unit: agreedUnit,
				path: ref.Path() + "." + bound.key, limit: bound.limit, sense: bound.sense,
			}, atEndOf(windows, bound.limit))
			b.addTaken(rows, ref, windows)
			if bound.sense == atLeast {
				b.add(rows, b.columns.shortfall[i], 1)
			}
		}
	}
	for i := range b.rebated {
		b.rebateRows(&b.rebated[i])
	}
}

const agreedUnit = "units"

// atEndOf gives the values of a limit in the periods in which windows end.
func atEndOf(windows []model.Window, l *model.Limit) func(t int) (float64, bool) {
	ends := make(map[int]bool, len(windows))
	for _, w := range windows {
		ends[w.To] = true
	}
	return func(t int) (float64, bool) {
		v := l.Value.At(t)
		return v, ends[t] && !notGiven(v)
	}
}

// addTaken puts what is taken in each window into the row of its last period.
func (b *builder) addTaken(rows rowSet, ref *model.AgreementRef, windows []model.Window) {
	for k, offer := range b.offers {
		if offer.Supplier != ref.Supplier {
			continue
		}
		for _, part := range ref.Agreement.Of {
			if part.ID == offer.Offer.ID {
				b.addWindows(rows, b.columns.bought[k], part.Quantity, 1, windows)
			}
		}
	}
}

// addWindows puts factor x coefficients x decision of all periods of a window
// into the row of the last.
func (b *builder) addWindows(rows rowSet, first int, coefficients model.Series, factor float64, windows []model.Window) {
	for _, w := range windows {
		row := rows.at(w.To)
		if row == none {
			continue
		}
		for t := w.From; t <= w.To; t++ {
			b.p.Add(row, first+t, factor*coefficients.Or(t, 0))
		}
	}
}

// rebateRows ties a rebate to what is spent.
func (b *builder) rebateRows(one *rebated) {
	ref := &b.agreements[one.agreement]
	agreed, windows := ref.Agreement, ref.Windows(b.s.Calendar)
	path := ref.Path() + ".rebate"
	block := limitBlock{group: model.GroupRebate, key: ref.Supplier.ID + "," + agreed.ID, unit: b.currency(), path: path, sense: atMost}
	zero := func(int) (float64, bool) { return 0, true }
	part := b.limit(block, zero)
	b.add(part, one.rebate, 1)
	for _, w := range windows {
		b.addSpend(part, ref, []model.Window{w}, -agreed.Rebate.Rate.Or(w.To, 0))
	}
	spend, taken := b.mostOf(ref, windows)
	block.group = model.GroupRebateOn
	on := b.limit(block, zero)
	b.add(on, one.rebate, 1)
	rebate := make([]float64, b.periods)
	for t := range rebate {
		rebate[t] = spend[t] * agreed.Rebate.Rate.Or(t, 0)
	}
	b.onlyWith(on, one.granted, rebate, path)
	b.levelRows(one, windows, spend, taken)
}

// levelRows grant a rebate where its level is reached, and only there.
func (b *builder) levelRows(one *rebated, windows []model.Window, spend, taken []float64) {
	ref := &b.agreements[one.agreement]
	r := &ref.Agreement.Rebate
	level, most, unit := r.Spend, spend, b.currency()
	if r.Quantity > 0 {
		level, most, unit = r.Quantity, taken, agreedUnit
	}
	block := limitBlock{
		group: model.GroupRebateLevel, key: ref.Supplier.ID + "," + ref.Agreement.ID, unit: unit, path: ref.Path() + ".rebate", sense: atLeast,
	}
	for _, side := range []struct {
		suffix string
		sense  sense
		right  float64
	}{{",reached", atLeast, 0}, {",missed", atMost, level}} {
		block.sense = side.sense
		own := block
		own.key += side.suffix
		rows := b.limit(own, func(int) (float64, bool) { return side.right, true })
		if r.Quantity > 0 {
			b.addTaken(rows, ref, windows)
		} else {
			b.addSpend(rows, ref, windows, 1)
		}
		if side.sense == atLeast {
			b.add(rows, one.granted, -level)
			continue
		}
		beyond := make([]float64, b.periods)
		for t := range beyond {
			beyond[t] = max(most[t]-level, 0)
		}
		b.onlyWith(rows, one.granted, beyond, own.path)
	}
}

// addSpend puts factor x what is paid for the offers into the rows.
func (b *builder) addSpend(rows rowSet, ref *model.AgreementRef, windows []model.Window, factor float64) {
	for _, part := range ref.Agreement.Of {
		for k, offer := range b.offers {
			if offer.Supplier != ref.Supplier || offer.Offer.ID != part.ID {
				continue
			}
			b.addWindows(rows, b.columns.bought[k], offer.Offer.Price, factor, windows)
			for i := range b.tiered {
				if one := &b.tiered[i]; one.offer == k {
					for j := range one.at {
						b.addWindows(rows, one.at[j], one.schedule[j].Price, factor, windows)
					}
				}
			}
		}
	}
}

// mostOf is the most that can be spent and taken in the window that ends in
// each period.
func (b *builder) mostOf(ref *model.AgreementRef, windows []model.Window) (spend, taken []float64) {
	spend, taken = make([]float64, b.periods), make([]float64, b.periods)
	for _, part := range ref.Agreement.Of {
		for k, offer := range b.offers {
			if offer.Supplier != ref.Supplier || offer.Offer.ID != part.ID {
				continue
			}
			for _, w := range windows {
				for t := w.From; t <= w.To; t++ {
					most := b.mostActivity().Bought.At(k, t)
					price := offer.Offer.Price.Or(t, 0)
					for _, tier := range offer.Offer.Tiers {
						price = max(price, tier.Price.Or(t, 0))
					}
					spend[w.To] += most * price
					taken[w.To] += most * part.Quantity.Or(t, 0)
				}
			}
		}
	}
	return spend, taken
}

// currency is the unit of money, in words where the scenario names none.
func (b *builder) currency() string {
	if b.s.Currency == "" {
		return "money"
	}
	return b.s.Currency
}
