package analysis

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/steelyard-sop/steelyard/intake"
	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
	"github.com/steelyard-sop/steelyard/solver/highs"
)

// engine is shared by all tests of the package.
var engine *highs.Engine

func TestMain(m *testing.M) {
	var err error
	if engine, err = highs.New(2); err != nil {
		panic(err)
	}
	code := m.Run()
	engine.Close()
	os.Exit(code)
}

func scenario(t testing.TB, name string) *model.Scenario {
	t.Helper()
	loaded, err := intake.LoadFile(filepath.Join("..", "scenarios", filepath.FromSlash(name)+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return loaded.Scenario
}

func study(t testing.TB, s *model.Scenario) *Study {
	t.Helper()
	st, err := New(context.Background(), engine, s, solver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !st.Answers() {
		t.Fatalf("no best plan: %s", st.Result.Stop)
	}
	return st
}
