package scenarios_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// sameNumber is by how much two numbers of a plan may differ, as a share: they
// agree to nine digits.
const sameNumber = 1e-9

// TestThePlanIsCanonical plans every scenario in ways that change nothing of what
// it says. That the order of a file changes nothing is tested elsewhere: the problem is the same.
func TestThePlanIsCanonical(t *testing.T) {
	forEach(t, func(t *testing.T, sub *subject) {
		first := sub.plan(t)
		if !first.Choice.Canonical {
			t.Fatalf("the plan is not canonical: %s", first.Choice.Reason)
		}
		again := func(name string, s *model.Scenario, engine solver.Engine, o solver.Options, back func(string) string) {
			t.Run(name, func(t *testing.T) {
				r, err := solver.Plan(t.Context(), engine, s, o)
				if err != nil {
					t.Fatal(err)
				}
				want, got := tables(t, sub.scenario, first, nil), tables(t, s, r, back)
				if !r.Choice.Canonical {
					t.Errorf("the plan is not canonical: %s", r.Choice.Reason)
				}
				samePlan(t, want, got)
			})
		}
		renamed, back := renamedScenario(t, sub.path)
		again("with other ids in another order", renamed, engine, solver.Options{}, back)
		if sub.large() || first.Nodes > quickNodes {
			return // every solve takes seconds, and minutes without presolve
		}
		again("without presolve", sub.scenario, unpresolved{engine}, solver.Options{}, nil)
		again("with two threads", sub.scenario, engine, solver.Options{Threads: 2}, nil)
	})
}

// quickNodes is the size of a search for whole numbers that is over at once.
const quickNodes = 100

// unpresolved is an engine that works on problems as they are.
type unpresolved struct{ solver.Engine }

func (u unpresolved) Solve(ctx context.Context, p *lp.Problem, o lp.Options) (*lp.Solution, error) {
	o.PresolveOff = true
	return u.Engine.Solve(ctx, p, o)
}

// tables are the numbers of a plan, by what they are about. Ids are mapped back.
func tables(t *testing.T, s *model.Scenario, r *solver.Result, back func(string) string) map[string]float64 {
	t.Helper()
	if r.Status != solver.Optimal {
		t.Fatalf("status %s: %s", r.Status, r.Stop)
	}
	text, err := json.Marshal(r.Plan.Tables(s))
	if err != nil {
		t.Fatal(err)
	}
	var parsed map[string][]map[string]any
	if err := json.Unmarshal(text, &parsed); err != nil {
		t.Fatal(err)
	}
	numbers := map[string]float64{"objective": r.Value}
	for table, rows := range parsed {
		for _, row := range rows {
			var about []string
			for key, value := range row {
				if word, ok := value.(string); ok {
					if back != nil {
						word = back(word)
					}
					about = append(about, key+"="+word)
				}
			}
			slices.Sort(about)
			for key, value := range row {
				if v, ok := value.(float64); ok {
					at := fmt.Sprintf("%s %s of %s", table, key, strings.Join(about, " "))
					for _, twice := numbers[at]; twice; _, twice = numbers[at] {
						at += " +"
					}
					numbers[at] = v
				}
			}
		}
	}
	return numbers
}

// samePlan compares two plans number by number.
func samePlan(t *testing.T, want, got map[string]float64) {
	t.Helper()
	const reported = 10
	if len(want) != len(got) {
		t.Errorf("%d numbers instead of %d", len(got), len(want))
	}
	different := 0
	for _, at := range sortedKeys(want) {
		v, known := got[at]
		if known && math.Abs(v-want[at]) <= sameNumber*max(1, math.Abs(v)) {
			continue
		}
		if different++; different <= reported {
			t.Errorf("%s: %v, then %v", at, want[at], v)
		}
	}
	if different > reported {
		t.Errorf("and %d more", different-reported)
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// renamedScenario is the scenario of a file with other ids, whose alphabetical
// order is the other way round. The function maps ids back.
func renamedScenario(t *testing.T, path string) (*model.Scenario, func(string) string) {
	t.Helper()
	loaded, err := intake.LoadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	value, _, _ := loaded.At("")
	var text bytes.Buffer
	if err := loaded.WriteYAML(&text, value); err != nil {
		t.Fatal(err)
	}
	ids := idsOf(t, loaded.Scenario, text.String())
	there, back := map[string]string{}, map[string]string{}
	for k, id := range ids {
		name := fmt.Sprintf("x%05d", len(ids)-k)
		there[id], back[name] = name, id
	}
	file := filepath.Join(t.TempDir(), "renamed.yaml")
	if err := os.WriteFile(file, []byte(mapWords(text.String(), there)), 0o600); err != nil {
		t.Fatal(err)
	}
	return load(t, file), func(s string) string { return mapWords(s, back) }
}

var word = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_-]*`)

func mapWords(s string, to map[string]string) string {
	return word.ReplaceAllStringFunc(s, func(w string) string { return cmp.Or(to[w], w) })
}

var (
	pattern = regexp.MustCompile(`[A-Za-z0-9_-]*\*[A-Za-z0-9_-]*`)
	ending  = regexp.MustCompile(`(?:ends|starts)With "([^"]*)"`)
)

// idsOf lists the ids of a scenario that are no words of the language, and that
// nothing in its text picks by how they are spelled, sorted.
func idsOf(t *testing.T, s *model.Scenario, written string) []string {
	t.Helper()
	schema, err := intake.JSONSchema()
	if err != nil {
		t.Fatal(err)
	}
	taken := map[string]bool{}
	walk(t, schema, func(key string, value any) {
		taken[key] = true
		if list, ok := value.([]any); ok && key == "enum" {
			for _, one := range list {
				taken[fmt.Sprint(one)] = true
			}
		}
	})
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	patterns := pattern.FindAllString(written, -1)
	for _, found := range ending.FindAllStringSubmatch(written, -1) {
		patterns = append(patterns, "*"+found[1], found[1]+"*")
	}
	picked := func(id string) bool {
		return slices.ContainsFunc(patterns, func(p string) bool {
			fits, err := filepath.Match(p, id)
			return p != "*" && err == nil && fits
		})
	}
	var ids []string
	walk(t, text, func(key string, value any) {
		if id, ok := value.(string); ok && key == "id" && word.FindString(id) == id && !taken[id] && !picked(id) {
			taken[id] = true
			ids = append(ids, id)
		}
	})
	slices.Sort(ids)
	return ids
}

// walk visits every key of a JSON text.
func walk(t *testing.T, text []byte, visit func(key string, value any)) {
	t.Helper()
	var tree any
	if err := json.Unmarshal(text, &tree); err != nil {
		t.Fatal(err)
	}
	var down func(any)
	down = func(node any) {
		switch node := node.(type) {
		case []any:
			for _, child := range node {
				down(child)
			}
		case map[string]any:
			for _, key := range sortedKeys(node) {
				visit(key, node[key])
				down(node[key])
			}
		}
	}
	down(tree)
}
