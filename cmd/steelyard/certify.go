package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/highs"
)

const certifyLong = `Write a certificate of the best plan: its decisions and the prices of its limits as exact fractions,
with which anybody can prove without a solver and without rounding that the plan keeps every limit
and that no plan is better. "steelyard verify --exact" does.

For a plan with whole numbers the bound is that of the plan with fractions: the certificate says how
far apart the two are. Where no plan keeps all limits, the certificate proves that.` + layersHelp + exitStatus

const certifyExample = `  steelyard certify scenario.yaml --out plan.cert
  steelyard verify --exact plan.cert scenario.yaml`

func newCertifyCmd(g *globals) *cobra.Command {
	var over layers
	var out string
	cmd := &cobra.Command{
		Use:     "certify FILE",
		Short:   "Prove a plan in exact arithmetic",
		Long:    certifyLong,
		Example: certifyExample,
		Args:    files("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return g.certify(cmd.Context(), over, out, args[0])
		},
	}
	over.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&out, "out", "", "write the certificate to `FILE`, whole or not at all")
	return cmd
}

func (g *globals) certify(ctx context.Context, over layers, out, path string) error {
	loaded, err := g.load(path, over)
	if err != nil {
		return err
	}
	engine, err := highs.New(1)
	if err != nil {
		return err
	}
	defer engine.Close()
	watch := startProgress(g.stderr)
	defer watch.stop()
	st, err := analysis.New(ctx, engine, loaded.Scenario, solver.Options{Progress: watch.update})
	if err != nil {
		return err
	}
	c, err := st.Certify(ctx)
	watch.stop()
	if err != nil {
		return failf(exitNoPlan, "%s", err)
	}
	if err := g.deliver(out, func(w io.Writer) error { return writeCertificate(w, c) }); err != nil {
		return err
	}
	g.note("%s", proven(c, loaded))
	return nil
}

func writeCertificate(w io.Writer, c *analysis.Certificate) error {
	text, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
}

// proven says in a sentence what a certificate proves.
func proven(c *analysis.Certificate, loaded *intake.Loaded) string {
	name := fmt.Sprintf("%q", loaded.Scenario.Name)
	switch c.Grade {
	case analysis.ProvenImpossible:
		return "proven exactly: no plan keeps all limits of " + name
	case analysis.ProvenBest:
		return fmt.Sprintf("proven exactly: the plan of %s keeps every limit, and no plan is better than %s", name, decimals(c.Objective))
	}
	return fmt.Sprintf("proven exactly: the plan of %s keeps every limit and every whole number, at %s; no plan is better than %s",
		name, decimals(c.Objective), decimals(c.Bound))
}

// decimals writes a fraction as people read it.
func decimals(fraction string) string {
	x, ok := new(big.Rat).SetString(fraction)
	if !ok {
		return fraction
	}
	v, err := strconv.ParseFloat(x.FloatString(6), 64)
	if err != nil {
		return fraction
	}
	return grouped(v)
}

// verifyExactly checks a certificate against a scenario.
func (g *globals) verifyExactly(over layers, certificatePath, scenarioPath string) error {
	text, err := g.read(certificatePath)
	if err != nil {
		return failf(exitInvalid, "read certificate %q: %s", certificatePath, err)
	}
	var c analysis.Certificate
	if err := json.Unmarshal(text, &c); err != nil {
		return failf(exitInvalid, "%s: expected a certificate: %s", certificatePath, err)
	}
	loaded, err := g.load(scenarioPath, over)
	if err != nil {
		return err
	}
	f, err := solver.Formulate(loaded.Scenario)
	if err != nil {
		return err
	}
	if err := c.Check(f.Problem); err != nil {
		return failf(exitDiffers, "%s proves nothing of %q: %s", certificatePath, loaded.Scenario.Name, err)
	}
	return g.deliver("", func(w io.Writer) error {
		_, err := fmt.Fprintln(w, proven(&c, loaded))
		return err
	})
}
