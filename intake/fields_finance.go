package intake

import "github.com/steelyard-sop/steelyard/model"

// financeField is what money is reckoned with besides prices and costs.
func financeField() field[model.Scenario] {
	of := &object[model.Finance]{fields: []field[model.Finance]{
		seriesField("capital_charge", share.inAPeriod(), func(f *model.Finance) *model.Series { return &f.CapitalCharge },
			"What capital that is bound in stock at standard cost is said to cost. It is shown in the statement and steers nothing; what is to steer is a cost of holding. A bare number is for a period; 12 %/year is divided among the periods.",
			byDefault("0"), example("12 %/year")),
	}}
	return nested("finance", "finance", of, func(s *model.Scenario) *model.Finance { return &s.Finance }, nil,
		"What money is reckoned with besides prices and costs.", byDefault("none"), example("{capital_charge: 12 %/year}"))
}
