package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/model"
)

func TestHistoryIsRead(t *testing.T) {
	text := "\ufeffperiod,family,figure,value\n2025-12,tools,demand,1200\n2025-11,tools,made:line,3.5\n2025-11,tools,stock,\n"
	rows, err := ReadHistory("h.csv", []byte(text), []string{"tools"}, "2026-01")
	if err != nil {
		t.Fatal(err)
	}
	want := []model.HistoryRow{{Family: "tools", Period: "2025-12", Figure: "demand", Value: 1200}, {Family: "tools", Period: "2025-11", Figure: "made:line", Value: 3.5}}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
}

func TestHistoryThatCannotBeIsRefused(t *testing.T) {
	const head = "family,period,figure,value\n"
	for _, test := range []struct{ name, text, want string }{
		{"nothing", "", "h.csv: expected a head"},
		{"another head", "family,period,value\n", "h.csv:1: expected the columns family, period, figure, value"},
		{"a column too many", "family,period,figure,value,note\n", "h.csv:1: expected the columns"},
		{"an unknown family", head + "tool,2025-12,demand,1\n", `h.csv:2: there is no family "tool"; did you mean tools?`},
		{"a period of the plan", head + "tools,2026-01,demand,1\n", "h.csv:2: expected a period before 2026-01"},
		{"another length", head + "tools,2025-W50,demand,1\n", "h.csv:2: expected a period before 2026-01"},
		{"no period", head + "tools,soon,demand,1\n", "h.csv:2: expected a period before 2026-01"},
		{"an unknown figure", head + "tools,2025-12,orders,1\n", "h.csv:2: expected a figure (demand"},
		{"made by nobody", head + "tools,2025-12,made,1\n", "h.csv:2: expected a figure"},
		{"no number", head + "tools,2025-12,demand,many\n", `h.csv:2: expected a number of at least 0, got "many"`},
		{"a negative number", head + "tools,2025-12,demand,-1\n", "h.csv:2: expected a number of at least 0"},
		{"a number twice", head + "tools,2025-12,demand,1\ntools,2025-12,demand,2\n", "h.csv:3: demand of tools in 2025-12 is given twice"},
		{"too few cells", head + "tools,2025-12\n", "h.csv: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			rows, err := ReadHistory("h.csv", []byte(test.text), []string{"tools"}, "2026-01")
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("read %v with the error %v, expected %s", rows, err, test.want)
			}
		})
	}
}
