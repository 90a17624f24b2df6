package intake

import (
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// figureUnits are numbers in the unit of what a goal is about.
var figureUnits = measure{thing: true, words: "unit of what the goal is about"}

func goalsField() field[model.Scenario] {
	return elements("goals", "goals", goalObject(), func(s *model.Scenario) *[]model.Goal { return &s.Goals },
		goalIdent(), "What is wanted of a plan besides its limits, by id: goals that are hard, priced or ranked.",
		byDefault("none"), example("{service: {at_least: 98, rank: 1}}"))
}

func budgetField() field[model.Scenario] {
	return elements("budget", "budget lines", budgetObject(), func(s *model.Scenario) *[]model.Goal { return &s.Budget },
		goalIdent(), "Lines of the budget that the plan is compared with, by id; each may be hard, priced or ranked.",
		byDefault("none"), example("{revenue: {value: 500 k, over: quarter}}"))
}

// goalIdent gives a goal its id, which is the line that it is about where it says
// nothing else.
func goalIdent() ident[model.Goal] {
	return ident[model.Goal]{
		of:    func(g *model.Goal) string { return g.ID },
		begin: func(g *model.Goal, id string) { g.ID, g.Of.Expr = id, id },
		scope: func(d *decoder, id string, n *node) thing { return d.figureThing(id, n) },
	}
}

// figureThing is what the numbers about a figure are in.
func (d *decoder) figureThing(id string, n *node) thing {
	of := n.word("of")
	if of == "" {
		of = id
	}
	if line, ok := model.FindLine(of); ok {
		return thing{unit: line.Unit(d.currency)}
	}
	return thing{unit: "units"}
}

func goalObject() *object[model.Goal] {
	return &object[model.Goal]{fields: append([]field[model.Goal]{
		nameField(func(g *model.Goal) *string { return &g.Name }),
		figureField(),
		targetField(model.AtLeast, "The value that the figure is to reach at least."),
		targetField(model.AtMost, "The value that the figure is to stay at or below."),
		bestField(),
		goalPeriodsField(),
	}, goalFields()...)}
}

func budgetObject() *object[model.Goal] {
	return &object[model.Goal]{main: "value", fields: append([]field[model.Goal]{
		nameField(func(g *model.Goal) *string { return &g.Name }),
		figureField(),
		seriesField("value", figureUnits, func(g *model.Goal) *model.Series { return &g.Target.Value },
			"The budget: of a window that of its last period. A period without a value has no budget.", required, within("any"), example("500 k")),
		textField("over", true, func(g *model.Goal) *string { return &g.Over },
			"The windows of the budget: period, month, quarter, year or horizon.", byDefault("period"), example("quarter")),
		choiceField("keep", []model.GoalSense{model.AtLeast, model.AtMost}, func(g *model.Goal) *model.GoalSense { return &g.Want },
			"Which side of the value is the good one.", byDefault("at_least where more of the line is better, else at_most"), example("at_most")),
	}, goalFields()...)}
}

// goalFields are the keys that goals and budgets have in common.
func goalFields() []field[model.Goal] {
	limit := func(g *model.Goal) *model.Limit { return &g.Target }
	return []field[model.Goal]{
		flagField("hard", func(g *model.Goal) *bool { return &g.Hard },
			"Makes the goal a limit that every plan keeps.", byDefault("false"), example("true")),
		seriesField("penalty", measure{money: true, thing: true, words: "money per unit of what the goal is about"},
			func(g *model.Goal) *model.Series { return &limit(g).Penalty },
			"Makes the goal priced: a plan may miss it and pays this much penalty money per unit. It steers the plan and is no real money.",
			byDefault("none"), example("25")),
		rankField("rank", func(g *model.Goal) *int { return &g.Rank },
			"Makes the goal ranked: goals of rank 1 are met as well as can be, those of rank 2 as well as rank 1 allows, and so on; the objective comes last.",
			byDefault("none"), example("1")),
		choiceField("method", model.GoalMethods(), func(g *model.Goal) *model.GoalMethod { return &g.Method },
			"How the goals of one rank are met: the weighted sum of what is missing as small as can be, or the least met goal as near to its value as can be.",
			byDefault("weighted"), example("max_min")),
		numberField("weight", measure{words: "any unit"}, func(g *model.Goal) *float64 { return &g.Weight },
			"How much the goal counts within its rank.", byDefault("1"), within("> 0"), example("2")),
		numberField("scale", figureUnits, func(g *model.Goal) *float64 { return &g.Scale },
			"How much of the figure counts as 100 % where goals of one rank are compared.", byDefault("the value of the goal"), within("> 0"), example("100 k")),
		numberField("tolerance", figureUnits, func(g *model.Goal) *float64 { return &g.Tolerance },
			"How much of what the goal has reached later ranks and the objective may take again.", byDefault("0"), example("500")),
		numberField("tolerance_share", share, func(g *model.Goal) *float64 { return &g.Share },
			"The same as a share of what the goal has reached; both add up.", byDefault("0"), within("0 to 1"), example("1 %")),
		textField("owner", true, func(g *model.Goal) *string { return &limit(g).Owner },
			"Who decides the goal.", byDefault("empty"), example("head of finance")),
		textField("reason", true, func(g *model.Goal) *string { return &limit(g).Reason },
			"Why it is wanted.", byDefault("empty"), example("promised to the board")),
		dateField("review", func(g *model.Goal) *string { return &limit(g).Review },
			"When the goal is looked at again.", byDefault("empty"), example("2026-06-30")),
	}
}

// figureField is what a goal is about. It is only kept here: what it means is
// found out once everything that it may speak of is known.
func figureField() field[model.Goal] {
	f := newField("of", "line or expression", "What the goal is about: a line of the plan (profit, margin, cost, revenue, an account of cost, capital, stock_value, service, head_changes), or an expression linear in quantities of the plan.",
		[]option{byDefault("the line that the id names"), example(`total(stock, family == "tools")`)},
		func(d *decoder, n *node, into *model.Goal) {
			text, ok := d.plain(n, "a line such as service, or an expression such as total(stock)")
			if !ok {
				return
			}
			into.Of.Expr = text
			d.keepExpression(d.path(), n)
		})
	f.encode = encodeText(func(g *model.Goal) *string { return &g.Of.Expr })
	return f
}

// targetField is the value of a goal in one sense.
func targetField(want model.GoalSense, sentence string) field[model.Goal] {
	f := newField(string(want), "number", sentence, []option{byDefault("none"), within("any"), example("98")},
		func(d *decoder, n *node, into *model.Goal) {
			if into.Want != "" {
				d.mistake(n, "goal-form", "expected one of at_least, at_most and best, got two", "write two goals of the same rank")
				return
			}
			if v, ok := d.number(n, figureUnits); ok {
				into.Want, into.Target.Value = want, model.Constant(v)
			}
		})
	f.unit, f.schema, f.accepts = figureUnits, schemaNumber, isFileKey
	f.encode = func(e *encoder, from *model.Goal, _ *node) (Value, bool) {
		if from.Want != want {
			return Value{}, false
		}
		return Value{Kind: NumberValue, Numbers: []float64{from.Target.Value.Or(0, 0)}, Unit: e.d.unitWord(figureUnits)}, true
	}
	return f
}

// bestField makes a figure as great or as small as can be.
func bestField() field[model.Goal] {
	words := []model.GoalSense{model.Most, model.Least}
	f := choiceField("best", words, func(g *model.Goal) *model.GoalSense { return &g.Want },
		"In place of a value: as much of the figure as can be, or as little.", byDefault("none"), example("least"))
	read := f.decode
	f.decode = func(d *decoder, n *node, into *model.Goal) {
		if into.Want != "" {
			d.mistake(n, "goal-form", "expected one of at_least, at_most and best, got two", "write two goals of the same rank")
			return
		}
		read(d, n, into)
	}
	f.encode = func(_ *encoder, from *model.Goal, _ *node) (Value, bool) {
		return Value{Kind: TextValue, Text: string(from.Want)}, from.Want == model.Most || from.Want == model.Least
	}
	return f
}

// goalPeriodsField are the periods that a goal is about.
func goalPeriodsField() field[model.Goal] {
	f := newField("periods", "text or list of texts", "The periods that the goal adds up: one, a range, or a list of them.",
		[]option{byDefault("all"), example("2026-01..2026-03")},
		func(d *decoder, n *node, into *model.Goal) { into.Periods = d.listOfPeriods(n) })
	f.schema = schemaTexts
	return f
}

// keepExpression remembers where an expression is written, by its path.
func (d *decoder) keepExpression(path string, n *node) {
	if d.exprs == nil {
		d.exprs = map[string]*node{}
	}
	d.exprs[path] = n
}

// objectiveField is what the best plan is: money, or a figure that comes before it.
func objectiveField() field[model.Scenario] {
	money := make([]string, len(model.Objectives()))
	for i, o := range model.Objectives() {
		money[i] = string(o)
	}
	f := newField("objective", "text", "What the best plan is: "+strings.Join(money, ", ")+"; or maximise or minimise with a line of the plan or an expression, such as maximise service. "+
		"Among the plans that are best by a line or an expression, the one with the least cost is taken, or what follows after then: maximise service then maximise profit.",
		[]option{byDefault(string(model.MinimiseCost)), example("maximise profit")},
		func(d *decoder, n *node, into *model.Scenario) {
			text, ok := d.plain(n, "an objective such as maximise profit")
			if !ok {
				return
			}
			figure, last, _ := strings.Cut(text, thenWord)
			if isMoney(figure) && last == "" {
				into.Objective = model.Objective(figure)
				return
			}
			verb, of, _ := strings.Cut(strings.TrimSpace(figure), " ")
			sense, known := map[string]model.GoalSense{"maximise": model.Most, "minimise": model.Least}[verb]
			if last = strings.TrimSpace(last); !known || strings.TrimSpace(of) == "" || isMoney(figure) || last != "" && !isMoney(last) {
				d.mistake(n, "unknown-word", "expected one of "+strings.Join(money, ", ")+", or maximise or minimise with a line or an expression; got "+quote(text),
					d.suggest(text, money))
				return
			}
			if last != "" {
				into.Objective = model.Objective(last)
			}
			into.Aim = model.Goal{ID: model.AimSection, Want: sense, Of: model.Figure{Expr: strings.TrimSpace(of)}}
			d.keepExpression(model.AimSection, n)
		})
	f.pattern = "^(maximise|minimise) ."
	f.encode = func(_ *encoder, from *model.Scenario, _ *node) (Value, bool) {
		text := string(from.Objective)
		if from.Aim.Want != "" {
			verb := map[model.GoalSense]string{model.Most: "maximise ", model.Least: "minimise "}[from.Aim.Want]
			text = verb + from.Aim.Of.Expr + thenWord + text
		}
		return Value{Kind: TextValue, Text: text}, text != ""
	}
	return f
}

// thenWord stands between the figure of an objective and the money after it.
const thenWord = " then "

func isMoney(text string) bool {
	for _, o := range model.Objectives() {
		if string(o) == text {
			return true
		}
	}
	return false
}
