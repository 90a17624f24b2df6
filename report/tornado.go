package report

import (
	"io"
	"math"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/solver"
)

// TornadoDocument is how much the best objective changes when single inputs go
// down and up.
type TornadoDocument struct {
	FormatVersion int          `json:"format_version"` // version of this format
	Engine        EngineInfo   `json:"engine"`         // what solved the scenario
	Scenario      ScenarioInfo `json:"scenario"`       // what was planned
	Objective     Objective    `json:"objective"`      // of the best plan as things are
	By            float64      `json:"by"`             // share by which inputs go down and up
	Bars          []TornadoBar `json:"bars"`           // what moves the objective most comes first; before it what leaves no plan
}

// TornadoBar is one input.
type TornadoBar struct {
	Path   string      `json:"path"`   // address of the input, or a pattern for several that move together
	Values int         `json:"values"` // how many values that changes
	Swing  *float64    `json:"swing"`  // from the worst to the best objective of the three; null where one side has no plan
	Down   TornadoSide `json:"down"`   // the input goes down
	Up     TornadoSide `json:"up"`     // the input goes up
}

// TornadoSide is what becomes of the objective.
type TornadoSide struct {
	Status    string      `json:"status"`    // optimal, feasible, infeasible, unbounded or stopped, as of a plan; invalid: no scenario can say so
	Objective *float64    `json:"objective"` // best value; null without a plan
	Change    *float64    `json:"change"`    // from the plan as things are
	Reason    string      `json:"reason"`    // why there is no plan, in words; empty where there is one
	InWay     []InWayLine `json:"in_way"`    // limits that stand in the way of a plan
}

// invalid is the status of a change that makes no valid scenario.
const invalid = "invalid"

// TornadoInput says more of an input than the analysis knows.
type TornadoInput struct {
	Values       int    // how many values its path names
	NoDown, NoUp string // why the scenario with the change is not valid; empty where it is
}

// NewTornadoDocument gathers the bars; inputs are those that were asked for.
func NewTornadoDocument(in Input, by float64, inputs []TornadoInput, bars []analysis.Bar) *TornadoDocument {
	base := NewDocument(in)
	d := &TornadoDocument{
		FormatVersion: FormatVersion, Engine: base.Engine, Scenario: base.Scenario, Objective: base.Objective, By: by, Bars: []TornadoBar{},
	}
	n, p := newNames(d.Scenario.Things), newPeriodNames(&d.Scenario)
	side := func(found *analysis.Neighbour, invalidBecause string) TornadoSide {
		if found == nil {
			return TornadoSide{Status: invalid, Reason: invalidBecause, InWay: []InWayLine{}}
		}
		s := TornadoSide{
			Status: string(found.Status), Objective: known(found.Value, significantDigits),
			InWay: newInWay(&in, n, found.InWay),
		}
		if s.Objective != nil {
			s.Change = known(change(found.Value, in.Result.Value), priceDigits)
			return s
		}
		s.Reason = reasonOf(found.Status)
		if len(s.InWay) > 0 {
			s.Reason = "in the way: " + p.told(s.InWay)
		}
		return s
	}
	for k := range bars {
		b := &bars[k]
		more := inputs[b.Input]
		d.Bars = append(d.Bars, TornadoBar{
			Path: b.Path, Values: more.Values, Swing: known(b.Swing(in.Result.Value), priceDigits),
			Down: side(b.Down, more.NoDown), Up: side(b.Up, more.NoUp),
		})
	}
	return d
}

// change is the difference of two objectives, or 0 where it is noise of the
// arithmetic.
func change(value, base float64) float64 {
	const noise = 1e-10
	if difference := value - base; math.Abs(difference) > noise*max(1, math.Abs(base)) {
		return difference
	}
	return 0
}

func reasonOf(status solver.Status) string {
	switch status {
	case solver.Infeasible:
		return "no plan keeps all limits"
	case solver.Unbounded:
		return "the objective can be as good as one likes: a limit is missing"
	}
	return "no plan was found in the time given"
}

// WriteJSON writes the document as indented JSON.
func (d *TornadoDocument) WriteJSON(w io.Writer) error { return writeJSON(w, d) }
