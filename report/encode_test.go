package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/solver"
)

func encoded(t testing.TB, d *Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := d.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWriteJSON(t *testing.T) {
	text := encoded(t, NewDocument(workshopInput()))
	t.Run("keys come in the order of the contract", func(t *testing.T) {
		var keys []string
		for line := range strings.Lines(string(text)) {
			if key, _, ok := strings.Cut(line, `": `); ok && strings.HasPrefix(key, `  "`) {
				keys = append(keys, strings.TrimPrefix(key, `  "`))
			}
		}
		want := []string{
			"format_version", "engine", "scenario", "status", "objective", "money", "penalties", "kpis", "choice", "plan", "calendar", "family_loads", "limits",
			"findings", "audit", "conflict", "relaxed", "repairs", "unlimited", "integer_because",
		}
		if diff := cmp.Diff(want, keys); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("each record is one line", func(t *testing.T) {
		for _, want := range []string{
			`      {"process":"assemble","item":"tools","period":"2026-02","runs":100,"quantity":100},`,
			`    {"kind":"workforce","id":"crew","name":"crew","unit":"h"},`,
			`  "engine": {"name":"HiGHS","version":"1.13.1"},`,
			`"sense":"<=",`,
		} {
			if !strings.Contains(string(text), want) {
				t.Errorf("no %s", want)
			}
		}
	})
	t.Run("the same input gives the same bytes", func(t *testing.T) {
		if again := encoded(t, NewDocument(workshopInput())); !bytes.Equal(text, again) {
			t.Error(cmp.Diff(string(text), string(again)))
		}
	})
	t.Run("it says the same as the standard encoder", func(t *testing.T) {
		standard, err := json.Marshal(NewDocument(workshopInput()))
		if err != nil {
			t.Fatal(err)
		}
		var got, want any
		if err := errors.Join(json.Unmarshal(text, &got), json.Unmarshal(standard, &want)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("nothing is missing where there is no plan", func(t *testing.T) {
		text := string(encoded(t, NewDocument(Input{Scenario: workshop(), Result: &solver.Result{Status: solver.Stopped, Gap: math.NaN()}})))
		for _, want := range []string{`"money": null`, `"choice": null`, `"plan": null`, `"audit": null`, `"limits": []`, `"conflict": []`, `"integer_because": []`} {
			if !strings.Contains(text, want) {
				t.Errorf("no %s in\n%s", want, text)
			}
		}
	})
	t.Run("time does not matter", func(t *testing.T) {
		in := workshopInput()
		in.Result.Seconds, in.Result.Iterations, in.Result.Nodes = 99, 1, 7
		if again := encoded(t, NewDocument(in)); !bytes.Equal(text, again) {
			t.Error(cmp.Diff(string(text), string(again)))
		}
	})
}

func TestReadJSON(t *testing.T) {
	names, documents := stored(t)
	for _, name := range names {
		t.Run(name+" is written as it was read", func(t *testing.T) {
			want, err := os.ReadFile("testdata/" + name + ".json")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(encoded(t, documents[name]))); diff != "" {
				t.Error(diff)
			}
		})
	}
	bad, err := filepath.Glob("testdata/bad/*")
	if err != nil || len(bad) == 0 {
		t.Fatalf("no bad files: %v", err)
	}
	for _, path := range bad {
		t.Run(filepath.Base(path)+" is refused", func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			_, err = ReadJSON(bytes.NewReader(text))
			var format *FormatError
			if !errors.As(err, &format) {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("a failing reader is no mistake of the file", func(t *testing.T) {
		_, err := ReadJSON(io.MultiReader(strings.NewReader("{"), failing{}))
		var format *FormatError
		if err == nil || errors.As(err, &format) {
			t.Errorf("got %v", err)
		}
	})
}

type failing struct{}

func (failing) Read([]byte) (int, error)  { return 0, errors.New("broken pipe") }
func (failing) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestWritersReportFailures(t *testing.T) {
	d := NewDocument(workshopInput())
	for name, err := range map[string]error{
		"JSON":  d.WriteJSON(failing{}),
		"text":  Text(failing{}, d, TextOptions{}),
		"audit": AuditText(failing{}, d, nil),
	} {
		if err == nil || !strings.Contains(err.Error(), "broken pipe") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestClaim(t *testing.T) {
	in := workshopInput()
	d := NewDocument(in)
	t.Run("it is what the document says", func(t *testing.T) {
		claim, err := d.Claim(in.Scenario)
		if err != nil {
			t.Fatal(err)
		}
		if !within(claim.Money.Cost(), d.Money.Cost, moneyTolerance) || !within(claim.Objective, *d.Objective.Value, moneyTolerance) {
			t.Errorf("got %+v", claim)
		}
		if diff := cmp.Diff(in.Result.Penalties, claim.Penalties); diff != "" {
			t.Error(diff)
		}
	})
	longer, account, period := workshop(), NewDocument(in), NewDocument(in)
	longer.Calendar = months(4)
	account.Money.Lines[0].Account = "bribes"
	period.Penalties.Lines[0].Period = "1999-01"
	for _, c := range []struct {
		name string
		d    *Document
		s    *model.Scenario
	}{
		{"another horizon is refused", d, longer},
		{"an unknown account is refused", account, in.Scenario},
		{"an unknown period is refused", period, in.Scenario},
		{"a document without a plan is refused", &Document{Status: "infeasible"}, in.Scenario},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := c.d.Claim(c.s)
			var format *FormatError
			if !errors.As(err, &format) {
				t.Errorf("got %v", err)
			}
		})
	}
}
