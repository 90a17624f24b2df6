package house

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const modulePath = "github.com/steelyard-sop/steelyard"

// engine is the room that links HiGHS.
const engine = "solver/highs"

// room says what the code of one folder and the folders below it may import,
// besides the standard library and itself. Tests may import anything.
type room struct {
	dir    string
	rooms  []string // folders of the project, without those below them
	others []string // modules of others
	why    string
}

const anything = "*"

var rooms = []room{
	{"model", nil, nil, "everything points at the vocabulary, and it points at nothing"},
	{"solver/lp", nil, nil, "a sparse problem needs neither a solver nor a library"},
	{"solver/simplex", []string{"solver/lp"}, nil, "a simplex method needs neither a plan nor another solver"},
	{engine, []string{"solver/lp", "solver/simplex"}, []string{"github.com/bartolsthoorn/gohighs"}, "the binding knows problems, not plans"},
	{"solver/solvertest", []string{"solver", "solver/lp"}, []string{anything}, "the conformance suite is for every engine, so it names none"},
	{"solver", []string{"model", "solver/lp"}, nil, "the engine arrives as an argument"},
	{"intake", []string{"model"}, []string{"go.yaml.in/yaml/v4", "github.com/xuri/excelize/v2", "github.com/invopop/jsonschema", "github.com/expr-lang/expr"}, "everything that comes in comes in here"},
	{"audit", []string{"model"}, nil, "the auditor must not share a mistake with the solver"},
	{"analysis", []string{"model", "metamorph", "solver", "solver/lp"}, nil, "questions are asked of a solved scenario and its problem"},
	{"regress", []string{"model"}, nil, "results are judged from numbers alone, however they came about"},
	{"metamorph", []string{"model"}, nil, "a changed scenario is made from the scenario alone, without a solver"},
	{"report/chart", nil, nil, "a picture knows numbers and texts, not what they are about"},
	{"report/book", []string{"model", "report"}, []string{"github.com/xuri/excelize/v2"}, "a workbook shows a result, it computes none"},
	{"report", []string{"model", "solver", "analysis", "audit", "regress", "report/chart"}, []string{anything}, "a rendering knows results, not how they came about"},
	{".", []string{"model", "intake", "solver", engine, "audit", "analysis", "report"}, nil, "the rooms as one package, for programs of others"},
	{"cmd/steelyard", []string{anything}, []string{anything}, "the only place where rooms are wired together"},
	{"internal/house", nil, nil, "no code at all"},
	{"bench", []string{"model", "intake", "solver", "solver/lp", "audit", "report"}, []string{anything}, "measures the rooms from outside"},
	{"scenarios", nil, nil, "data with tests"},
	{"docs", nil, nil, "pages with tests"},
}

// readers are the libraries that read what people write: only intake imports them.
var readers = []string{"go.yaml.in/yaml/v4", "github.com/expr-lang/expr"}

// unit is one folder with Go code, without its tests.
type unit struct {
	dir     string   // below the module, with slashes
	imports []string // import paths, sorted; every build tag and system counts
}

func TestEveryPackageImportsOnlyWhatItsRoomAllows(t *testing.T) {
	units := readUnits(t, filepath.Join("..", ".."))
	if len(units) < 5 {
		t.Fatalf("found %d packages only: is this the module's folder?", len(units))
	}
	for _, u := range units {
		for _, complaint := range complaints(u) {
			t.Error(complaint)
		}
	}
}

// complaints says in which ways a package breaks the rules.
func complaints(u unit) []string {
	r, ok := roomOf(u.dir)
	if !ok {
		return []string{fmt.Sprintf("%s belongs to no room: add it to the table", u.dir)}
	}
	var found []string
	for _, imported := range u.imports {
		if why := refused(u.dir, r, imported); why != "" {
			found = append(found, fmt.Sprintf("%s imports %s: %s", u.dir, imported, why))
		}
	}
	return found
}

// refused says why a package of a room may not import a path; empty if it may.
func refused(dir string, r room, imported string) string {
	if imported == "C" {
		if r.dir != engine {
			return "only " + engine + ` has import "C"`
		}
		return ""
	}
	inside, isOurs := strings.CutPrefix(imported, modulePath+"/")
	home, _ := roomOf(inside)
	switch {
	case isOurs && inside == engine && r.dir != "cmd/steelyard" && r.dir != ".":
		return "only cmd/steelyard and the package at the top may, so that rooms can be tested without an engine"
	case isOurs && home.dir == r.dir:
		return ""
	case isOurs && !slices.Contains(r.rooms, inside) && !slices.Contains(r.rooms, anything):
		return r.why
	case isOurs || isStandard(imported):
		return ""
	case r.dir != "intake" && hasModule(readers, imported):
		return "only intake reads files"
	case !hasModule(r.others, imported) && !slices.Contains(r.others, anything):
		return r.why
	}
	return ""
}

// roomOf finds the innermost room that a folder lies in.
func roomOf(dir string) (room, bool) {
	var best room
	for _, r := range rooms {
		if within(dir, r.dir) && len(r.dir) > len(best.dir) {
			best = r
		}
	}
	return best, best.dir != ""
}

// within tells whether a folder is the other one or lies below it.
func within(dir, other string) bool {
	return dir == other || strings.HasPrefix(dir, other+"/")
}

// isStandard tells whether an import path is of the standard library: the
// first element of all others has a dot.
func isStandard(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return !strings.Contains(first, ".")
}

func hasModule(modules []string, imported string) bool {
	return slices.ContainsFunc(modules, func(m string) bool { return within(imported, m) })
}

// readUnits reads the imports of every package below a folder, from the source
// itself, so that files for other systems and build tags count as well.
func readUnits(t *testing.T, top string) []unit {
	t.Helper()
	byDir := map[string][]string{}
	err := filepath.WalkDir(top, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if file != top && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		relative, err := filepath.Rel(top, file)
		if err != nil {
			return err
		}
		dir := path.Dir(filepath.ToSlash(relative))
		imports, err := importsOf(file)
		byDir[dir] = append(byDir[dir], imports...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	units := make([]unit, 0, len(byDir))
	for dir, imports := range byDir {
		slices.Sort(imports)
		units = append(units, unit{dir, slices.Compact(imports)})
	}
	slices.SortFunc(units, func(a, b unit) int { return strings.Compare(a.dir, b.dir) })
	return units
}

func importsOf(file string) ([]string, error) {
	src, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), file, src, parser.ImportsOnly)
	if err != nil {
		return nil, err
	}
	imports := make([]string, 0, len(parsed.Imports))
	for _, spec := range parsed.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		imports = append(imports, imported)
	}
	return imports, nil
}

func TestTheRulesNoticeABreach(t *testing.T) {
	ours := func(dir string) string { return modulePath + "/" + dir }
	for _, test := range []struct {
		name     string
		dir      string
		imported string
		want     []string
	}{
		{"the model may use the standard library", "model", "encoding/json", nil},
		{"the model may not use a library", "model", "go.yaml.in/yaml/v4", []string{"model imports go.yaml.in/yaml/v4: only intake reads files"}},
		{"the model may not look at the solver", "model", ours("solver/lp"), []string{"model imports " + ours("solver/lp") + ": everything points at the vocabulary, and it points at nothing"}},
		{"the solver may use the problem", "solver", ours("solver/lp"), nil},
		{"the solver may not name an engine", "solver", ours("solver/highs"), []string{"solver imports " + ours("solver/highs") + ": only cmd/steelyard and the package at the top may, so that rooms can be tested without an engine"}},
		{"the solver may not use its own test suite", "solver", ours("solver/solvertest"), []string{"solver imports " + ours("solver/solvertest") + ": the engine arrives as an argument"}},
		{"the engine may call C", "solver/highs", "C", nil},
		{"nobody else may call C", "solver/lp", "C", []string{`solver/lp imports C: only solver/highs has import "C"`}},
		{"the auditor may not ask the solver", "audit", ours("solver"), []string{"audit imports " + ours("solver") + ": the auditor must not share a mistake with the solver"}},
		{"the report may show an audit", "report", ours("audit"), nil},
		{"the report may not read YAML", "report", "go.yaml.in/yaml/v4", []string{"report imports go.yaml.in/yaml/v4: only intake reads files"}},
		{"the solver may not read expressions", "solver", "github.com/expr-lang/expr/ast", []string{"solver imports github.com/expr-lang/expr/ast: only intake reads files"}},
		{"a folder of a room has the rules of the room", "report/pdf", ours("solver/highs"), []string{"report/pdf imports " + ours("solver/highs") + ": only cmd/steelyard and the package at the top may, so that rooms can be tested without an engine"}},
		{"a chart may not know what it shows", "report/chart", ours("model"), []string{"report/chart imports " + ours("model") + ": a picture knows numbers and texts, not what they are about"}},
		{"a folder of a room may use the room", "report", ours("report/chart"), nil},
		{"the command line wires the engine", "cmd/steelyard", ours("solver/highs"), nil},
		{"a new folder needs a room", "helpers", "fmt", []string{"helpers belongs to no room: add it to the table"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := complaints(unit{dir: test.dir, imports: []string{test.imported}})
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("complaints (-want +got):\n%s", diff)
			}
		})
	}
}
