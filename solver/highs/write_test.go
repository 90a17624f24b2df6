package highs

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/steelyard-sop/steelyard/solver/lp"
)

// awkward has names that both formats stumble over, all kinds of columns and all kinds of rows.
func awkward() *lp.Problem {
	p := &lp.Problem{Name: "plan of 2026", Sense: lp.Maximise, Offset: 12.5}
	labels := []string{"2026-01", "2026-02"}
	x := p.AddCols("größe", "süd lager", labels, 2)
	y := p.AddCols("e5", "", nil, 1)
	z := p.AddCols("free", "", nil, 1)
	u := p.AddCols("unused", "", nil, 1)
	a := p.AddCols("a_b", "", nil, 1)
	b := p.AddCols("a-b", "", nil, 1)
	r := p.AddRows("capacity", "line1", labels, 2)
	obj := p.AddRows("Obj", "", nil, 1)
	empty := p.AddRows("3 empty", "", nil, 1)
	copy(p.Cost[x:], []float64{3, 5, 1, -1, -2, 1, 1})
	p.SetKind(x, 1, lp.Integer)
	p.SetKind(y, 1, lp.SemiContinuous)
	p.ColLower[y], p.ColUpper[y] = 2, 6
	p.ColLower[z], p.ColUpper[z] = -7.25, 9
	p.ColUpper[u], p.ColLower[a], p.ColUpper[a], p.ColUpper[b] = 1, 2, 2, 4
	for k := range 2 {
		p.Add(r+k, x+k, 2)
		p.Add(r+k, y, 1)
		p.RowUpper[r+k] = 11
	}
	p.Add(obj, x, 1)
	p.Add(obj, z, 1)
	p.RowLower[obj], p.RowUpper[obj] = -3, 3.5
	p.RowLower[empty] = -1
	return p
}

func TestFilesReadBackTheSameProblem(t *testing.T) {
	e := newEngine(t, 1)
	for _, p := range []*lp.Problem{awkward(), product(), production(2, 2, 3, true), overcommitted(2, 1, 3), production(3, 2, 4, false)} {
		want, err := e.Solve(context.Background(), p, lp.Options{RelGap: 1e-9})
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range []string{"plan.lp", "plan.mps"} {
			t.Run(p.Name+" as "+file, func(t *testing.T) {
				path := filepath.Join(t.TempDir(), file)
				if err := e.WriteModel(context.Background(), p, path); err != nil {
					t.Fatal(err)
				}
				want, got := *want, solveFile(t, e, path)
				if p.Sense == lp.Maximise && file == "plan.mps" {
					want.Objective *= -1 // MPS holds a minimum
				}
				if got.Stop != want.Stop || want.Stop == lp.Optimal && !cmp.Equal(got.Objective, want.Objective, approx) {
					t.Errorf("%v %v, want %v %v", got.Stop, got.Objective, want.Stop, want.Objective)
				}
			})
		}
	}
}

func solveFile(t *testing.T, e *Engine, path string) (sol *lp.Solution) {
	t.Helper()
	err := e.Do(context.Background(), func(m *Model) error {
		err := m.SetFloat("mip_rel_gap", 1e-9)
		if err == nil {
			err = m.Read(path)
		}
		if err == nil {
			err = m.Run()
		}
		if err == nil {
			sol, err = m.Solution(true)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sol
}

func TestNamesInFiles(t *testing.T) {
	for _, c := range []struct {
		file       string
		cols, rows []string
	}{
		{
			"plan.lp",
			[]string{"gr__e(s_d_lager,2026_01)", "gr__e(s_d_lager,2026_02)", "_e5", "_free", "unused", "a_b", "a_b_2"},
			[]string{"capacity(line1,2026_01)", "capacity(line1,2026_02)", "Obj_2lo", "Obj_2up", "_3_empty"},
		},
		{
			"plan.mps",
			[]string{"größe[süd_lager,2026-01]", "größe[süd_lager,2026-02]", "e5", "free", "unused", "a_b", "a-b"},
			[]string{"capacity[line1,2026-01]", "capacity[line1,2026-02]", "Obj_2", "3_empty"},
		},
	} {
		t.Run(c.file, func(t *testing.T) {
			e := newEngine(t, 1)
			path := filepath.Join(t.TempDir(), c.file)
			if err := e.WriteModel(context.Background(), awkward(), path); err != nil {
				t.Fatal(err)
			}
			err := e.Do(context.Background(), func(m *Model) error {
				if err := m.Read(path); err != nil {
					return err
				}
				cols, err := m.ColNames()
				if err != nil {
					return err
				}
				rows, err := m.RowNames()
				if c.file == "plan.mps" {
					compareNames(t, "columns", c.cols, cols)
				} else {
					compareSets(t, c.cols, cols) // LP text lists columns as it meets them
				}
				compareNames(t, "rows", c.rows, rows)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

func compareNames(t *testing.T, what string, want, got []string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func compareSets(t *testing.T, want, got []string) {
	t.Helper()
	set := func(names []string) map[string]bool {
		m := map[string]bool{}
		for _, n := range names {
			m[n] = true
		}
		return m
	}
	if diff := cmp.Diff(set(want), set(got)); diff != "" {
		t.Errorf("columns (-want +got):\n%s", diff)
	}
}

func TestCleanNames(t *testing.T) {
	for _, c := range []struct{ name, lp, mps string }{
		{"total", "total", "total"},
		{"", "_", "_"},
		{"$cost", "__cost", "_$cost"},
		{"*", "__", "_*"},
		{"E12", "_E12", "E12"},
		{"east", "east", "east"},
		{"e", "_e", "e"},
		{"END", "_END", "END"},
		{"a\tb", "a_b", "a_b"},
		{"a\xffb", "a_b", "a_b"},
		{".5", "_.5", ".5"},
		{"x+y<=z", "x_y__z", "x+y<=z"},
	} {
		if got := string(cleanForLP(nil, c.name)); got != c.lp {
			t.Errorf("%q in LP: %q, want %q", c.name, got, c.lp)
		}
		if got := string(cleanForMPS(nil, c.name)); got != c.mps {
			t.Errorf("%q in MPS: %q, want %q", c.name, got, c.mps)
		}
	}
}

func TestLongAndEqualNamesStayDifferent(t *testing.T) {
	p := &lp.Problem{}
	p.AddCols(strings.Repeat("ü", 200), "", nil, 1)
	p.AddCols(strings.Repeat("ü", 200), "", nil, 1)
	p.AddCols("x", "", nil, 1)
	p.AddCols("x", "", nil, 1)
	p.AddCols("x_2", "", nil, 1)
	names := newFileNames(cleanForMPS)
	seen := map[string]bool{}
	for j := range p.NumCols() {
		name := names.name(&p.Cols, j)
		if seen[name] || len(name) > maxFileName || strings.ContainsRune(name, 0xfffd) {
			t.Errorf("name %d is %q", j, name)
		}
		seen[name] = true
	}
	if !seen["x"] || !seen["x_2"] || !seen["x_2_2"] {
		t.Errorf("got %v", seen)
	}
}

func TestWritingFails(t *testing.T) {
	e := newEngine(t, 1)
	if err := e.WriteModel(context.Background(), product(), filepath.Join(t.TempDir(), "no", "such", "folder.lp")); err == nil {
		t.Error("a file in a folder that does not exist was written")
	}
	bad := product()
	bad.RowLower[0] = 99
	if err := e.WriteModel(context.Background(), bad, filepath.Join(t.TempDir(), "bad.lp")); err == nil {
		t.Error("a malformed problem was written")
	}
	do(t, func(m *Model) error {
		if err := m.Read("no-such-file.mps"); err == nil {
			t.Error("a file that does not exist was read")
		}
		return nil
	})
}

// Other solvers pass over OBJSENSE or refuse it, and take a section that they do not know for names.
func TestFilesHoldOnlyWhatEveryReaderKnows(t *testing.T) {
	e := newEngine(t, 1)
	for _, test := range []struct {
		name      string
		problem   *lp.Problem
		file      string
		has, lack []string
	}{
		{"a maximum in MPS", awkward(), "plan.mps", []string{"ROWS"}, []string{"OBJSENSE", "MAX"}},
		{"a maximum in LP text", awkward(), "plan.lp", []string{"max\n", "\nbounds\n", "\ngenerals\n", "\nsemi-continuous\n"}, []string{"\nbin", "\ngen\n"}},
		{"a linear problem in LP text", production(3, 2, 4, false), "plan.lp", []string{"\nend"}, []string{"\nbin", "\ngen", "\nsemi"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), test.file)
			if err := e.WriteModel(context.Background(), test.problem, path); err != nil {
				t.Fatal(err)
			}
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, word := range test.has {
				if !strings.Contains(string(text), word) {
					t.Errorf("there is no %q in\n%s", word, text)
				}
			}
			for _, word := range test.lack {
				if strings.Contains(string(text), word) {
					t.Errorf("there is %q in\n%s", word, text)
				}
			}
		})
	}
}
