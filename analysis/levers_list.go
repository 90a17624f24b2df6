package analysis

import (
	"math"
	"slices"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// The kinds of levers that are no decision of the formulation, beside those of
// solver.LeverKind.
const (
	ShiftLever      solver.LeverKind = "shift"       // more hours of a resource
	HeadLever       solver.LeverKind = "head"        // more of a crew that hires nobody
	OutputLever     solver.LeverKind = "output"      // more of a process that alone makes its product
	OutsourceLever  solver.LeverKind = "outsource"   // buy a family
	SecondLever     solver.LeverKind = "second"      // buy what can be had in another way too
	SupplyLever     solver.LeverKind = "supply"      // more from the only source
	StorageLever    solver.LeverKind = "storage"     // more room
	StockFloorLever solver.LeverKind = "stock_floor" // less that must be kept
	PriceLever      solver.LeverKind = "price"       // ask more for a family
	LateLever       solver.LeverKind = "accept_late" // owe what may not be owed, for one period at most
)

// LeverItem is something that a plan could do more of, or a limit that could be
// loosened by a step that a business can make.
type LeverItem struct {
	Kind solver.LeverKind
	Key  string        // what it is about, as in the names of columns and rows
	Rows []int         // limits that hold it back; none: nothing does
	Step []solver.Move // what one step moves, by row of Rows
	Size float64       // of one step in the unit of the limits, the most of all periods; a share for prices
	Of   string        // what a step is: see Step.Of; "share" where it is so much of the limit

	parts  []solver.Lever // decisions that it is; none: it can only be loosened
	change func(*model.Scenario) *model.Scenario
	late   []int // demands of which it is accepted that they are served late
	open   bool  // a step opens it, whether or not that pays
}

// LeverOptions say how levers are measured.
type LeverOptions struct {
	Close bool    // first leave as little undone of what is asked as can be; always so where there is no plan
	Share float64 // one step is this share of each limit; 0: a head, machine, shift, lot, ..., and a tenth where there is none
	Pairs int     // take at most so many of the best levers by twos
	Solve solver.Options
}

// shareStep says that a step is a share of the limit, which is shareOfLimit if
// nothing else is asked for.
const (
	shareStep    = "share"
	shareOfLimit = 0.1
	shareOfPrice = 0.01
)

// leverKinds are the levers that rows of a group hold back, where that does not
// depend on what the row is about.
var leverKinds = map[model.Group]solver.LeverKind{
	model.GroupCapacity:     ShiftLever,
	model.GroupOvertime:     solver.OvertimeLever,
	model.GroupRent:         solver.RentLever,
	model.GroupMaxHired:     solver.HireLever,
	model.GroupMaxHeads:     solver.HireLever,
	model.GroupMaxLaidOff:   solver.LayOffLever,
	model.GroupMaxTemps:     solver.TempsLever,
	model.GroupMaxLent:      solver.LendLever,
	model.GroupLane:         solver.TransferLever,
	model.GroupMaxShipment:  solver.TransferLever,
	model.GroupMaxStock:     solver.PreBuildLever,
	model.GroupStorage:      StorageLever,
	model.GroupMinStock:     StockFloorLever,
	model.GroupSafetyStock:  StockFloorLever,
	model.GroupClosingStock: StockFloorLever,
	model.GroupMaxBacklog:   solver.BacklogLever,

	model.GroupClosingBacklog: solver.BacklogLever,
}

// leverOf says what lever a row holds back; empty: none.
func (st *Study) leverOf(l *solver.LimitState, substitutes map[string]bool) (solver.LeverKind, string) {
	s := st.Formulation.Scenario
	if l.Weight != 1 || l.Group.Info().Identity || math.IsInf(l.Limit, 0) {
		return "", ""
	}
	switch l.Group {
	case model.GroupHours:
		for i := range s.Workforce {
			if w := &s.Workforce[i]; w.ID == l.Key && !w.Hire.Allowed {
				return HeadLever, l.Key
			}
		}
		return "", ""
	case model.GroupSupply:
		return st.buying(l.Key), l.Key
	case model.GroupMaxOutput:
		if substitutes[l.Key] {
			return solver.SubstituteLever, l.Key
		}
		return OutputLever, l.Key
	case model.GroupMaxShipment:
		lane, _, _ := strings.Cut(l.Key, ",")
		return solver.TransferLever, lane
	case model.GroupMaxStock, model.GroupMinStock, model.GroupSafetyStock, model.GroupClosingStock:
		key, _, _ := strings.Cut(l.Key, ",")
		if kind := leverKinds[l.Group]; (l.Sense == ">=") == (kind == StockFloorLever) {
			return kind, key
		}
		return "", ""
	}
	return leverKinds[l.Group], l.Key
}

// buying tells what kind of lever an offer is, by its key.
func (st *Study) buying(key string) solver.LeverKind {
	s := st.Formulation.Scenario
	sources, families := map[string]int{}, map[string]bool{}
	for i := range s.Families {
		families[s.Families[i].ID] = true
	}
	for i := range s.Processes {
		for _, part := range s.Processes[i].Makes {
			sources[part.ID]++
		}
	}
	item := ""
	for _, ref := range s.Offers() {
		if sources[ref.Offer.Item]++; ref.Supplier.ID+","+ref.Offer.ID == key {
			item = ref.Offer.Item
		}
	}
	switch {
	case families[item]:
		return OutsourceLever
	case sources[item] > 1:
		return SecondLever
	}
	return SupplyLever
}

// LeverItems lists all levers of the scenario, in the order of the formulation:
// first what it decides, then what can only be loosened, then what would change
// the scenario.
func (st *Study) LeverItems(o LeverOptions) []LeverItem {
	var list []LeverItem
	index := map[[2]string]int{}
	at := func(kind solver.LeverKind, key string) *LeverItem {
		id := [2]string{string(kind), key}
		k, known := index[id]
		if !known {
			k = len(list)
			index[id] = k
			list = append(list, LeverItem{Kind: kind, Key: key})
		}
		return &list[k]
	}
	substitutes := map[string]bool{}
	for _, l := range st.Formulation.AllLevers() {
		kind, key := l.Kind, l.Key
		switch kind {
		case solver.BuyLever:
			kind = st.buying(key)
		case solver.TransferLever:
			key, _, _ = strings.Cut(key, ",")
		case solver.SubstituteLever:
			substitutes[key] = true
		}
		item := at(kind, key)
		item.parts, item.open = append(item.parts, l), kind == solver.OpenLever
	}
	limits := st.limits()
	for row := range limits {
		if kind, key := st.leverOf(&limits[row], substitutes); kind != "" {
			item := at(kind, key)
			item.Rows = append(item.Rows, row)
		}
	}
	for k := range list {
		st.stepOf(&list[k], limits, o.Share)
	}
	return append(list, st.changes(o.Share)...)
}

// limits are those that are stated, and where nothing is those of the plan.
func (st *Study) limits() []solver.LimitState {
	limits := st.Formulation.Limits()
	for row := range limits {
		if st.Result.Limits != nil && limits[row].Limit == 0 {
			limits[row].Limit = st.Result.Limits[row].Limit // what decisions allow, such as hours of heads
		}
	}
	return limits
}

// stepOf works out what one step of a lever moves.
func (st *Study) stepOf(item *LeverItem, limits []solver.LimitState, share float64) {
	if item.open && len(item.Rows) == 0 {
		item.Size, item.Of = 1, stepOption
		return
	}
	largest := 0.0
	for _, row := range item.Rows {
		largest = max(largest, math.Abs(limits[row].Limit))
	}
	for _, row := range item.Rows {
		l := &limits[row]
		step := st.stepSize(l)
		switch {
		case share > 0:
			step = Step{share * math.Abs(l.Limit), shareStep}
		case step.Of == stepUnit && largest > 0:
			step = Step{shareOfLimit * largest, shareStep}
		}
		if item.Of == "" || step.Amount > item.Size {
			item.Size, item.Of = max(step.Amount, item.Size), step.Of
		}
		if l.Sense == ">=" {
			step.Amount = -min(step.Amount, max(0, l.Limit))
		}
		item.Step = append(item.Step, solver.Move{Row: row, Amount: step.Amount})
	}
}

// changes are the levers that change what the scenario says: prices, where
// revenue counts, and service that is late where that is not allowed. With
// ranks they would need all ranks anew, and are left out.
func (st *Study) changes(share float64) []LeverItem {
	s := st.Formulation.Scenario
	var list []LeverItem
	if len(s.Ranks()) > 0 {
		return nil
	}
	if share == 0 {
		share = shareOfPrice
	}
	sold := map[string]bool{}
	for i := range s.Demand {
		sold[s.Demand[i].Item] = true
	}
	for _, item := range s.Items() {
		if s.Objective.Maximises() && sold[item.ID] && priced(s, item.ID) {
			list = append(list, LeverItem{Kind: PriceLever, Key: item.ID, Size: share, Of: shareStep, change: dearer(item.ID, share)})
		}
	}
	for i := range s.Demand {
		if d := &s.Demand[i]; d.Exact() && !d.Backlog.Allowed {
			list = append(list, LeverItem{Kind: LateLever, Key: d.ID, Size: 1, Of: "period", change: later(i), late: []int{i}})
		}
	}
	return list
}

// priced tells whether an item is sold at a price.
func priced(s *model.Scenario, item string) bool {
	for _, list := range [][]model.Item{s.Families, s.Materials} {
		for i := range list {
			if list[i].ID == item && list[i].Price.IsSet() {
				return true
			}
		}
	}
	return slices.ContainsFunc(s.Demand, func(d model.Demand) bool { return d.Item == item && d.Price.IsSet() })
}

// dearer asks a share more for an item, of the same demand.
func dearer(item string, share float64) func(*model.Scenario) *model.Scenario {
	return func(s *model.Scenario) *model.Scenario {
		changed, n := *s, s.Calendar.Len()
		scale := func(v *model.Series) { *v = scaled(*v, 1+share, 0, n-1, n) }
		changed.Families, changed.Materials, changed.Demand = slices.Clone(s.Families), slices.Clone(s.Materials), slices.Clone(s.Demand)
		for _, list := range [][]model.Item{changed.Families, changed.Materials} {
			for i := range list {
				if list[i].ID == item {
					scale(&list[i].Price)
				}
			}
		}
		for i := range changed.Demand {
			if changed.Demand[i].Item == item {
				scale(&changed.Demand[i].Price)
			}
		}
		return &changed
	}
}

// later lets a demand be served one period late, at no cost: what that is worth
// is the most that it may cost. Nothing is owed at the end.
func later(demand int) func(*model.Scenario) *model.Scenario {
	return func(s *model.Scenario) *model.Scenario {
		changed := *s
		changed.Demand = slices.Clone(s.Demand)
		changed.Demand[demand].Backlog = model.Backlog{
			Allowed: true, Closing: model.Fixed(0), MaxAge: model.Fixed(1),
		}
		return &changed
	}
}
