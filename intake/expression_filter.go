package intake

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"

	"github.com/steelyard-sop/steelyard/model"
)

// The first and the last period have names of their own in filters.
const (
	firstPeriod = "first"
	lastPeriod  = "last"
)

const exampleFilter = `supplier == "acme" and item in ["steel", "tin"]`

// filter turns a condition into a filter of a quantity.
func (c *compiler) filter(q *model.Quantity, n ast.Node) (model.Filter, bool) {
	switch n := n.(type) {
	case *ast.UnaryNode:
		if n.Operator == "not" || n.Operator == "!" {
			inner, ok := c.filter(q, n.Node)
			return model.Filter{Op: model.FilterNot, Of: []model.Filter{inner}}, ok
		}
	case *ast.BinaryNode:
		switch n.Operator {
		case "and", "&&":
			return c.both(model.FilterAll, q, n)
		case "or", "||":
			return c.both(model.FilterAny, q, n)
		}
		return c.test(q, n)
	}
	c.report(start(n), "rule-form", "expected a filter", "write "+exampleFilter)
	return model.Filter{}, false
}

func (c *compiler) both(op model.FilterOp, q *model.Quantity, n *ast.BinaryNode) (model.Filter, bool) {
	left, okLeft := c.filter(q, n.Left)
	right, okRight := c.filter(q, n.Right)
	return model.Filter{Op: op, Of: []model.Filter{left, right}}, okLeft && okRight
}

// test compares a subscript with ids: supplier == "acme".
func (c *compiler) test(q *model.Quantity, n *ast.BinaryNode) (model.Filter, bool) {
	left, right := n.Left, n.Right
	if _, ok := left.(*ast.StringNode); ok && (n.Operator == "==" || n.Operator == "!=") {
		left, right = right, left
	}
	by, ok := c.subscript(q, left)
	if !ok {
		return model.Filter{}, false
	}
	is := model.Filter{Op: model.FilterIs, By: by}
	switch n.Operator {
	case "==", "!=", "in":
		if is.Words, ok = c.words(q, by, right, n.Operator == "in"); !ok {
			return model.Filter{}, false
		}
	case "<", "<=", ">", ">=":
		if is.Words, ok = c.periods(q, by, n, right); !ok {
			return model.Filter{}, false
		}
	case "startsWith", "endsWith", "contains":
		if is.Words, ok = c.like(q, by, n.Operator, right); !ok {
			return model.Filter{}, false
		}
	default:
		c.report(n.Location().From, "rule-form", "expected ==, !=, in, startsWith, endsWith or contains, got "+quote(n.Operator), "write "+exampleFilter)
		return model.Filter{}, false
	}
	if n.Operator == "!=" {
		return model.Filter{Op: model.FilterNot, Of: []model.Filter{is}}, true
	}
	return is, true
}

// subscript is what a filter looks at.
func (c *compiler) subscript(q *model.Quantity, n ast.Node) (model.Subscript, bool) {
	word, ok := n.(*ast.IdentifierNode)
	if !ok {
		c.report(start(n), "rule-form", "expected what the filter looks at, such as supplier", "write "+exampleFilter)
		return "", false
	}
	if by := model.Subscript(word.Value); q.Has(by) {
		return by, true
	}
	known := []string{string(model.ByPeriod)}
	for _, by := range q.By {
		known = append(known, string(by))
	}
	c.report(start(n), "unknown-word", "expected one of "+joined(known)+"; got "+quote(word.Value), c.d.suggest(word.Value, known))
	return "", false
}

// words are the ids that a subscript is compared with.
func (c *compiler) words(q *model.Quantity, by model.Subscript, n ast.Node, several bool) ([]string, bool) {
	nodes := []ast.Node{n}
	list, isList := n.(*ast.ArrayNode)
	switch {
	case several && !isList:
		c.report(start(n), "rule-form", "expected a list after in", `write in ["steel", "tin"]`)
		return nil, false
	case several:
		nodes = list.Nodes
	}
	var words []string
	sound := true
	for _, each := range nodes {
		word, ok := c.word(q, by, each)
		words, sound = append(words, word), sound && ok
	}
	slices.Sort(words)
	return slices.Compact(words), sound
}

// word is one id, which must be one that the quantity knows.
func (c *compiler) word(q *model.Quantity, by model.Subscript, n ast.Node) (string, bool) {
	if name, ok := n.(*ast.IdentifierNode); ok && by == model.ByPeriod {
		labels := c.d.calendar.Labels()
		switch name.Value {
		case firstPeriod:
			return labels[0], true
		case lastPeriod:
			return labels[len(labels)-1], true
		}
	}
	text, ok := n.(*ast.StringNode)
	if !ok {
		c.report(start(n), "rule-form", "expected an id in quotes", `write `+string(by)+` == "..."`)
		return "", false
	}
	known := c.measures.Words(q.Name, by)
	if !c.lookUp || slices.Contains(known, text.Value) {
		return text.Value, true
	}
	hint := c.d.suggest(text.Value, known)
	if hint == "" && len(known) > 0 {
		hint = "there are " + joined(known)
	}
	message := "expected the " + string(by) + " of something " + q.Name + ", got " + quote(text.Value)
	if by == model.ByPeriod {
		message = "expected a period, got " + quote(text.Value)
	}
	c.report(start(n), "dangling-id", message, hint)
	return "", false
}

// periods are those before or after one.
func (c *compiler) periods(q *model.Quantity, by model.Subscript, n *ast.BinaryNode, right ast.Node) ([]string, bool) {
	if by != model.ByPeriod {
		c.report(n.Location().From, "rule-form", "expected ==, != or in: only periods have an order", "")
		return nil, false
	}
	word, ok := c.word(q, by, right)
	if !ok {
		return nil, false
	}
	labels := c.d.calendar.Labels()
	t := slices.Index(labels, word)
	switch n.Operator {
	case "<":
		return labels[:max(t, 0)], true
	case "<=":
		return labels[:t+1], true
	case ">":
		return labels[t+1:], true
	}
	return labels[max(t, 0):], true
}

// like are the ids that start or end with a text, or contain it.
func (c *compiler) like(q *model.Quantity, by model.Subscript, operator string, n ast.Node) ([]string, bool) {
	text, ok := n.(*ast.StringNode)
	if !ok {
		c.report(start(n), "rule-form", "expected a text in quotes after "+operator, "")
		return nil, false
	}
	test := map[string]func(s, part string) bool{"startsWith": strings.HasPrefix, "endsWith": strings.HasSuffix, "contains": strings.Contains}[operator]
	var words []string
	for _, word := range c.measures.Words(q.Name, by) {
		if test(word, text.Value) {
			words = append(words, word)
		}
	}
	if len(words) == 0 && c.lookUp {
		c.report(start(n), "rule-matches-nothing", "expected a text that fits the "+string(by)+" of something "+q.Name+", got "+quote(text.Value), "")
		return nil, false
	}
	return words, true
}

// joined lists words for a message.
func joined(words []string) string { return strings.Join(words, ", ") }
