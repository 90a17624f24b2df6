package main

import (
	"cmp"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// givenOptions say what of a plan is decided before it is made.
type givenOptions struct {
	freeze   int
	from     string
	evaluate string
	warm     string
	near     string
	within   string
}

func (o *givenOptions) addFlags(flags *pflag.FlagSet) {
	flags.IntVar(&o.freeze, "freeze", 0, "keep the first `N` periods as the plan of --from decided")
	flags.StringVar(&o.from, "from", "", "the JSON of the earlier `PLAN` for --freeze")
	flags.StringVar(&o.evaluate, "evaluate", "", "do not optimise: cost the plan in `FILE`, CSV or the JSON of a plan. What it leaves open is worked out at least cost; which limits it breaks, and by how much, is shown")
	flags.StringVar(&o.near, "near", "", "of equally good plans take the one nearest to the JSON of an earlier `PLAN`, and show what it would cost to stay nearer")
	flags.StringVar(&o.within, "within", "", "with --near, take the nearest plan that is worse than the best by at most this `SHARE` of its objective: 0.01 or 1%")
	flags.StringVar(&o.warm, "warm-start", "", "with whole numbers, start from the JSON of an earlier `PLAN`")
}

// wrong says what is wrong with the flags; empty if nothing is.
func (o *givenOptions) wrong() string {
	switch {
	case o.freeze < 0:
		return "--freeze must not be negative"
	case (o.freeze > 0) != (o.from != ""):
		return "--freeze and --from go together"
	case o.within != "" && o.near == "":
		return "--within is for --near"
	case o.near != "" && o.evaluate != "":
		return "--near and --evaluate do not go together: a given plan leaves nothing to choose"
	}
	if _, ok := shareOf(cmp.Or(o.within, "0")); !ok {
		return "--within must be a share from 0 to 1, or a percentage: 1%"
	}
	return ""
}

// fix adds to the scenario what is frozen and what is given. The scenario is checked again, because what is fixed may lack a bound.
func (g *globals) fix(s *model.Scenario, o *givenOptions) error {
	if o.from != "" {
		if o.freeze > s.Calendar.Len() {
			return failf(exitInvalid, "--freeze %d: the scenario has %d periods", o.freeze, s.Calendar.Len())
		}
		if err := g.freeze(s, o.from, o.freeze, "frozen"); err != nil {
			return err
		}
	}
	if o.evaluate != "" {
		if err := g.give(s, o.evaluate); err != nil {
			return err
		}
	}
	if o.from == "" && o.evaluate == "" {
		return nil
	}
	return sound(s)
}

// sound refuses a scenario to which something was added that does not go together with it.
func sound(s *model.Scenario) error {
	for _, m := range model.Validate(s) {
		if !m.Warning {
			f := failf(exitInvalid, "%s: %s [%s]", m.Path, m.Message, m.Rule)
			if m.Hint != "" {
				f.hints = []string{m.Hint}
			}
			return f
		}
	}
	return nil
}

// freeze fixes what a saved plan decides in the first periods.
func (g *globals) freeze(s *model.Scenario, path string, periods int, as string) error {
	saved, err := g.readPlan(path)
	if err != nil {
		return err
	}
	if saved.Plan == nil {
		return failf(exitInvalid, "%s: there is no plan in it", path)
	}
	locks, gone, err := s.Freeze(saved.Plan, periods, as)
	if err != nil {
		return failf(exitInvalid, "%s: %s", path, err)
	}
	for _, what := range gone {
		g.note("%s decides %s, which the scenario has not; it is left out", path, what)
	}
	s.AddLocks(locks)
	return nil
}

// give fixes what a given plan says.
func (g *globals) give(s *model.Scenario, path string) error {
	if strings.EqualFold(filepath.Ext(path), ".json") {
		return g.freeze(s, path, s.Calendar.Len(), "given")
	}
	text, err := g.read(path)
	if err != nil {
		return failf(exitInvalid, "read plan %q: %s", path, err)
	}
	locks, err := intake.ReadGiven(path, text, s)
	if err != nil {
		return failf(exitInvalid, "%s", err)
	}
	s.AddLocks(locks)
	return nil
}

// stayNear is what a solve stays near to; nil for nothing.
func (g *globals) stayNear(s *model.Scenario, o *givenOptions) (*solver.Near, error) {
	if o.near == "" {
		return nil, nil //nolint:nilnil // nothing and no mistake
	}
	saved, err := g.readPlan(o.near)
	if err != nil {
		return nil, err
	}
	if saved.Plan == nil {
		return nil, failf(exitInvalid, "%s: there is no plan in it", o.near)
	}
	decisions, gone := s.Decided(saved.Plan)
	for _, what := range gone {
		g.note("%s decides %s, which the scenario has not; it is left out", o.near, what)
	}
	if len(decisions) == 0 {
		return nil, failf(exitInvalid, "%s decides nothing that the scenario has", o.near)
	}
	within, _ := shareOf(cmp.Or(o.within, "0"))
	return &solver.Near{Decisions: decisions, Within: within, Price: true}, nil
}

// start is the plan that a solve with whole numbers starts from; nil for none.
func (g *globals) start(s *model.Scenario, o *givenOptions) (*model.Plan, error) {
	if o.warm == "" {
		return nil, nil //nolint:nilnil // no plan and no mistake
	}
	saved, err := g.readPlan(o.warm)
	if err != nil {
		return nil, err
	}
	if saved.Plan == nil {
		return nil, failf(exitInvalid, "%s: there is no plan in it", o.warm)
	}
	plan, err := saved.Plan.Plan(s)
	if err != nil {
		return nil, failf(exitInvalid, "%s: %s", o.warm, err)
	}
	return plan, nil
}
