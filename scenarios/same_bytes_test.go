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
)

func TestTheSameScenarioGivesTheSameBytes(t *testing.T) {
	forEach(t, func(t *testing.T, _ string, s *model.Scenario) {
		// Each plan has its own engine, so that nothing is left over from the other.
		first, second := document(t, newEngine(t), s), document(t, newEngine(t), s)
		if diff := cmp.Diff(first, second); diff != "" {
			t.Errorf("two plans of one scenario differ:\n%s", diff)
		}
	})
}

func TestTheOrderOfKeysChangesNothing(t *testing.T) {
	engine := newEngine(t)
	forEach(t, func(t *testing.T, path string, s *model.Scenario) {
		want := document(t, engine, s)
		for seed := range uint64(3) {
			dir := t.TempDir()
			copyTables(t, path, dir)
			shuffled := filepath.Join(dir, filepath.Base(path))
			if err := os.WriteFile(shuffled, shuffledKeys(t, path, seed), 0o600); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, document(t, engine, load(t, shuffled))); diff != "" {
				t.Errorf("with keys in another order (seed %d) the plan differs:\n%s", seed, diff)
			}
		}
	})
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

// document plans a scenario and writes everything that is known of it as JSON.
func document(t *testing.T, engine solver.Engine, s *model.Scenario) string {
	t.Helper()
	r := plan(t, engine, s)
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
