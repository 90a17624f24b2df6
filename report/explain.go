package report

import (
	"io"
	"math"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// ExplainDocument says why a plan is as it is: why demand is short, what a unit
// costs and why, why an option is not used, or what gives way when the scenario
// changes. All money in it is cost: what makes the objective worse is positive,
// whether the scenario minimises cost or maximises profit. Money gained is
// called gain, and is positive where the objective gets better.
type ExplainDocument struct {
	FormatVersion int             `json:"format_version"` // version of this format
	Engine        EngineInfo      `json:"engine"`         // what solved the scenario
	Scenario      ScenarioInfo    `json:"scenario"`       // what was planned
	Status        string          `json:"status"`         // optimal
	Objective     Objective       `json:"objective"`      // of the best plan
	PriceKind     string          `json:"price_kind"`     // linear; integers fixed: everything is measured with the same whole numbers
	Question      Question        `json:"question"`       // what was asked
	Shortages     []ShortageLine  `json:"shortages"`      // demand that is late, lost, short or unsold, explained; the most money first
	Others        []ShortageBrief `json:"others"`         // shortages with less money at stake, which were not explained
	Costs         []UnitCostLine  `json:"costs"`          // what one more unit costs, by period
	Options       []OptionLine    `json:"options"`        // why options are used no more than they are
	Changes       *ChangeLines    `json:"changes"`        // what gives way when the scenario changes; null where that was not asked
}

// Question is what was asked.
type Question struct {
	Kind   string   `json:"kind"`    // shortages, cost, option or what-if
	Path   string   `json:"path"`    // what it is about; empty: all demand that is short
	Period string   `json:"period"`  // label; empty: all
	WhatIf []string `json:"what_if"` // changes of the scenario
}

// LimitRef names a limit in one period.
type LimitRef struct {
	ID     string      `json:"id"`     // name of its row in an exported model
	Group  model.Group `json:"group"`  // family of limits
	Key    string      `json:"key"`    // what it is about
	Path   string      `json:"path"`   // address in the scenario
	Owner  string      `json:"owner"`  // who can change it; may be empty
	Unit   string      `json:"unit"`   // unit of the limit
	Period string      `json:"period"` // label of the period
	Limit  *float64    `json:"limit"`  // what it allows or asks for
}

// ShortageBrief is demand that is not served as it is asked for.
type ShortageBrief struct {
	Demand string             `json:"demand"` // id
	Kind   analysis.ShortKind `json:"kind"`   // late, lost, short or unsold
	From   string             `json:"from"`   // first period
	To     string             `json:"to"`     // last period
	Amount float64            `json:"amount"` // the most that is owed at once, or all that is lost, short or unsold
	Unit   string             `json:"unit"`   // of the amount
	Money  float64            `json:"money"`  // at stake
}

// ShortageLine is a shortage with its causes and its remedy.
type ShortageLine struct {
	ShortageBrief
	Period   string        `json:"period"`   // that is looked at most closely
	Possible bool          `json:"possible"` // some plan serves one more unit
	Net      *float64      `json:"net"`      // what that unit costs, less what it earns and saves; null where none can be served
	Least    float64       `json:"least"`    // the least shortage that any plan can have
	Supply   *UnitCostLine `json:"supply"`   // what delivering one more costs; null where none can be delivered
	Chain    []ChainStep   `json:"chain"`    // from the demand back to where one more unit would come from
	Blocks   []BlockLine   `json:"blocks"`   // limits without room that a unit on the chain needs, where none can be served
	Causes   []CauseLine   `json:"causes"`   // at most three limits, the one that helps most first
	Remedy   *RemedyLine   `json:"remedy"`   // the cheapest; null where moving limits does not help
}

// ChainStep is one decision on the way back from a demand.
type ChainStep struct {
	Decision string  `json:"decision"` // runs, bought, stock, shipped, ...
	Key      string  `json:"key"`      // whose
	Period   string  `json:"period"`   // label
	Quantity float64 `json:"quantity"` // for one unit of the demand; negative: given up
	Depth    int     `json:"depth"`    // steps from the demand: 1, 2, ...
}

// BlockLine is a limit without room.
type BlockLine struct {
	LimitRef
	PerUnit float64 `json:"per_unit"` // needed for one unit of the demand
}

// CauseLine is what moving one limit alone does, as measured.
type CauseLine struct {
	LimitRef
	Move   *float64 `json:"move"`   // to add to the limit for all to be served; null where it is not enough alone
	Served bool     `json:"served"` // the best plan then serves all by itself; else it must be told to
	Left   float64  `json:"left"`   // of the shortage, where the limit alone is not enough however far it moves
	Gain   float64  `json:"gain"`   // money, before what moving the limit costs
}

// RemedyLine is the cheapest change of limits that gets all served.
type RemedyLine struct {
	Moves  []Moved `json:"moves"`  // of one limit, or of several where none does it alone
	Served bool    `json:"served"` // the best plan then serves all by itself; else it must be told to
	Gain   float64 `json:"gain"`   // money, before what moving the limits costs
}

// UnitCostLine is what one more unit for a demand costs.
type UnitCostLine struct {
	Demand string      `json:"demand"` // id
	Period string      `json:"period"` // label
	Served float64     `json:"served"` // in the best plan
	Price  float64     `json:"price"`  // what a unit is sold for
	Cost   *float64    `json:"cost"`   // measured; null where no plan delivers one more
	Parts  []CostPart  `json:"parts"`  // they add up to the cost
	Chain  []ChainStep `json:"chain"`  // where the unit comes from
}

// CostPart is one part of a cost.
type CostPart struct {
	Kind     string  `json:"kind"`     // money: of a decision; penalty; rent: of a limit; worth: of an item
	Account  string  `json:"account"`  // id of the account of money
	Decision string  `json:"decision"` // that is paid for: runs, bought, ...; empty for a rent
	Key      string  `json:"key"`      // whose, or what the limit is about
	Limit    string  `json:"limit"`    // id of the limit whose rent it is; empty for a decision
	Period   string  `json:"period"`   // label
	Quantity float64 `json:"quantity"` // of the decision or of the limit, for one unit
	Rate     float64 `json:"rate"`     // money per unit of that
	Money    float64 `json:"money"`    // quantity times rate: positive where it costs

	group model.Group // of a rent
	unit  string
}

// explaining makes documents about one study.
type explaining struct {
	s *model.Scenario
	e *analysis.Explainer
}

// NewExplainDocument begins a document about the best plan of a study.
func NewExplainDocument(in Input, q Question) *ExplainDocument {
	base := NewDocument(in)
	if q.WhatIf == nil {
		q.WhatIf = []string{}
	}
	return &ExplainDocument{
		FormatVersion: FormatVersion, Engine: base.Engine, Scenario: base.Scenario, Status: base.Status, Objective: base.Objective,
		PriceKind: string(in.Result.Prices), Question: q, Shortages: []ShortageLine{}, Others: []ShortageBrief{},
		Costs: []UnitCostLine{}, Options: []OptionLine{},
	}
}

// AddReasons adds shortages with their reasons, and those that have none.
func (d *ExplainDocument) AddReasons(e *analysis.Explainer, reasons []*analysis.Reason, others []analysis.Shortage) {
	x := explaining{e.Scenario(), e}
	for _, r := range reasons {
		d.Shortages = append(d.Shortages, x.reason(r))
	}
	for i := range others {
		d.Others = append(d.Others, x.brief(&others[i]))
	}
}

// AddCosts adds what units cost.
func (d *ExplainDocument) AddCosts(e *analysis.Explainer, costs []analysis.UnitCost) {
	x := explaining{e.Scenario(), e}
	for i := range costs {
		d.Costs = append(d.Costs, *x.cost(&costs[i]))
	}
}

// WriteJSON writes the document as indented JSON.
func (d *ExplainDocument) WriteJSON(w io.Writer) error { return writeJSON(w, d) }

func (x explaining) brief(s *analysis.Shortage) ShortageBrief {
	demand := &x.s.Demand[s.Demand]
	return ShortageBrief{
		Demand: demand.ID, Kind: s.Kind, From: periodLabel(x.s, s.From), To: periodLabel(x.s, s.To),
		Amount: clean(s.Amount, kpiDigits), Unit: x.s.Items()[x.s.ItemIndex()[demand.Item]].Unit, Money: clean(s.Money, kpiDigits),
	}
}

func (x explaining) reason(r *analysis.Reason) ShortageLine {
	l := ShortageLine{
		ShortageBrief: x.brief(&r.Shortage), Period: periodLabel(x.s, r.Worst), Possible: r.Possible, Least: clean(r.Least, kpiDigits),
		Chain: x.chain(r.Chain), Blocks: []BlockLine{}, Causes: []CauseLine{},
	}
	if r.Possible {
		l.Net = known(r.Net, kpiDigits)
	}
	if r.Supply.Breakdown != nil {
		l.Supply = x.cost(&r.Supply)
	}
	for _, b := range r.Blocks {
		l.Blocks = append(l.Blocks, BlockLine{x.limit(b.Row), clean(b.PerUnit, kpiDigits)})
	}
	for i := range r.Causes {
		c := &r.Causes[i]
		line := CauseLine{LimitRef: x.limit(c.Row), Served: c.Served, Left: clean(c.Left, kpiDigits), Gain: clean(c.Gain, kpiDigits)}
		if c.Moves != 0 {
			line.Move = known(c.Moves, kpiDigits)
		}
		l.Causes = append(l.Causes, line)
	}
	if m := r.Remedy; m != nil {
		l.Remedy = &RemedyLine{Moves: x.moves(m.Moves), Served: m.Served, Gain: clean(m.Gain, kpiDigits)}
	}
	return l
}

func (x explaining) limit(row int) LimitRef {
	l := x.e.Limit(row)
	return LimitRef{
		ID: l.ID, Group: l.Group, Key: l.Key, Path: l.Path, Owner: l.Owner, Unit: l.Unit,
		Period: periodLabel(x.s, l.Period), Limit: known(l.Limit, significantDigits),
	}
}

func (x explaining) moves(moves []solver.Move) []Moved {
	list := []Moved{}
	for _, m := range moves {
		l := x.limit(m.Row)
		list = append(list, Moved{
			ID: l.ID, Group: l.Group, Key: l.Key, Path: l.Path, Owner: l.Owner, Period: l.Period,
			Unit: l.Unit, Limit: l.Limit, Amount: clean(m.Amount, kpiDigits),
		})
	}
	return list
}

func (x explaining) chain(steps []analysis.Leg) []ChainStep {
	list := []ChainStep{}
	for _, s := range steps {
		d := x.e.Decision(s.Column)
		list = append(list, ChainStep{d.What, d.Key, periodLabel(x.s, d.Period), clean(s.Quantity, kpiDigits), s.Depth})
	}
	return list
}

func (x explaining) cost(c *analysis.UnitCost) *UnitCostLine {
	l := &UnitCostLine{
		Demand: x.s.Demand[c.Demand].ID, Period: periodLabel(x.s, c.Period), Served: clean(c.Served, kpiDigits),
		Price: clean(c.Price, priceDigits), Parts: []CostPart{}, Chain: []ChainStep{},
	}
	if b := c.Breakdown; b != nil {
		l.Cost, l.Parts, l.Chain = known(b.Price, kpiDigits), x.parts(b.Lines), x.chain(b.Steps)
	}
	return l
}

func (x explaining) parts(lines []analysis.Line) []CostPart {
	parts := []CostPart{}
	for i := range lines {
		l := &lines[i]
		p := CostPart{Kind: "money", Quantity: clean(l.Quantity, kpiDigits), Rate: clean(l.Rate, kpiDigits), Money: clean(l.Money, kpiDigits)}
		if l.Row >= 0 {
			limit := x.e.Limit(l.Row)
			p.Kind, p.Limit, p.Key, p.Period, p.group, p.unit = "rent", limit.ID, limit.Key, periodLabel(x.s, limit.Period), limit.Group, limit.Unit
			if limit.Group.Info().Identity {
				p.Kind = "worth"
			}
		} else {
			d := x.e.Decision(l.Column)
			p.Decision, p.Key, p.Period, p.Account = d.What, d.Key, periodLabel(x.s, d.Period), l.Account.ID()
			if l.Penalty {
				p.Kind, p.Account = "penalty", ""
			}
		}
		if math.Abs(l.Money) > noiseFloor {
			parts = append(parts, p)
		}
	}
	return parts
}
