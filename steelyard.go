// Package steelyard plans sales and operations from Go: what the steelyard
// command does, for programs that bring it to others.
//
// A scenario comes from files ([Read]) or from code ([model.Scenario]). An
// [Engine] finds the best plan of it, which is audited before anyone sees it
// ([Engine.Plan]), and answers questions about it ([Engine.Study]): what every
// limit is worth, what all limits cost together, which inputs matter, how much
// room there is for argument. [Engine.Compare] puts versions of a scenario side
// by side, [Engine.Sweep] plans many cases. Results are written by package report.
//
// The same scenario and options give the same answer, on any number of workers.
package steelyard

import (
	"context"
	"fmt"
	"strings"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/highs"
)

// Engine is a pool of workers that solve. It may be used by any number of
// goroutines at once. Close it to end the workers.
type Engine struct {
	pool *highs.Engine
}

// New starts an engine of so many workers; zero or less means one per
// processor. It fails in a program that was built without the HiGHS solver.
func New(workers int) (*Engine, error) {
	pool, err := highs.New(workers)
	if err != nil {
		return nil, err
	}
	return &Engine{pool: pool}, nil
}

// Close waits for running solves and ends the workers. It may be called twice.
func (e *Engine) Close() { e.pool.Close() }

// Mistakes is the error of a scenario that cannot be planned as it is written.
type Mistakes struct {
	Diagnostics intake.Diagnostics // all of them, with their places and hints
}

// Error is one line a mistake, with its place and its hint.
func (m *Mistakes) Error() string {
	var b strings.Builder
	_ = m.Diagnostics.Print(&b, intake.PrintLimit) // a strings.Builder takes everything
	return strings.TrimRight(b.String(), "\n")
}

// Read reads a scenario: FILE, or FILE#ID for one of its variants, with changes
// laid over it as by --set: "demand.tools.quantity=*1.10". Mistakes in it are an
// error of the type *Mistakes.
func Read(path string, changes ...string) (*model.Scenario, error) {
	var options intake.Options
	for _, change := range changes {
		options.Edits = append(options.Edits, intake.Edit{Set: change})
	}
	loaded, err := intake.Open(path, options)
	if err != nil {
		return nil, err
	}
	if mistakes, _ := loaded.Diagnostics.Split(); mistakes.HasErrors() {
		return nil, &Mistakes{Diagnostics: mistakes}
	}
	return loaded.Scenario, nil
}

// Plan finds the best plan of a scenario and has it audited. That there is no
// plan is no error: the status of the document says so, and why. Write the
// document with its WriteJSON, or with report.Text.
func (e *Engine) Plan(ctx context.Context, s *model.Scenario, o solver.Options) (*report.Document, *solver.Result, error) {
	if err := valid(s); err != nil {
		return nil, nil, err
	}
	r, err := solver.Plan(ctx, e.pool, s, o)
	if err != nil {
		return nil, nil, err
	}
	in, err := checked(s, r)
	if err != nil {
		return nil, nil, err
	}
	return report.NewDocument(in), r, nil
}

// Audit recomputes everything that a result says of its plan from the scenario
// alone. It is nil where there is no plan.
func Audit(s *model.Scenario, r *solver.Result) *audit.Report {
	if !r.Status.HasPlan() {
		return nil
	}
	claim := &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties, Relaxed: r.Relaxed}
	claim.Goals, claim.Ranks = report.GoalClaims(r)
	return audit.Check(s, r.Plan, claim)
}

// Study finds the best plan of a scenario for questions to be asked about it.
// There are answers where the plan is proven best: see [analysis.Study].
func (e *Engine) Study(ctx context.Context, s *model.Scenario, o solver.Options) (*analysis.Study, error) {
	if err := valid(s); err != nil {
		return nil, err
	}
	return analysis.New(ctx, e.pool, s, o)
}

// valid finds what is wrong with a scenario that no file has been read for.
func valid(s *model.Scenario) error {
	var wrong []string
	for _, m := range model.Validate(s) {
		if !m.Warning {
			wrong = append(wrong, m.Path+": "+m.Message)
		}
	}
	if len(wrong) > 0 {
		return fmt.Errorf("scenario %q cannot be planned:\n%s", s.Name, strings.Join(wrong, "\n"))
	}
	return nil
}
