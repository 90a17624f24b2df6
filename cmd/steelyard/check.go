package main

import (
	"context"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/steelyard-sop/steelyard/regress"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
)

const checkLong = `Plan scenarios and compare the plans with what is expected of them: with expect: in the scenario, and
with --baseline with what was found before. PATH is a scenario, FILE#VARIANT, or a folder, of which
every scenario is checked. A file is checked with all its variants. Files that are laid over others have no line
that begins with scenario: or extends:, and are left out.

Every plan is audited too, and must be the best unless something else is expected. Of what a file
expects, a variant must have only what the variant itself gives.

A baseline is a file with the objective and the key figures of every scenario. The objective must stay the
same unless --allow, or "allow" in the file, says how far it and other figures may move:
"cost <= +2 %", "fill_rate >= -0.5", "stock.* = 5 %". --update writes the baseline anew, whole or
not at all, and shows what moved.

--metamorphic needs nothing that is expected: each scenario is planned again with money in another coin, as
a larger company, with a period in two halves, a family as two, other ids in another order, more room, a row
that says nothing new, and solved in other ways. What must hold between the objectives is checked; --all
says what was left out, and why.

On GitHub what is wrong is also shown beside the line of the file. Results of scenarios that have not
changed come from the cache of the user; --no-cache neither reads nor keeps any.

The exit status is 2 where something is not as expected, 3 where a scenario is not valid, 5 where one has
no plan in time, and 1 where one made the program fail; the others are checked all the same.` + exitStatus

const checkExample = `  steelyard check scenarios
  steelyard check plant.yaml plant.yaml#high -o json
  steelyard check scenarios --baseline scenarios/baseline.json --update
  steelyard check scenarios --baseline scenarios/baseline.json --allow 'cost <= +2 %'
  steelyard check scenarios --metamorphic
  steelyard check scenarios --junit checks.xml --summary summary.md`

type checkOptions struct {
	format     choice
	out        string
	junit      string
	summary    string
	github     bool
	baseline   string
	update     bool
	allow      []string
	allowances []regress.Allowance
	workers    int
	gap        float64
	timeLimit  time.Duration
	width      int
	all        bool
	noCache    bool
	relations  bool
}

func newCheckCmd(g *globals) *cobra.Command {
	o := &checkOptions{format: choice{allowed: []string{"table", "json", "md"}}}
	cmd := &cobra.Command{
		Use:     "check PATH...",
		Short:   "Compare the plans of scenarios with what is expected of them",
		Long:    checkLong,
		Example: checkExample,
		Args:    files("PATH..."),
		RunE: func(cmd *cobra.Command, args []string) error {
			if wrong := o.validate(); wrong != "" {
				return usagef(cmd, "%s", wrong)
			}
			return runCheck(cmd.Context(), o, args, g)
		},
	}
	flags := cmd.Flags()
	flags.VarP(&o.format, "format", "o", "format of the result (default table, or as the name of --out ends)")
	flags.StringVar(&o.out, "out", "", "write the result to `FILE`, whole or not at all")
	flags.StringVar(&o.junit, "junit", "", "also write JUnit XML to `FILE`")
	flags.StringVar(&o.summary, "summary", "", "also write a summary in Markdown to `FILE`")
	flags.BoolVar(&o.github, "github", false, "show what is wrong as GitHub annotations, as where GITHUB_ACTIONS is set")
	flags.StringVar(&o.baseline, "baseline", "", "compare with what `FILE` says was found before")
	flags.BoolVar(&o.update, "update", false, "write what is found to the file of --baseline, and show what moved")
	flags.StringArrayVar(&o.allow, "allow", nil, "how far a figure may move from the baseline: `LIMIT` such as \"cost <= +2 %\"; may be given several times")
	flags.IntVarP(&o.workers, "workers", "j", 0, "check `N` scenarios at once (default one a processor)")
	flags.Float64Var(&o.gap, "gap", solver.DefaultGap, "with whole numbers, a plan this near to the best is good enough: `SHARE` of the objective")
	flags.DurationVar(&o.timeLimit, "time-limit", 0, "stop each scenario after this `TIME`: 30s, 5m (default no limit)")
	flags.IntVar(&o.width, "width", 0, "`COLUMNS` of the table (default that of the terminal, or 80)")
	flags.BoolVar(&o.all, "all", false, "show everything in the table")
	flags.BoolVar(&o.relations, "metamorphic", false, "also change each scenario in ways of which it is known what they do to the best plan")
	flags.BoolVar(&o.noCache, "no-cache", false, "neither use nor keep results of earlier checks")
	return cmd
}

// validate returns what is wrong with the flags; empty if nothing is.
func (o *checkOptions) validate() string {
	switch {
	case o.update && o.baseline == "":
		return "--update needs --baseline FILE"
	case len(o.allow) > 0 && o.baseline == "":
		return "--allow needs --baseline FILE"
	case o.workers < 0:
		return "--workers must not be negative"
	}
	for _, text := range o.allow {
		a, err := regress.ParseAllowance(text)
		if err != nil {
			return "--allow: " + err.Error()
		}
		o.allowances = append(o.allowances, a)
	}
	return wrongEffort(o.timeLimit, o.gap, o.width)
}

func runCheck(ctx context.Context, o *checkOptions, paths []string, g *globals) error {
	files, err := findScenarios(paths)
	if err != nil {
		return err
	}
	base, err := g.readBaseline(o)
	if err != nil {
		return err
	}
	r, err := g.newCheckRun(o, files)
	if err != nil {
		return err
	}
	defer r.cache.close()
	if err := g.awaitChecks(ctx, r); err != nil {
		return err
	}
	if known := r.known.Load(); known > 0 {
		g.note("%s known from before", have(int(known), "scenario"))
	}
	if o.update {
		return g.updateBaseline(o, base, r)
	}
	return g.deliverChecks(o, r.document(base, o))
}

// deliverChecks writes the document in every form that is asked for, and ends the command by what it says.
func (g *globals) deliverChecks(o *checkOptions, document *report.CheckDocument) error {
	if err := g.deliver(o.out, func(w io.Writer) error { return g.writeChecks(w, document, o) }); err != nil {
		return err
	}
	for _, also := range []struct {
		out    string
		render func(io.Writer) error
	}{{o.junit, document.WriteJUnit}, {o.summary, document.WriteMarkdown}} {
		if also.out == "" {
			continue
		}
		if err := g.deliver(also.out, also.render); err != nil {
			return err
		}
	}
	if o.github || g.getenv("GITHUB_ACTIONS") == "true" {
		if err := document.WriteAnnotations(g.stderr); err != nil {
			return err
		}
	}
	return checkOutcome(&document.Counts)
}

func (g *globals) writeChecks(w io.Writer, document *report.CheckDocument, o *checkOptions) error {
	switch o.format.or(o.out, "table") {
	case "json":
		return document.WriteJSON(w)
	case "md":
		return document.WriteMarkdown(w)
	}
	return document.Text(w, g.textOptions(&planOptions{out: o.out, width: o.width, all: o.all}))
}

// checkOutcome ends the command by the worst of what became of the scenarios.
func checkOutcome(c *report.CheckCounts) error {
	switch {
	case c.Broken > 0:
		return failed(exitInternal)
	case c.Invalid > 0:
		return failed(exitInvalid)
	case c.Stopped > 0:
		return failed(exitStopped)
	case c.Failed > 0:
		return failed(exitDiffers)
	}
	return nil
}
