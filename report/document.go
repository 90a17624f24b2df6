package report

import "github.com/steelyard-sop/steelyard/model"

// FormatVersion is the version of the document's format. It changes when a
// reader of an older version could misread a newer document.
const FormatVersion = 1

// Document is everything that is known of one planned scenario. It holds no
// time, no duration and nothing else that differs between two runs on the same
// input.
type Document struct {
	FormatVersion int          `json:"format_version"` // version of this format
	Engine        EngineInfo   `json:"engine"`         // what solved the scenario
	Scenario      ScenarioInfo `json:"scenario"`       // what was planned
	Status        string       `json:"status"`         // optimal; feasible (a plan, not proven best); infeasible; unbounded; stopped (no plan in the time given)
	Objective     Objective    `json:"objective"`      // what was made best, and how well
	Money         *Money       `json:"money"`          // real money; null without a plan
	Penalties     *Penalties   `json:"penalties"`      // prices of broken limits: no real money; null without a plan
	KPIs          []KPI        `json:"kpis"`           // those that mean something for the scenario

	Choice *Choice `json:"choice"` // how the plan was chosen among equally good ones; null without a plan

	Stability *Stability `json:"stability,omitempty"` // what it costs to stay near to an earlier plan, where that was asked

	Plan *model.Tables `json:"plan"` // what is decided, in long tables; null without a plan

	Calendar      []CalendarPeriod   `json:"calendar,omitempty"`      // days and quarter of every period, in order
	History       []model.HistoryRow `json:"history,omitempty"`       // what was counted before the plan, for the sheets of families
	FamilyLoads   []FamilyLoad       `json:"family_loads,omitempty"`  // what making each family takes of capacity
	Contributions []ContributionLine `json:"contributions,omitempty"` // what each family contributes, one amount a period, and how that leads to the gross margin; in whole coins

	NewProducts *NewProductPlan `json:"new_products,omitempty"` // launches and phase-outs; left out where there are none

	Goals []Goal     `json:"goals,omitempty"` // goals and budgets, in the order of the scenario; infeasible: the hard ones that are impossible
	Ranks []GoalRank `json:"ranks,omitempty"` // ranks of goals in the order in which they were met

	Limits         []Limit    `json:"limits"`          // every limit in every period, in the order of the formulation
	Findings       []Finding  `json:"findings"`        // at most seven sentences, the most money first
	Audit          *Audit     `json:"audit"`           // the independent check of the plan; null where there was none
	Conflict       []Conflict `json:"conflict"`        // infeasible only: limits that cannot all hold, of which none can be left out
	Relaxed        []Relaxed  `json:"relaxed"`         // hard limits that the plan breaks, as little as possible, because no plan keeps all
	Repairs        []Repair   `json:"repairs"`         // infeasible only: how little limits must move for there to be a plan
	Unlimited      []string   `json:"unlimited"`       // unbounded only: decisions that no limit holds back
	IntegerBecause []string   `json:"integer_because"` // addresses of what made the problem an integer one
}

// EngineInfo names the solver.
type EngineInfo struct {
	Name    string `json:"name"`    // name of the solver
	Version string `json:"version"` // version of the solver
}

// ScenarioInfo identifies the scenario and names the things in it.
type ScenarioInfo struct {
	Name      string          `json:"name"`      // name of the scenario
	Hash      string          `json:"hash"`      // SHA-256 of what the scenario says, whatever its order and spelling
	Files     []string        `json:"files"`     // files that it draws on besides itself
	Currency  string          `json:"currency"`  // currency of all money; may be empty
	Objective model.Objective `json:"objective"` // minimise cost or maximise profit
	Bucket    model.Bucket    `json:"bucket"`    // length of a period
	Periods   []string        `json:"periods"`   // labels of the periods, in order
	Things    []Thing         `json:"things"`    // names and units of everything that the other parts refer to by id
}

// CalendarPeriod is one period in terms of days.
type CalendarPeriod struct {
	Period  string `json:"period"`            // label
	Start   string `json:"start"`             // first day
	End     string `json:"end"`               // last day
	Days    int    `json:"days"`              // calendar days
	Working *int   `json:"working,omitempty"` // working days; missing where the calendar does not say
	Quarter string `json:"quarter"`           // label of the quarter that it is in, a fiscal one where the calendar has those
}

// FamilyLoad is what the processes that make one family take of one resource or
// workforce. A process that makes several families counts with each of them.
type FamilyLoad struct {
	Family   string    `json:"family"`    // id of the family
	Of       string    `json:"of"`        // id of the resource or workforce
	Unit     string    `json:"unit"`      // of the amounts
	ByPeriod []float64 `json:"by_period"` // one amount a period
}

// Kind says what a Thing is.
type Kind string

// The kinds of Thing.
const (
	KindFamily    Kind = "family"
	KindMaterial  Kind = "material"
	KindResource  Kind = "resource"
	KindWorkforce Kind = "workforce"
	KindProcess   Kind = "process"
	KindSupplier  Kind = "supplier"
	KindLane      Kind = "lane"
	KindSite      Kind = "site"
	KindMarket    Kind = "market"
	KindClass     Kind = "class"
	KindStock     Kind = "stock"
	KindDemand    Kind = "demand"
	KindRule      Kind = "rule"
	KindStorage   Kind = "storage"

	KindStockLimit Kind = "stock limit"
	KindOption     Kind = "option"
	KindPromotion  Kind = "promotion"
	KindLaunch     Kind = "launch"
	KindPhaseOut   Kind = "phase-out"
	KindEmission   Kind = "emission"
	KindCap        Kind = "cap" // of an emission; its id is that of the emission, a comma and its own
)

// Thing is one named thing of the scenario.
type Thing struct {
	Kind Kind   `json:"kind"` // family, material, resource, workforce, process, supplier, lane, site, market, class, stock, demand, rule, storage, stock limit, option, promotion, launch, phase-out, emission or cap
	ID   string `json:"id"`   // id in the scenario
	Name string `json:"name"` // name for people; the id where the scenario gives none
	Unit string `json:"unit"` // unit of its quantities; empty where it has none
}

// Objective is the number that the plan makes best.
type Objective struct {
	Sense string   `json:"sense"` // minimise or maximise
	Value *float64 `json:"value"` // cost or profit with penalties; null without a plan
	Bound *float64 `json:"bound"` // no plan can be better than this; null where nothing is proven
	Gap   *float64 `json:"gap"`   // |value - bound| / |value|; null where nothing is proven
}

// Choice says how the plan was chosen among equally good ones. One that is
// canonical depends on what the scenario says alone, not on ids, on their order
// or on how the solver worked; amounts agree to nine digits.
type Choice struct {
	Canonical bool   `json:"canonical"` // it is the one that the declared order of preference takes
	Reason    string `json:"reason"`    // why it is not; empty where it is
}

// Money is the statement of real money. Its lines add up: by_period to each
// total, income lines to revenue, cost lines to cost.
type Money struct {
	Currency string      `json:"currency"` // currency of all amounts; may be empty
	Lines    []MoneyLine `json:"lines"`    // every account, in the order of a statement
	Revenue  float64     `json:"revenue"`  // sum of the income lines
	Cost     float64     `json:"cost"`     // sum of the cost lines
	Profit   float64     `json:"profit"`   // revenue less cost
	Total    float64     `json:"total"`    // real money of the objective: cost or profit
}

// MoneyLine is one account over the horizon.
type MoneyLine struct {
	Account  string    `json:"account"`   // id of the account
	Title    string    `json:"title"`     // name for people
	Kind     string    `json:"kind"`      // income or cost; amounts of both are positive where they are usual
	Total    float64   `json:"total"`     // over the horizon
	ByPeriod []float64 `json:"by_period"` // one amount a period; they add up to the total
}

// The kinds of MoneyLine.
const (
	Income = "income"
	Cost   = "cost"
)

// Penalties lists the priced limits that the plan breaks. They steer the plan
// and belong to no statement of money.
type Penalties struct {
	Lines []PenaltyLine `json:"lines"` // one a limit and period, in the order of the formulation
	Total float64       `json:"total"` // sum of the lines
}

// PenaltyLine is one priced limit that is broken in one period.
type PenaltyLine struct {
	Limit  string  `json:"limit"`  // id of the limit
	Path   string  `json:"path"`   // address of the limit in the scenario
	Period string  `json:"period"` // label of the period
	Amount float64 `json:"amount"` // how much too much or too little
	Unit   string  `json:"unit"`   // unit of the amount
	Rate   float64 `json:"rate"`   // penalty per unit
	Money  float64 `json:"money"`  // amount times rate
}

// KPI is one number that tells how good the plan is. One that means nothing for
// the scenario is left out. Shares are in percent.
//
// fill_rate: served / (asked + owed at the start), over all demand for exact
// quantities; left out where different units are asked for.
//
// on_time_rate: share of what is asked that is served in the period that asks
// for it. What is owed from before is served first, so that of a period's
// demand max(0, served - owed before) is on time. Left out like
// fill_rate.
//
// class_fill_rate, class_on_time_rate: the same of the demands of one class,
// of which those between bounds ask for the most that the market takes.
//
// peak_utilisation: greatest load / regular time of any resource or workforce
// in any period; above 100 % overtime carries the load.
//
// overtime_share: overtime worked / load, over the resources and workforces
// that may work overtime; left out where they count in different units.
//
// emitted: what is emitted of a substance over the horizon.
//
// heads_opening, heads_end: heads before the first and in the last period, over
// all workforces.
type KPI struct {
	ID    string  `json:"id"`              // fill_rate, on_time_rate, class_fill_rate, class_on_time_rate, peak_utilisation, overtime_share, emitted, heads_opening or heads_end
	Title string  `json:"title"`           // name for people
	Value float64 `json:"value"`           // in the unit given
	Unit  string  `json:"unit"`            // "%" for shares
	Class string  `json:"class,omitempty"` // id of the class or emission that it is about; missing where it is about the whole
}

// Limit is one limit in one period: what it allows, what the plan uses of it,
// and what one more unit would be worth.
type Limit struct {
	ID        string      `json:"id"`         // name of its row in an exported model: capacity[line1,2026-03]
	Group     model.Group `json:"group"`      // family of limits
	Key       string      `json:"key"`        // what it is about: line1
	Path      string      `json:"path"`       // address in the scenario
	Owner     string      `json:"owner"`      // who can change it; may be empty
	Reason    string      `json:"reason"`     // why it is there; may be empty
	Review    string      `json:"review"`     // date of the next review; may be empty
	Unit      string      `json:"unit"`       // unit of limit, used and slack
	Period    string      `json:"period"`     // label of the period
	Sense     string      `json:"sense"`      // "<=" at most, ">=" at least, "=" exactly
	Limit     *float64    `json:"limit"`      // what it allows or asks for
	Used      *float64    `json:"used"`       // what the plan uses
	Slack     *float64    `json:"slack"`      // room left; negative where a priced limit is broken
	Price     *float64    `json:"price"`      // change of the objective for one more unit of the limit; null where there is none
	PriceUnit string      `json:"price_unit"` // unit of the price: USD/h
	PriceKind string      `json:"price_kind"` // linear; integers fixed (of the plan with the same whole numbers); empty without a price
	Binding   bool        `json:"binding"`    // no room is left
	Priced    bool        `json:"priced"`     // it may be broken for penalty money
	Range     *Range      `json:"range"`      // values of the limit between which the price holds; null where not known
}

// Range is where a price holds, in the unit of the limit.
type Range struct {
	From *float64 `json:"from"` // least value of the limit; null where there is none
	To   *float64 `json:"to"`   // greatest value of the limit; null where there is none
}

// Conflict is one of the limits that cannot all hold.
type Conflict struct {
	ID     string      `json:"id"`     // name of its row in an exported model
	Group  model.Group `json:"group"`  // family of limits
	Key    string      `json:"key"`    // what it is about
	Path   string      `json:"path"`   // address in the scenario
	Owner  string      `json:"owner"`  // who can change it; may be empty
	Reason string      `json:"reason"` // why it is there; may be empty
	Review string      `json:"review"` // date of the next review; may be empty
	Unit   string      `json:"unit"`   // unit of the limit
	Period string      `json:"period"` // label of the period
	Sense  string      `json:"sense"`  // "<=" at most, ">=" at least, "=" exactly
	Limit  *float64    `json:"limit"`  // what it allows or asks for
}

// Relaxed is one hard limit in one period that the plan breaks.
type Relaxed struct {
	Limit  string  `json:"limit"`  // id of the limit
	Path   string  `json:"path"`   // address in the scenario
	Period string  `json:"period"` // label of the period
	Amount float64 `json:"amount"` // how much too much or too little
	Unit   string  `json:"unit"`   // unit of the amount

	Yield     *float64 `json:"yield"`      // change of the objective for one more unit that the limit gives way; null where it is not known
	YieldUnit string   `json:"yield_unit"` // unit of the yield: USD/h
}

// Repair is a smallest change of limits that makes a plan possible. Limits
// count in shares of their own size. Those with a priority are moved only where
// those without one, or with a later one, are not enough.
type Repair struct {
	Only  string  `json:"only"`  // group of limits that alone may move; empty: any
	Owner string  `json:"owner"` // whose limits alone may move; empty: anybody's
	Other bool    `json:"other"` // no limit moves that the first repair moves
	Size  float64 `json:"size"`  // sum of the shares: 0.03 is 3 % of one limit
	Moves []Moved `json:"moves"` // in the order of the formulation
}

// Moved is one limit in one period that a repair moves.
type Moved struct {
	ID       string      `json:"id"`       // name of its row in an exported model
	Group    model.Group `json:"group"`    // family of limits
	Key      string      `json:"key"`      // what it is about
	Path     string      `json:"path"`     // address in the scenario
	Owner    string      `json:"owner"`    // who can change it; may be empty
	Period   string      `json:"period"`   // label of the period
	Unit     string      `json:"unit"`     // unit of the amount
	Limit    *float64    `json:"limit"`    // as it is
	Priority int         `json:"priority"` // 1 gives way last, then 2, ...; 0: without one, it gives way first
	Amount   float64     `json:"amount"`   // to add to it; negative: to take away
}

// Finding is one sentence about the plan, made by a rule.
type Finding struct {
	Rule string `json:"rule"` // id of the rule
	Text string `json:"text"` // the sentence
}

// Audit is the outcome of the independent check.
type Audit struct {
	Passed      bool         `json:"passed"`      // no difference was found
	Checks      int          `json:"checks"`      // how many numbers were checked
	Differences []Difference `json:"differences"` // where scenario and plan disagree
	Omitted     int          `json:"omitted"`     // further differences that are not listed
}

// Difference is one check that the plan did not pass.
type Difference struct {
	Check     string   `json:"check"`     // what was checked
	Path      string   `json:"path"`      // address in the scenario
	Key       string   `json:"key"`       // what it is about
	Period    string   `json:"period"`    // label of the period; empty where it is about the whole horizon
	What      string   `json:"what"`      // the difference in one sentence
	Expected  *float64 `json:"expected"`  // as recomputed from scenario and plan; null where it is no finite number
	Actual    *float64 `json:"actual"`    // as the plan says; null where it is no finite number
	Tolerance *float64 `json:"tolerance"` // largest difference allowed
	Unit      string   `json:"unit"`      // unit of the numbers
}
