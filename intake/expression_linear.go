package intake

import (
	"fmt"
	"math"
	"slices"

	"github.com/expr-lang/expr/ast"

	"github.com/steelyard-sop/steelyard/model"
)

// form is a linear form in the making: a number over time plus terms.
type form struct {
	constant model.Series
	terms    []model.Term
}

func number(v float64) form { return form{constant: model.Constant(v)} }

// combine puts two values over time together, number by number.
func combine(a, b model.Series, periods int, f func(a, b float64) float64) model.Series {
	if a.Len() == 1 && b.Len() == 1 {
		return model.Constant(f(a.At(0), b.At(0)) + 0) // never -0
	}
	values := make([]float64, periods)
	for t := range values {
		values[t] = f(a.At(t), b.At(t)) + 0
	}
	return model.PerPeriod(values)
}

func (c *compiler) add(a, b form) form {
	sum := combine(a.constant, b.constant, c.d.calendar.Len(), func(a, b float64) float64 { return a + b })
	return form{sum, append(a.terms[:len(a.terms):len(a.terms)], b.terms...)}
}

// times multiplies a form with a number over time.
func (c *compiler) times(a form, by model.Series) form {
	product := func(s model.Series) model.Series {
		return combine(s, by, c.d.calendar.Len(), func(a, b float64) float64 { return a * b })
	}
	out := form{constant: product(a.constant), terms: slices.Clone(a.terms)}
	for i := range out.terms {
		out.terms[i].Weight = product(out.terms[i].Weight)
	}
	return out
}

// finite reports a form whose numbers grew too large.
func (c *compiler) finite(f form, at int) (form, bool) {
	const largest = 1e15
	check := func(s model.Series) bool {
		return !slices.ContainsFunc(s.Values(), func(x float64) bool { return math.IsNaN(x) || math.Abs(x) > largest })
	}
	sound := check(f.constant)
	for i := range f.terms {
		sound = sound && check(f.terms[i].Weight)
	}
	if !sound {
		c.report(at, "number-too-large", "expected numbers of at most 1e15", "use a larger unit")
	}
	return f, sound
}

// linear turns a part of the expression into a linear form.
func (c *compiler) linear(n ast.Node) (form, bool) {
	switch n := n.(type) {
	case *ast.IntegerNode:
		return c.finite(number(float64(n.Value)), start(n))
	case *ast.FloatNode:
		return c.finite(number(n.Value), start(n))
	case *ast.IdentifierNode:
		return c.named(n)
	case *ast.UnaryNode:
		return c.unary(n)
	case *ast.BinaryNode:
		return c.binary(n)
	case *ast.CallNode:
		return c.call(n)
	case *ast.BuiltinNode:
		hint := "a rule is linear: sums of quantities, each times a number"
		if n.Name == "sum" || n.Name == "count" {
			hint = "write " + exampleTotal
		}
		c.report(start(n), "rule-nonlinear", "expected a linear expression, got the function "+n.Name, hint)
	case *ast.ConditionalNode:
		c.report(start(n), "rule-nonlinear", "expected a linear expression, got a choice", "write a rule for each case, with the periods or the filter that it is about")
	case *ast.MemberNode, *ast.ChainNode, *ast.SliceNode:
		c.report(start(n), "rule-form", "expected a number or a total, got a part of something", "write "+exampleTotal)
	case *ast.StringNode:
		c.report(start(n), "rule-form", "expected a number or a total, got the text "+quote(n.Value), "")
	default:
		c.report(start(n), "rule-form", "expected a number or a total", "write "+exampleTotal)
	}
	return form{}, false
}

// named is a value of the rule by its name.
func (c *compiler) named(n *ast.IdentifierNode) (form, bool) {
	if s, ok := c.values[n.Value]; ok {
		return form{constant: s}, true
	}
	if q, ok := model.FindQuantity(n.Value); ok {
		c.report(start(n), "rule-form", "expected a number or a total, got the quantity "+n.Value+" by itself", "write total("+q.Name+"), with a filter if it is not all of it")
		return form{}, false
	}
	known := []string{totalFunction, beforeFunction}
	for _, part := range c.rule.Values {
		known = append(known, part.ID)
	}
	hint := c.d.suggest(n.Value, append(known, model.QuantityNames()...))
	if hint == "" {
		hint = "numbers over time are defined under values:"
	}
	c.report(start(n), "unknown-word", "expected a number, a total or a name under values:, got "+quote(n.Value), hint)
	return form{}, false
}

func (c *compiler) unary(n *ast.UnaryNode) (form, bool) {
	if n.Operator != "-" && n.Operator != "+" {
		c.report(start(n), "rule-form", "expected a number or a total, got "+quote(n.Operator), "")
		return form{}, false
	}
	inner, ok := c.linear(n.Node)
	if ok && n.Operator == "-" {
		inner = c.times(inner, model.Constant(-1))
	}
	return inner, ok
}

func (c *compiler) binary(n *ast.BinaryNode) (form, bool) {
	at := n.Location().From
	switch n.Operator {
	case "+", "-", "*", "/":
	case "<", ">", "<=", ">=", "==", "!=":
		c.report(at, "rule-form", "expected one comparison, got another inside it", "write a rule for each")
		return form{}, false
	case "^", "**", "%", "??":
		c.report(at, "rule-nonlinear", "expected a linear expression, got "+quote(n.Operator), "a rule has only +, -, * and /")
		return form{}, false
	default:
		c.report(at, "rule-form", "expected +, -, * or /, got "+quote(n.Operator), "")
		return form{}, false
	}
	a, okA := c.linear(n.Left)
	b, okB := c.linear(n.Right)
	if !okA || !okB {
		return form{}, false
	}
	switch n.Operator {
	case "+":
		return c.finite(c.add(a, b), at)
	case "-":
		return c.finite(c.add(a, c.times(b, model.Constant(-1))), at)
	case "*":
		return c.product(a, b, at)
	}
	return c.quotient(a, b, at)
}

func (c *compiler) product(a, b form, at int) (form, bool) {
	switch {
	case len(a.terms) > 0 && len(b.terms) > 0:
		c.report(at, "rule-nonlinear", "expected a quantity times a number, got a product of two quantities",
			"a share is written as two sides: "+exampleTotal+" <= 0.4 * total(bought)")
		return form{}, false
	case len(b.terms) > 0:
		a, b = b, a
	}
	return c.finite(c.times(a, b.constant), at)
}

func (c *compiler) quotient(a, b form, at int) (form, bool) {
	if len(b.terms) > 0 {
		c.report(at, "rule-nonlinear", "expected a number below the stroke, got a quantity",
			"multiply both sides with it: a / b <= 0.4 is a <= 0.4 * b")
		return form{}, false
	}
	if slices.Contains(b.constant.Values(), 0) {
		c.report(at, "rule-form", "expected a number other than 0 below the stroke", "")
		return form{}, false
	}
	inverse := combine(b.constant, model.Constant(1), c.d.calendar.Len(), func(a, _ float64) float64 { return 1 / a })
	return c.finite(c.times(a, inverse), at)
}

func (c *compiler) call(n *ast.CallNode) (form, bool) {
	callee, ok := n.Callee.(*ast.IdentifierNode)
	if !ok {
		c.report(start(n), "rule-form", "expected total(...) or before(...)", "")
		return form{}, false
	}
	switch callee.Value {
	case totalFunction:
		return c.total(n)
	case beforeFunction:
		return c.before(n)
	}
	hint := c.d.suggest(callee.Value, []string{totalFunction, beforeFunction})
	if _, isQuantity := model.FindQuantity(callee.Value); isQuantity {
		hint = "write total(" + callee.Value + ", ...)"
	}
	c.report(start(n), "unknown-word", "expected total(...) or before(...), got "+quote(callee.Value), hint)
	return form{}, false
}

// total is the sum of a quantity, or of the part that a filter lets through.
func (c *compiler) total(n *ast.CallNode) (form, bool) {
	if len(n.Arguments) != 1 && len(n.Arguments) != 2 {
		c.report(start(n), "rule-form", fmt.Sprintf("expected a quantity and perhaps a filter, got %d of them", len(n.Arguments)), "join filters by and: "+`supplier == "acme" and item == "steel"`)
		return form{}, false
	}
	name, ok := n.Arguments[0].(*ast.IdentifierNode)
	if !ok {
		c.report(start(n.Arguments[0]), "rule-form", "expected the name of a quantity, such as bought", "add up totals: total(made) + total(bought)")
		return form{}, false
	}
	q, ok := model.FindQuantity(name.Value)
	if !ok {
		hint := c.d.suggest(name.Value, model.QuantityNames())
		if hint == "" {
			hint = "there are " + joined(model.QuantityNames())
		}
		c.report(start(name), "unknown-word", "expected a quantity of the plan, got "+quote(name.Value), hint)
		return form{}, false
	}
	term := model.Term{Quantity: q.Name, Weight: model.Constant(1)}
	if len(n.Arguments) == 2 {
		filter, ok := c.filter(&q, n.Arguments[1])
		if !ok {
			return form{}, false
		}
		term.Where = &filter
	}
	if c.lookUp && !c.measures.Matches(&term) {
		c.report(start(n), "rule-matches-nothing", "expected a total of something, and nothing is "+q.Name+" by this filter", "")
		return form{}, false
	}
	return form{model.Constant(0), []model.Term{term}}, true
}

// before is a form as it was in an earlier period.
func (c *compiler) before(n *ast.CallNode) (form, bool) {
	back := 1
	if len(n.Arguments) == 2 {
		number, ok := n.Arguments[1].(*ast.IntegerNode)
		if !ok || number.Value < 1 || number.Value >= c.d.calendar.Len() {
			c.report(start(n.Arguments[1]), "rule-form", fmt.Sprintf("expected a number of periods from 1 to %d", c.d.calendar.Len()-1), "")
			return form{}, false
		}
		back = number.Value
	}
	if len(n.Arguments) != 1 && len(n.Arguments) != 2 {
		c.report(start(n), "rule-form", "expected what is looked back at, and perhaps how many periods", "write before(total(stock))")
		return form{}, false
	}
	if c.rule.Window != 1 {
		c.report(start(n), "rule-form", "expected before() only in a rule for each period", "leave out over:")
		return form{}, false
	}
	if c.d.calendar.Len() == 1 {
		c.report(start(n), "rule-form", "expected more than one period to look back", "")
		return form{}, false
	}
	f, ok := c.linear(n.Arguments[0])
	if !ok {
		return form{}, false
	}
	f.constant = c.earlier(f.constant, back)
	f.terms = slices.Clone(f.terms)
	for i := range f.terms {
		f.terms[i].Weight = c.earlier(f.terms[i].Weight, back)
		f.terms[i].Before += back
	}
	return f, true
}

// earlier shifts a value over time; before the horizon it is 0, where no limit is.
func (c *compiler) earlier(s model.Series, back int) model.Series {
	if s.Len() <= 1 {
		return s
	}
	values := make([]float64, c.d.calendar.Len())
	copy(values[back:], s.Values())
	return model.PerPeriod(values)
}
