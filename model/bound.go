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
