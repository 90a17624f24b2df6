package report

import (
	"cmp"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// Input is what a document is made of.
type Input struct {
	Scenario *model.Scenario
	Hash     string   // of the scenario
	Files    []string // files that the scenario draws on besides itself, relative to it
	Result   *solver.Result
	Audit    *audit.Report // nil where the plan was not audited

	// Repairs and what they move, where there is no plan.
	Repairs []analysis.Repair
	Limits  []solver.LimitState

	// Yields are, for each limit that the plan breaks, what the objective would
	// change by if it gave way by one unit more.
	Yields []float64
}

// NewDocument gathers everything that is known of a planned scenario. It
// changes nothing it is given.
func NewDocument(in Input) *Document {
	s, r := in.Scenario, in.Result
	d := &Document{
		FormatVersion:  FormatVersion,
		Engine:         EngineInfo{Name: r.Engine.Name, Version: r.Engine.Version},
		Scenario:       scenarioInfo(in),
		Status:         string(r.Status),
		Objective:      Objective{Sense: objectiveSense(r.Sense)},
		Calendar:       newCalendar(s),
		KPIs:           []KPI{},
		Goals:          newGoals(s, r),
		Ranks:          newRanks(r),
		Limits:         []Limit{},
		Findings:       []Finding{},
		Conflict:       newConflict(s, r.Conflict),
		Relaxed:        newRelaxed(s, in),
		Repairs:        newRepairs(s, in),
		Unlimited:      append([]string{}, r.Unlimited...),
		IntegerBecause: sorted(r.Integer),
	}
	if r.Status.HasPlan() && r.Plan != nil {
		d.addPlan(s, r)
		d.Contributions = newContributions(in)
	}
	d.Audit = newAudit(d.Scenario.Periods, in.Audit)
	return d
}

// addPlan fills in everything that there is only where there is a plan.
func (d *Document) addPlan(s *model.Scenario, r *solver.Result) {
	d.Objective.Value = known(r.Value, significantDigits)
	d.Objective.Bound = known(r.Bound, significantDigits)
	d.Objective.Gap = known(r.Gap, significantDigits)
	d.Stability = newStability(r)
	d.Choice = &Choice{Canonical: r.Choice.Canonical, Reason: r.Choice.Reason}
	d.Money = newMoney(s, r)
	d.Penalties = newPenalties(s, r.Penalties)
	tables := r.Plan.Tables(s)
	cleanTables(&tables)
	d.Plan = &tables
	d.FamilyLoads = newFamilyLoads(s, r.Plan)
	d.KPIs = newKPIs(s, d.Plan)
	d.NewProducts = NewProducts(s, r.Plan)
	d.Limits = newLimits(s, r)
	d.Findings = newFindings(s, d)
}

func objectiveSense(o model.Objective) string {
	if o.Maximises() {
		return "maximise"
	}
	return "minimise"
}

func sorted(texts []string) []string {
	out := append([]string{}, texts...)
	slices.Sort(out)
	return out
}

func scenarioInfo(in Input) ScenarioInfo {
	s := in.Scenario
	return ScenarioInfo{
		Name: s.Name, Hash: in.Hash, Files: sorted(in.Files),
		Currency: s.Currency, Objective: s.Objective,
		Bucket: s.Calendar.Bucket, Periods: s.Calendar.Labels(), Things: things(s),
	}
}

func things(s *model.Scenario) []Thing {
	list := []Thing{}
	add := func(kind Kind, id, name, unit string) {
		if name == "" {
			name = id
		}
		list = append(list, Thing{Kind: kind, ID: id, Name: name, Unit: unit})
	}
	units, itemNames := map[string]string{}, map[string]string{}
	for _, item := range s.Items() {
		units[item.ID], itemNames[item.ID] = item.Unit, item.Name
	}
	for i := range s.Families {
		add(KindFamily, s.Families[i].ID, s.Families[i].Name, s.Families[i].Unit)
	}
	for i := range s.Materials {
		add(KindMaterial, s.Materials[i].ID, s.Materials[i].Name, s.Materials[i].Unit)
	}
	for i := range s.Resources {
		add(KindResource, s.Resources[i].ID, s.Resources[i].Name, s.Resources[i].Unit)
	}
	for i := range s.Workforce {
		add(KindWorkforce, s.Workforce[i].ID, s.Workforce[i].Name, s.Workforce[i].Unit)
	}
	for i := range s.Processes {
		add(KindProcess, s.Processes[i].ID, s.Processes[i].Name, "")
	}
	for i := range s.Suppliers {
		add(KindSupplier, s.Suppliers[i].ID, s.Suppliers[i].Name, "")
	}
	for i := range s.Lanes {
		add(KindLane, s.Lanes[i].ID, s.Lanes[i].Name, "")
	}
	for i := range s.Classes {
		add(KindClass, s.Classes[i].ID, s.Classes[i].Name, "")
	}
	places := map[string]string{}
	for i := range s.Sites {
		add(KindSite, s.Sites[i].ID, s.Sites[i].Name, "")
		places[s.Sites[i].ID] = s.Sites[i].Name
	}
	for i := range s.Markets {
		add(KindMarket, s.Markets[i].ID, s.Markets[i].Name, "")
	}
	for i := range s.Inventory {
		at := &s.Inventory[i]
		name := cmp.Or(itemNames[at.Item], at.Item)
		if at.Site != "" {
			name += " at " + cmp.Or(places[at.Site], at.Site)
		}
		add(KindStock, at.ID, name, units[at.Item])
	}
	for i := range s.Demand {
		d := &s.Demand[i]
		name := d.Name
		if name == "" && d.ID == d.Item {
			name = itemNames[d.Item]
		}
		add(KindDemand, d.ID, name, units[d.Item])
	}
	for i := range s.Rules {
		add(KindRule, s.Rules[i].ID, s.Rules[i].Name, "")
	}
	for i := range s.Storage {
		add(KindStorage, s.Storage[i].ID, s.Storage[i].Name, s.Storage[i].Unit)
	}
	for i := range s.StockLimits {
		add(KindStockLimit, s.StockLimits[i].ID, s.StockLimits[i].Name, "")
	}
	for i := range s.Options {
		add(KindOption, s.Options[i].ID, s.Options[i].Name, "")
	}
	for i := range s.Promotions {
		add(KindPromotion, s.Promotions[i].ID, s.Promotions[i].Name, "")
	}
	for i := range s.Launches {
		add(KindLaunch, s.Launches[i].ID, s.Launches[i].Name, "")
	}
	for i := range s.PhaseOuts {
		add(KindPhaseOut, s.PhaseOuts[i].ID, s.PhaseOuts[i].Name, "")
	}
	for i := range s.Emissions {
		e := &s.Emissions[i]
		add(KindEmission, e.ID, e.Name, e.Unit)
		for k := range e.Caps {
			add(KindCap, e.ID+","+e.Caps[k].ID, cmp.Or(e.Caps[k].Name, e.Caps[k].ID), e.Unit)
		}
	}
	return list
}

// newMoney lays the statement on one grid of money: the totals are rounded
// first, and what rounding leaves over is spread among lines and periods.
func newMoney(s *model.Scenario, r *solver.Result) *Money {
	revenue, cost := r.Money.Revenue(), r.Money.Cost()
	grid := moneySteps(revenue, cost)
	m := &Money{Currency: s.Currency, Revenue: grid.amount(revenue), Cost: grid.amount(cost)}
	m.Profit = grid.amount(m.Revenue - m.Cost)
	m.Total = m.Cost
	if r.Sense.Maximises() {
		m.Total = m.Profit
	}
	var costs []float64
	for _, a := range model.Accounts() {
		if a != model.Revenue {
			costs = append(costs, r.Money.Total(a))
		}
	}
	costs = grid.spread(costs, m.Cost)
	for _, a := range model.Accounts() {
		line := MoneyLine{Account: a.ID(), Title: a.Title(), Kind: Income, Total: m.Revenue}
		if a != model.Revenue {
			line.Kind, line.Total, costs = Cost, costs[0], costs[1:]
		}
		line.ByPeriod = grid.spread(r.Money.Amounts.Row(int(a)), line.Total)
		m.Lines = append(m.Lines, line)
	}
	return m
}

func newPenalties(s *model.Scenario, violations []model.Violation) *Penalties {
	p := &Penalties{Lines: []PenaltyLine{}}
	amounts := make([]float64, len(violations))
	var total float64
	for i, v := range violations {
		amounts[i] = v.Penalty()
		total += v.Penalty()
	}
	grid := moneySteps(total)
	p.Total = grid.amount(total)
	for i, money := range grid.spread(amounts, p.Total) {
		v := violations[i]
		p.Lines = append(p.Lines, PenaltyLine{
			Limit: v.Limit, Path: v.Path, Period: periodLabel(s, v.Period),
			Amount: quantity(v.Amount), Unit: v.Unit, Rate: clean(v.Rate, priceDigits), Money: money,
		})
	}
	return p
}

// periodLabel is the label of period t; empty for anything outside the horizon.
func periodLabel(s *model.Scenario, t int) string {
	if t < 0 || t >= s.Calendar.Len() {
		return ""
	}
	return s.Calendar.Periods[t].Label
}

// labelOf is periodLabel where the labels are at hand.
func labelOf(periods []string, t int) string {
	if t < 0 || t >= len(periods) {
		return ""
	}
	return periods[t]
}

func newLimits(s *model.Scenario, r *solver.Result) []Limit {
	limits := make([]Limit, len(r.Limits))
	for i := range r.Limits {
		l := &r.Limits[i]
		limits[i] = Limit{
			ID: l.ID, Group: l.Group, Key: l.Key, Path: l.Path,
			Owner: l.Owner, Reason: l.Reason, Review: l.Review, Unit: l.Unit,
			Period: periodLabel(s, l.Period), Sense: l.Sense,
			Limit: known(l.Limit, significantDigits), Used: known(l.Used, significantDigits),
			Slack: known(slackOf(l), significantDigits),
			Price: known(l.Price, priceDigits), PriceUnit: priceUnit(s.Currency, l.Unit),
			Binding: l.Binding(bindingTolerance), Priced: l.Priced,
		}
		if limits[i].Price != nil {
			limits[i].PriceKind = string(r.Prices)
		}
	}
	return limits
}

// slackOf is the room left without the noise that a difference of two large numbers has.
func slackOf(l *solver.LimitState) float64 {
	if math.Abs(l.Slack) < noiseFloor*max(1, math.Abs(l.Limit)) {
		return 0
	}
	return l.Slack
}

// priceUnit is the unit of a price: USD/h.
func priceUnit(currency, unit string) string {
	if currency == "" {
		currency = "money"
	}
	if unit == "" {
		return currency
	}
	return currency + "/" + singular(unit)
}

// singular is a unit as prices are per: the units that the program itself
// counts in are words in the plural.
func singular(unit string) string {
	switch unit {
	case "heads", "loads", "runs", "units":
		return unit[:len(unit)-1]
	case "launches":
		return "launch"
	}
	return unit
}

func newConflict(s *model.Scenario, states []solver.LimitState) []Conflict {
	list := make([]Conflict, len(states))
	for i := range states {
		l := &states[i]
		list[i] = Conflict{
			ID: l.ID, Group: l.Group, Key: l.Key, Path: l.Path,
			Owner: l.Owner, Reason: l.Reason, Review: l.Review, Unit: l.Unit,
			Period: periodLabel(s, l.Period), Sense: l.Sense, Limit: known(l.Limit, significantDigits),
		}
	}
	return list
}
