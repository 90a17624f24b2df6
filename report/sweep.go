package report

import (
	"io"
	"math"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// SweepDocument is what becomes of every case of a sweep. All numbers have
// nine digits, so that they are the same wherever a solve began.
type SweepDocument struct {
	FormatVersion int            `json:"format_version"` // version of this format
	Engine        EngineInfo     `json:"engine"`         // what solved the cases
	Scenario      ScenarioInfo   `json:"scenario"`       // the base, which the cases change
	Objective     SweepObjective `json:"objective"`      // of the base
	Axes          []SweepAxis    `json:"axes"`           // empty where the cases are named one by one
	Figures       []SweepFigure  `json:"figures"`        // asked for besides the objective
	Cases         []SweepCase    `json:"cases"`          // in the order of the sweep, the last axis running fastest
}

// SweepObjective is the best objective of the base.
type SweepObjective struct {
	Sense string   `json:"sense"` // minimise or maximise
	Base  *float64 `json:"base"`  // best value of the base; null where it has no plan
}

// SweepAxis is one thing that varies.
type SweepAxis struct {
	Name   string   `json:"name"`   // id of the axis
	Paths  []string `json:"paths"`  // what it changes
	Values []string `json:"values"` // as written
}

// SweepFigure is a number that every plan has.
type SweepFigure struct {
	ID    string `json:"id"`    // revenue, profit, fill_rate, stock.cola, ...
	Group string `json:"group"` // money, service, load, heads or stock
	Unit  string `json:"unit"`  // of the number
}

// SweepCase is one case and what becomes of it.
type SweepCase struct {
	Name      string             `json:"case"`      // demand=*0.9,wage=base
	Values    []string           `json:"values"`    // one for each axis
	Note      string             `json:"note"`      // what the scenario says of the case
	Hash      string             `json:"hash"`      // of the scenario that the case makes; empty where it is not valid
	Status    string             `json:"status"`    // optimal, feasible, infeasible, unbounded or stopped, as of a plan; invalid or failed: see reason
	Objective *float64           `json:"objective"` // best value; null without a plan
	Change    *float64           `json:"change"`    // of the objective, from that of the base; null where one of them has no plan
	Reason    string             `json:"reason"`    // why there is no plan, in words; empty where there is one
	InWay     []InWayLine        `json:"in_way"`    // limits that stand in the way of a plan
	Figures   map[string]float64 `json:"figures"`   // by id; one that a plan does not have is missing
}

// SweepResult is all that is known of one case: what is kept of it for the next
// sweep.
type SweepResult struct {
	Status    string             `json:"status"`
	Objective *float64           `json:"objective"`
	Reason    string             `json:"reason,omitempty"`
	InWay     []InWayLine        `json:"in_way,omitempty"`
	Figures   map[string]float64 `json:"figures,omitempty"` // all that there are
}

// The statuses of cases that could not be planned at all.
const (
	SweepInvalid = invalid  // the case makes no valid scenario
	SweepFailed  = "failed" // the program failed
)

// NewSweepResult gathers what is known of a case; in.Result is not used.
func NewSweepResult(in Input, found analysis.Outcome) *SweepResult {
	r := &SweepResult{Status: string(found.Result.Status)}
	if found.Result.Status.HasPlan() {
		objective := canonical(found.Result.Value)
		r.Objective, r.Figures = &objective, sweepFigures(in.Scenario, found.Result)
		return r
	}
	r.Reason = reasonOf(found.Result.Status)
	if len(found.InWay) > 0 {
		info := scenarioInfo(in)
		n, p := newNames(info.Things), newPeriodNames(&info)
		r.InWay = newInWay(&in, n, found.InWay)
		r.Reason = "in the way: " + p.told(r.InWay)
	}
	return r
}

// sweepFigures are all numbers of a plan that SweepFigures lists.
func sweepFigures(s *model.Scenario, r *solver.Result) map[string]float64 {
	list := map[string]float64{}
	add := func(id string, x float64) { list[id] = canonical(x) }
	for _, a := range model.Accounts() {
		add(a.ID(), r.Money.Total(a))
	}
	add("cost", r.Money.Cost())
	add("profit", r.Money.Profit())
	penalties := 0.0
	for _, v := range r.Penalties {
		penalties += v.Penalty()
	}
	add("penalties", penalties)
	tables := r.Plan.Tables(s)
	for _, k := range newKPIs(s, &tables) {
		add(kpiID(k.ID, k.Class), k.Value)
	}
	for _, v := range newViewStock(s, &tables) {
		add("stock."+v.Item, v.Average)
	}
	return list
}

func kpiID(id, class string) string {
	if class == "" {
		return id
	}
	return id + "." + class
}

// SweepFigures lists the numbers that plans of a scenario can have.
func SweepFigures(s *model.Scenario) []SweepFigure {
	var list []SweepFigure
	for _, f := range s.KeyFigures() {
		list = append(list, SweepFigure(f))
	}
	return list
}

// sweepDigits is how much of a number is kept: more than two solves of one
// problem, from different places, ever differ by.
const sweepDigits = 9

// canonical rounds a number such that noise of the arithmetic does not show.
// Numbers that people write lie halfway between two rounded ones more often than
// chance would have it, and there noise would decide; so the border is not halfway.
func canonical(x float64) float64 {
	const border = 0.48769 // of a step
	size := math.Abs(x)
	if size < noiseFloor || math.IsNaN(x) || math.IsInf(x, 0) {
		return clean(x, sweepDigits)
	}
	decimals := sweepDigits - 1 - int(math.Floor(math.Log10(size)))
	step := math.Pow10(-decimals)
	return math.Copysign(roundAt(math.Floor(size/step+1-border)*step, decimals), x)
}

// NewSweepDocument lays out the results of a sweep. Cases come with their
// names, notes, values and hashes; results are in the same order. The base is
// nil where it has no plan. Figures are those asked for.
func NewSweepDocument(in Input, engine EngineInfo, base *SweepResult, axes []SweepAxis, figures []SweepFigure, cases []SweepCase, results []*SweepResult) *SweepDocument {
	d := &SweepDocument{
		FormatVersion: FormatVersion, Engine: engine, Scenario: scenarioInfo(in),
		Objective: SweepObjective{Sense: objectiveSense(in.Scenario.Objective)},
		Axes:      append([]SweepAxis{}, axes...), Figures: append([]SweepFigure{}, figures...), Cases: append([]SweepCase{}, cases...),
	}
	if base != nil {
		d.Objective.Base = base.Objective
	}
	for k := range d.Cases {
		c, r := &d.Cases[k], results[k]
		c.Status, c.Objective, c.Reason = r.Status, r.Objective, r.Reason
		c.InWay, c.Figures = append([]InWayLine{}, r.InWay...), map[string]float64{}
		if c.Objective != nil && d.Objective.Base != nil {
			c.Change = known(*c.Objective-*d.Objective.Base, sweepDigits)
		}
		for _, f := range figures {
			if x, ok := r.Figures[f.ID]; ok {
				c.Figures[f.ID] = x
			}
		}
	}
	return d
}

// WriteJSON writes the document as indented JSON.
func (d *SweepDocument) WriteJSON(w io.Writer) error { return writeJSON(w, d) }
