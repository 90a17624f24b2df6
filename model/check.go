package model

// Check looks, before anything is solved, for what a plan must come to grief
// over: demand that cannot be served in time, processes that can never run,
// limits that contradict one another, things that nobody uses. It reckons with
// the best case, so that what it says is certain: there is no plan, or any plan
// loses, owes or pays at least the amount that is named. What it does not find
// may be impossible all the same.
//
// The scenario is one in which Validate finds no errors. Mistakes that are
// warnings leave it to the solver to answer; the work grows in proportion to
// the size of the scenario.
func Check(s *Scenario) []Mistake {
	c := newChecker(s.atMostAsked())
	c.reach()
	c.circles()
	c.idle()
	c.unused()
	c.unusedPlaces()
	c.heads()
	c.outputs()
	c.qualities()
	c.uneven()
	c.shortagesOf(s)
	c.storeRooms()
	c.scale()
	return c.list
}

// CheckRules lists every rule that Check checks, by id.
func CheckRules() []Rule {
	return []Rule{
		{"certain-loss", "Where sales may be lost or late, supply is enough to serve all of them."},
		{"heads-out-of-reach", "Limits on heads can be met by hiring and laying off as far as they are allowed."},
		{"needs-itself", "Items are not made of one another alone, in a circle that nothing can start."},
		{"never-runs", "Every process can run: what it consumes can be had, and there is capacity for it."},
		{"output-above-capacity", "The least outputs of all processes together fit into the capacity that they use."},
		{"quality-out-of-reach", "Some mix of the inputs of a blend has the quality that is asked for."},
		{"same-out-of-reach", "What is to be the same in every period lies between the least and the most of all of them."},
		{"short-of-capacity", "What is asked takes no more of a resource, crew or material than there can be by then."},
		{"short-of-supply", "What is asked, and the stock to be kept, can be made, bought or taken from stock by then."},
		{"stock-above-room", "The least stocks together fit into the storage and the limits that they share."},
		{"unreachable", "What is asked for is made, bought or in stock."},
		{"unused", "Whatever is defined is used."},
		{"wide-range", "Numbers of one kind lie less than eight orders of magnitude apart."},
	}
}

// checker gathers what Check finds in one scenario. It reads lists over time
// with At, which Validate has made sure is safe.
type checker struct {
	*validator
	n       int // periods
	all     []Item
	itemOf  map[string]int
	stocks  [][]*Stock       // by item: of all sites
	stocked []bool           // by item: in stock before the first period, or ordered by then
	moving  []bool           // by item: may be on a lane at the end of a period, which no limit on stock counts
	bought  [][]float64      // by item: most that arrives of purchases and earlier orders, by period
	madeBy  [][]int          // by item: processes that make it
	offers  [][]OfferRef     // by item
	demands [][]int          // by item
	there   []bool           // by item: can ever be there, quantities apart
	deadBy  []int            // by process: item that it needs and that is never there, or -1
	rooms   []*room          // resources, then workforces
	roomOf  map[string]*room // the same by id

	transfers []TransferRef
	runs      []*flow // by process: most runs; nil until asked for
	supply    []*flow // by item: most that can come in; nil until asked for
}

func newChecker(s *Scenario) *checker {
	s = s.withAll()
	c := &checker{
		validator: &validator{s: s, labels: s.Calendar.Labels()},
		n:         s.Calendar.Len(), all: s.Items(), itemOf: s.ItemIndex(), transfers: s.Transfers(),
	}
	items := len(c.all)
	c.stocks, c.moving, c.bought = make([][]*Stock, items), make([]bool, items), make([][]float64, items)
	c.madeBy, c.offers, c.demands = make([][]int, items), make([][]OfferRef, items), make([][]int, items)
	c.runs, c.supply = make([]*flow, len(s.Processes)), make([]*flow, items)
	c.stocked = make([]bool, items)
	for k := range s.Inventory {
		stock := &s.Inventory[k]
		i := c.itemOf[stock.Item]
		c.stocks[i] = append(c.stocks[i], stock)
		c.stocked[i] = c.stocked[i] || c.openingMost(stock) > 0 || positive(stock.Receipts)
	}
	for p := range s.Processes {
		for _, part := range s.Processes[p].Makes {
			i := c.itemOf[part.ID]
			c.madeBy[i] = append(c.madeBy[i], p)
		}
	}
	for _, ref := range s.Offers() {
		i := c.itemOf[ref.Offer.Item]
		c.offers[i] = append(c.offers[i], ref)
	}
	for d := range s.Demand {
		i := c.itemOf[s.Demand[d].Item]
		c.demands[i] = append(c.demands[i], d)
	}
	for _, ref := range s.Cargos() {
		i := c.itemOf[ref.Cargo.Item]
		c.moving[i] = c.moving[i] || ref.Lane.Lead != Lag{}
	}
	for i := range c.all {
		c.bought[i] = c.purchases(i)
	}
	c.settle()
	c.readRooms()
	return c
}

// keeps tells whether there can be any of an item from one period to the next.
func (c *checker) keeps(i int) bool { return len(c.stocks[i]) > 0 || c.moving[i] }

// itemAddress is where an item is defined.
func (c *checker) itemAddress(i int) address {
	if i < len(c.s.Families) {
		return at("families", c.all[i].ID)
	}
	return at("materials", c.all[i].ID)
}
