package model

// Rule describes one kind of mistake.
type Rule struct {
	ID       string // as in Mistake.Rule
	Sentence string // what the rule asks for
}

// ValidationRules lists every rule that Validate checks, by id.
func ValidationRules() []Rule {
	return []Rule{
		{"backlog-needs-quantity", "Only a demand with an exact quantity can be served late."},
		{"bad-date", "A date is written YYYY-MM-DD."},
		{"bad-lead-time", "A lead time is a whole number of periods or of days."},
		{"bad-periods", "The calendar has at least one period and not more than can be planned."},
		{"bad-tolerance", "The tolerance of an expectation is relative and lies between 0 and 1."},
		{"blends-what-it-consumes", "An input of a process is blended freely or consumed per run, not both."},
		{"calendar-gap", "Periods follow one another without gap or overlap."},
		{"capacity-missing", "Machines and downtime need hours or a capacity to count against."},
		{"capacity-or-hours", "A resource has a capacity, or machines and hours, not both."},
		{"carries-nothing", "A lane carries at least one item."},
		{"closing-form", "The closing rule is an exact amount, or a least and a most."},
		{"closing-one-value", "A limit on the end of the horizon has one value."},
		{"dangling-id", "Every id that is referred to is defined."},
		{"demand-form", "A demand has an exact quantity, or a least and a most."},
		{"down-above-count", "No more machines are down than there are."},
		{"downtime-above-capacity", "No more capacity is lost than there is."},
		{"duplicate-id", "No two things of one kind have the same id."},
		{"duplicate-stock", "An item has one stock in one place."},
		{"expect-form", "A scenario that is expected to be infeasible has no expected objective."},
		{"gives-nothing", "Every input of a blend gives something."},
		{"id-clash", "No family has the id of a material or of an item of a family, no crew that of a resource, and no demand that of a part of a divided one."},
		{"lane-ends", "A lane leads from one place to another."},
		{"lost-needs-quantity", "Only a demand with an exact quantity can be lost."},
		{"makes-nothing", "Every process makes something."},
		{"makes-what-it-consumes", "No process consumes what it makes."},
		{"market-cycle", "Markets lie within one another without a cycle, and not too deep."},
		{"min-above-max", "No hard least lies above the hard most of the same thing."},
		{"missing-key", "Every key that is needed is there."},
		{"negative", "Quantities, capacities and money are not negative."},
		{"not-finite", "Numbers are finite."},
		{"no-bound", "What is switched on and off has a most that it can do: by capacity, by what is of use, or by max."},
		{"nothing-asked", "There is at least one demand."},
		{"number-too-large", "No number is beyond 1e15, where sums lose whole units."},
		{"opening-above-max", "The opening stock does not lie above the most of the first period."},
		{"overtime-form", "Overtime has bands, or one limit and cost."},
		{"price-missing", "To maximise profit every demand needs a price, its own or that of the item."},
		{"property-missing", "A blend whose quality counts has inputs with that property."},
		{"quality-needs-blend", "Only a blend has a quality."},
		{"sells-nothing", "Every supplier sells something."},
		{"series-length", "A list over time has one value a period."},
		{"share-above-one", "A share of a whole lies between 0 and 1."},
		{"share-bounds", "A share is exact, or between a least and a most."},
		{"share-form", "Only a market within a larger one has a share."},
		{"share-missing", "What is divided by share has shares."},
		{"share-sum", "Shares add up to 1."},
		{"shares-do-not-fit", "The shares of a blend can add up to the whole."},
		{"site-missing", "Where there are lanes, or anything says where it is, everything does."},
		{"split-too-large", "Demand is divided into a bounded number of parts."},
		{"unknown-word", "A choice is one of its words."},
		{"unsorted", "A program that builds a scenario sorts everything by id."},
		{"value-missing", "Where every period needs a value, every period has one."},
		{"whole-heads", "A crew of whole heads starts with a whole number."},
		{"whole-units", "A demand in whole units is whole."},
	}
}
