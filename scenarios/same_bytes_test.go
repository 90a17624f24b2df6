package scenarios_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"

	"github.com/steelyard-sop/steelyard/audit"
	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

func TestTheSameScenarioGivesTheSameBytes(t *testing.T) {
	forEach(t, func(t *testing.T, sub *subject) {
		// The second plan has an engine of its own, so that nothing is left over from the first.
		other := newEngine(t)
		r, err := solver.Plan(t.Context(), other, sub.scenario, solver.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(document(t, sub.scenario, sub.plan(t)), document(t, sub.scenario, r)); diff != "" {
			t.Errorf("two plans of one scenario differ:\n%s", diff)
		}
	})
}

// TestTheOrderOfKeysChangesNothing compares the problem and the hash, of which
// everything else is a function.
func TestTheOrderOfKeysChangesNothing(t *testing.T) {
	forAll(t, func(t *testing.T, sub *subject) {
		want := identity(t, sub.scenario)
		for seed := range uint64(3) {
			dir := t.TempDir()
			copyTables(t, sub.path, dir)
			shuffled := filepath.Join(dir, filepath.Base(sub.path))
			if err := os.WriteFile(shuffled, shuffledKeys(t, sub.path, seed), 0o600); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, identity(t, load(t, shuffled))); diff != "" {
				t.Errorf("with keys in another order (seed %d) the problem differs:\n%s", seed, diff)
			}
		}
	})
}

// identity is the hash of a scenario and its problem as text.
func identity(t *testing.T, s *model.Scenario) string {
	t.Helper()
	hash, err := s.Hash()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	out.WriteString(hash + "\n")
	if err := lp.WriteLP(&out, formulate(t, s)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// copyTables puts the files that a scenario draws on where a copy of it finds them.
func copyTables(t *testing.T, path, dir string) {
	t.Helper()
	loaded, err := intake.LoadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range loaded.Files {
		text, err := os.ReadFile(filepath.Join(filepath.Dir(path), filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		copied := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(copied), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(copied, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// document writes everything that is known of a plan as JSON.
func document(t *testing.T, s *model.Scenario, r *solver.Result) string {
	t.Helper()
	hash, err := s.Hash()
	if err != nil {
		t.Fatal(err)
	}
	found := audit.Check(s, r.Plan, &audit.Claim{Objective: r.Value, Money: r.Money, Penalties: r.Penalties})
	var out bytes.Buffer
	if err := report.NewDocument(report.Input{Scenario: s, Hash: hash, Result: r, Audit: found}).WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// shuffledKeys returns the text of a file with the keys of every mapping in
// another order, and without comments.
func shuffledKeys(t *testing.T, path string, seed uint64) []byte {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var root yaml.Node
	if err := yaml.Unmarshal(src, &root); err != nil {
		t.Fatal(err)
	}
	withoutComments(&root)
	root = *spelledOut(&root)
	before := marshal(t, &root)
	shuffle(&root, rand.New(rand.NewPCG(seed, 1)))
	after := marshal(t, &root)
	if bytes.Equal(before, after) {
		t.Fatal("the keys are in the order of the file")
	}
	return after
}

func marshal(t *testing.T, n *yaml.Node) []byte {
	t.Helper()
	out, err := yaml.Marshal(n)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func withoutComments(n *yaml.Node) {
	n.HeadComment, n.LineComment, n.FootComment = "", "", ""
	for _, child := range n.Content {
		withoutComments(child)
	}
}

// spelledOut puts what an alias stands for in its place: in another order it
// might come before its anchor.
func spelledOut(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return spelledOut(n.Alias)
	}
	out := *n
	out.Anchor, out.Content = "", make([]*yaml.Node, len(n.Content))
	for i, child := range n.Content {
		out.Content[i] = spelledOut(child)
	}
	return &out
}

func shuffle(n *yaml.Node, random *rand.Rand) {
	if n.Kind == yaml.MappingNode {
		random.Shuffle(len(n.Content)/2, func(i, j int) {
			c := n.Content
			c[2*i], c[2*j] = c[2*j], c[2*i]
			c[2*i+1], c[2*j+1] = c[2*j+1], c[2*i+1]
		})
	}
	for _, child := range n.Content {
		shuffle(child, random)
	}
}
