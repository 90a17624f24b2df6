package intake

import "github.com/steelyard-sop/steelyard/model"

func expectObject() *object[model.Expect] {
	return &object[model.Expect]{fields: []field[model.Expect]{
		choiceField("status", model.ExpectStatuses(), func(e *model.Expect) *string { return &e.Status },
			"How the solve must end.", byDefault("optimal"), example("infeasible")),
		nested("objective", "expectation", expectationObject(), func(e *model.Expect) *model.Expectation { return &e.Objective },
			func(e *model.Expectation) { e.Tolerance = model.DefaultTolerance },
			"The value of the objective: cost or profit, with penalties.", byDefault("not checked"), example("{value: 422275, tolerance: 1e-6}")),
		elements("figures", "expected figures", expectedFigureObject(), func(e *model.Expect) *[]model.ExpectedFigure { return &e.Figures },
			expectedFigureIdent(), "What figures of the plan must be, by id.", byDefault("none"), example("{fill_rate: {at_least: 98}, wages: 250000}")),
		elements("prices", "expected prices", expectedPriceObject(), func(e *model.Expect) *[]model.ExpectedPrice { return &e.Prices },
			expectedPriceIdent(), "What prices of limits must be, by an id of your own.", byDefault("none"), example("{kettles: {of: resources.kettles.capacity.2027-05, value: 570}}")),
		elements("findings", "expected findings", expectedFindingObject(), func(e *model.Expect) *[]model.ExpectedFinding { return &e.Findings },
			expectedFindingIdent(), "Which sentences must, or must not, be among the findings, by the rule that makes them or by an id of your own.", byDefault("none"), example("{lost: absent}")),
	}}
}

func expectationObject() *object[model.Expectation] {
	return &object[model.Expectation]{main: "value", fields: expectationFields(objectiveMoney, func(e *model.Expectation) *model.Expectation { return e })}
}

// expectationFields are what a number of measure m must be.
func expectationFields[T any](m measure, get func(*T) *model.Expectation) []field[T] {
	return []field[T]{
		expectedValueField(m, get),
		oneNumberField("at_least", m, func(of *T) *model.Series { return &get(of).AtLeast }, "The least that the number may be.", example("98")),
		oneNumberField("at_most", m, func(of *T) *model.Series { return &get(of).AtMost }, "The most that the number may be.", example("500 k")),
		numberField("tolerance", share, func(of *T) *float64 { return &get(of).Tolerance },
			"How far the result may be off, relative to its size.", byDefault("1e-6"), within("0 to 1"), example("0.1 %")),
		numberField("within", m, func(of *T) *float64 { return &get(of).Within },
			"How far the result may be off besides, in the unit of the number.", byDefault("0"), example("50")),
		textField("source", false, func(of *T) *string { return &get(of).Source },
			"Where the number is published.", byDefault("empty"), example("table 8-4")),
	}
}

// expectedValueField is the value that a number must have.
func expectedValueField[T any](m measure, get func(*T) *model.Expectation) field[T] {
	f := newField("value", "number", "The expected number.", []option{byDefault("none"), within("any"), example("422275")},
		func(d *decoder, n *node, into *T) {
			if v, ok := d.number(n, m); ok {
				e := get(into)
				e.Set, e.Value = true, v
			}
		})
	f.unit, f.schema, f.accepts = m, schemaNumber, isFileKey
	f.encode = func(e *encoder, from *T, _ *node) (Value, bool) {
		x := get(from)
		return Value{Kind: NumberValue, Numbers: []float64{x.Value}, Unit: e.d.unitWord(m)}, x.Set
	}
	return f
}

// oneNumberField is a number that may be missing.
func oneNumberField[T any](key string, m measure, get func(*T) *model.Series, sentence string, options ...option) field[T] {
	f := newField(key, "number", sentence, append([]option{byDefault("none"), within("any")}, options...),
		func(d *decoder, n *node, into *T) {
			if v, ok := d.number(n, m); ok {
				*get(into) = model.Constant(v)
			}
		})
	f.unit, f.schema, f.accepts = m, schemaNumber, isFileKey
	f.encode = func(e *encoder, from *T, _ *node) (Value, bool) {
		s := get(from)
		return Value{Kind: NumberValue, Numbers: []float64{s.Or(0, 0)}, Unit: e.d.unitWord(m)}, s.IsSet()
	}
	return f
}

func expectedFigureObject() *object[model.ExpectedFigure] {
	return &object[model.ExpectedFigure]{main: "value", fields: append([]field[model.ExpectedFigure]{expectedOfField()},
		expectationFields(figureUnits, func(f *model.ExpectedFigure) *model.Expectation { return &f.Is })...)}
}

// expectedOfField is what an expected figure is about.
func expectedOfField() field[model.ExpectedFigure] {
	f := newField("of", "figure or expression", "What must have the value: a line of the plan as goals have them, a figure as sweep --show has them (fill_rate, peak_utilisation, stock.ITEM), or an expression linear in quantities of the plan.",
		[]option{byDefault("the figure that the id names"), example(`total(stock, family == "tools")`)},
		func(d *decoder, n *node, into *model.ExpectedFigure) {
			text, ok := d.plain(n, "a figure such as fill_rate, or an expression such as total(stock)")
			if !ok {
				return
			}
			into.Of.Expr = text
			d.keepExpression(d.path(), n)
		})
	f.encode = encodeText(func(e *model.ExpectedFigure) *string { return &e.Of.Expr })
	return f
}

func expectedFigureIdent() ident[model.ExpectedFigure] {
	return ident[model.ExpectedFigure]{
		of: func(f *model.ExpectedFigure) string { return f.ID },
		begin: func(f *model.ExpectedFigure, id string) {
			f.ID, f.Of.Expr, f.Is.Tolerance = id, id, model.DefaultTolerance
		},
		scope: func(d *decoder, id string, n *node) thing { return d.figureThing(id, n) },
	}
}

func expectedPriceObject() *object[model.ExpectedPrice] {
	return &object[model.ExpectedPrice]{fields: append([]field[model.ExpectedPrice]{
		textField("of", true, func(p *model.ExpectedPrice) *string { return &p.Of },
			"The limit: its path with the period, or the name that reports have for it.", required, example("resources.kettles.capacity.2027-05")),
	}, expectationFields(objectiveMoney, func(p *model.ExpectedPrice) *model.Expectation { return &p.Is })...)}
}

func expectedPriceIdent() ident[model.ExpectedPrice] {
	return ident[model.ExpectedPrice]{
		of:    func(p *model.ExpectedPrice) string { return p.ID },
		begin: func(p *model.ExpectedPrice, id string) { p.ID, p.Is.Tolerance = id, model.DefaultTolerance },
		scope: func(d *decoder, _ string, _ *node) thing { return d.thing },
	}
}

func expectedFindingObject() *object[model.ExpectedFinding] {
	return &object[model.ExpectedFinding]{main: "is", fields: []field[model.ExpectedFinding]{
		choiceField("is", []model.Presence{model.Present, model.Absent}, func(f *model.ExpectedFinding) *model.Presence { return &f.Is },
			"Whether there is such a sentence.", byDefault("present"), example("absent")),
		textField("rule", true, func(f *model.ExpectedFinding) *string { return &f.Rule },
			"The rule that makes the sentence: backlog_end, bottleneck, idle, late, lost, overtime, penalty, requirement or supplier.", byDefault("the id"), example("bottleneck")),
		textField("says", true, func(f *model.ExpectedFinding) *string { return &f.Says },
			"Words that are in the sentence.", byDefault("any sentence of the rule"), example("Kettles")),
	}}
}

func expectedFindingIdent() ident[model.ExpectedFinding] {
	return ident[model.ExpectedFinding]{
		of:    func(f *model.ExpectedFinding) string { return f.ID },
		begin: func(f *model.ExpectedFinding, id string) { f.ID, f.Rule, f.Is = id, id, model.Present },
		scope: func(d *decoder, _ string, _ *node) thing { return d.thing },
	}
}
