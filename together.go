package steelyard

import (
	"context"
	"fmt"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
)

// Version is a scenario under the name that it has among others.
type Version struct {
	Name     string
	Scenario *model.Scenario
}

// Compare plans versions of a scenario and puts them beside the first, the base:
// money, key numbers, decisions that moved, limits that began or ceased to bind,
// and whom they serve better or worse. All are planned from where the plan of
// the base is. A change up to the share tolerance of a number is none; 1e-6 is
// what the compare command takes. A version that is not valid, or that has no
// plan, says so in its place. What differs between the scenarios themselves is
// for the caller to know: the document's inputs are empty.
func (e *Engine) Compare(ctx context.Context, base Version, others []Version, tolerance float64, o solver.Options) (*report.ComparisonDocument, error) {
	if err := valid(base.Scenario); err != nil {
		return nil, err
	}
	st, err := analysis.New(ctx, e.pool, base.Scenario, o)
	if err != nil {
		return nil, err
	}
	list := make([]report.CompareInput, 1+len(others))
	list[0] = report.CompareInput{Name: base.Name}
	if list[0].Input, err = checked(base.Scenario, st.Result); err != nil {
		return nil, err
	}
	var at []int // places in the list of what is valid
	var scenarios []*model.Scenario
	for k, v := range others {
		list[1+k].Name = v.Name
		if wrong := valid(v.Scenario); wrong != nil {
			list[1+k].Invalid = wrong.Error()
			continue
		}
		at, scenarios = append(at, 1+k), append(scenarios, v.Scenario)
	}
	results, err := st.Versions(ctx, scenarios, o)
	if err != nil {
		return nil, err
	}
	for i, k := range at {
		if list[k].Input, err = checked(scenarios[i], results[i]); err != nil {
			return nil, err
		}
	}
	return report.NewComparison(list, tolerance), nil
}

// Planned is what becomes of one case of a sweep.
type Planned struct {
	Result *solver.Result       // nil where there is an error
	Audit  *audit.Report        // passed; nil where there is no plan
	InWay  []analysis.Hindrance // limits that stand in the way of a plan, where it is known that there is none
	Err    error                // what is wrong with the case; the others are planned all the same
}

// Sweep plans cases that differ a little from a base, so many at once as the
// options say: a linear case begins at the best plan of the base. What becomes of
// a case depends on it, the base and the options alone, never on the order or the
// number of workers. An error is one of the base or of the context.
func (e *Engine) Sweep(ctx context.Context, base *model.Scenario, cases []*model.Scenario, o analysis.SweepOptions) ([]Planned, error) {
	if err := valid(base); err != nil {
		return nil, err
	}
	sweep, err := analysis.NewSweep(e.pool, base, o)
	if err != nil {
		return nil, err
	}
	list := make([]Planned, len(cases))
	err = sweep.Each(ctx, len(cases), func(k int, solve analysis.Solver) error {
		list[k] = planned(cases[k], solve)
		return ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

// planned plans one case of a sweep and has the plan audited.
func planned(s *model.Scenario, solve analysis.Solver) Planned {
	if err := valid(s); err != nil {
		return Planned{Err: err}
	}
	out, err := solve(s)
	if err != nil {
		return Planned{Err: err}
	}
	in, err := checked(s, out.Result)
	if err != nil {
		return Planned{Err: err}
	}
	return Planned{Result: out.Result, Audit: in.Audit, InWay: out.InWay}
}

// checked has the plan of a result audited. A plan that does not pass is an error.
func checked(s *model.Scenario, r *solver.Result) (report.Input, error) {
	hash, err := s.Hash()
	if err != nil {
		return report.Input{}, err
	}
	in := report.Input{Scenario: s, Hash: hash, Result: r, Audit: Audit(s, r)}
	if in.Audit != nil && !in.Audit.Passed() {
		return report.Input{}, fmt.Errorf("the plan of scenario %q does not pass its audit: this is a mistake of the program", s.Name)
	}
	return in, nil
}
