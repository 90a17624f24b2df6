package report

import (
	"io"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
)

func writers(d *ComparisonDocument) map[string]func(io.Writer) error {
	return map[string]func(io.Writer) error{
		"text":     func(w io.Writer) error { return d.Text(w, TextOptions{Width: 80}) },
		"Markdown": d.Markdown,
		"HTML":     d.HTML,
	}
}

func written(t testing.TB, write func(io.Writer) error) string {
	t.Helper()
	var b strings.Builder
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// wide is a sheet with a table of many columns and unruly texts.
func wide() *sheet {
	table := &sheetTable{columns: []column{{title: "what"}}}
	row := []string{"a | b <script>alert(1)</script> *bold*"}
	for k := range 9 {
		table.columns = append(table.columns, column{title: "version", right: true, group: k + 1}, column{title: "change", right: true, group: k + 1})
		row = append(row, "1,234,567.00", "+10.0 %")
	}
	table.add(row...)
	return &sheet{title: "T", lines: []string{"below"}, parts: []part{{heading: "H", lines: []string{"line"}, table: table, after: []string{"~ note"}}}}
}

func TestATableThatIsTooWideGoesOnBelow(t *testing.T) {
	text := written(t, func(w io.Writer) error { return wide().text(w, TextOptions{Width: 80}) })
	if n := strings.Count(text, "1,234,567.00"); n != 9 {
		t.Errorf("%d of 9 numbers are shown", n)
	}
	for _, line := range strings.Split(text, "\n") {
		if lipgloss.Width(line) > 80 {
			t.Errorf("wider than 80 columns: %q", line)
		}
	}
}

func TestTextsOfUsersAreNoMarks(t *testing.T) {
	page := written(t, wide().html)
	if strings.Contains(page, "<script") || !strings.Contains(page, "&lt;script&gt;") {
		t.Error("HTML: a text became an element")
	}
	for _, outside := range []string{"http:", "https:", "src=", "@import", "url("} {
		if strings.Contains(page, outside) {
			t.Errorf("HTML: the page needs %s", outside)
		}
	}
	text := written(t, wide().markdown)
	if strings.Contains(text, "<script") || !strings.Contains(text, `a \| b &lt;script>alert(1)&lt;/script> \*bold\*`) {
		t.Errorf("Markdown: a text became a mark:\n%s", text)
	}
}
