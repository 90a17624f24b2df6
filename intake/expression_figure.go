package intake

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"

	"github.com/steelyard-sop/steelyard/model"
)

// compileFigures finds out what goals, budgets, the objective and expectations
// are about.
func (d *decoder) compileFigures(s *model.Scenario) {
	refs := s.AllGoals()
	if len(refs)+len(s.Budget)+len(s.Expect.Figures) == 0 || d.calendar.Len() == 0 {
		return
	}
	lookUp := !slices.ContainsFunc(d.list.list, func(g Diagnostic) bool { return g.hidesSection() })
	measures := s.Measures()
	for _, ref := range refs {
		path := ref.Path()
		if ref.Section != model.AimSection {
			path += ".of"
		}
		d.compileFigure(&ref.Of, ref.ID, path, measures, lookUp)
		if ref.Section == model.BudgetSection && ref.Want == "" {
			ref.Want = goodSide(&ref.Of)
		}
	}
	for i := range s.Expect.Figures {
		f := &s.Expect.Figures[i]
		if _, isKey := s.FindKeyFigure(f.Of.Expr); isKey { // an id in it may look like an expression
			f.Of.Line = f.Of.Expr
			continue
		}
		d.compileFigure(&f.Of, f.ID, "expect.figures."+f.ID+".of", measures, lookUp)
	}
}

// goodSide is which side of a budget is the good one where nothing is said.
func goodSide(f *model.Figure) model.GoalSense {
	if line, ok := model.FindLine(f.Line); ok && line.More {
		return model.AtLeast
	}
	return model.AtMost
}

func (d *decoder) compileFigure(f *model.Figure, id, path string, measures *model.Measures, lookUp bool) {
	n := d.exprs[path]
	f.Expr = allOf(f.Expr)
	if !strings.ContainsAny(f.Expr, " ()+-*/") || n == nil {
		f.Line = f.Expr // which is checked with everything else
		return
	}
	c := &compiler{
		d: d, n: n, rule: &model.LinearRule{ID: id, Expr: f.Expr}, path: path,
		measures: measures, lookUp: lookUp, values: map[string]model.Series{},
	}
	if path == model.AimSection {
		c.from = max(0, len([]rune(n.text[:max(0, strings.Index(n.text, f.Expr))]))-leadingBlanks(n.text))
	}
	if !c.compileForm(f) {
		d.unread = append(d.unread, path)
	}
}

// allOf writes the name of a quantity that is no line as the total of it.
func allOf(text string) string {
	_, line := model.FindLine(text)
	if _, quantity := model.FindQuantity(text); quantity && !line {
		return "total(" + text + ")"
	}
	return text
}

// leadingBlanks is how many blanks a text begins with.
func leadingBlanks(text string) int { return len(text) - len(strings.TrimLeft(text, " \t\n")) }

// compileForm reads the text and fills in the figure.
func (c *compiler) compileForm(f *model.Figure) bool {
	tree, ok := c.parse(f.Expr)
	if !ok {
		return false
	}
	if top, is := tree.Node.(*ast.BinaryNode); is && comparisons[top.Operator] != "" {
		c.report(operatorOf(top), "rule-form", "expected a sum of totals, got a comparison", "the value stands under at_least or at_most")
		return false
	}
	linear, ok := c.linear(tree.Node)
	if !ok {
		return false
	}
	if len(linear.terms) == 0 {
		c.report(start(tree.Node), "rule-form", "expected a quantity of the plan, got numbers alone", "write "+exampleTotal)
		return false
	}
	f.Form = model.Linear{Constant: linear.constant, Terms: linear.terms}
	return true
}

// ParseFigure reads a line or an expression about a scenario that was read: what
// a front or another question is about. The second result says what is wrong
// with it; it is empty where nothing is.
func (l *Loaded) ParseFigure(text string) (model.Figure, string) {
	text = allOf(strings.TrimSpace(text))
	if !strings.ContainsAny(text, " ()+-*/") {
		f := model.Figure{Line: text, Expr: text}
		if _, ok := model.FindLine(text); ok {
			return f, ""
		}
		for _, ref := range l.Scenario.AllGoals() {
			if ref.ID == text {
				return ref.Of, ""
			}
		}
		known := model.LineNames()
		for _, ref := range l.Scenario.AllGoals() {
			known = append(known, ref.ID)
		}
		wrong := "expected a line of the plan, a goal or an expression such as total(stock); got " + quote(text)
		if near := model.Nearest(text, known); near != "" {
			wrong += "; did you mean " + near + "?"
		}
		return f, wrong
	}
	f := model.Figure{Expr: text}
	d := &decoder{list: &collector{}, calendar: l.Scenario.Calendar}
	c := &compiler{
		d: d, n: &node{text: text}, rule: &model.LinearRule{Expr: text}, measures: l.Scenario.Measures(),
		lookUp: true, values: map[string]model.Series{},
	}
	if c.compileForm(&f) {
		return f, ""
	}
	first := d.list.list[0]
	wrong := first.Message
	if first.Hint != "" {
		wrong += "; " + first.Hint
	}
	return f, wrong
}
