package report

import (
	"cmp"
	"io"
	"math"
	"slices"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/model"
)

// PriceDocument is what the limits of a planned scenario are worth, as
// measured by solving again. Like a Document it differs between two runs on the
// same input in nothing.
type PriceDocument struct {
	FormatVersion int              `json:"format_version"` // version of this format
	Engine        EngineInfo       `json:"engine"`         // what solved the scenario
	Scenario      ScenarioInfo     `json:"scenario"`       // what was planned
	Status        string           `json:"status"`         // optimal
	Objective     Objective        `json:"objective"`      // of the best plan
	PriceKind     string           `json:"price_kind"`     // linear; integers fixed: of the plan with the same whole numbers
	Findings      []Finding        `json:"findings"`       // the limits that gain the most in sentences, always the same ones
	Prices        []MeasuredPrice  `json:"prices"`         // the most money at stake first
	Unmeasured    int              `json:"unmeasured"`     // limits with a price and less at stake, which were not measured
	Groups        []PriceTotal     `json:"groups"`         // what the limits of each group are worth, the most first
	Owners        []PriceTotal     `json:"owners"`         // the same by owner
	Reviews       []ReviewLine     `json:"reviews"`        // limits that are worth money, the most overdue for a review first
	Entering      []EnteringOption `json:"entering"`       // what the plan leaves alone, the nearest to entering first
	EnteringLeft  int              `json:"entering_left"`  // further options, which were not measured
	Others        []Limit          `json:"others"`         // limits that are worth nothing, or bind nowhere; only with --all
	Curve         *ValueCurve      `json:"curve"`          // of one limit; null where none was asked for
}

// MeasuredPrice is one limit in one period with what it is worth on either side.
type MeasuredPrice struct {
	Limit
	More       PriceSide `json:"more"`       // with a greater limit
	Less       PriceSide `json:"less"`       // with a smaller one
	Degenerate bool      `json:"degenerate"` // one more and one less are worth different money
	AtStake    float64   `json:"at_stake"`   // money that the limit can move within the room of its price

	Whole *WholePrice `json:"whole"` // what it is worth in a plan with whole numbers; null where the plan has none
}

// PriceSide is what moving a limit to one side changes.
type PriceSide struct {
	NoPlan bool     `json:"no_plan"` // no plan keeps the limit if it moves at all; the rest is null then
	Price  *float64 `json:"price"`   // change of the objective for one more unit of the limit
	Room   *float64 `json:"room"`    // units that the limit can move while the price holds; null where it holds for ever
	Change *float64 `json:"change"`  // of the objective over the room; null where that has no end

	Then *PriceThen `json:"then"` // what comes after the room; null where that has no end
}

// PriceThen is what comes after the room of a price.
type PriceThen struct {
	NoPlan bool     `json:"no_plan"` // no plan keeps the limit if it moves any further
	Price  *float64 `json:"price"`   // change of the objective for one more unit of the limit from there on
}

// PriceTotal is what several limits are worth together: the sum of price times
// limit over the limits that bind, which a plan pays like a rent.
type PriceTotal struct {
	Name   string  `json:"name"`   // group or owner; empty: without an owner
	Title  string  `json:"title"`  // name for people
	Rent   float64 `json:"rent"`   // sum of |price| x limit, in money
	Limits int     `json:"limits"` // how many limits, counting periods
	Review string  `json:"review"` // earliest date of review among them; empty where none has one
}

// ValueCurve is the best objective as a function of how far limits move.
type ValueCurve struct {
	Limits      []string     `json:"limits"` // ids of the limits that move together
	Group       model.Group  `json:"group"`  // of the limits
	Key         string       `json:"key"`    // what they are about
	Period      string       `json:"period"` // label of the period of the first
	Unit        string       `json:"unit"`   // of the moves
	Limit       *float64     `json:"limit"`  // what the first says now
	Pieces      []CurvePiece `json:"pieces"` // from the least move to the greatest; slopes differ
	NoPlanBelow bool         `json:"no_plan_below"`
	NoPlanAbove bool         `json:"no_plan_above"`
}

// CurvePiece is one straight piece of a ValueCurve.
type CurvePiece struct {
	From   *float64 `json:"from"`    // move from where the limits are; null: without end
	To     *float64 `json:"to"`      // null: without end
	AtFrom float64  `json:"at_from"` // best objective
	AtTo   float64  `json:"at_to"`
	Price  float64  `json:"price"` // change of the objective for one more unit
}

// PriceAnswers are what a study was asked for, and answered.
type PriceAnswers struct {
	Prices       []analysis.Price
	Whole        []analysis.Whole // one for each of the prices, in their order; nil where the plan has no whole numbers
	Unmeasured   int              // limits with a price that was not measured
	Options      []analysis.Option
	OptionsLeft  int             // options that were not measured
	Curve        *analysis.Curve // nil where none was asked for
	Others       bool            // list the limits that are worth nothing, too
	WithoutTotal bool            // of some limits only: no totals
}

// NewPriceDocument gathers measured prices. The study has answers.
func NewPriceDocument(in Input, st *analysis.Study, a PriceAnswers) *PriceDocument {
	base := NewDocument(in)
	d := &PriceDocument{
		FormatVersion: FormatVersion, Engine: base.Engine, Scenario: base.Scenario, Status: base.Status,
		Objective: base.Objective, PriceKind: string(in.Result.Prices), Prices: []MeasuredPrice{},
		Unmeasured: a.Unmeasured, Findings: []Finding{}, Reviews: []ReviewLine{}, Others: []Limit{},
		Groups: []PriceTotal{}, Owners: []PriceTotal{},
		Entering: newEntering(in, a.Options), EnteringLeft: a.OptionsLeft,
	}
	measured := make(map[int]bool, len(a.Prices))
	for i := range a.Prices {
		p := &a.Prices[i]
		measured[p.Row] = true
		m := MeasuredPrice{
			Limit: base.Limits[p.Row], More: newSide(p.More), Less: newSide(p.Less),
			Degenerate: p.Degenerate(), AtStake: clean(p.AtStake(), priceDigits),
		}
		m.Range = rangeOf(p)
		if a.Whole != nil {
			m.Whole = newWholePrice(&a.Whole[i])
		}
		d.Prices = append(d.Prices, m)
	}
	slices.SortStableFunc(d.Prices, func(a, b MeasuredPrice) int { return cmp.Compare(b.AtStake, a.AtStake) })
	d.Findings = d.findings()
	if !a.WithoutTotal {
		d.Groups = totals(base.Limits, st.Binding(), func(l *Limit) (string, string) { return string(l.Group), l.Group.Info().Title })
		d.Owners = totals(base.Limits, st.Binding(), func(l *Limit) (string, string) { return l.Owner, cmp.Or(l.Owner, "without an owner") })
		d.Reviews = newReviews(in.Scenario, base.Limits, st.Binding())
	}
	if a.Others {
		d.Others = others(base.Limits, measured)
	}
	if a.Curve != nil {
		d.Curve = newCurve(base.Limits, a.Curve)
	}
	return d
}

// rangeOf is where the price holds; nil where the two sides have different ones.
func rangeOf(p *analysis.Price) *Range {
	if p.Degenerate() {
		return nil
	}
	return &Range{
		From: known(p.Limit.Limit-p.Less.Room, significantDigits),
		To:   known(p.Limit.Limit+p.More.Room, significantDigits),
	}
}

func newSide(s analysis.Side) PriceSide {
	if s.NoPlan {
		return PriceSide{NoPlan: true}
	}
	side := PriceSide{Price: known(s.Price, priceDigits), Room: known(s.Room, priceDigits), Change: known(s.Change, priceDigits)}
	switch {
	case s.Next == nil:
	case s.Next.NoPlan:
		side.Then = &PriceThen{NoPlan: true}
	default:
		side.Then = &PriceThen{Price: known(s.Next.Price, priceDigits)}
	}
	return side
}

// totals adds up the rents of the limits in the given rows by a name.
func totals(limits []Limit, rows []int, name func(*Limit) (id, title string)) []PriceTotal {
	place := map[string]int{}
	list := []PriceTotal{}
	for _, row := range rows {
		l := &limits[row]
		if l.Price == nil || l.Limit == nil {
			continue
		}
		id, title := name(l)
		k, known := place[id]
		if !known {
			k = len(list)
			place[id] = k
			list = append(list, PriceTotal{Name: id, Title: title})
		}
		list[k].Rent += math.Abs(*l.Price * *l.Limit)
		list[k].Limits++
		if l.Review != "" && (list[k].Review == "" || l.Review < list[k].Review) {
			list[k].Review = l.Review
		}
	}
	for k := range list {
		list[k].Rent = clean(list[k].Rent, priceDigits)
	}
	slices.SortStableFunc(list, func(a, b PriceTotal) int { return cmp.Or(cmp.Compare(b.Rent, a.Rent), cmp.Compare(a.Name, b.Name)) })
	return list
}

func newCurve(limits []Limit, c *analysis.Curve) *ValueCurve {
	first := &limits[c.Rows[0]]
	v := &ValueCurve{
		Group: first.Group, Key: first.Key, Period: first.Period, Unit: first.Unit, Limit: first.Limit,
		Pieces: []CurvePiece{}, NoPlanBelow: c.NoPlanBelow, NoPlanAbove: c.NoPlanAbove,
	}
	for _, row := range c.Rows {
		v.Limits = append(v.Limits, limits[row].ID)
	}
	for _, p := range c.Pieces {
		v.Pieces = append(v.Pieces, CurvePiece{
			From: known(p.From, priceDigits), To: known(p.To, priceDigits),
			AtFrom: clean(p.AtFrom, significantDigits), AtTo: clean(p.AtTo, significantDigits), Price: clean(p.Slope, priceDigits-2),
		})
	}
	return v
}

// WriteJSON writes the document as indented JSON.
func (d *PriceDocument) WriteJSON(w io.Writer) error { return writeJSON(w, d) }

// better tells whether a change of the objective is good.
func better(sense string, change float64) bool {
	return change > 0 == (sense == "maximise")
}
