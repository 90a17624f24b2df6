package analysis

import (
	"cmp"
	"slices"

	"github.com/steelyard-sop/steelyard/model"
)

// Books is what a plan means to finance: its real money, what that is for, and
// the value of its stock at standard cost. All tables have one number a period.
type Books struct {
	Money   model.Statement
	Entries []model.Entry // they add up to Money

	Families []Contribution // items that are sold, in the order of the scenario
	Markets  []Contribution // by id; that without an id, where nothing names a market, comes first

	OpeningStock float64   // at standard cost, before the first period
	Stock        []float64 // the same at the end of each period
	Cash         *CashFlow // nil where the scenario does not reckon with cash

	CapitalCharge []float64 // on the stock at the start of each period; it is no real money
}

// Contribution is what one family or market earns over the direct cost of what
// it is sold: the standard cost of the goods, and what moving, holding,
// disposal, backlog and lost sales cost for it alone. Labour, capacity, fixed
// costs, and what is for several at once are in no contribution.
type Contribution struct {
	ID       string
	Revenue  []float64
	Standard []float64 // standard cost of the goods sold
	Direct   [][]float64
}

// DirectAccounts are the accounts of cost that belong to families and markets
// as far as they are for one alone, in the order of Contribution.Direct.
func DirectAccounts() []model.Account {
	return []model.Account{model.Moving, model.Holding, model.Disposal, model.BacklogCost, model.LostSales}
}

// NewBooks keeps the books of a plan whose money an audit has recomputed, with
// the entries that it is made of.
func NewBooks(s *model.Scenario, p *model.Plan, money model.Statement, entries []model.Entry) *Books {
	b := &Books{Money: money, Entries: entries, Cash: cashFlow(s, p, entries)}
	standard, items := s.StandardCosts(), s.ItemIndex()
	b.valueStock(s, p, standard, items)
	families, markets := newContributions(s.Calendar.Len()), newContributions(s.Calendar.Len())
	for i := range s.Demand {
		d := &s.Demand[i]
		goods := make([]float64, s.Calendar.Len())
		for t := range goods {
			goods[t] = p.Served.At(i, t) * standard.At(items[d.Item], t)
		}
		addTo(families.of(d.Item).Standard, goods)
		addTo(markets.of(d.Market).Standard, goods)
	}
	for i := range entries {
		e := &entries[i]
		families.book(e, e.Item)
		markets.book(e, e.Market)
	}
	b.Families, b.Markets = families.list, markets.list
	slices.SortStableFunc(b.Families, func(x, y Contribution) int { return cmp.Compare(items[x.ID], items[y.ID]) })
	slices.SortStableFunc(b.Markets, func(x, y Contribution) int { return cmp.Compare(x.ID, y.ID) })
	return b
}

// valueStock counts all stock at standard cost. What is under way is in no stock.
func (b *Books) valueStock(s *model.Scenario, p *model.Plan, standard model.Grid, items map[string]int) {
	n := s.Calendar.Len()
	b.Stock, b.CapitalCharge = make([]float64, n), make([]float64, n)
	for k := range s.Inventory {
		stock := &s.Inventory[k]
		i, opening := items[stock.Item], stock.Opening
		if stock.Closing.Cyclic.On {
			opening = p.Opening.At(k, 0)
		}
		b.OpeningStock += opening * standard.At(i, 0)
		for t := range n {
			b.Stock[t] += p.Stock.At(k, t) * standard.At(i, t)
		}
	}
	before := b.OpeningStock
	for t := range n {
		b.CapitalCharge[t] = before * s.Finance.CapitalCharge.Or(t, 0)
		before = b.Stock[t]
	}
}

// contributions are those of one kind, by id.
type contributions struct {
	periods int
	list    []Contribution
	index   map[string]int
}

func newContributions(periods int) *contributions {
	return &contributions{periods: periods, index: map[string]int{}}
}

// of finds the one with that id; it is valid until the next is found.
func (c *contributions) of(id string) *Contribution {
	k, known := c.index[id]
	if !known {
		k = len(c.list)
		c.index[id] = k
		row := func() []float64 { return make([]float64, c.periods) }
		one := Contribution{ID: id, Revenue: row(), Standard: row()}
		for range DirectAccounts() {
			one.Direct = append(one.Direct, row())
		}
		c.list = append(c.list, one)
	}
	return &c.list[k]
}

// book adds an entry to the one that it is for, if that is sold anything. What
// has no id and is not of a demand is for several.
func (c *contributions) book(e *model.Entry, id string) {
	ofDemand := e.Account == model.Revenue || e.Account == model.BacklogCost || e.Account == model.LostSales
	if _, sold := c.index[id]; !sold || id == "" && !ofDemand {
		return
	}
	if e.Account == model.Revenue {
		addTo(c.of(id).Revenue, e.Amounts)
	} else if k := slices.Index(DirectAccounts(), e.Account); k >= 0 {
		addTo(c.of(id).Direct[k], e.Amounts)
	}
}

func addTo(to, row []float64) {
	for t, v := range row {
		to[t] += v
	}
}
