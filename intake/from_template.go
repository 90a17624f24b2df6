package intake

import "strings"

// template is a text made of columns: "{family}-{market}".
type template []piece

// piece is a part of a template: a column, or text where column is none.
type piece struct {
	literal string
	column  int
}

// varies tells whether a column is part of the template.
func (tp template) varies() bool {
	for _, p := range tp {
		if p.column != none {
			return true
		}
	}
	return false
}

func (tp template) uses(column int) bool {
	for _, p := range tp {
		if p.column == column {
			return true
		}
	}
	return false
}

// first is the column of the template to point at.
func (tp template) first() int {
	for _, p := range tp {
		if p.column != none {
			return p.column
		}
	}
	return 0
}

// text is the template with the cells of a row; without a table the columns are empty.
func (tp template) text(t *table, row int32) string {
	if len(tp) == 1 {
		return tp[0].text(t, row)
	}
	return string(tp.append(nil, t, row))
}

// append writes the text of the template.
func (tp template) append(b []byte, t *table, row int32) []byte {
	for i := range tp {
		b = append(b, tp[i].text(t, row)...)
	}
	return b
}

func (p *piece) text(t *table, row int32) string {
	if p.column == none || t == nil {
		return p.literal
	}
	return t.cell(row, p.column)
}

// template reads the head of a column, or a text with heads in braces, given at n.
func (d *decoder) template(t *table, n *node, text string) (template, bool) {
	if !strings.Contains(text, "{") {
		if column := t.column(text); column >= 0 {
			return template{{column: column}}, true
		}
		d.missingColumn(t, n, text)
		return nil, false
	}
	var tp template
	for rest := text; rest != ""; {
		before, after, open := strings.Cut(rest, "{")
		if before != "" {
			tp = append(tp, piece{literal: before, column: none})
		}
		if !open {
			break
		}
		head, next, closed := strings.Cut(after, "}")
		column := t.column(strings.TrimSpace(head))
		switch {
		case !closed:
			d.mistake(n, "table-template", "expected a closing brace after {"+head+" in "+quote(text), "")
			return nil, false
		case column < 0:
			d.missingColumn(t, n, strings.TrimSpace(head))
			return nil, false
		}
		tp = append(tp, piece{column: column})
		rest = next
	}
	return tp, true
}

// pathTemplate reads a path whose keys may have columns in braces.
func (d *decoder) pathTemplate(t *table, n *node, path string) ([]template, bool) {
	var keys []template
	for _, key := range splitPath(path) {
		if !strings.Contains(key, "{") {
			keys = append(keys, template{{literal: key, column: none}})
			continue
		}
		tp, ok := d.template(t, n, key)
		if !ok {
			return nil, false
		}
		keys = append(keys, tp)
	}
	return keys, true
}

// splitPath cuts a path at the points that are not in braces.
func splitPath(path string) []string {
	var keys []string
	start, depth := 0, 0
	for i := range len(path) {
		switch path[i] {
		case '{':
			depth++
		case '}':
			depth--
		case '.':
			if depth <= 0 {
				keys = append(keys, path[start:i])
				start = i + 1
			}
		}
	}
	return append(keys, path[start:])
}
