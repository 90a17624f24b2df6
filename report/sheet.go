package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/steelyard-sop/steelyard/report/chart"
)

// sheet is a result laid out as parts that every format can show: lines of
// text, tables and pictures.
type sheet struct {
	title    string
	lines    []string // below the title
	parts    []part
	contents bool // a page begins with a list of its parts
}

// part is one part of a sheet. Everything in it may be empty.
type part struct {
	heading  string
	lines    []string
	bullets  []string // a list below the lines
	table    *sheetTable
	after    []string        // lines below the table
	pictures []chart.Picture // only where pictures can be shown
	below    bool            // it is a part of the part before: its heading is smaller
	breaks   bool            // on paper it begins a page
}

// sheetTable has one row a line; every row has as many cells as there are columns,
// or only one, which is a heading between rows.
type sheetTable struct {
	caption string // what the table shows, for those who cannot see it; empty where the heading of the part says it
	columns []column
	rows    [][]string
	first   int  // on a terminal, the most columns of text that the first column takes; 0: as many as there are
	even    bool // on a terminal, blocks below one another are about as wide
	left    int  // rows that are not shown, where not everything is asked for
}

// column is one column of a table. Columns with the same group stay together
// where a table is too wide for one line.
type column struct {
	title string
	right bool // numbers
	below bool // on a terminal each cell stands on a line of its own, below the row
	group int
}

func (t *sheetTable) add(cells ...string) { t.rows = append(t.rows, cells) }

// text writes the sheet for a terminal.
func (p *sheet) text(w io.Writer, o TextOptions) error {
	s := newScreen(o)
	s.paragraph(s.theme.title, "", p.title)
	for _, line := range p.lines {
		s.paragraph(s.theme.faint, "", line)
	}
	for i := range p.parts {
		part := &p.parts[i]
		if part.heading != "" {
			s.section(part.heading)
		}
		for _, line := range part.lines {
			s.paragraph(lipgloss.NewStyle(), "", line)
		}
		for _, line := range part.bullets {
			s.paragraph(lipgloss.NewStyle(), "* ", printable(line))
		}
		if part.table != nil {
			s.sheetTable(part.table)
		}
		for _, line := range part.after {
			s.paragraph(s.theme.faint, "", line)
		}
	}
	return s.flush(w)
}

// sheetTable writes a table, in several blocks one below the other where it is
// too wide; each begins with the first column.
func (s *screen) sheetTable(t *sheetTable) {
	widths, end := t.widths(), len(t.columns)
	if below := slices.IndexFunc(t.columns, func(c column) bool { return c.below }); below > 0 {
		end = below
	}
	widest := 0 // group of columns
	for from := 1; from < end; from = t.next(from) {
		widest = max(widest, t.size(widths, from))
	}
	const leastFirst = 12 // columns of the first column
	if t.first > 0 {
		widths[0] = min(widths[0], t.first)
	}
	widths[0] = max(min(widths[0], s.width-widest), leastFirst)
	titles := make([]string, len(t.columns))
	for c := range t.columns {
		titles[c] = t.columns[c].title
	}
	room := s.width
	if t.even {
		room = t.evenRoom(widths, end, s.width)
	}
	for from := 1; from < end; {
		to := t.fitting(widths, from, end, room)
		if from > 1 {
			s.line(lipgloss.NewStyle(), "")
		}
		s.line(s.theme.heading, t.row(titles, widths, from, to))
		for _, row := range t.rows {
			if len(row) == 1 {
				s.line(s.theme.heading, fit(row[0], s.width))
				continue
			}
			s.line(lipgloss.NewStyle(), t.row(row, widths, from, to))
			if to == end && end < len(t.columns) {
				s.paragraph(s.theme.faint, "    ", row[end])
			}
		}
		from = to
	}
	s.leftOut(t.left, "row is", "rows are")
}

// fitting is where a block ends that begins at a column.
func (t *sheetTable) fitting(widths []int, from, end, room int) int {
	to, size := t.next(from), widths[0]+t.size(widths, from)
	for to < end && size+t.size(widths, to) <= room {
		size, to = size+t.size(widths, to), t.next(to)
	}
	return to
}

// evenRoom is the least room that needs no more blocks than all the room there is.
func (t *sheetTable) evenRoom(widths []int, end, most int) int {
	blocks := func(room int) (n int) {
		for from := 1; from < end; from = t.fitting(widths, from, end, room) {
			n++
		}
		return n
	}
	room := most
	for need := blocks(most); room > 1 && blocks(room-1) == need; room-- {
	}
	return room
}

// widths are those that the columns need.
func (t *sheetTable) widths() []int {
	widths := make([]int, len(t.columns))
	for c := range t.columns {
		widths[c] = lipgloss.Width(printable(t.columns[c].title))
		for _, row := range t.rows {
			if len(row) > 1 {
				widths[c] = max(widths[c], lipgloss.Width(printable(row[c])))
			}
		}
	}
	return widths
}

// next is the first column of the next group.
func (t *sheetTable) next(from int) int {
	to := from + 1
	for to < len(t.columns) && t.columns[to].group == t.columns[from].group {
		to++
	}
	return to
}

// columnGap is the room between two columns.
const columnGap = 2

// size is the width of the group that begins at a column.
func (t *sheetTable) size(widths []int, from int) int {
	size := 0
	for c := from; c < t.next(from); c++ {
		size += columnGap + widths[c]
	}
	return size
}

// row lays out the first column and those of a range.
func (t *sheetTable) row(cells []string, widths []int, from, to int) string {
	pad := func(c int) string {
		text := fit(cells[c], widths[c])
		blanks := strings.Repeat(" ", max(0, widths[c]-lipgloss.Width(text)))
		if t.columns[c].right {
			return blanks + text
		}
		return text + blanks
	}
	line := pad(0)
	for c := from; c < to; c++ {
		line += strings.Repeat(" ", columnGap) + pad(c)
	}
	return strings.TrimRight(line, " ")
}

// markdown writes the sheet as Markdown.
func (p *sheet) markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", marked(p.title))
	lines := func(texts []string) {
		for _, line := range texts {
			fmt.Fprintf(&b, "\n%s\n", marked(line))
		}
	}
	lines(p.lines)
	for i := range p.parts {
		part := &p.parts[i]
		if part.onlyPictures() {
			continue
		}
		if part.heading != "" {
			fmt.Fprintf(&b, "\n%s %s\n", part.mark(), marked(part.heading))
		}
		lines(part.lines)
		if len(part.bullets) > 0 {
			b.WriteByte('\n')
		}
		for _, line := range part.bullets {
			fmt.Fprintf(&b, "- %s\n", marked(line))
		}
		if part.table != nil {
			b.WriteByte('\n')
			part.table.markdown(&b)
		}
		lines(part.after)
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// onlyPictures tells whether there is nothing in the part but pictures.
func (p *part) onlyPictures() bool {
	return len(p.pictures) > 0 && p.table == nil && len(p.lines)+len(p.bullets)+len(p.after) == 0
}

// mark begins a heading of Markdown.
func (p *part) mark() string {
	if p.below {
		return "###"
	}
	return "##"
}

func (t *sheetTable) markdown(b *strings.Builder) {
	row := func(cells []string) {
		for _, cell := range cells {
			b.WriteString("| " + strings.ReplaceAll(marked(cell), "|", `\|`) + " ")
		}
		b.WriteString("|\n")
	}
	titles, rules := make([]string, len(t.columns)), make([]string, len(t.columns))
	for c := range t.columns {
		titles[c], rules[c] = t.columns[c].title, "---"
		if t.columns[c].right {
			rules[c] = "---:"
		}
	}
	row(titles)
	b.WriteString("| " + strings.Join(rules, " | ") + " |\n")
	for _, cells := range t.rows {
		if len(cells) == 1 {
			fmt.Fprintf(b, "| **%s** %s\n", strings.ReplaceAll(marked(cells[0]), "|", `\|`), strings.Repeat("| ", len(t.columns)-1)+"|")
			continue
		}
		row(cells)
	}
}

// marked is a text in which nothing is a mark of Markdown or HTML.
func marked(text string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "<", "&lt;", "&", "&amp;", "#", `\#`, "~", `\~`).Replace(printable(text))
}
