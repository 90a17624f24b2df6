package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

// sentence returns the first finding of a rule.
func sentence(d *Document, rule string) string {
	for _, f := range d.Findings {
		if f.Rule == rule {
			return f.Text
		}
	}
	return ""
}

// withLimits is the document of the workshop with other limits.
func withLimits(objective model.Objective, limits ...solver.LimitState) *Document {
	in := workshopInput()
	in.Scenario.Objective, in.Result.Sense = objective, objective
	in.Result.Limits, in.Result.Penalties = limits, nil
	return NewDocument(in)
}

func TestFindings(t *testing.T) {
	d := NewDocument(workshopInput())
	for _, c := range []struct{ rule, want string }{
		{"bottleneck", "One more h of crew in 2026-02 lowers cost and penalties by 4.31 USD."},
		{"lost", "20 of tools are lost, 6.7 % of what is asked, most in 2026-03, for 800.00 USD."},
		{"late", "10 of tools are owed at the end of 2026-02; being late costs 75.00 USD in all."},
		{"backlog_end", "5 of tools are still owed after 2026-03."},
		{"overtime", "Overtime carries 3.8 % of the load of crew, for 600.00 USD."},
		{"idle", "Crew is paid for 10 h that no process uses, 1.9 % of the regular time, for 250.00 USD."},
		{"penalty", "The limit on capacity of line is broken by 10 h in 2026-02, for 30.00 USD of penalties."},
	} {
		t.Run(c.rule, func(t *testing.T) {
			if got := sentence(d, c.rule); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
	t.Run("the most money comes first", func(t *testing.T) {
		var rules []string
		for _, f := range d.Findings {
			rules = append(rules, f.Rule)
		}
		want := []string{"lost", "overtime", "idle", "bottleneck", "late", "penalty", "backlog_end"}
		if diff := cmp.Diff(want, rules); diff != "" {
			t.Error(diff)
		}
	})
}

func TestFindingsAboutLimits(t *testing.T) {
	state := func(group model.Group, key, unit, sense string, price float64) solver.LimitState {
		return solver.LimitState{ID: "x", Group: group, Key: key, Unit: unit, Sense: sense, Period: 2, Limit: 50, Used: 50, Price: price}
	}
	for _, c := range []struct {
		name      string
		objective model.Objective
		limit     solver.LimitState
		rule      string
		want      string
	}{
		{
			"a supplier that sells all it has", model.MinimiseCost, state(model.GroupSupply, "mill,steel", "kg", "<=", -0.5), "supplier",
			"All that is offered is bought: steel from mill, in 1 period; one more kg in 2026-03 lowers cost by 0.50 USD.",
		},
		{
			"a market that buys all it may", model.MaximiseProfit, state(model.GroupMaxSales, "tools", "each", "<=", 7), "bottleneck",
			"One more unit of tools that can be sold in 2026-03 raises profit by 7.00 USD.",
		},
		{
			"a closing stock that costs money", model.MinimiseCost, state(model.GroupClosingStock, "tools,min", "each", ">=", 12), "requirement",
			"One more unit of tools that must be left after 2026-03 raises cost by 12.00 USD.",
		},
		{
			"a closing stock that costs profit", model.MaximiseProfit, state(model.GroupClosingStock, "tools", "each", "=", -12), "requirement",
			"One more unit of tools that is left after 2026-03 lowers profit by 12.00 USD.",
		},
		{
			"a lane that is full", model.MinimiseCost, state(model.GroupLane, "road", "loads", "<=", -200), "bottleneck",
			"One more load that road can carry in 2026-03 lowers cost by 200.00 USD.",
		},
		{
			"a shipment that is agreed", model.MinimiseCost, state(model.GroupMinShipment, "road,tools", "each", ">=", 3), "requirement",
			"One more unit of tools on road that must be shipped in 2026-03 raises cost by 3.00 USD.",
		},
		{
			"a price far below a coin", model.MinimiseCost, state(model.GroupOvertime, "crew,late", "h", "<=", -0.00123), "bottleneck",
			"One more h of overtime of crew, late in 2026-03 lowers cost by 0.0012 USD.",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := sentence(withLimits(c.objective, c.limit), c.rule); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
	t.Run("every group has a sentence that names the thing once", func(t *testing.T) {
		for _, info := range model.Groups() {
			if info.Identity || info.Group == model.GroupDemand || info.Group == model.GroupSupply {
				continue
			}
			key := "tools"
			if ofBlend(info.Group) {
				key = "mix,tools"
			}
			got := sentence(withLimits(model.MinimiseCost, state(info.Group, key, "each", "<=", -1)), "bottleneck")
			if !strings.HasPrefix(got, "One more unit ") || strings.Count(got, "tools") != 1 || !strings.Contains(got, "2026-03") {
				t.Errorf("%s: %s", info.Group, got)
			}
		}
	})
	t.Run("identities, demand and limits with room are silent", func(t *testing.T) {
		roomy := state(model.GroupCapacity, "line", "h", "<=", -9)
		roomy.Used, roomy.Slack = 10, 40
		d := withLimits(model.MinimiseCost, roomy, state(model.GroupBalance, "tools", "each", "=", -9), state(model.GroupDemand, "tools", "each", "=", 9))
		if got := sentence(d, "bottleneck") + sentence(d, "requirement"); got != "" {
			t.Errorf("got %s", got)
		}
	})
	t.Run("there are at most seven, and three of a rule", func(t *testing.T) {
		var limits []solver.LimitState
		for k := range 9 {
			limits = append(limits, state(model.GroupCapacity, fmt.Sprint("line", k), "h", "<=", -1000))
		}
		d := withLimits(model.MinimiseCost, limits...)
		bottlenecks := slices.DeleteFunc(slices.Clone(d.Findings), func(f Finding) bool { return f.Rule != "bottleneck" })
		if len(d.Findings) != 7 || len(bottlenecks) != 3 {
			t.Errorf("got %d, %d of them bottlenecks", len(d.Findings), len(bottlenecks))
		}
	})
}

// Where a plan breaks limits, a price may be of penalties that are saved while
// the cost itself rises.
func TestPricesOfAPlanWithPenaltiesAreNotCalledCost(t *testing.T) {
	for _, c := range []struct {
		objective model.Objective
		broken    bool
		want      string
	}{
		{model.MinimiseCost, false, "cost"},
		{model.MinimiseCost, true, "cost and penalties"},
		{model.MaximiseProfit, false, "profit"},
		{model.MaximiseProfit, true, "profit less penalties"},
	} {
		t.Run(c.want, func(t *testing.T) {
			in := workshopInput()
			in.Scenario.Objective, in.Result.Sense, in.Audit = c.objective, c.objective, nil
			if !c.broken {
				in.Result.Penalties = nil
			}
			d := NewDocument(in)
			if text := sentence(d, "bottleneck") + sentence(d, "requirement"); !strings.Contains(text, "s "+c.want+" by 4.31 USD.") {
				t.Errorf("got %s", text)
			}
			var out bytes.Buffer
			if err := Text(&out, d, TextOptions{Width: 100}); err != nil {
				t.Fatal(err)
			}
			if want := "price = change of " + c.want + " for one more unit"; !strings.Contains(out.String(), want) {
				t.Errorf("there is no %q in\n%s", want, out.String())
			}
		})
	}
}
