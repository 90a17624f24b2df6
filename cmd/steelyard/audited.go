package main

import (
	"github.com/steelyard-sop/steelyard"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
)

// inputOf is what a document about a result begins with.
func inputOf(loaded *intake.Loaded, r *solver.Result) (report.Input, error) {
	hash, err := loaded.Scenario.Hash()
	return report.Input{Scenario: loaded.Scenario, Hash: hash, Files: loaded.Files, Result: r}, err
}

// auditedInput is that with its plan audited, where there is one; one that does not pass is refused.
func (g *globals) auditedInput(loaded *intake.Loaded, r *solver.Result) (report.Input, error) {
	in, err := inputOf(loaded, r)
	if err != nil {
		return in, err
	}
	return in, g.audited(&in)
}

// audited has the plan of an input audited, where there is one, and refuses it where it does not pass.
func (g *globals) audited(in *report.Input) error {
	in.Audit = steelyard.Audit(in.Scenario, in.Result)
	return g.passed(in)
}

// passed refuses a plan that has not passed its audit.
func (g *globals) passed(in *report.Input) error {
	if in.Audit == nil || in.Audit.Passed() {
		return nil
	}
	g.note("the plan does not pass its audit and is not shown; this is a mistake of the program, please report it")
	if err := report.AuditText(g.stderr, report.NewDocument(*in), in.Audit); err != nil {
		return err
	}
	return failed(exitInternal)
}
