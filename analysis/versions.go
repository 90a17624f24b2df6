package analysis

import (
	"context"
	"fmt"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// Versions plans valid scenarios that stand beside that of the study, each from
// where the best plan of the study is: of plans that are equally good the one
// nearest to it is chosen, so that a comparison shows causes rather than chance. What
// becomes of one of them is never an error: that is one of the engine or of the
// formulation.
func (st *Study) Versions(ctx context.Context, scenarios []*model.Scenario, o solver.Options) ([]*solver.Result, error) {
	list := make([]*solver.Result, len(scenarios))
	err := st.each(ctx, len(scenarios), func(st *Study, k int) error {
		var err error
		if list[k], err = st.version(ctx, scenarios[k], o); err != nil {
			return fmt.Errorf("version %d: %w", k+1, err)
		}
		return nil
	})
	return list, err
}

// version plans one of them.
func (st *Study) version(ctx context.Context, s *model.Scenario, o solver.Options) (*solver.Result, error) {
	f, err := solver.Formulate(s)
	if err != nil {
		return nil, err
	}
	o.Basis, o.Progress = st.best.Basis, nil
	if st.Result.Status.HasPlan() {
		o.Start = st.Result.Plan
		tables := st.Result.Plan.Tables(st.Formulation.Scenario)
		decisions, _ := s.Decided(&tables)
		o.Near = &solver.Near{Decisions: decisions}
	}
	return f.Solve(ctx, st.engine, o)
}
