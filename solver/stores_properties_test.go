package solver

import (
	"pgregory.net/rapid"

	"github.com/steelyard-sop/steelyard/model"
)

func init() {
	decorations = append(decorations, decoration{name: "stores", apply: addStores, money: moneyOfStores, limits: limitsOfStores})
}

// addStores gives the plant policies for its stocks, a hall that they share and
// a limit on what they are worth together.
func addStores(t *rapid.T, s *model.Scenario) {
	amount := func(name string, most int) float64 { return float64(rapid.IntRange(0, most).Draw(t, name)) }
	maybePriced := func(name string, l model.Limit) model.Limit {
		if rapid.Bool().Draw(t, name+" is priced") {
			return priced(l, 20)
		}
		return l
	}
	steel, tools := &s.Inventory[0], &s.Inventory[1]
	steel.Value, tools.Value = number(3), number(20)
	tools.Safety = maybePriced("safety", limits(amount("safety", 40)))
	if rapid.Bool().Draw(t, "cover") {
		tools.Cover.Periods = number(amount("cover", 8) / 4)
		tools.Cover.Beyond = rapid.SampledFrom(model.Beyonds()).Draw(t, "beyond")
		tools.Cover.Rule.Penalty = number(6)
	}
	tools.Holding = model.HoldingRule{On: rapid.SampledFrom(model.HoldingOns()).Draw(t, "holding"), Rate: number(amount("rate", 10) / 100)}
	if life := rapid.IntRange(0, 3).Draw(t, "life"); life > 0 {
		tools.ShelfLife.Life = model.Lag{Periods: life}
		tools.ShelfLife.Rule = maybePriced("life", model.Limit{})
	} else if tools.Max.IsSet() && !tools.Max.Priced() && !tools.Closing.Exact.IsSet() && rapid.Bool().Draw(t, "cyclic") {
		tools.Opening, tools.Closing.Cyclic.On = 0, true
	}
	s.Storage = []model.Storage{{
		ID: "hall", Unit: "m3", Capacity: maybePriced("hall", limits(amount("hall", 300))), Holds: []model.Part{{ID: steel.Item, Quantity: number(0.5)}, {ID: tools.Item, Quantity: number(2)}},
		Overflow: model.Overflow{Allowed: rapid.Bool().Draw(t, "overflow"), Max: limits(amount("overflow", 80)), Cost: number(3)},
	}}
	s.StockLimits = []model.StockLimit{{ID: "cash", Of: model.StockValue, Items: []string{steel.Item, tools.Item}, Max: limits(amount("cash", 4000))}}
}

// moneyOfStores lists the money, with the limit on money in stock. That one is
// hard, since a penalty on money would be a ratio.
func moneyOfStores(s *model.Scenario) []*model.Series {
	if len(s.Storage) == 0 {
		return nil
	}
	steel, tools := &s.Inventory[0], &s.Inventory[1]
	return []*model.Series{
		&steel.Value, &tools.Value, &tools.Cover.Rule.Penalty, &tools.ShelfLife.Rule.Penalty,
		&s.Storage[0].Overflow.Cost, &s.StockLimits[0].Max.Value,
	}
}

func limitsOfStores(s *model.Scenario) []*model.Limit {
	if len(s.Storage) == 0 {
		return nil
	}
	return []*model.Limit{&s.Inventory[1].Safety, &s.Storage[0].Capacity, &s.Storage[0].Overflow.Max, &s.StockLimits[0].Max}
}
