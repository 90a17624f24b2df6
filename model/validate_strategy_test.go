package model

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func init() { moreBreakages = append(moreBreakages, strategyBreakages) }

func strategyBreakages() []breaks {
	own := func(x Strategy) func(*Scenario) {
		x.ID = "own"
		return func(s *Scenario) { s.Strategies = []Strategy{x} }
	}
	return []breaks{
		{"unknown-word", "strategy.own.plan", own(Strategy{Plan: "pursuit"})},
		{"unknown-word", "strategy.own.keep", own(Strategy{Plan: Level, Keep: "stock"})},
		{"unknown-word", "strategy.own.backlog", own(Strategy{Plan: Level, Backlog: "perhaps"})},
		{"missing-key", "strategy.own", own(Strategy{Plan: Hybrid})},
		{"negative", "strategy.own.change", own(Strategy{Plan: Hybrid, Change: Constant(-1)})},
		{"strategy-form", "strategy.own.change", own(Strategy{Plan: Level, Change: Constant(1)})},
		{"strategy-form", "strategy.own.keep", own(Strategy{Plan: Chase, Keep: KeepHeads})},
		{"dangling-id", "strategy.own.families", own(Strategy{Plan: Level, Families: []string{"steel"}})},
		{"dangling-id", "strategy.own.sites", own(Strategy{Plan: Level, Sites: []string{"moon"}})},
		{"unknown-period", "strategy.own.periods", own(Strategy{Plan: Level, Periods: []int{3}})},
		{"strategy-scope", "strategy.own", own(Strategy{Plan: Level, Periods: []int{0, 2}})},
		{"strategy-scope", "strategy.own", own(Strategy{Plan: Level, Families: []string{"trikes"}, Keep: KeepHeads})},
		{"duplicate-id", "strategy.a", func(s *Scenario) { s.Strategies = []Strategy{{ID: "a", Plan: Level}, {ID: "a", Plan: Chase}} }},
	}
}

func TestChaseNeedsWhatLimitsAskForOrWhatNobodyHasAskedForYet(t *testing.T) {
	s := plant(t)
	s.Inventory[0].Opening, s.Inventory[0].Receipts = 300, PerPeriod([]float64{0, 5, 0})
	s.Strategies = []Strategy{{ID: "lean", Plan: Chase, Families: []string{"bikes"}, Backlog: Allowed}}
	limits := s.StrategyLimits()
	if len(limits) != 1 {
		t.Fatalf("expected one limit, got %d", len(limits))
	}
	// 300 - 100, then + 5 - 120, then the closing stock.
	if diff := cmp.Diff([]float64{200, 85, 15}, limits[0].Values); diff != "" {
		t.Error(diff)
	}
}
