package intake

import (
	"slices"
	"strconv"

	"github.com/steelyard-sop/steelyard/model"
)

// Measures of what crews do.
var (
	shareOfHeads = measure{ratio: true, shareOf: "head", words: "share of heads"}
	headCost     = headPrice.inAPeriod()
	crewHours    = measure{thing: true, words: "unit of the workforce"}
)

// crewFields are the keys of a workforce beside heads, time and money.
func crewFields() []field[model.Workforce] {
	scope := func(d *decoder, _ string, _ *node) thing { return d.thing }
	transfers := ident[model.Transfer]{
		of:    func(t *model.Transfer) string { return t.ID },
		begin: func(t *model.Transfer, id string) { t.ID, t.To = id, id },
		scope: scope,
	}
	skills := ident[model.Skill]{
		of:    func(k *model.Skill) string { return k.To },
		begin: func(k *model.Skill, id string) { k.To = id },
		scope: scope,
	}
	temps := ident[model.Temp]{
		of:    func(t *model.Temp) string { return t.ID },
		begin: func(t *model.Temp, id string) { t.ID, t.Contract = id, 1 },
		scope: scope,
	}
	return []field[model.Workforce]{
		nested("attrition", "attrition", attritionObject(), func(w *model.Workforce) *model.Attrition { return &w.Attrition }, nil,
			"Who leaves of their own accord; a share alone is that of all heads.", byDefault("nobody leaves"), example("5 %")),
		elements("training", "trainings", transferObject("trained"), func(w *model.Workforce) *[]model.Transfer { return &w.Training }, transfers,
			"Trains heads for other crews, by the id of the other crew or by an id of its own; a number alone is its cost.",
			byDefault("none"), example("{skilled: {cost: 500, max: 20}}")),
		elements("downgrade", "downgradings", transferObject("downgraded"), func(w *model.Workforce) *[]model.Transfer { return &w.Downgrade }, transfers,
			"Moves heads down to other crews, likewise.", byDefault("none"), example("{unskilled: {losses: 50 %}}")),
		elements("serves", "crews", skillObject(), func(w *model.Workforce) *[]model.Skill { return &w.Serves }, skills,
			"Other crews whose work it can do (cross-training); a share alone is the efficiency.", byDefault("none"), example("{assembly: 80 %}")),
		elements("temps", "kinds of temps", tempObject(), func(w *model.Workforce) *[]model.Temp { return &w.Temps }, temps,
			"Temporary staff who work with the crew, by an id of their own; a number alone is their cost.", byDefault("none"), example("{agency: {cost: 4000, max: 10}}")),
		nested("short_time", "short time", shortTimeObject(), func(w *model.Workforce) *model.ShortTime { return &w.ShortTime },
			func(s *model.ShortTime) { s.Allowed = true },
			"Allows heads to work short time; a number alone is its cost.", byDefault("no short time"), example("{max: 50, cost: 400, gives: 50 %}")),
		nested("idle", "idle heads", idleObject(), func(w *model.Workforce) *model.Idle { return &w.Idle },
			func(i *model.Idle) { i.Allowed = true },
			"Counts heads whose regular time nothing uses (over-manning); a number alone is their cost.", byDefault("they are not counted, and cost nothing but their wage"), example("{cost: 1500, max: 20}")),
		nested("policy", "policies", policyObject(), func(w *model.Workforce) *model.Policy { return &w.Policy }, nil,
			"What is promised to the crew.", byDefault("nothing"), example("{no_layoff: true}")),
	}
}

func attritionObject() *object[model.Attrition] {
	return &object[model.Attrition]{main: "rate", fields: []field[model.Attrition]{
		seriesField("rate", share, func(a *model.Attrition) *model.Series { return &a.Rate },
			"The share of the heads of the period before who are gone at the start of a period.", byDefault("0"), within("0 to 1"), example("5 %")),
		seriesField("first_year", share, func(a *model.Attrition) *model.Series { return &a.FirstYear },
			"The share of recruits who leave in each period that starts within a year of their joining, from the period in which they join. Recruits in their first year are neither laid off nor retrained.",
			byDefault("recruits leave as all others do, from their second period"), within("0 to 1"), example("25 %")),
	}}
}

// quotaFields are the most of something that is counted in heads.
func quotaFields[T any](get func(*T) *model.Quota, of string) []field[T] {
	return []field[T]{
		limitField("max", heads, func(t *T) *model.Limit { return &get(t).Max },
			"The most heads "+of+".", byDefault("no limit"), example("20")),
		limitField("max_share", shareOfHeads, func(t *T) *model.Limit { return &get(t).Share },
			"The most heads "+of+", as a share of the heads of a crew in the period. A penalty is per head.", byDefault("no limit"), example("25 %")),
		textField("of", true, func(t *T) *string { return &get(t).Of },
			"The id of the crew that max_share is a share of.", byDefault("the crew itself"), example("skilled")),
	}
}

// courseFields are what it takes to become a head of a crew.
func courseFields[T any](get func(*T) *model.Course) []field[T] {
	return []field[T]{
		lagField(func(t *T) *model.Lag { return &get(t).Lead },
			"How long training takes: until then one is no head of the crew. A bare number is in periods."),
		seriesField("wage", headCost, func(t *T) *model.Series { return &get(t).Wage },
			"What a trainee is paid in each period of the training; needs a lead time.", byDefault("0"), example("1000")),
		partsField("trainers", useUnits, false, func(t *T) *[]model.Part { return &get(t).Trainers },
			func(d *decoder) map[string]thing { return d.capacity },
			"What training one head takes of crews and resources, in each period of the training.", byDefault("nothing"), example("{crew: 50 h}")),
		seriesField("losses", share, func(t *T) *model.Series { return &get(t).Losses },
			"The share who never become heads of the crew.", byDefault("0"), within("0 to 1"), example("5 %")),
	}
}

// moveObject is hiring or laying off.
func moveObject(what, done string) *object[model.Move] {
	quota := func(m *model.Move) *model.Quota { return &m.Quota }
	return &object[model.Move]{main: "cost", fields: slices.Concat([]field[model.Move]{
		seriesField("cost", headPrice, func(m *model.Move) *model.Series { return &m.Cost },
			"What "+what+" one head costs.", byDefault("0"), example("300")),
	}, quotaFields(quota, done+" in a period"))}
}

func hireObject() *object[model.Move] {
	o := moveObject("hiring", "hired")
	o.fields = append(o.fields, courseFields(func(m *model.Move) *model.Course { return &m.Course })...)
	return o
}

func transferObject(done string) *object[model.Transfer] {
	return &object[model.Transfer]{main: "cost", fields: slices.Concat([]field[model.Transfer]{
		textField("to", true, func(t *model.Transfer) *string { return &t.To },
			"The id of the crew that they join.", byDefault("the id of the entry"), example("skilled")),
		seriesField("cost", headPrice, func(t *model.Transfer) *model.Series { return &t.Cost },
			"What one head costs that leaves its crew for it.", byDefault("0"), example("500")),
	}, quotaFields(func(t *model.Transfer) *model.Quota { return &t.Quota }, done+" in a period"),
		courseFields(func(t *model.Transfer) *model.Course { return &t.Course }))}
}

func skillObject() *object[model.Skill] {
	return &object[model.Skill]{main: "efficiency", fields: []field[model.Skill]{
		seriesField("efficiency", share, func(k *model.Skill) *model.Series { return &k.Efficiency },
			"How many hours of the other crew one hour is worth.", required, within("> 0"), example("80 %")),
		seriesField("cost", crewTimePrice, func(k *model.Skill) *model.Series { return &k.Cost },
			"What one hour given costs, besides the wage.", byDefault("0"), example("3")),
		limitField("max", crewHours.inAPeriod(), func(k *model.Skill) *model.Limit { return &k.Max },
			"The most hours given in a period.", byDefault("no limit"), example("320 h")),
	}}
}

func tempObject() *object[model.Temp] {
	return &object[model.Temp]{main: "cost", fields: slices.Concat([]field[model.Temp]{
		seriesField("cost", headCost, func(t *model.Temp) *model.Series { return &t.Cost },
			"What one temp costs in a period.", byDefault("0"), example("4000")),
		seriesField("signing", headPrice, func(t *model.Temp) *model.Series { return &t.Signing },
			"What one contract costs once.", byDefault("0"), example("200")),
		limitField("hours", crewTime.inAPeriod(), func(t *model.Temp) *model.Limit { return &t.Hours },
			"What one temp works in a period.", byDefault("the regular time of the crew"), example("140 h")),
		contractField(),
	}, quotaFields(func(t *model.Temp) *model.Quota { return &t.Quota }, "at work at a time"))}
}

// contractField is how many periods a temp stays.
func contractField() field[model.Temp] {
	const longest = 10_000
	f := newField("contract", "whole number", "How many periods one stays, and is paid.",
		[]option{byDefault("1"), within("whole periods"), example("6")},
		func(d *decoder, n *node, into *model.Temp) {
			v, ok := d.number(n, measure{})
			switch {
			case !ok:
			case v != float64(int(v)) || v < 1 || v > longest:
				d.mistake(n, "bad-contract", "expected a whole number of periods from 1 to "+strconv.Itoa(longest)+", got "+quote(n.text), "")
			default:
				into.Contract = int(v)
			}
		})
	f.schema, f.unit = schemaNumber, measure{words: "periods"}
	f.encode = func(_ *encoder, from *model.Temp, _ *node) (Value, bool) {
		return Value{Kind: NumberValue, Numbers: []float64{float64(from.Contract)}}, true
	}
	return f
}

func shortTimeObject() *object[model.ShortTime] {
	return &object[model.ShortTime]{main: "cost", fields: slices.Concat([]field[model.ShortTime]{
		seriesField("cost", headCost, func(s *model.ShortTime) *model.Series { return &s.Cost },
			"What one head on short time costs in a period, besides its wage.", byDefault("0"), example("400")),
		seriesField("gives", share, func(s *model.ShortTime) *model.Series { return &s.Gives },
			"The share of the regular time that a head on short time works.", byDefault("50 %"), within("0 to 1"), example("60 %")),
		seriesField("wage", headCost, func(s *model.ShortTime) *model.Series { return &s.Wage },
			"What one head on short time is paid in a period, in place of the wage.", byDefault("the wage"), example("480")),
	}, quotaFields(func(s *model.ShortTime) *model.Quota { return &s.Quota }, "on short time in a period"))}
}

func idleObject() *object[model.Idle] {
	return &object[model.Idle]{main: "cost", fields: slices.Concat([]field[model.Idle]{
		seriesField("cost", headCost, func(i *model.Idle) *model.Series { return &i.Cost },
			"What one idle head costs in a period, besides its wage.", byDefault("0"), example("1500")),
	}, quotaFields(func(i *model.Idle) *model.Quota { return &i.Quota }, "idle in a period"))}
}

func policyObject() *object[model.Policy] {
	on := func(p *model.Promise) { p.On = true }
	stable := promiseObject()
	stable.fields = append(stable.fields, stableChangesField())
	return &object[model.Policy]{fields: []field[model.Policy]{
		nested("no_layoff", "promise", promiseObject(), func(p *model.Policy) *model.Promise { return &p.NoLayoff }, on,
			"Nobody is laid off.", byDefault("false"), example("true")),
		nested("stable", "promise", stable, func(p *model.Policy) *model.Promise { return &p.Stable }, on,
			"The number of heads stays the same: it changes at the start of the first period at most, or in the periods of changes. Who leaves is replaced.",
			byDefault("false"), example("true")),
	}}
}

func promiseObject() *object[model.Promise] {
	return &object[model.Promise]{main: "holds", fields: []field[model.Promise]{
		flagField("holds", func(p *model.Promise) *bool { return &p.On }, "Whether it is promised.", byDefault("true"), example("false")),
		textField("owner", true, func(p *model.Promise) *string { return &p.Owner },
			"Who promised it.", byDefault("empty"), example("works council")),
		textField("reason", true, func(p *model.Promise) *string { return &p.Reason },
			"Why it is promised.", byDefault("empty"), example("agreement of 2025")),
		dateField("review", func(p *model.Promise) *string { return &p.Review },
			"When it is looked at again.", byDefault("empty"), example("2026-06-30")),
		seriesField("penalty", headPrice, func(p *model.Promise) *model.Series { return &p.Penalty },
			"Lets the plan break the promise for this much penalty money per head.", byDefault("none: the promise is kept"), example("5000")),
		keptField(func(p *model.Promise) *int { return &p.Priority }),
	}}
}

// stableChangesField are the periods in which a stable crew may change.
func stableChangesField() field[model.Promise] {
	return textsField("changes", "list of periods", func(_ *decoder, _ *node, p *model.Promise, texts []textNode) {
		for _, text := range texts {
			p.Changes = append(p.Changes, text.text)
		}
		slices.Sort(p.Changes)
	}, "The periods at whose start the number of heads may change.", byDefault("the first period"), example("[2026-01, 2026-07]"))
}

func crewLimitObject() *object[model.CrewLimit] {
	return &object[model.CrewLimit]{fields: []field[model.CrewLimit]{
		choiceField("of", model.CrewQuantities(), func(l *model.CrewLimit) *model.CrewQuantity { return &l.Of },
			"What is counted, in heads: retrained are those that leave the crews for others.", required, example("hired")),
		textsField("crews", "list of crews", func(_ *decoder, _ *node, l *model.CrewLimit, texts []textNode) {
			for _, text := range texts {
				l.Crews = append(l.Crews, text.text)
			}
			slices.Sort(l.Crews)
		}, "The ids of the crews that are counted.", byDefault("all crews"), example("[fitters, welders]")),
		choiceField("over", []model.Span{model.EachPeriod, model.WholeHorizon}, func(l *model.CrewLimit) *model.Span { return &l.Over },
			"Whether the limit is for each period, or for all periods together; then it has one value.", byDefault(string(model.EachPeriod)), example("horizon")),
		limitField("min", heads, func(l *model.CrewLimit) *model.Limit { return &l.Min },
			"The least.", byDefault("no limit"), example("100")),
		limitField("max", heads, func(l *model.CrewLimit) *model.Limit { return &l.Max },
			"The most.", byDefault("no limit"), example("150")),
	}}
}

func crewLimitIdent() ident[model.CrewLimit] {
	return ident[model.CrewLimit]{
		of:    func(l *model.CrewLimit) string { return l.ID },
		begin: func(l *model.CrewLimit, id string) { l.ID, l.Over = id, model.EachPeriod },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
}
