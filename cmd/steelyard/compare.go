package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/analysis"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/highs"
)

const compareLong = `Plan several versions of a scenario and put them beside the first, the base: the inputs that
differ with where they come from, the money from base to version account by account, the key
numbers, the decisions that moved most, the limits that began or ceased to bind with their prices,
and which demand is served better or worse.

With one file all its variants are compared with it; with one file and --set, -f or --disrupt, the
file with these changes is compared with itself before them. With several, the changes are laid over
all but the base.

Every plan is audited. A version that is not valid, or that has no plan, says why in its place; the
others are compared all the same, and the exit status tells of it. All are planned from where the
plan of the base is: of plans that are equally good the one nearest to it is shown.

--ledger says what the changes come to: the difference between the objectives divided among demand,
capacity, suppliers, prices, opening state and policy, or with --ledger=path among single values.
Every combination of them is planned; a cause is charged what it changes, averaged over every order
in which the changes could come (Shapley's value), so that all of it adds up to the difference.
Orders that meet a combination without a plan are left out of the average.

The result is a table, Markdown, one self-contained page of HTML with charts, or JSON.` + layersHelp + exitStatus

const compareExample = `  steelyard compare base.yaml high.yaml
  steelyard compare base.yaml base.yaml#high base.yaml#low
  steelyard compare scenario.yaml
  steelyard compare base.yaml --set 'demand.*.quantity=*1.10'
  steelyard compare base.yaml high.yaml --ledger
  steelyard compare scenario.yaml --out comparison.html`

type compareOptions struct {
	plan      planOptions
	tolerance string
	ledger    choice
}

func newCompareCmd(g *globals) *cobra.Command {
	o := &compareOptions{ledger: choice{allowed: []string{"cause", "path"}}}
	o.plan.format = choice{allowed: []string{"table", "md", "html", "json"}}
	cmd := &cobra.Command{
		Use:     "compare BASE [OTHER...]",
		Short:   "Put the plans of several scenarios side by side",
		Long:    compareLong,
		Example: compareExample,
		Args:    files("BASE..."),
		RunE: func(cmd *cobra.Command, args []string) error {
			tolerance, ok := shareOf(o.tolerance)
			switch wrong := o.plan.validate(); {
			case wrong != "":
				return usagef(cmd, "%s", wrong)
			case !ok:
				return usagef(cmd, "--tolerance must be a share from 0 to 1, or a percentage: 0.1%%")
			case inputs(args) > 1 || inputs(args) == 1 && len(args) == 1 && len(o.plan.layers.edits) > 0:
				return usagef(cmd, "the standard input can be only one of the scenarios")
			}
			return g.compare(cmd.Context(), o, args, tolerance)
		},
	}
	o.plan.addFlags(cmd.Flags())
	cmd.Flags().Var(&o.ledger, "ledger", "divide what lies between the objectives among causes, or among single paths: --ledger, --ledger=path")
	cmd.Flags().Lookup("ledger").NoOptDefVal = "cause"
	cmd.Flags().StringVar(&o.tolerance, "tolerance", "1e-6", "a change up to this `SHARE` of a number is none: 0.001 or 0.1%")
	return cmd
}

// inputs counts the scenarios that are read from the standard input.
func inputs(specs []string) (n int) {
	for _, spec := range specs {
		if isInput(spec) {
			n++
		}
	}
	return n
}

// version is one of the scenarios that are compared.
type version struct {
	name    string
	loaded  *intake.Loaded
	invalid string // what is wrong with it; empty where nothing is
	result  *solver.Result
	ledger  *ledger // nil where it was not asked for
}

func (g *globals) compare(ctx context.Context, o *compareOptions, specs []string, tolerance float64) error {
	versions, err := g.versions(o, specs)
	if err != nil {
		return err
	}
	if err := g.planAll(ctx, o, versions); err != nil {
		return err
	}
	list := make([]report.CompareInput, len(versions))
	for k := range versions {
		if list[k], err = g.compared(&versions[k], versions[0].loaded); err != nil {
			return err
		}
	}
	document := report.NewComparison(list, tolerance)
	for k := range versions {
		if l := versions[k].ledger; l != nil {
			document.AddLedger(k, l.by, l.blocks, l.shares)
		}
	}
	if err := g.deliver(o.plan.out, func(w io.Writer) error { return g.renderComparison(w, document, o) }); err != nil {
		return err
	}
	return outcomeOfAll(versions)
}

func (g *globals) renderComparison(w io.Writer, document *report.ComparisonDocument, o *compareOptions) error {
	switch o.plan.format.or(o.plan.out, "table") {
	case "json":
		return document.WriteJSON(w)
	case "md":
		return document.Markdown(w)
	case "html":
		return document.HTML(w)
	}
	return document.Text(w, g.textOptions(&o.plan))
}

// versions reads the scenarios. The base must be valid; the others may be not.
func (g *globals) versions(o *compareOptions, specs []string) ([]version, error) {
	base, err := g.load(specs[0], layers{})
	if err != nil {
		return nil, err
	}
	list := []version{{name: nameOf(specs[0]), loaded: base}}
	known := told(base.Diagnostics)
	edited := len(o.plan.layers.edits) > 0
	switch {
	case len(specs) == 1 && edited:
		specs = append(specs, specs[0])
	case len(specs) == 1:
		if _, id := intake.SplitVariant(specs[0]); id != "" || len(base.Variants()) == 0 {
			f := failf(exitUsage, "%s has no variants to compare it with", specs[0])
			f.hints = []string{"name other scenarios, or change this one with --set or -f"}
			return nil, f
		}
		for _, id := range base.Variants() {
			v, err := g.versionOf(id, base.Variant(id), known)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
	}
	for _, spec := range specs[1:] {
		loaded, err := g.readScenario(spec, o.plan.layers)
		if err != nil {
			return nil, failf(exitInvalid, "%s", err)
		}
		name := nameOf(spec)
		if spec == specs[0] && edited {
			name = "changed"
		}
		v, err := g.versionOf(name, loaded, known)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	distinguish(list)
	if o.plan.relax {
		for k := range list {
			if list[k].invalid == "" {
				relax(list[k].loaded.Scenario)
			}
		}
	}
	return list, nil
}

// versionOf tells what is wrong with a version, once.
func (g *globals) versionOf(name string, loaded *intake.Loaded, known map[string]bool) (version, error) {
	v := version{name: name, loaded: loaded}
	mistakes, _ := loaded.Diagnostics.Split()
	if !mistakes.HasErrors() {
		return v, nil
	}
	for i := range mistakes {
		if mistakes[i].Severity == intake.Error {
			v.invalid = mistakes[i].Path + ": " + mistakes[i].Message
			break
		}
	}
	var shown *failure
	if err := g.report(name, mistakes, known); !errors.As(err, &shown) {
		return v, err
	}
	return v, nil
}

// nameOf is a short name for a scenario: its variant, or its file without folder and ending.
func nameOf(spec string) string {
	file, id := intake.SplitVariant(spec)
	switch {
	case id != "":
		return id
	case file == standardInput:
		return "stdin"
	}
	base := filepath.Base(file)
	return strings.TrimSuffix(base, filepath.Ext(base))
}

// distinguish numbers versions that would have the same name.
func distinguish(list []version) {
	used := map[string]bool{}
	for k := range list {
		name := list[k].name
		for n := 2; used[list[k].name]; n++ {
			list[k].name = fmt.Sprintf("%s (%d)", name, n)
		}
		used[list[k].name] = true
	}
}

// planAll plans the base, and the others from where its plan is.
func (g *globals) planAll(ctx context.Context, o *compareOptions, list []version) error {
	engine, err := highs.New(max(2, runtime.GOMAXPROCS(0)))
	if err != nil {
		return err
	}
	defer engine.Close()
	watch := startProgress(g.stderr)
	defer watch.stop()
	options := solver.Options{TimeLimit: o.plan.timeLimit, RelGap: o.plan.gap, Threads: o.plan.threads, Progress: watch.update}
	st, err := analysis.New(ctx, engine, list[0].loaded.Scenario, options)
	if err != nil {
		return err
	}
	list[0].result = st.Result
	var valid []*version
	var scenarios []*model.Scenario
	for k := 1; k < len(list); k++ {
		if list[k].invalid == "" {
			valid, scenarios = append(valid, &list[k]), append(scenarios, list[k].loaded.Scenario)
		}
	}
	results, err := st.Versions(ctx, scenarios, options)
	if err != nil {
		return err
	}
	for k, v := range valid {
		v.result = results[k]
	}
	if o.ledger.value == "" {
		return nil
	}
	return g.ledgers(ctx, o, st, list)
}

// compared has the plan of a version audited, and lists what differs from the base.
func (g *globals) compared(v *version, base *intake.Loaded) (report.CompareInput, error) {
	in := report.CompareInput{Name: v.name, Invalid: v.invalid}
	if v.invalid != "" {
		return in, nil
	}
	var err error
	if in.Input, err = g.auditedInput(v.loaded, v.result); err != nil {
		return in, err
	}
	if v.loaded == base {
		return in, nil
	}
	found := intake.Diff(base, v.loaded)
	for i := range found {
		d := &found[i]
		line := report.ComparedInput{Path: pathText(d), Change: changeText(d), Origin: whence(d)}
		if d.Factor == 0 {
			line.Unit = unitText(d)
		}
		in.Inputs = append(in.Inputs, line)
	}
	return in, nil
}

// outcomeOfAll ends the command by the version that fared worst.
func outcomeOfAll(list []version) error {
	var invalid, noPlan, stopped []string
	for k := range list {
		switch v := &list[k]; {
		case v.invalid != "":
			invalid = append(invalid, v.name)
		case v.result.Status == solver.Stopped:
			stopped = append(stopped, v.name)
		case !v.result.Status.HasPlan():
			noPlan = append(noPlan, v.name)
		}
	}
	switch {
	case len(invalid) > 0:
		return failf(exitInvalid, "not valid: %s", strings.Join(invalid, ", "))
	case len(noPlan) > 0:
		return failf(exitNoPlan, "no plan: %s", strings.Join(noPlan, ", "))
	case len(stopped) > 0:
		return failf(exitStopped, "no plan in the time given: %s", strings.Join(stopped, ", "))
	}
	return nil
}
