package metamorph

import (
	"reflect"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// dimension says what a number of a scenario is made of: how it changes where
// money is counted in another coin, and where the company is larger.
type dimension struct{ money, size int8 }

// unknown is an exponent that depends on more than the field.
const unknown = 9

// The dimensions.
var (
	pure   = dimension{0, 0}             // a share, a rate per unit, run or head, a number of periods
	amount = dimension{0, 1}             // what there is, is asked or is allowed: units, hours, heads, machines
	price  = dimension{1, 0}             // money per unit, hour, head or run
	total  = dimension{1, 1}             // money for something that happens or not, or in all
	vague  = dimension{unknown, unknown} // depends on what it is about
	coined = dimension{unknown, 1}       // an amount that may be one of money
	counts = dimension{0, unknown}       // no money; what it counts may come in whole numbers
)

// dimensions of fields, by the end of their path; the longest that fits counts.
// The penalty of a limit is money for one of what the limit counts, and is not
// listed.
var dimensions = map[string]dimension{
	"Interest": pure, "Markets.Share": pure,
	"Aim": vague, "Goals": vague, "Budget": vague,
	"Rules": counts, "Locks": counts, "Shortage": counts, "Strategies": counts, "Promotions": vague,

	"Families.Price": price, "Materials.Price": price, "StandardCost": price,
	"Dispose.Cost": price, "Dispose.Max": amount,
	"Properties.Value": pure, "Units.Quantity": pure, "Items.Share": pure,

	"Resources.Capacity": amount, "Count": counts, "Hours": pure, "Down": counts, "Downtime": amount,
	"Overtime.Max": amount, "Overtime.Cost": price, "Overtime.Fixed": total,
	"Bands.Max": amount, "Bands.Cost": price, "Bands.Fixed": total,
	"MinLoad": amount, "Utilisation": counts,
	"Change.Opening": amount, "Change.Up.Cost": price, "Change.Up.Max": amount, "Change.Down.Cost": price, "Change.Down.Max": amount,
	"Rent.Max": amount, "Rent.Cost": price, "Maintenance": counts,

	"Headcount.Opening": amount, "Headcount.Min": amount, "Headcount.Max": amount,
	"Regular": pure, "Workforce.Overtime.Max": pure, "Workforce.Overtime.Bands.Max": pure, "Wage": price,
	"Hire.Cost": price, "Layoff.Cost": price, "Quota.Max": amount, "Quota.Share": pure,
	"Course.Wage": price, "Trainers.Quantity": pure, "Losses": pure, "Attrition": pure,
	"Training.Cost": price, "Downgrade.Cost": price,
	"Serves.Efficiency": pure, "Serves.Cost": price, "Serves.Max": counts,
	"Temps.Hours": pure, "Temps.Cost": price, "Temps.Signing": price, "Temps.Contract": pure,
	"ShortTime.Gives": pure, "ShortTime.Cost": price, "ShortTime.Wage": price, "Idle.Cost": price,
	"NoLayoff.Penalty": price, "Stable.Penalty": price,
	"CrewLimits.Min": amount, "CrewLimits.Max": amount,

	"Makes.Quantity": pure, "Consumes.Quantity": pure, "Uses.Quantity": pure, "Scrap.Quantity": pure,
	"Yield": pure, "Gives": pure, "Share.Min": pure, "Share.Max": pure, "Share.Exact": pure, "Quality.Min": pure, "Quality.Max": pure,
	"Processes.Cost": price, "Blend.Cost": price, "Output.Min": amount, "Output.Max": amount,

	"Lots.Cost": total, "Lots.Uses.Quantity": amount, "Lots.Min": amount, "Lots.Max": amount, "Lots.Multiple": amount, "Lots.Count": pure,
	"Order.Cost": total, "Order.Uses.Quantity": amount, "Order.Min": amount, "Order.Max": amount, "Order.Multiple": amount, "Order.Count": pure,
	"Use.Cost": total, "Use.Uses.Quantity": amount, "Use.Min": amount, "Use.Max": amount, "Use.Multiple": amount, "Use.Count": pure,
	"Start.Cost": total, "Stop.Cost": total, "Start.Uses.Quantity": amount, "Stop.Uses.Quantity": amount,
	"MinOn": pure, "MinOff": pure, "Lots.Opening": pure, "Order.Opening": pure, "Use.Opening": pure,

	"Sells.Price": price, "Sells.Capacity": amount, "Sells.Min": amount, "Tiers.From": amount, "Tiers.Price": price,
	"Of.Quantity": pure, "Groups.Min": coined, "Groups.Max": coined, "Contracts.Min": coined, "Contracts.Max": coined,
	"Shortfall": vague, "Rebate.Rate": pure, "Rebate.Spend": total, "Rebate.Quantity": amount,

	"Carries.Cost": price, "Carries.Load": pure, "Carries.Min": amount, "Carries.Max": amount, "Lanes.Capacity": amount,

	"Inventory.Opening": amount, "Receipts": amount, "Inventory.Min": amount, "Inventory.Max": amount, "HoldingCost": price,
	"Closing.Min": amount, "Closing.Max": amount, "Closing.Exact": amount, "Cyclic.Rule": amount, "Worth": vague,
	"Expires": amount, "ShelfLife.Rule": counts, "Safety": amount, "Cover.Periods": pure, "Cover.Days": pure, "Cover.Rule": amount,
	"Inventory.Value": price, "Holding.Rate": pure,
	"Storage.Capacity": amount, "Holds.Quantity": pure, "Overflow.Max": amount, "Overflow.Cost": price,
	"StockLimits.Min": coined, "StockLimits.Max": coined,

	"Classes.Priority": pure, "Classes.Price": price, "Backlog.Cost": price, "MaxAge": pure, "LostCost": price, "Fill": pure,
	"Demand.Price": price, "Demand.Quantity": amount, "Demand.Min": amount, "Demand.Max": amount, "Same": amount,
	"Backlog.Opening": amount, "Backlog.Max": amount, "Backlog.Closing": amount, "Lost.Cost": price, "Lost.Max": amount,

	"Logic.AtMost": pure, "Logic.AtLeast": pure, "Logic.Exactly": pure, "Logic.Penalty": total,
	"Open.Cost": total, "Close.Cost": total, "Running": total, "Adds.Quantity": amount,

	"CapitalCharge": pure, "Cash.Opening": total, "Least": total, "Cash.Receipts": total, "Cash.Payments": total,
	"Credit.Opening": total, "Credit.Limit": total, "Credit.Interest": pure, "Tax.Rate": pure,
}

// dimensionOf finds the dimension of the field at a path.
func dimensionOf(path string) (dimension, bool) {
	for end := path; end != ""; _, end, _ = strings.Cut(end, ".") {
		if d, ok := dimensions[end]; ok {
			return d, true
		}
	}
	section, _, _ := strings.Cut(path, ".")
	d, ok := dimensions[section]
	if !ok {
		parts := strings.Split(path, ".")
		for k := range parts { // a part of the path whose numbers are all of one kind
			if d, ok = dimensions[parts[k]]; ok {
				break
			}
		}
	}
	return d, ok
}

// scaled is a scenario of which every number is multiplied by what factor says
// of its dimension. The second result says which number stands against it.
func scaled(s *model.Scenario, factor func(dimension) (float64, bool)) (*model.Scenario, string) {
	out, against := clone(s), ""
	one := func(path string, d dimension, known bool, x model.Series) model.Series {
		if !x.IsSet() {
			return x
		}
		k, certain := factor(d)
		if !known || !certain {
			against = "it is not known how " + words(path) + " changes with it"
			return x
		}
		return mapped(x, func(v float64) float64 { return k * v })
	}
	visit(out, func(path string, v reflect.Value) {
		d, known := dimensionOf(path)
		switch {
		case v.Type() == seriesType:
			v.Set(reflect.ValueOf(one(path, d, known, v.Interface().(model.Series))))
		case v.Type() == limitType:
			l := v.Addr().Interface().(*model.Limit)
			l.Value = one(path, d, known, l.Value)
			l.Penalty = one(path, penaltyOf(path, d), known, l.Penalty)
		case v.Kind() == reflect.Float64 && v.Float() != 0:
			v.SetFloat(one(path, d, known, model.Constant(v.Float())).At(0))
		}
	})
	if against != "" {
		return s, against
	}
	return out, ""
}

// penaltyOf is the dimension of the penalty of a limit: money for one unit of
// what it counts. That of a share is for each unit, hour or head that is missing;
// that of what is on or off is for each time.
func penaltyOf(path string, d dimension) dimension {
	switch last := path[strings.LastIndexByte(path, '.')+1:]; {
	case d == pure && (last == "Count" || last == "MinOn" || last == "MinOff"):
		return total
	case d == pure:
		return price
	}
	less := func(e int8) int8 {
		if e == unknown {
			return unknown
		}
		return 1 - e
	}
	return dimension{less(d.money), less(d.size)}
}

// words are a path as the language has it.
func words(path string) string { return strings.ToLower(path) }
