package report

import (
	"io"
	"math"
	"strings"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/solver"
)

// LeversDocument is what every lever of a scenario earns and what more of it
// would, measured by planning again.
type LeversDocument struct {
	FormatVersion int             `json:"format_version"` // version of this format
	Engine        EngineInfo      `json:"engine"`         // what solved the scenario
	Scenario      ScenarioInfo    `json:"scenario"`       // what was planned
	Objective     Objective       `json:"objective"`      // of the best plan; without a value where there is none
	Closing       bool            `json:"closing"`        // levers are measured against the plan that leaves least undone of what is asked; else against the best plan
	Broken        bool            `json:"broken"`         // that plan breaks promises of service or of backlog, as every plan does
	Unit          string          `json:"unit"`           // of gaps: the unit of what is asked, or % where there are several
	Asked         float64         `json:"asked"`          // all that is asked, in that unit
	Planned       *LeverStanding  `json:"planned"`        // the best plan; null where there is none
	Base          LeverStanding   `json:"base"`           // the plan that levers are measured against
	Levers        []LeverMeasured `json:"levers"`         // those that change anything, the best step first
	Pairs         []LeverPairLine `json:"pairs"`          // those of the best levers that do more or less together than alone
	PairsOf       int             `json:"pairs_of"`       // how many levers were taken by twos
	Unmoved       int             `json:"unmoved"`        // levers that change nothing
}

// LeverStanding is how well a plan does.
type LeverStanding struct {
	Objective float64 `json:"objective"` // with penalties
	Penalties float64 `json:"penalties"` // the part of it that is no real money
	Gap       float64 `json:"gap"`       // owed at the end of a period (in each), lost, missing or unsold
}

// LeverMeasured is one lever.
type LeverMeasured struct {
	Lever  solver.LeverKind `json:"lever"`  // overtime, shift, head, rent, hire, lay_off, temps, lend, outsource, second, supply, pre_build, storage, stock_floor, transfer, substitute, output, backlog, accept_late, open, close or price
	Key    string           `json:"key"`    // what it is about, as in the names of rows and columns
	Title  string           `json:"title"`  // name for people: overtime of line
	Limits []string         `json:"limits"` // addresses of the limits that a step loosens
	Used   bool             `json:"used"`   // the plan makes use of it
	Away   *LeverMoney      `json:"away"`   // of doing without it; null where it is not used
	Step   *LeverStep       `json:"step"`   // one step more; null where nothing holds it back
	Most   *LeverStep       `json:"most"`   // as many steps as help; null where one step does not
}

// LeverMoney is what a change does to the plan.
type LeverMoney struct {
	NoPlan    bool    `json:"no_plan"`   // there is no plan then; the rest is 0
	Unlimited bool    `json:"unlimited"` // it earns without end; the rest is 0
	Net       float64 `json:"net"`       // by how much the objective gets better; negative: worse
	Penalties float64 `json:"penalties"` // the part of net that is penalties, no real money
	Closes    float64 `json:"closes"`    // by how much the gap gets less; negative: more
}

// LeverStep is what more of a lever does.
type LeverStep struct {
	LeverMoney
	Steps  float64 `json:"steps"`  // how many steps that are
	Amount float64 `json:"amount"` // in each period, in the unit; of shares 0.01 is 1 %
	Unit   string  `json:"unit"`   // of the limit; empty for shares
	Of     string  `json:"of"`     // what one step is: head, machine, shift, lot, load, option, unit, period or share
}

// LeverPairLine is one step of two levers.
type LeverPairLine struct {
	First  int        `json:"first"`  // into levers
	Second int        `json:"second"` // into levers
	Both   LeverMoney `json:"both"`   // what one step of both does
	Extra  LeverMoney `json:"extra"`  // beyond the sum of each alone; negative: they do the same work
	Closed bool       `json:"closed"` // enough of both leaves no gap; neither does so alone
}

// NewLeversDocument gathers what levers are worth.
func NewLeversDocument(in Input, l *analysis.Levers) *LeversDocument {
	base := NewDocument(in)
	d := &LeversDocument{
		FormatVersion: FormatVersion, Engine: base.Engine, Scenario: base.Scenario, Objective: base.Objective,
		Closing: l.Closing, Broken: l.Broken, Unit: l.Gap.Unit, Asked: quantity(l.Gap.Asked), Base: newStanding(&l.Base),
		Levers: []LeverMeasured{}, Pairs: []LeverPairLine{}, PairsOf: l.PairsFrom, Unmoved: l.Unmoved,
	}
	if l.Planned != nil {
		planned := newStanding(l.Planned)
		d.Planned = &planned
	}
	n, limits := newNames(d.Scenario.Things), in.Result.Limits
	if limits == nil {
		limits = in.Limits
	}
	for i := range l.List {
		d.Levers = append(d.Levers, newLever(n, limits, &l.List[i]))
	}
	for i := range l.Pairs {
		p := &l.Pairs[i]
		d.Pairs = append(d.Pairs, LeverPairLine{p.First, p.Second, newLeverMoney(p.Both), newLeverMoney(p.Extra), p.Closed})
	}
	return d
}

func newStanding(s *analysis.Standing) LeverStanding {
	return LeverStanding{clean(s.Value, priceDigits), clean(s.Penalties, priceDigits), clean(s.Gap, gapDigits)}
}

const (
	gapDigits  = 9 // of gaps, and of what closes them
	stepDigits = 6 // of how many steps help, which is known to the tolerance of the best value only
)

func newLever(n names, limits []solver.LimitState, v *analysis.LeverValue) LeverMeasured {
	m := LeverMeasured{Lever: v.Kind, Key: v.Key, Title: n.leverItem(&v.LeverItem), Limits: []string{}, Used: v.Used}
	unit := ""
	for _, row := range v.Rows {
		unit = limits[row].Unit
		if path := limits[row].Path; len(m.Limits) == 0 || m.Limits[len(m.Limits)-1] != path {
			m.Limits = append(m.Limits, path)
		}
	}
	if len(v.Rows) == 0 && v.Of != "share" {
		unit = v.Of + "s"
	}
	if v.Used {
		away := newLeverMoney(v.Away)
		m.Away = &away
	}
	if v.Bounds {
		m.Step = &LeverStep{newLeverMoney(v.More), 1, quantity(v.Size), unit, v.Of}
		if len(v.Rows) > 0 && v.Most != (analysis.LeverEffect{}) {
			m.Most = &LeverStep{newLeverMoney(v.Most), clean(v.Steps, stepDigits), clean(v.Steps*v.Size, stepDigits), unit, v.Of}
		}
	}
	return m
}

func newLeverMoney(e analysis.LeverEffect) LeverMoney {
	if e.NoPlan || e.NoEnd {
		return LeverMoney{NoPlan: e.NoPlan, Unlimited: e.NoEnd}
	}
	return LeverMoney{Net: clean(e.Net, priceDigits), Penalties: clean(e.Penalties, priceDigits), Closes: clean(e.Closes, gapDigits)}
}

// leverItem names a lever for people.
func (n names) leverItem(l *analysis.LeverItem) string {
	first, second, _ := strings.Cut(l.Key, ",")
	switch l.Kind {
	case analysis.ShiftLever:
		return "more hours of " + n.of(l.Key, KindResource)
	case analysis.HeadLever:
		return "more heads of " + n.of(l.Key, KindWorkforce)
	case analysis.OutsourceLever, analysis.SecondLever, analysis.SupplyLever:
		return "buy " + n.item(second) + " from " + n.of(first, KindSupplier)
	case analysis.StorageLever:
		return "more room in " + printable(l.Key)
	case analysis.StockFloorLever:
		return "keep less " + n.of(l.Key, KindStock, KindFamily, KindMaterial)
	case analysis.PriceLever:
		return "dearer " + n.item(l.Key)
	case analysis.LateLever:
		return "accept late " + n.of(l.Key, KindDemand, KindFamily)
	case analysis.OutputLever, solver.SubstituteLever:
		return "more by " + n.of(l.Key, KindProcess)
	case solver.TransferLever:
		return "send by " + n.of(l.Key, KindLane)
	case solver.LendLever:
		return "lend " + n.of(first, KindWorkforce) + " to " + n.of(second, KindWorkforce)
	case solver.BacklogLever:
		return "serve late " + n.of(l.Key, KindDemand, KindFamily)
	}
	return n.lever(&solver.Lever{Kind: l.Kind, Key: l.Key})
}

// amountText writes what a lever is loosened by in each period.
func (l *LeverStep) amountText(kind solver.LeverKind) string {
	sign, unit, amount := "+", l.Unit, clean(l.Amount, 3)
	if kind == analysis.StockFloorLever {
		sign = "-"
	}
	if unit == "" && l.Of == "share" {
		return sign + percent(100*amount)
	}
	if math.Abs(l.Amount) >= 1000 {
		amount = math.Round(l.Amount)
	}
	if word, many := strings.CutSuffix(unit, "s"); many && amount == 1 && (word == l.Of || word == "head") {
		unit = word
	}
	return sign + withUnit(amount, unit)
}

// WriteJSON writes the document as indented JSON.
func (d *LeversDocument) WriteJSON(w io.Writer) error { return writeJSON(w, d) }
