package intake

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// short is a scenario with a gap for one more line in a stock, a crew, a
// process, a supplier, a demand and the expectations.
const short = `scenario: shorthands
calendar: {start: 2026-01, periods: 2}
families: {ice: {}}
workforce:
  crew: {regular: 160, %s}
processes:
  freeze: {uses: {crew: 1}, %s}
suppliers:
  farm: {sells: {ice: %s}}
inventory:
  ice: {%s}
demand:
  ice: {quantity: 5, %s}
expect: {%s}
`

func TestAShorthandMeansTheSameAsItsLongForm(t *testing.T) {
	plain := []string{"headcount: {opening: 3}", "makes: {ice: 1}", "{price: 4}", "opening: 1", "price: 9", "status: optimal"}
	for _, c := range []struct {
		place       int
		short, long string
	}{
		{0, "headcount: 80", "headcount: {opening: 80}"},
		{0, "headcount: 3, hire: 300", "headcount: {opening: 3}, hire: {cost: 300}"},
		{0, "headcount: 3, layoff: [1, 2]", "headcount: {opening: 3}, layoff: {cost: [1, 2]}"},
		{0, "headcount: 3, hire: {2026-02: 7}", "headcount: {opening: 3}, hire: {cost: {2026-02: 7}}"},
		{1, "makes: ice", "makes: {ice: 1}"},
		{2, "4", "{price: 4}"},
		{2, "{default: 4}", "{price: {default: 4}}"},
		{3, "closing: 50", "closing: {exact: 50}"},
		{3, "closing: {value: 50, owner: me}", "closing: {exact: {value: 50, owner: me}}"},
		{4, "backlog: 5", "backlog: {cost: 5}"},
		{4, "lost: {2026-01..2026-02: 5}", "lost: {cost: {2026-01..2026-02: 5}}"},
		{5, "objective: 422275", "objective: {value: 422275, tolerance: 1e-6}"},
	} {
		t.Run(c.short, func(t *testing.T) {
			var forms [2]string
			for i, text := range []string{c.short, c.long} {
				lines := append([]string(nil), plain...)
				lines[c.place] = text
				s, ds := Load("plan.yaml", fmt.Appendf(nil, short, lines[0], lines[1], lines[2], lines[3], lines[4], lines[5]))
				if ds.HasErrors() {
					t.Fatal(printed(ds))
				}
				out, err := json.Marshal(s)
				if err != nil {
					t.Fatal(err)
				}
				forms[i] = string(out)
			}
			if forms[0] != forms[1] {
				t.Errorf("expected the same scenario\n%s\n%s", forms[0], forms[1])
			}
		})
	}
}

func TestAKeyThatAllowsSomethingMayBeEmpty(t *testing.T) {
	src := strings.NewReplacer("headcount: 3", "headcount: 3, hire: {}, layoff: {}, overtime: {}").Replace(
		fmt.Sprintf(short, "headcount: 3", "makes: ice", "4", "opening: 1", "backlog: {}, lost: {}", "status: optimal"))
	s, ds := Load("plan.yaml", []byte(src))
	if len(ds) > 0 {
		t.Fatal(printed(ds))
	}
	crew, demand := s.Workforce[0], s.Demand[0]
	for name, allowed := range map[string]bool{
		"hire": crew.Hire.Allowed, "layoff": crew.Layoff.Allowed, "overtime": crew.Overtime.Allowed,
		"backlog": demand.Backlog.Allowed, "lost": demand.Lost.Allowed,
	} {
		if !allowed {
			t.Errorf("expected %s to be allowed", name)
		}
	}
}

// goodFiles names the good files that come with that ending.
func goodFiles(t *testing.T, ending string) []string {
	t.Helper()
	files, err := filepath.Glob("../testdata/good/*" + ending)
	if err != nil || len(files) == 0 {
		t.Fatalf("no good files: %v", err)
	}
	for i := range files {
		files[i] = strings.TrimSuffix(filepath.Base(files[i]), ending)
	}
	return files
}

// TestEveryKeyIsReadAsWritten compares the scenarios that use every key with
// their canonical form, in which all numbers are in the declared units. An
// empty file NAME.json asks for that of NAME.yaml.
func TestEveryKeyIsReadAsWritten(t *testing.T) {
	for _, name := range goodFiles(t, ".json") {
		t.Run(name, func(t *testing.T) {
			src, err := os.ReadFile("../testdata/good/" + name + ".yaml")
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(src), "{file: ") {
				t.Skip("it is read from tables, which have a test of their own")
			}
			s, ds := Load(name, src)
			if len(ds) > 0 {
				t.Fatal(printed(ds))
			}
			out, err := json.MarshalIndent(s, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			golden(t, "../testdata/good/"+name+".json", string(out)+"\n")
		})
	}
}

func TestTheExampleOfEveryKeyIsUsed(t *testing.T) {
	var src []byte
	for _, name := range goodFiles(t, ".yaml") {
		file, err := os.ReadFile("../testdata/good/" + name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		src = append(src, file...)
	}
	for _, d := range Reference() {
		key := d.Path[strings.LastIndexByte(d.Path, '.')+1:]
		if !strings.Contains(string(src), key+":") {
			t.Errorf("no good file uses %s", d.Path)
		}
	}
}
