package model

import (
	"math"
	"slices"
)

// Shortages: whether what is asked can be there in time, at best. The best case
// of one subject is followed from period to period:
//
//	net[t] = min(most[t], net[t-1] + supply[t] - asked[t])
//
// where net is stock in all places less what is owed, supply the most that can
// come in, and most the room to keep stock. Whatever the plan does, owed + lost so far is
// then at least least[t] - net[t], with least the stock that must be kept.
//
// A subject is an item, or something that several items need: a resource, a
// crew, a material. In the latter case quantities of items count as the least
// amount of it that is in them (check_content.go).

// Shortage is an amount that is certainly lacking.
type Shortage struct {
	Path       string             // of the item, or of the limit of the resource, crew or material
	Period     int                // at the end of which it is greatest
	Needed     float64            // asked, and to be kept, up to then
	Amount     float64            // of it that cannot be there; in the unit of the subject
	Impossible bool               // no plan keeps the limits; otherwise the amount is lost, or owed at the end
	Content    map[string]float64 // by item: least amount of the subject in one unit of it
}

// account is what is known of one subject, in its unit, by period.
type account struct {
	opening  float64
	supply   []float64 // most that comes in
	asked    []float64 // by exact demands, and as least sales
	must     []float64 // part of asked that no plan can lose or put off
	most     []float64 // room for stock
	least    []float64 // stock that must be kept
	mayMiss  []float64 // most that may be lost so far and owed then
	deferred bool      // some of it may be owed
	ceiling  []float64 // most that can have come in so far, opening included; nil: opening and supply
}

func (c *checker) newAccount() *account {
	cells := make([]float64, 6*c.n)
	part := func(k int) []float64 { return cells[k*c.n : (k+1)*c.n : (k+1)*c.n] }
	return &account{supply: part(0), asked: part(1), must: part(2), most: part(3), least: part(4), mayMiss: part(5)}
}

// itemAccount is the account of one item, apart from what comes in.
func (c *checker) itemAccount(i int) *account {
	a := c.newAccount()
	for _, stock := range c.stocks[i] {
		a.opening += c.openingMost(stock)
		c.bounds(a, stock)
	}
	if c.moving[i] {
		a.unbounded()
	}
	for _, d := range c.demands[i] {
		c.addDemand(a, &c.s.Demand[d])
	}
	return a
}

// bounds adds the room for stock in one place, and the stock to be kept there.
func (c *checker) bounds(a *account, k *Stock) {
	least := c.leastStock(k)
	for t := range c.n {
		a.most[t] += c.mostStock(k, t)
		a.least[t] += least[t]
	}
}

// unbounded forgets the room for stock: there may be some that it does not hold.
func (a *account) unbounded() {
	for t := range a.most {
		a.most[t] = math.Inf(1)
	}
}

func (c *checker) addDemand(a *account, d *Demand) {
	if d.Exact() {
		c.addExact(a, d)
		return
	}
	free := false
	for t := range c.n {
		if v := d.Min.Value.Or(t, 0); v > 0 {
			a.asked[t] += v
			a.must[t] += hardOr(&d.Min, t, 0)
			free = free || d.Min.Penalty.Has(t)
		}
		if free {
			a.mayMiss[t] = math.Inf(1)
		}
	}
}

func (c *checker) addExact(a *account, d *Demand) {
	missed := 0.0 // most that may be lost so far
	for t := range c.n {
		asked := d.Quantity.Value.Or(t, 0)
		if t == 0 && d.Backlog.Allowed {
			asked += d.Backlog.Opening
		}
		mayLose, mayOwe := 0.0, 0.0
		if d.Lost.Allowed {
			mayLose = hardOr(&d.Lost.Max, t, math.Inf(1))
		}
		if d.Quantity.Penalty.Has(t) {
			mayLose = math.Inf(1)
		}
		if d.Backlog.Allowed {
			a.deferred = true
			mayOwe = hardOr(&d.Backlog.Max, t, math.Inf(1))
			if t == c.n-1 {
				mayOwe = min(mayOwe, hardOr(&d.Backlog.Closing, t, math.Inf(1)))
			}
		} else {
			a.must[t] += max(0, asked-mayLose)
		}
		a.asked[t] += asked
		missed += mayLose
		a.mayMiss[t] += missed + mayOwe
	}
}

// finding is the greatest lack in one account.
type finding struct {
	t          int
	first      int // period in which something is lacking first
	amount     float64
	needed     float64
	kept       bool // stock to be kept is part of it
	impossible bool
}

// lack finds the period in which most is lacking. Without the second result
// nothing certainly is.
func (a *account) lack() (finding, bool) {
	if f, found := a.follow(a.must, func(int, float64) bool { return true }); found {
		f.impossible = true
		return f, true
	}
	exceeds := func(t int, short float64) bool { return short > a.mayMiss[t]+noise(a.mayMiss[t]) }
	if f, found := a.follow(a.asked, exceeds); found {
		f.impossible = true
		return f, true
	}
	last := len(a.asked) - 1
	return a.follow(a.asked, func(t int, _ float64) bool { return t == last || !a.deferred })
}

// follow goes through the periods with what is taken in each, and returns the
// greatest lack among those that count.
func (a *account) follow(taken []float64, counts func(t int, short float64) bool) (finding, bool) {
	var worst finding
	net, sum, found := a.opening, 0.0, false
	for t := range taken {
		sum += taken[t]
		net = min(a.most[t], net+a.supply[t]-taken[t])
		if a.ceiling != nil {
			net = min(net, a.ceiling[t]-sum)
		}
		short := a.least[t] - net
		if short <= noise(sum+a.least[t]) || !counts(t, short) {
			continue
		}
		if !found {
			worst.first, found = t, true
		}
		if short > worst.amount {
			worst = finding{t: t, first: worst.first, amount: short, needed: sum + a.least[t], kept: a.least[t] > 0}
		}
	}
	return worst, found
}

// noise is what an amount of that size may be off without meaning anything: the
// tolerance of solvers, and of sums of decimal numbers.
func noise(size float64) float64 {
	const relative = 1e-6
	if math.IsInf(size, 0) {
		return 0
	}
	return relative * max(1, math.Abs(size))
}

// Shortages finds what is certainly lacking, without the words of Check.
func Shortages(s *Scenario) []Shortage {
	c := newChecker(s.atLeastAsked())
	var out []Shortage
	c.eachShortage(func(found Shortage, _ func()) { out = append(out, found) })
	return out
}

// shortagesOf tells what the scenario lacks even if events take from its
// demands all that they can.
func (c *checker) shortagesOf(s *Scenario) {
	least := s.atLeastAsked()
	if least == s {
		c.shortages()
		return
	}
	other := newChecker(least)
	other.shortages()
	c.list = append(c.list, other.list...)
}

func (c *checker) shortages() {
	c.eachShortage(func(_ Shortage, tell func()) { tell() })
}

// eachShortage goes through items and then through what they share. What is
// shared is left out where one of the items lacks something already.
func (c *checker) eachShortage(use func(found Shortage, tell func())) {
	accounts := make([]*account, len(c.all))
	short := make([]bool, len(c.all))
	for i := range c.all {
		accounts[i] = c.itemAccount(i)
		if !c.there[i] || len(c.demands[i]) == 0 {
			continue // unreachable is told already
		}
		own := *accounts[i]
		own.supply, own.ceiling = c.supplyOf(i).period, c.supplyOf(i).cum
		f, found := own.lack()
		if !found {
			continue
		}
		short[i] = true
		use(c.shortage(c.itemAddress(i), f, map[string]float64{c.all[i].ID: 1}), func() { c.tellItem(i, f, own.deferred) })
	}
	for _, subject := range c.subjects(accounts) {
		if slices.ContainsFunc(subject.items, func(i int) bool { return short[i] || !c.there[i] }) {
			continue
		}
		if f, found := subject.account.lack(); found {
			use(c.shortage(subject.path, f, subject.content(c)), func() { c.tellSubject(subject, f) })
		}
	}
}

func (c *checker) shortage(a address, f finding, content map[string]float64) Shortage {
	return Shortage{Path: a.String(), Period: f.t, Needed: f.needed, Amount: f.amount, Impossible: f.impossible, Content: content}
}
