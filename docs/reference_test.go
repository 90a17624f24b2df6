package docs

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
)

// The reference pages are written from the tables that the program works with.
func TestReferencePagesSayWhatTheProgramDoes(t *testing.T) {
	for path, text := range map[string]string{
		"reference/scenario.md": scenarioPage(),
		"reference/limits.md":   limitsPage(),
		"reference/rules.md":    rulesPage(),

		"reference/quantities.md": quantitiesPage(),
	} {
		generated(t, path, text)
	}
	schema, err := intake.JSONSchema()
	if err != nil {
		t.Fatal(err)
	}
	generated(t, "reference/scenario.schema.json", string(schema))
}

func generated(t *testing.T, path, text string) {
	t.Helper()
	if os.Getenv("UPDATE") != "" {
		writeFile(t, path, text)
		return
	}
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(page), text); diff != "" {
		t.Errorf("%s is out of date (-page +program):\n%s\nmake golden rewrites it", path, diff)
	}
}

func scenarioPage() string {
	var b strings.Builder
	b.WriteString(`# Every key of a scenario

This page is written from the table that the program reads files with. ` + "`ID`" + ` is
an id of your own. A key that is not here is an error. An object that has a main
key may be written as the value of that key alone: ` + "`hire: 300`" + ` for
` + "`hire: {cost: 300}`" + `.

A *number over time* is one number, a list with one number a period, a map by
period: ` + "`{2026-06: 0, 2026-07..2026-09: 80, default: 100}`" + `, a profile (PROFILE) or a
table (TABLE). A single number may come from a table too. A *limit over time* is a
number over time, or a mapping with value, owner, reason, review and penalty (LIMIT).
In place of an ` + "`ID`" + ` may stand ` + "`from`" + `, with a table or a list of tables whose
rows are the things (ROWS). Numbers may carry a unit (` + "`90 min`" + `, ` + "`2.5 t`" + `, ` + "`4 %`" + `) or a scale (` + "`12 k`" + `, ` + "`1.5 M`" + `).

`)
	section := ""
	for _, f := range intake.Reference() {
		if top, _, _ := strings.Cut(f.Path, "."); top != section {
			section = top
			fmt.Fprintf(&b, "## %s\n\n", section)
		}
		fmt.Fprintf(&b, "**`%s`** — %s", f.Path, f.Type)
		facts := []string{}
		if f.Unit != "" {
			facts = append(facts, "in "+f.Unit)
		}
		if f.Range != "" {
			facts = append(facts, f.Range)
		}
		if f.Required {
			facts = append(facts, "required")
		} else if f.Default != "" {
			facts = append(facts, "default: "+f.Default)
		}
		if len(facts) > 0 {
			b.WriteString("; " + strings.Join(facts, "; "))
		}
		fmt.Fprintf(&b, "  \n%s", f.Sentence)
		if len(f.Choices) > 0 {
			fmt.Fprintf(&b, " One of: %s.", strings.Join(f.Choices, ", "))
		}
		if f.Main {
			b.WriteString(" Main key.")
		}
		if f.Example != "" {
			_, key := cutLast(f.Path, ".")
			fmt.Fprintf(&b, " Example: `%s: %s`", key, f.Example)
		}
		b.WriteString("\n\n")
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func cutLast(text, sep string) (before, after string) {
	if i := strings.LastIndex(text, sep); i >= 0 {
		return text[:i], text[i+len(sep):]
	}
	return "", text
}

func limitsPage() string {
	var b strings.Builder
	b.WriteString(`# Every group of limits

Each limit is a row of the problem with a name, such as
` + "`capacity[line1,2026-03]`" + `: its group, what it is about, and the period. A price is
the change of the objective for "one more"; [prices](../explanation/prices.md)
says more. Laws of bookkeeping are no decisions: nobody can relax them.

| group | in reports | the limit | one more |
|---|---|---|---|
`)
	for _, g := range model.Groups() {
		law := ""
		if g.Identity {
			law = " (law of bookkeeping)"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s%s | %s |\n", g.Group, g.Title, g.Meaning, law, g.More)
	}
	return b.String()
}

func rulesPage() string {
	var b strings.Builder
	b.WriteString(`# Every rule that a file can break

The id stands in brackets at the end of a message:
` + "`plan.yaml:14:9: demand.tools.quantity: expected 12 values, got 11 [series-length]`" + `.

| rule | what it says |
|---|---|
`)
	for _, r := range intake.Rules() {
		fmt.Fprintf(&b, "| `%s` | %s |\n", r.ID, r.Sentence)
	}
	return b.String()
}

func quantitiesPage() string {
	var b strings.Builder
	b.WriteString(`# Every quantity that rules speak of

` + "`total(QUANTITY, FILTER)`" + ` adds a quantity up, or the part of it that a filter lets
through; see [rules of your own](../language/rules.md). Every quantity can also be
filtered by ` + "`period`" + `. What has a lead time counts in the period in which it is started,
ordered or sent off.

| quantity | what it is | filters |
|---|---|---|
`)
	for _, q := range model.Quantities() {
		filters := make([]string, len(q.By))
		for i, by := range q.By {
			filters[i] = "`" + string(by) + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", q.Name, q.Sentence, strings.Join(filters, ", "))
	}
	return b.String()
}
