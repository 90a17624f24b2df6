package intake

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"

	"github.com/steelyard-sop/steelyard/model"
)

// Expressions of rules. A library reads the text; what it means is found out
// here, by a walk over its tree into a linear form. Nothing is ever run.

// Bounds on one expression.
const (
	maxExpression      = 4000 // characters
	maxExpressionParts = 1000 // numbers, names and operators
)

// The functions that expressions have.
const (
	totalFunction  = "total"
	beforeFunction = "before"
)

// compiler finds out what one expression means.
type compiler struct {
	d        *decoder
	n        *node // the expression
	rule     *model.LinearRule
	path     string // of the expression
	from     int    // first character of the expression in the text of n
	measures *model.Measures
	lookUp   bool // ids can be looked up: no section of the file is unreadable
	values   map[string]model.Series
}

// compileRules finds out what the expressions of the rules mean.
func (d *decoder) compileRules(s *model.Scenario) {
	if len(s.Rules) == 0 || d.calendar.Len() == 0 {
		return
	}
	lookUp := !slices.ContainsFunc(d.list.list, func(g Diagnostic) bool { return g.hidesSection() })
	measures := s.Measures()
	for i := range s.Rules {
		r := &s.Rules[i]
		n := d.exprs["rules."+r.ID]
		c := &compiler{d: d, n: n, rule: r, path: "rules." + r.ID + ".expr", measures: measures, lookUp: lookUp, values: map[string]model.Series{}}
		if n == nil || !c.readValues() {
			d.unread = append(d.unread, "rules."+r.ID)
			continue
		}
		c.compile(r.Expr)
	}
}

// readValues takes in the numbers that the expression may call by name. It is
// false where one of them could not be read, which is reported already.
func (c *compiler) readValues() bool {
	for _, part := range c.rule.Values {
		if badName(part.ID) != "" || slices.ContainsFunc(part.Quantity.Values(), math.IsNaN) {
			return false
		}
		c.values[part.ID] = part.Quantity
	}
	return true
}

// badName says what is wrong with a name of a value; empty where nothing is.
func badName(name string) string {
	for i, r := range name {
		if r != '_' && (r < 'a' || r > 'z') && (i == 0 || r < '0' || r > '9') {
			return "of small letters, digits and _"
		}
	}
	_, isQuantity := model.FindQuantity(name)
	if isQuantity || name == totalFunction || name == beforeFunction || slices.Contains(reservedNames, name) {
		return "that the language has not given away"
	}
	return ""
}

// reservedNames have a meaning in expressions.
var reservedNames = []string{"and", "or", "not", "in", "let", "if", "else", "true", "false", "nil", firstPeriod, lastPeriod}

// report adds a mistake at a character of the expression.
func (c *compiler) report(at int, rule, message, hint string) {
	c.d.list.add(Diagnostic{
		Rule: rule, Path: c.path, Message: message, Hint: hint, Pos: c.pos(at),
	})
}

// pos is the place in the file of a character of the expression. Quotes, line
// breaks and indentation of YAML stand between what was read, so the characters
// are looked for one after the other.
func (c *compiler) pos(at int) Pos {
	begin := c.n.pos()
	if c.n.layer == nil || begin.Sheet != "" || c.n.layer.comma != 0 {
		return begin
	}
	line, column := begin.Line, begin.Column
	text := []rune(c.n.layer.line(line))
	wanted := []rune(strings.TrimLeft(c.n.text, " \t\n"))
	at += c.from
	for i := 0; i <= at && i < len(wanted); i++ {
		if strings.ContainsRune(" \t\n", wanted[i]) {
			continue
		}
		for column > len(text) || text[column-1] != wanted[i] {
			if column++; column > len(text) {
				if line++; line > len(c.n.layer.starts()) {
					return begin
				}
				text, column = []rune(c.n.layer.line(line)), 1
			}
		}
		if i == at {
			break
		}
		column++
	}
	return c.n.layer.pos(line, column)
}

// parse reads the text into a tree.
func (c *compiler) parse(text string) (*parser.Tree, bool) {
	if n := len([]rune(text)); n > maxExpression {
		c.report(0, "rule-too-large", fmt.Sprintf("expected an expression of at most %d characters, got %d", maxExpression, n), "write several rules")
		return nil, false
	}
	tree, err := parser.ParseWithConfig(text, &conf.Config{MaxNodes: maxExpressionParts})
	if err != nil {
		c.syntax(err)
		return nil, false
	}
	return tree, true
}

// compile reads the text and fills in the rule.
func (c *compiler) compile(text string) {
	tree, ok := c.parse(text)
	if !ok {
		return
	}
	top, ok := tree.Node.(*ast.BinaryNode)
	if !ok || comparisons[top.Operator] == "" {
		c.noComparison(tree.Node)
		return
	}
	left, okLeft := c.linear(top.Left)
	right, okRight := c.linear(top.Right)
	if !okLeft || !okRight {
		return
	}
	if len(left.terms)+len(right.terms) == 0 {
		c.report(start(tree.Node), "rule-form", "expected a quantity of the plan on one side, got numbers alone", "write "+exampleTotal)
		return
	}
	c.rule.Sense = comparisons[top.Operator]
	c.rule.Left = model.Linear{Constant: left.constant, Terms: left.terms}
	c.rule.Right = model.Linear{Constant: right.constant, Terms: right.terms}
}

const exampleTotal = `total(bought, supplier == "acme")`

// comparisons are the ways in which two sides are compared.
var comparisons = map[string]string{"<=": "<=", ">=": ">=", "==": "="}

// syntax reports what the library could not read.
func (c *compiler) syntax(err error) {
	var wrong *file.Error
	if !errors.As(err, &wrong) {
		c.report(0, "rule-syntax", "expected an expression, and this is none: "+err.Error(), "")
		return
	}
	if strings.Contains(wrong.Message, "maximum allowed nodes") {
		c.report(wrong.From, "rule-too-large", fmt.Sprintf("expected an expression of at most %d parts", maxExpressionParts), "write several rules")
		return
	}
	hint := ""
	switch at := []rune(c.rule.Expr); {
	case strings.Contains(wrong.Message, "EOF"):
		hint = "a bracket is open, or a side is missing; between { and } an expression with a comma stands in quotes"
	case strings.Contains(c.rule.Expr, "%"):
		hint = "write 0.4 for 40 %"
	case wrong.From > 0 && wrong.From <= len(at) && at[wrong.From-1] == '=':
		hint = "two sides that are the same are written a == b"
	}
	c.report(wrong.From, "rule-syntax", "expected an expression such as total(bought) <= 500; "+strings.TrimSpace(wrong.Message), hint)
}

// noComparison reports an expression that is no limit.
func (c *compiler) noComparison(top ast.Node) {
	message, hint := "expected two sides compared by <=, >= or ==", "write "+exampleTotal+" <= 500"
	if b, ok := top.(*ast.BinaryNode); ok {
		switch b.Operator {
		case "<", ">":
			hint = "a limit allows its own value: write " + b.Operator + "="
		case "&&", "and":
			message, hint = "expected one comparison, got several", "write a rule for each"
		case "||", "or", "!=":
			message, hint = "expected a limit that always holds, got "+quote(b.Operator), "a plan cannot choose between limits here"
		}
	}
	c.report(operatorOf(top), "rule-form", message, hint)
}

// operatorOf is where the operator of a node stands, or its start.
func operatorOf(n ast.Node) int {
	if b, ok := n.(*ast.BinaryNode); ok {
		return b.Location().From
	}
	return start(n)
}

// start is the first character of what a node stands for.
func start(n ast.Node) int {
	switch n := n.(type) {
	case *ast.BinaryNode:
		return min(start(n.Left), n.Location().From)
	case *ast.MemberNode:
		return min(start(n.Node), n.Location().From)
	case *ast.ChainNode:
		return start(n.Node)
	case *ast.SliceNode:
		return min(start(n.Node), n.Location().From)
	case *ast.CallNode:
		return min(start(n.Callee), n.Location().From)
	case *ast.ConditionalNode:
		return min(start(n.Cond), n.Location().From)
	}
	return n.Location().From
}
