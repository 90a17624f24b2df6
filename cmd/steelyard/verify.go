package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report"
)

const verifyLong = `Audit a saved plan against its scenario. Stocks, loads, heads and money are computed again from the
scenario and the decisions of the plan alone, without the optimizer; every limit is tested, and
every amount that the plan claims. PLAN is the JSON of "steelyard plan", or "-" for the standard
input.

A plan of another scenario, or of another state of it, differs and is not audited. With
--any-scenario it is audited: which limits would it break, and which amounts change?

With --exact, PLAN is a certificate: that the plan keeps every limit and that none is better is
then proven in fractions, with no tolerance and no solver.` + layersHelp + exitStatus

const verifyExample = `  steelyard plan scenario.yaml --out plan.json
  steelyard verify plan.json scenario.yaml
  steelyard plan scenario.yaml -o json | steelyard verify - scenario.yaml
  steelyard verify --exact plan.cert scenario.yaml`

type verifyOptions struct {
	layers      layers
	anyScenario bool
	exact       bool
}

func newVerifyCmd(g *globals) *cobra.Command {
	var o verifyOptions
	cmd := &cobra.Command{
		Use:     "verify PLAN SCENARIO",
		Short:   "Audit a saved plan against its scenario",
		Long:    verifyLong,
		Example: verifyExample,
		Args:    files("PLAN", "SCENARIO"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if args[0] == standardInput && args[1] == standardInput {
				return usagef(cmd, "the standard input is the plan or the scenario, not both")
			}
			if o.exact {
				return g.verifyExactly(o.layers, args[0], args[1])
			}
			return runVerify(o, args[0], args[1], g)
		},
	}
	o.layers.addFlags(cmd.Flags())
	cmd.Flags().BoolVar(&o.anyScenario, "any-scenario", false, "audit also a plan that was made for another scenario")
	cmd.Flags().BoolVar(&o.exact, "exact", false, "PLAN is a certificate of \"steelyard certify\": check its proof without rounding")
	return cmd
}

func runVerify(o verifyOptions, planPath, scenarioPath string, g *globals) error {
	saved, err := g.readPlan(planPath)
	if err != nil {
		return err
	}
	loaded, err := g.load(scenarioPath, o.layers)
	if err != nil {
		return err
	}
	s := loaded.Scenario
	if err := g.sameScenario(o, saved, s); err != nil {
		return err
	}
	claim, err := saved.Claim(s)
	if err != nil {
		return failf(exitInvalid, "%s: %s", planPath, err)
	}
	plan, err := saved.Plan.Plan(s)
	if err != nil {
		return failf(exitDiffers, "%s: %s", planPath, err)
	}
	finding := audit.Check(s, plan, claim)
	if err := g.deliver("", func(w io.Writer) error { return report.AuditText(w, saved, finding) }); err != nil {
		return err
	}
	if !finding.Passed() {
		return failed(exitDiffers)
	}
	return nil
}

// readPlan reads a saved plan, or refuses what is none.
func (g *globals) readPlan(path string) (*report.Document, error) {
	text, err := g.read(path)
	if err != nil {
		return nil, failf(exitInvalid, "read plan %q: %s", path, err)
	}
	document, err := report.ReadJSON(bytes.NewReader(text))
	var format *report.FormatError
	if errors.As(err, &format) {
		return nil, failf(exitInvalid, "%s: %s", path, format)
	}
	return document, err
}

// sameScenario refuses a plan that was made for another scenario, unless that is what the user wants.
func (g *globals) sameScenario(o verifyOptions, saved *report.Document, s *model.Scenario) error {
	hash, err := s.Hash()
	if err != nil || hash == saved.Scenario.Hash {
		return err
	}
	difference := fmt.Sprintf("the plan was made for %q in another state than the scenario has now (hash %.12s, now %.12s)",
		saved.Scenario.Name, saved.Scenario.Hash, hash)
	if o.anyScenario {
		g.note("%s", difference)
		return nil
	}
	f := failf(exitDiffers, "%s", difference)
	f.hints = []string{"--any-scenario audits it all the same"}
	return f
}
