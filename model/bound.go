package model

import "math"

// Bound: the most that each activity comes to in each period, in at least one
// best plan. It is the least of what hard limits and capacity let happen, what
// there can be of the inputs, and what can be of use: what is yet to be sold,
// consumed or kept from then on, through all bills.
//
// Making and buying more than is of use only adds cost, with one exception: what
// is there anyhow (opening stock, receipts, by-products, the rest of a lot) may
// be cheaper to turn into something else than to keep. That much is added. A
// rule of the user's own may ask for what is of no use: then only hard limits,
// capacity and inputs count.

// Activity is the most of every activity by period, +Inf where nothing bounds it.
type Activity struct {
	Runs    Grid // processes: runs
	Bought  Grid // offers: units ordered
	Shipped Grid // cargos: units sent off
	Loads   Grid // lanes: loads, of all cargos together
}

// MostActivity finds the most of every activity of a valid scenario.
func (s *Scenario) MostActivity() Activity { return s.activity(false) }

// NeededActivity finds the most that it takes to keep any of the limits of a
// valid scenario, as if no other limit were in the way: no smaller bound may
// stand in for a limit when it is asked whether a plan exists without it.
func (s *Scenario) NeededActivity() Activity { return s.activity(true) }

func (s *Scenario) activity(unlimited bool) Activity {
	u := &usefulness{checker: newChecker(s.atMostAsked()), unlimited: unlimited}
	u.read()
	n := u.n
	b := Activity{NewGrid(len(s.Processes), n), NewGrid(len(u.offerRefs), n), NewGrid(len(u.cargoRefs), n), NewGrid(len(s.Lanes), n)}
	for p := range s.Processes {
		copy(b.Runs.Row(p), u.mostRuns(p))
	}
	for k := range u.offerRefs {
		copy(b.Bought.Row(k), u.mostBought(k))
	}
	for k := range u.cargoRefs {
		copy(b.Shipped.Row(k), u.mostShipped(k))
	}
	k := 0 // cargos are in the order of their lanes
	for i := range s.Lanes {
		loads, lane := b.Loads.Row(i), &u.s.Lanes[i]
		for j := range lane.Carries {
			for t := range loads {
				loads[t] += times(b.Shipped.At(k, t), lane.Carries[j].Load.Or(t, 1))
			}
			k++
		}
		for t := range loads {
			loads[t] = u.limited(u.inLots(&lane.Use, t, loads[t]), hardOr(&lane.Capacity, t, math.Inf(1)), lane.Use.Most(t))
		}
	}
	return b
}

// usefulness finds how much of everything can be of use.
type usefulness struct {
	*checker
	offerRefs  []OfferRef
	cargoRefs  []CargoRef
	agreements []AgreementRef
	users      [][]int     // by item: processes that consume it
	carriers   [][]int     // by item: cargos
	wanted     []*useful   // by item; nil until asked for
	total      [][]float64 // by process: most runs of use from each period on; nil until asked for
	over       []float64   // by item: what may be there without being of use
	freely     []bool      // by item: it costs nothing to leave it where it is
	anything   bool        // anything may be of use: a rule may ask for it
	tied       map[*Switch]bool
	unlimited  bool // limits do not count
}

// useful is how much of an item can be of use.
type useful struct {
	now  []float64 // that goes out in the period, or stays in stock at the end of it
	rest []float64 // that goes out from the period on, or stays
}

func (u *usefulness) read() {
	items := len(u.all)
	u.offerRefs, u.cargoRefs, u.agreements = u.s.Offers(), u.s.Cargos(), u.s.Agreements()
	u.users, u.carriers = make([][]int, items), make([][]int, items)
	u.anything = u.s.asksForMore()
	u.wanted, u.total = make([]*useful, items), make([][]float64, len(u.s.Processes))
	for p := range u.s.Processes {
		for _, part := range u.s.Processes[p].Consumes {
			i := u.itemOf[part.ID]
			u.users[i] = append(u.users[i], p)
		}
		for j := range u.s.Processes[p].Blend {
			i := u.itemOf[u.s.Processes[p].Blend[j].Item]
			u.users[i] = append(u.users[i], p)
		}
	}
	for k, ref := range u.cargoRefs {
		i := u.itemOf[ref.Cargo.Item]
		u.carriers[i] = append(u.carriers[i], k)
	}
	u.tied = map[*Switch]bool{}
	for _, ref := range u.s.Switches() {
		if ref.Named {
			u.tied[ref.Switch] = true
		}
	}
	u.over, u.freely = make([]float64, items), make([]bool, items)
	for i := range u.all {
		u.over[i], u.freely[i] = u.surplus(i), u.restsFreely(i)
	}
	kept := u.s.NodeIndex()
	for k := range u.s.Inventory {
		delete(kept, [2]string{u.s.Inventory[k].Item, u.s.Inventory[k].Site})
	}
	for node := range kept {
		u.freely[u.itemOf[node[0]]] = false // it cannot stay there
	}
	for _, off := range u.s.WriteOffs() {
		if positive(off.Cost) {
			u.freely[u.itemOf[u.s.Inventory[off.Stock].Item]] = false
		}
	}
}

// limited is what is of use, within limits.
func (u *usefulness) limited(useful float64, limits ...float64) float64 {
	if !u.unlimited {
		for _, l := range limits {
			useful = min(useful, l)
		}
	}
	return useful
}

// technical is the most runs of a process that there can be.
func (u *usefulness) technical(p int) *flow {
	if u.unlimited {
		return u.endlessFlow()
	}
	return u.runsOf(p)
}

// surplus is how much of an item there may be that is of no use: what is there
// anyhow, and what is left of lots.
func (u *usefulness) surplus(i int) float64 {
	sum := 0.0
	for _, ref := range u.offers[i] {
		sum += u.lump(&ref.Offer.Order, 0)
	}
	for _, stock := range u.stocks[i] {
		sum += u.openingMost(stock)
		for t := range u.n {
			sum += stock.Receipts.Or(t, 0)
		}
	}
	for k, ref := range u.offerRefs {
		if u.itemOf[ref.Offer.Item] == i {
			sum += float64(u.n) * u.forcedOrder(k)
		}
	}
	for _, p := range u.madeBy[i] {
		process := &u.s.Processes[p]
		perRun := 0.0
		for _, part := range process.Yields() {
			if u.itemOf[part.ID] == i {
				perRun = largest(part.Quantity, 0)
			}
		}
		runs := u.lump(&process.Lots, 0) + u.forced(&process.Output.Min, 0)
		if len(process.Makes) > 1 || u.s.pushed(process.Uses) || process.Output.Change.IsSet() {
			runs = u.technical(p).cum[u.n-1] // a by-product, or made to keep something busy
		}
		sum += times(runs, perRun)
	}
	return sum
}

// lump is the least that can be added to an activity from period t on, at most.
func (u *usefulness) lump(sw *Switch, t int) float64 {
	if !sw.Set {
		return 0
	}
	lump, sum := 0.0, 0.0
	for ; t < u.n; t++ {
		one := sw.Min.Value.Or(t, 0)
		if sw.Count.IsSet() {
			one *= sw.Count.Value.Or(t, 0)
		}
		one = max(one, sw.Multiple.Value.Or(t, 0))
		lump, sum = max(lump, one), sum+one
	}
	if sw.MinOn.IsSet() || u.tied[sw] {
		return sum // it may have to be on
	}
	return lump
}

// forced is what a least amount a period asks for from period t on.
func (u *usefulness) forced(l *Limit, t int) float64 {
	sum := 0.0
	for ; t < u.n; t++ {
		sum += l.Value.Or(t, 0)
	}
	return sum
}

// restsFreely tells whether it costs nothing to keep any amount of an item.
func (u *usefulness) restsFreely(i int) bool {
	for _, stock := range u.stocks[i] {
		c := &stock.Closing
		if positive(stock.HoldingCost) || u.sharesLimits(stock) || stock.Max.IsSet() || c.Max.IsSet() || c.Exact.IsSet() {
			return false
		}
	}
	return true
}

// largest is the largest number of a series from period t on; 0 without any.
func largest(s Series, t int) float64 {
	if s.Len() == 1 {
		return s.At(0)
	}
	most := 0.0
	for ; t < s.Len(); t++ {
		most = max(most, s.Or(t, 0))
	}
	return most
}

// leastPositive is the smallest number above 0 from period t on; 0 without any.
func leastPositive(s Series, t int) float64 {
	if s.Len() == 1 {
		return s.At(0)
	}
	least := math.Inf(1)
	for ; t < s.Len(); t++ {
		if v := s.Or(t, 0); v > 0 {
			least = min(least, v)
		}
	}
	if math.IsInf(least, 1) {
		return 0
	}
	return least
}

// useOf is how much of an item can be of use. Where a bill comes back to the
// item that it is of, that is without end.
func (u *usefulness) useOf(i int) *useful {
	if u.wanted[i] != nil {
		return u.wanted[i]
	}
	endless := u.endlessFlow()
	u.wanted[i] = &useful{endless.period, endless.cum}
	if u.anything {
		return u.wanted[i]
	}
	w := &useful{make([]float64, u.n), make([]float64, u.n)}
	account := u.itemAccount(i)
	for t := range u.n {
		if u.keeps(i) {
			w.now[t] += account.most[t]
		}
	}
	for _, stock := range u.stocks[i] {
		u.addKept(w, stock)
	}
	for _, d := range u.demands[i] {
		u.addAsked(w, &u.s.Demand[d])
	}
	for _, p := range u.users[i] {
		u.addConsumed(w, p, i)
	}
	for _, k := range u.carriers[i] {
		u.addForcedShipment(w, k)
	}
	u.wanted[i] = w
	return w
}

// addKept adds what a stock must hold at any time from a period on.
func (u *usefulness) addKept(w *useful, k *Stock) {
	floor, turned, policies := 0.0, 0.0, u.policyFloor(k)
	for t := u.n - 1; t >= 0; t-- {
		floor = max(floor, k.Min.Value.Or(t, 0), policies[t])
		if t == u.n-1 {
			floor = max(floor, k.Closing.Min.Value.Or(t, 0), k.Closing.Exact.Value.Or(t, 0))
		}
		w.rest[t] += floor
		if k.ShelfLife.IsSet() && t < u.n-1 {
			w.rest[t] += turned // what gets too old is made anew
		}
		turned += floor
	}
}

// asksForMore tells whether it may pay to serve more than the least of a demand
// between bounds although it earns nothing.
func (d *Demand) asksForMore() bool {
	return d.Same.IsSet() || d.Class != "" || d.Service.Fill.IsSet()
}

// addAsked adds what a demand can take.
func (u *usefulness) addAsked(w *useful, d *Demand) {
	owed := 0.0 // at most, before the period
	if d.Backlog.Allowed {
		owed = d.Backlog.Opening
	}
	late, asked := make([]float64, u.n), make([]float64, u.n)
	for t := range u.n {
		late[t] = owed
		switch {
		case d.Exact():
			asked[t] = d.Quantity.Value.Or(t, 0)
		case (!u.s.Objective.Maximises() || u.unlimited) && !d.asksForMore() && !u.anything:
			asked[t] = d.Min.Value.Or(t, 0) // selling more earns nothing
		default:
			asked[t] = hardOr(&d.Max, t, math.Inf(1))
		}
		if d.Exact() && d.Backlog.Allowed {
			owed = u.limited(owed+asked[t], hardOr(&d.Backlog.Max, t, math.Inf(1)))
		}
	}
	sum := 0.0
	for t := u.n - 1; t >= 0; t-- {
		sum += asked[t]
		w.now[t] += asked[t] + late[t]
		w.rest[t] += sum + late[t]
	}
}

// addConsumed adds what process p can consume of an item.
func (u *usefulness) addConsumed(w *useful, p, i int) {
	technical, total := u.technical(p), u.totalRuns(p)
	for _, part := range u.s.Processes[p].Needs() {
		if u.itemOf[part.ID] != i {
			continue
		}
		for t := range u.n {
			w.now[t] += times(min(technical.period[t], total[t]), part.Quantity.Or(t, 0))
			w.rest[t] += times(total[t], largest(part.Quantity, t))
		}
	}
	for j := range u.s.Processes[p].Blend {
		in := &u.s.Processes[p].Blend[j]
		if u.itemOf[in.Item] != i {
			continue
		}
		for t := range u.n { // the whole blend may be of it
			w.now[t] += min(technical.period[t], total[t]) / in.Gives.Or(t, 1)
			w.rest[t] += total[t] / in.leastGiven(t)
		}
	}
}

// addForcedShipment adds what a lane must carry of an item, of use or not.
func (u *usefulness) addForcedShipment(w *useful, k int) {
	ref := u.cargoRefs[k]
	for t := range u.n {
		forced := u.forced(&ref.Cargo.Min, t) + over(u.lump(&ref.Lane.Use, t), u.leastLoad(ref.Cargo, t))
		w.now[t] += forced
		w.rest[t] += forced
	}
}

// leastLoad is the least load of a unit of a cargo from period t on.
func (u *usefulness) leastLoad(c *Cargo, t int) float64 {
	if !c.Load.IsSet() {
		return 1
	}
	return leastPositive(c.Load, t)
}

// totalRuns is the most runs of a process that can be of use from each period on.
func (u *usefulness) totalRuns(p int) []float64 {
	if u.total[p] != nil {
		return u.total[p]
	}
	u.total[p] = u.endlessFlow().period
	process, technical := &u.s.Processes[p], u.technical(p)
	total, sum := make([]float64, u.n), 0.0
	for t := u.n - 1; t >= 0; t-- {
		sum += technical.period[t]
		most := 0.0
		if a, ok := u.s.Calendar.Arrival(t, process.Lead); ok {
			for _, part := range process.Yields() {
				most = max(most, over(u.useOf(u.itemOf[part.ID]).rest[a], leastPositive(part.Quantity, t)))
			}
		}
		if total[t] = sum; u.s.pushed(process.Uses) || process.Output.Change.IsSet() {
			continue
		}
		total[t] = min(sum, most+u.lump(&process.Lots, t)+u.forced(&process.Output.Min, t)+u.spared(process, t))
	}
	u.total[p] = total
	return total
}

// over is how often q goes into an amount; never where it is nothing.
func over(amount, q float64) float64 {
	if q == 0 {
		return 0
	}
	return amount / q
}

// spared is how many runs of a process may only serve to get rid of an input.
func (u *usefulness) spared(process *Process, t int) float64 {
	most := 0.0
	for _, part := range process.Needs() {
		if i := u.itemOf[part.ID]; u.over[i] > 0 && !u.freely[i] {
			most = max(most, over(u.over[i], leastPositive(part.Quantity, t)))
		}
	}
	for j := range process.Blend {
		if i := u.itemOf[process.Blend[j].Item]; u.over[i] > 0 && !u.freely[i] {
			return math.Inf(1) // it may take any amount of the other inputs to get rid of it
		}
	}
	return most
}

// mostRuns is the bound of a process by period.
func (u *usefulness) mostRuns(p int) []float64 {
	process, technical, total := &u.s.Processes[p], u.technical(p), u.totalRuns(p)
	most := make([]float64, u.n)
	for t := range most {
		if a, ok := u.s.Calendar.Arrival(t, process.Lead); ok {
			for _, part := range process.Yields() {
				w := u.useOf(u.itemOf[part.ID])
				most[t] = max(most[t], over(u.limited(w.rest[a], w.now[a]), part.Quantity.Or(t, 0)))
			}
		}
		if u.s.pushed(process.Uses) || process.Output.Change.IsSet() {
			most[t] = technical.period[t]
		}
		most[t] = max(most[t], process.Output.Min.Value.Or(t, 0)) + u.spared(process, t)
		most[t] = min(u.inLots(&process.Lots, t, most[t]), total[t], technical.period[t])
	}
	return most
}

// inLots rounds an amount up to what the lots allow.
func (u *usefulness) inLots(sw *Switch, t int, amount float64) float64 {
	if !sw.Set {
		return amount
	}
	least := sw.Min.Value.Or(t, 0)
	if sw.Count.IsSet() && (sw.MinOn.IsSet() || u.tied[sw]) {
		least *= sw.Count.Value.Or(t, 0)
	}
	amount = max(amount, least)
	if m := sw.Multiple.Value.Or(t, 0); m > 0 && !math.IsInf(amount, 0) {
		amount = math.Ceil(amount/m-noise(amount/m)) * m
	}
	return amount
}

// mostBought is the bound of an offer by period.
func (u *usefulness) mostBought(k int) []float64 {
	offer := u.offerRefs[k].Offer
	w := u.useOf(u.itemOf[offer.Item])
	most := make([]float64, u.n)
	for t := range most {
		if a, ok := u.s.Calendar.Arrival(t, offer.Lead); ok {
			most[t] = u.limited(w.rest[a], w.now[a])
		}
		most[t] = max(most[t], u.forcedOrder(k))
		most[t] = u.limited(u.inLots(&offer.Order, t, most[t]), hardOr(&offer.Capacity, t, math.Inf(1)), offer.Order.Most(t))
	}
	return most
}

// mostShipped is the bound of a cargo by period: also what is of no use may be
// better off in another place.
func (u *usefulness) mostShipped(k int) []float64 {
	ref := u.cargoRefs[k]
	i := u.itemOf[ref.Cargo.Item]
	w, most := u.useOf(i), make([]float64, u.n)
	for t := range most {
		if a, ok := u.s.Calendar.Arrival(t, ref.Lane.Lead); ok {
			most[t] = w.rest[a]
		}
		most[t] = max(most[t]+u.over[i], ref.Cargo.Min.Value.Or(t, 0))
		if u.unlimited {
			continue
		}
		load := ref.Cargo.Load.Or(t, 1)
		if most[t] = min(most[t], u.supplyOf(i).cum[t]); u.s.pushed(ref.Lane.Uses) {
			most[t] = math.Inf(1) // to and fro
		}
		loads := min(hardOr(&ref.Lane.Capacity, t, math.Inf(1)), ref.Lane.Use.Most(t))
		most[t] = min(most[t], hardOr(&ref.Cargo.Max, t, math.Inf(1)), per(loads, load))
		for _, use := range ref.Lane.Uses {
			most[t] = min(most[t], per(u.roomOf[use.ID].most[t], times(use.Quantity.Or(t, 0), load)))
		}
	}
	return most
}
