package solver

import "github.com/steelyard-sop/steelyard/model"

// Shelf life: nothing stays in a stock longer than it may. For each stock i with
// a shelf life and each period t
//
//	shelf_life  stock[i,t]  <=  sum_s in[i,s] + receipts[i,s] + young opening[i,t]
//
// over the periods s up to t in which came what can still be used after t; in is
// what is made, bought and arrives. In words: what is kept is no more than what
// came in recently enough. What cannot be used in time is disposed of: a
// stock with a shelf life has the column disposed (disposal.go).
//
// Ages need no columns of their own, since nothing but the last period of use
// tells one unit from another: cost and price are the same for all. The
// rows hold if and only if a plan can be carried out with every unit used,
// shipped or disposed of in time:
//
// Only if: what is kept at the end of t is used later, so all of it came in the
// periods s, or is young opening stock.
//
// If: take what came first, first. What must be gone first also came first
// (last periods of use never go back from one period to the next, and those of
// the opening stock come before), so at the end of t the newest units are left.
// As the rows hold, these came in the periods s or are young opening stock; so
// whatever is taken after t is in time. Any rule that takes other units first
// leaves older ones behind, and saves nothing.
//
// This goes for any way out: sales, consumption, shipments and disposal. Age is
// counted in each stock anew.

// sources are the columns that bring an item to a place, by node.
type source struct {
	first     int
	quantity  model.Series // per unit of the column; 1 where unset
	lag       model.Lag
	byDefault float64
}

func (b *builder) shelfLifeRows() {
	var at map[[2]string][]source
	for k := range b.s.Inventory {
		stock := &b.s.Inventory[k]
		if !stock.ShelfLife.IsSet() {
			continue
		}
		if at == nil {
			at = b.sources()
		}
		b.shelfLife(k, at[[2]string{stock.Item, stock.Site}])
	}
}

// sources finds what brings each item to each place.
func (b *builder) sources() map[[2]string][]source {
	at := map[[2]string][]source{}
	add := func(item, site string, s source) { at[[2]string{item, site}] = append(at[[2]string{item, site}], s) }
	for p := range b.s.Processes {
		process := &b.s.Processes[p]
		for _, part := range process.Yields() {
			add(part.ID, process.Site, source{b.columns.runs[p], part.Quantity, process.Lead, 0})
		}
	}
	for k, ref := range b.offers {
		add(ref.Offer.Item, ref.Offer.To, source{b.columns.bought[k], model.Series{}, ref.Offer.Lead, 1})
	}
	for k, ref := range b.cargos {
		add(ref.Cargo.Item, ref.Lane.To, source{b.columns.shipped[k], model.Series{}, ref.Lane.Lead, 1})
	}
	return at
}

// shelfLife adds the rows of one stock: those of the periods at whose end
// something can be too old.
func (b *builder) shelfLife(k int, sources []source) {
	stock := &b.s.Inventory[k]
	last, _ := stock.ShelfLife.LastUse(b.s.Calendar)
	young := stock.YoungOpening(b.s.Calendar)
	rows := b.limit(limitBlock{
		group: model.GroupShelfLife, key: stock.ID, unit: b.items[b.columns.itemOf[stock.Item]].Unit,
		path: "inventory." + stock.ID + ".shelf_life", limit: &stock.ShelfLife.Rule, sense: atMost,
	}, func(t int) (float64, bool) {
		room, old := young[t], last[0] <= t || stock.Opening > young[t]
		for s := range t + 1 {
			if last[s] > t {
				room += stock.Receipts.Or(s, 0)
			}
		}
		return room, old
	})
	b.add(rows, b.columns.stock[k], 1)
	for _, from := range sources {
		if from.first == none {
			continue
		}
		for t := range b.periods {
			arrives, ok := b.s.Calendar.Arrival(t, from.lag)
			if !ok {
				break // and so is what starts later
			}
			for keep := arrives; keep < min(last[arrives], b.periods); keep++ {
				if row := rows.at(keep); row != none {
					b.p.Add(row, from.first+t, -from.quantity.Or(t, from.byDefault))
				}
			}
		}
	}
}
