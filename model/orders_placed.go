package model

import (
	"cmp"
	"slices"
	"time"
)

// OrderRow is one order to a supplier, with the day on which it is to be placed.
type OrderRow struct {
	Place    string  `json:"place"`    // day on which it is placed, YYYY-MM-DD
	Supplier string  `json:"supplier"` // empty where several could have sent what is to come
	Offer    string  `json:"offer"`    // id among the offers of the supplier; empty like it
	Item     string  `json:"item"`
	Site     string  `json:"site,omitempty"` // that it is delivered to
	Quantity float64 `json:"quantity"`
	Arrives  string  `json:"arrives"` // day on which it is there, YYYY-MM-DD
	Period   string  `json:"period"`  // in which it is there; "later": after the horizon
	Placed   bool    `json:"placed"`  // before the horizon: it is among the receipts of a stock
}

// Orders lists what is ordered by the day on which it is placed: the orders of
// the plan at the start of their periods, and before them what must have been
// ordered for the receipts to come. They are of use where something has a lead
// time; otherwise there are none.
func (p *Plan) Orders(s *Scenario) []OrderRow {
	offers := s.Offers()
	if !slices.ContainsFunc(offers, func(ref OfferRef) bool { return ref.Offer.Lead != Lag{} }) {
		return nil
	}
	rows := s.placedOrders(offers)
	for k, ref := range offers {
		for t, quantity := range p.Bought.Row(k) {
			if quantity <= noise(0) {
				continue
			}
			day := s.Calendar.Periods[t].Start
			arrives, period := s.Calendar.there(t, ref.Offer.Lead)
			rows = append(rows, OrderRow{
				dayOf(day), ref.Supplier.ID, ref.Offer.ID, ref.Offer.Item, ref.Offer.To, quantity, arrives, period, false,
			})
		}
	}
	slices.SortStableFunc(rows, func(a, b OrderRow) int {
		return cmp.Or(cmp.Compare(a.Place, b.Place), cmp.Compare(a.Supplier, b.Supplier), cmp.Compare(a.Offer, b.Offer))
	})
	return rows
}

// there is the day on which something is there that is ordered at the start of
// period t, and the label of the period that holds it.
func (c Calendar) there(t int, lag Lag) (day, period string) {
	last := len(c.Periods) - 1
	start := c.Periods[last].End // of the first period that is not planned
	if from := t + lag.Periods; from <= last {
		start = c.Periods[from].Start
	}
	period = later
	if at, ok := c.Arrival(t, lag); ok {
		period = c.Periods[at].Label
	}
	return dayOf(start.AddDate(0, 0, lag.Days)), period
}

func dayOf(t time.Time) string { return t.Format(time.DateOnly) }

// placedOrders are the orders that the receipts come from. Of lead times in
// periods before the horizon no days are known; those orders are said to be
// placed at its start less so many periods of the length of the first.
func (s *Scenario) placedOrders(offers []OfferRef) []OrderRow {
	var rows []OrderRow
	first := s.Calendar.Periods[0]
	days := int(first.End.Sub(first.Start).Hours() / 24)
	for i := range s.Inventory {
		stock := &s.Inventory[i]
		for t := range s.Calendar.Periods {
			quantity := stock.Receipts.Or(t, 0)
			if quantity <= noise(0) {
				continue
			}
			arrives := s.Calendar.Periods[t].Start
			row := OrderRow{Item: stock.Item, Site: stock.Site, Quantity: quantity, Arrives: dayOf(arrives), Period: s.Calendar.Periods[t].Label, Placed: true}
			lag := Lag{}
			if ref, one := onlyOffer(offers, stock); one {
				row.Supplier, row.Offer, lag = ref.Supplier.ID, ref.Offer.ID, ref.Offer.Lead
			}
			from := s.Calendar.Periods[max(0, t-lag.Periods)].Start
			if before := lag.Periods - t; before > 0 {
				from = first.Start.AddDate(0, 0, -before*days)
			}
			row.Place = dayOf(from.AddDate(0, 0, -lag.Days))
			rows = append(rows, row)
		}
	}
	return rows
}

// onlyOffer is the offer of a stock's item there, if there is only one.
func onlyOffer(offers []OfferRef, k *Stock) (ref OfferRef, one bool) {
	for _, o := range offers {
		if o.Offer.Item != k.Item || o.Offer.To != k.Site {
			continue
		}
		if one {
			return OfferRef{}, false
		}
		ref, one = o, true
	}
	return ref, one
}
