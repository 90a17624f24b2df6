package intake

import (
	"slices"

	"github.com/steelyard-sop/steelyard/model"
)

// strategyMoney and strategyChange are in what a strategy keeps: heads, or
// units of a family.
var (
	strategyMoney  = measure{money: true, words: "money per head, unit or hour"}
	strategyChange = measure{words: "heads, or units of each family"}
)

// wholeStrategy is the id of a strategy that is given by its word alone.
const wholeStrategy = "all"

// strategyField are the strategies. A word alone is one for everything.
func strategyField() field[model.Scenario] {
	f := elements("strategy", "strategies", strategyObject(), func(s *model.Scenario) *[]model.Strategy { return &s.Strategies }, strategyIdent(),
		"How the plan meets demand that changes, by an id of its own: level, chase or hybrid. A word alone is one for everything, with the id all.",
		byDefault("none: as the plan chooses"), example("{spring: {plan: level, keep: output, families: tools, periods: 2026-01..2026-05}}"))
	for _, kind := range model.StrategyKinds() {
		f.alone = append(f.alone, string(kind))
	}
	read := f.decode
	f.decode = func(d *decoder, n *node, into *model.Scenario) {
		if n.kind == scalarKind {
			whole := *n
			whole.kind, whole.text, whole.entries = mapKind, "", []entry{{key: wholeStrategy, keyLine: n.line, keyColumn: n.column, layer: n.layer, value: *n}}
			n = &whole
		}
		read(d, n, into)
	}
	return f
}

func strategyObject() *object[model.Strategy] {
	ids := func(key string, get func(*model.Strategy) *[]string, sentence, byDef, sample string) field[model.Strategy] {
		return textsField(key, "id or list of ids", func(_ *decoder, _ *node, into *model.Strategy, texts []textNode) {
			words := wordsOf(texts)
			slices.Sort(words)
			*get(into) = slices.Compact(words)
		}, sentence, byDefault(byDef), example(sample))
	}
	permission := func(key, sentence, byDef, sample string, get func(*model.Strategy) *model.Permission) field[model.Strategy] {
		f := choiceField(key, model.Permissions(), get, sentence, byDefault(byDef), example(sample))
		f.form, f.schema, f.choices = "true or false", schemaFlag, nil
		return f
	}
	limit := func(s *model.Strategy) *model.Limit { return &s.Rule }
	terms := ruleFields("that is too much or, of a level plan, missing: head, unit or hour", limit)
	for i := range terms {
		if terms[i].key == "penalty" {
			terms[i].unit = strategyMoney
			terms[i] = seriesField("penalty", strategyMoney, func(s *model.Strategy) *model.Series { return &s.Rule.Penalty }, terms[i].sentence,
				byDefault("none: it is hard"), example("25"))
		}
	}
	return &object[model.Strategy]{main: "plan", fields: append([]field[model.Strategy]{
		choiceField("plan", model.StrategyKinds(), func(s *model.Strategy) *model.StrategyKind { return &s.Plan },
			"level: the same in every period, and stock takes up the difference. chase: no more stock than is needed, so that output follows demand. hybrid: changes are bounded.", required, example("level")),
		choiceField("keep", model.StrategyKeeps(), func(s *model.Strategy) *model.StrategyKeep { return &s.Keep },
			"What a level plan keeps the same, and a hybrid one nearly so: the heads of each crew, or the output of each family.", byDefault("heads where there are crews, else output"), example("output")),
		seriesField("change", strategyChange, func(s *model.Strategy) *model.Series { return &s.Change },
			"The most that heads or output may differ from those of the period before, in a hybrid plan.", byDefault("needed in a hybrid plan"), example("10")),
		ids("families", func(s *model.Strategy) *[]string { return &s.Families }, "The families that it is about, and the crews and resources that make them.", "all, and every crew and resource", "[tools]"),
		ids("sites", func(s *model.Strategy) *[]string { return &s.Sites }, "The sites that it is about.", "all", "[plant]"),
		periodsField(func(s *model.Strategy) *[]int { return &s.Periods }, "The periods that it is about: one, a range, or a list of them. What is kept does not tie a period to one before it that is not among them.", "2026-01..2026-05"),
		permission("overtime", "Whether overtime may be worked.", "false in a chase plan, else true", "false", func(s *model.Strategy) *model.Permission { return &s.Overtime }),
		permission("outsourcing", "Whether families may be bought from suppliers.", "false in a chase plan, else true", "false", func(s *model.Strategy) *model.Permission { return &s.Outsourcing }),
		permission("backlog", "Whether anything may be owed at the end of a period.", "true in a hybrid plan, else false", "true", func(s *model.Strategy) *model.Permission { return &s.Backlog }),
	}, terms...)}
}

func strategyIdent() ident[model.Strategy] {
	return ident[model.Strategy]{
		of:    func(s *model.Strategy) string { return s.ID },
		begin: func(s *model.Strategy, id string) { s.ID = id },
		scope: func(*decoder, string, *node) thing { return thing{} },
	}
}
