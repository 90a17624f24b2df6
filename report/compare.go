package report

import (
	"io"
	"math"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// ComparisonDocument puts plans of several versions of a scenario beside one of
// them, the base: what goes in differently, and what comes out differently.
type ComparisonDocument struct {
	FormatVersion int               `json:"format_version"` // version of this format
	Engine        EngineInfo        `json:"engine"`         // what solved the scenarios
	Goal          string            `json:"goal"`           // cost or profit: what the waterfalls lead through, of real money
	Currency      string            `json:"currency"`       // of the base; may be empty
	Tolerance     float64           `json:"tolerance"`      // a change up to this share of the larger of both is none
	Versions      []ComparedVersion `json:"versions"`       // the base first
	KPIs          []ComparedKPI     `json:"kpis"`           // key numbers of all of them

	hasBase bool // the base has a plan
}

// ComparedVersion is one of the scenarios with what is different from the base.
// The lists are empty for the base itself.
type ComparedVersion struct {
	Name      string          `json:"name"`      // short name: the id of the variant, or the name of the file
	Scenario  string          `json:"scenario"`  // name that the scenario gives itself
	Hash      string          `json:"hash"`      // of the scenario; empty where it is not valid
	Status    string          `json:"status"`    // optimal, feasible, infeasible, unbounded, stopped, or invalid
	Reason    string          `json:"reason"`    // why there is no plan; empty where there is one
	InWay     []InWayLine     `json:"in_way"`    // infeasible only: a smallest set of limits that cannot all hold
	Objective Objective       `json:"objective"` // with penalties, as the scenario states it
	Inputs    []ComparedInput `json:"inputs"`    // what the scenario says differently
	Waterfall []WaterfallStep `json:"waterfall"` // from the real money of the base to that of this one; empty where there is no way
	Cells     []MovedCell     `json:"cells"`     // decisions that are different, those that moved most first
	Limits    []MovedLimit    `json:"limits"`    // limits that began or ceased to bind, the dearest first
	Service   []MovedService  `json:"service"`   // demand that is served better or worse, the greatest loss first
	Ledger    *ChangeLedger   `json:"ledger"`    // what the changes come to; null where it was not asked for

	things []Thing // of base and version
	file   periodNames
}

// Versions that say something else have Statuses of their own.
const statusInvalid = "invalid"

// ComparedInput is one value that differs, as diff shows it.
type ComparedInput struct {
	Path   string `json:"path"`   // address, with the period where only one is different
	Change string `json:"change"` // 3,200 -> 3,520, or *1.1 in every period
	Unit   string `json:"unit"`   // may be empty
	Origin string `json:"origin"` // where both come from: base.yaml:16:22 -> high.yaml:4:8 *1.10
}

// ComparedKPI is a key number of all versions. Values and changes are null
// where there is no plan, or where the number means nothing.
type ComparedKPI struct {
	ID      string     `json:"id"`      // revenue, cost, profit, penalties, mean_stock, or the id of a KPI of plan
	Of      string     `json:"of"`      // id of the class or item that it is about; empty for the whole
	Title   string     `json:"title"`   // name for people
	Unit    string     `json:"unit"`    // of the values
	Values  []*float64 `json:"values"`  // one a version
	Changes []*float64 `json:"changes"` // from the base; 0 where it is within the tolerance
}

// CompareInput is one version on its way into a comparison.
type CompareInput struct {
	Name    string
	Invalid string // what is wrong with the scenario; empty where it is valid. Then only Name is read
	Input
	Inputs []ComparedInput
}

// NewComparison compares versions with the first of them.
func NewComparison(list []CompareInput, tolerance float64) *ComparisonDocument {
	d := &ComparisonDocument{FormatVersion: FormatVersion, Tolerance: tolerance, Goal: Cost, Versions: []ComparedVersion{}, KPIs: []ComparedKPI{}}
	plans := make([]*Document, len(list))
	for k := range list {
		if list[k].Invalid == "" {
			plans[k] = NewDocument(list[k].Input)
		}
	}
	base := plans[0]
	if base != nil {
		d.Engine, d.Currency = base.Engine, base.Scenario.Currency
		if base.Objective.Sense == objectiveSense(model.MaximiseProfit) {
			d.Goal = "profit"
		}
		d.hasBase = base.Plan != nil
	}
	for k := range list {
		v := newVersion(&list[k], plans[k])
		if k > 0 && d.hasBase && plans[k] != nil && plans[k].Plan != nil {
			d.compare(&v, &list[0], &list[k], base, plans[k])
		}
		d.Versions = append(d.Versions, v)
	}
	d.addKPIs(list, plans)
	return d
}

// newVersion is a version by itself.
func newVersion(in *CompareInput, plan *Document) ComparedVersion {
	v := ComparedVersion{
		Name: in.Name, Status: statusInvalid, Reason: in.Invalid, InWay: []InWayLine{}, Inputs: in.Inputs,
		Waterfall: []WaterfallStep{}, Cells: []MovedCell{}, Limits: []MovedLimit{}, Service: []MovedService{},
	}
	if v.Inputs == nil {
		v.Inputs = []ComparedInput{}
	}
	if plan == nil {
		return v
	}
	v.Scenario, v.Hash, v.Status, v.Objective = plan.Scenario.Name, plan.Scenario.Hash, plan.Status, plan.Objective
	v.things, v.file = plan.Scenario.Things, newPeriodNames(&plan.Scenario)
	if plan.Plan == nil {
		v.InWay = newInWay(&in.Input, newNames(v.things), together(in.Result.Conflict))
		v.Reason = v.noPlan(in.Result)
	}
	return v
}

// noPlan says in words why a version has no plan.
func (v *ComparedVersion) noPlan(r *solver.Result) string {
	switch {
	case r.Status == solver.Unbounded:
		return "a limit is missing, so that the objective can be as good as one likes"
	case r.Status == solver.Stopped:
		return "no plan was found in the time given"
	case len(v.InWay) > 0:
		return "these cannot all hold: " + v.file.told(v.InWay)
	}
	return "no plan keeps all hard limits"
}

// together gathers limits by what they are about.
func together(limits []solver.LimitState) []analysis.Hindrance {
	var list []analysis.Hindrance
	for i := range limits {
		l := &limits[i]
		k := 0
		for k < len(list) && (list[k].Group != l.Group || list[k].Key != l.Key) {
			k++
		}
		if k == len(list) {
			list = append(list, analysis.Hindrance{Group: l.Group, Key: l.Key})
		}
		list[k].Periods = append(list[k].Periods, l.Period)
	}
	return list
}

// compare fills in what is different from the base.
func (d *ComparisonDocument) compare(v *ComparedVersion, base, other *CompareInput, from, to *Document) {
	v.things = append(append([]Thing{}, to.Scenario.Things...), from.Scenario.Things...)
	n := newNames(v.things)
	if from.Scenario.Currency == to.Scenario.Currency {
		v.Waterfall = newWaterfall(d.Goal, d.Currency, from, to)
	}
	v.Cells = d.movedCells(n, from, to)
	v.Limits = movedLimits(n, from, to)
	v.Service = d.movedService(n, base, other, from, to)
}

// same tells whether two numbers are as good as equal.
func (d *ComparisonDocument) same(a, b float64) bool {
	return a == b || math.Abs(a-b) <= max(noiseFloor, d.Tolerance*max(math.Abs(a), math.Abs(b)))
}

// WriteJSON writes the document as JSON.
func (d *ComparisonDocument) WriteJSON(w io.Writer) error { return writeJSON(w, d) }

// Text writes it for a terminal.
func (d *ComparisonDocument) Text(w io.Writer, o TextOptions) error { return d.sheet(o.All).text(w, o) }

// Markdown writes it for a wiki or a pull request.
func (d *ComparisonDocument) Markdown(w io.Writer) error { return d.sheet(true).markdown(w) }

// HTML writes it as one file that needs no other.
func (d *ComparisonDocument) HTML(w io.Writer) error { return d.sheet(true).html(w) }
