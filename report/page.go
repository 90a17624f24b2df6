package report

import (
	"fmt"
	"html"
	"io"
	"strings"

	"github.com/steelyard-sop/steelyard/report/chart"
)

// html writes the sheet as one page that needs nothing else: no script, no font,
// no picture from elsewhere.
func (p *sheet) html(w io.Writer) error {
	g := page{}
	g.f("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
	g.f("<title>%s</title>\n<style>%s%s</style>\n</head>\n<body>\n<main>\n", safe(p.title), pageStyle, chart.Style())
	g.f("<header>\n<h1>%s</h1>\n", safe(p.title))
	g.paragraphs("", p.lines)
	g.f("</header>\n")
	if p.contents {
		g.contents(p.parts)
	}
	for i := range p.parts {
		if err := g.part(&p.parts[i], i); err != nil {
			return err
		}
	}
	g.f("</main>\n</body>\n</html>\n")
	if _, err := io.WriteString(w, g.b.String()); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// page gathers the text of a page.
type page struct {
	b        strings.Builder
	pictures int
}

func (g *page) f(format string, args ...any) { fmt.Fprintf(&g.b, format, args...) }

// safe is a text that means nothing to HTML.
func safe(text string) string { return html.EscapeString(printable(text)) }

func (g *page) paragraphs(class string, texts []string) {
	for _, line := range texts {
		g.f("<p%s>%s</p>\n", class, safe(line))
	}
}

// contents leads to every part that is not a part of another.
func (g *page) contents(parts []part) {
	g.f("<nav aria-label=\"Contents\">\n<ul>\n")
	for i := range parts {
		if parts[i].heading != "" && !parts[i].below {
			g.f("<li><a href=\"#part-%d\">%s</a></li>\n", i+1, safe(parts[i].heading))
		}
	}
	g.f("</ul>\n</nav>\n")
}

func (g *page) part(p *part, i int) error {
	class := ""
	if p.breaks {
		class = ` class="page"`
	}
	g.f("<section id=\"part-%d\"%s>\n", i+1, class)
	if p.heading != "" {
		level := "h2"
		if p.below {
			level = "h3"
		}
		g.f("<%s>%s</%s>\n", level, safe(p.heading), level)
	}
	g.paragraphs("", p.lines)
	if len(p.bullets) > 0 {
		g.f("<ul>\n")
		for _, line := range p.bullets {
			g.f("<li>%s</li>\n", safe(line))
		}
		g.f("</ul>\n")
	}
	for _, picture := range p.pictures {
		g.pictures++
		g.f("<figure tabindex=\"0\">\n")
		if err := chart.WriteInPage(&g.b, picture, fmt.Sprintf("picture-%d", g.pictures)); err != nil {
			return err
		}
		g.f("</figure>\n")
	}
	if p.table != nil && len(p.table.rows) > 0 {
		g.table(p.table, p.heading)
	}
	g.paragraphs(` class="note"`, p.after)
	g.f("</section>\n")
	return nil
}

// table writes a table whose cells belong to a row and a column for those who
// hear it.
func (g *page) table(t *sheetTable, heading string) {
	class := func(c int) string {
		if t.columns[c].right {
			return ` class="number"`
		}
		return ""
	}
	caption := t.caption
	if caption == "" {
		caption = heading
	}
	g.f("<div class=\"wide\" tabindex=\"0\"><table>\n")
	if caption != "" {
		g.f("<caption>%s</caption>\n", safe(caption))
	}
	g.f("<thead><tr>")
	for c := range t.columns {
		if title := t.columns[c].title; title != "" {
			g.f("<th scope=\"col\"%s>%s</th>", class(c), safe(title))
		} else {
			g.f("<td></td>")
		}
	}
	g.f("</tr></thead>\n<tbody>\n")
	for _, row := range t.rows {
		if len(row) == 1 {
			g.f("<tr class=\"head\"><th scope=\"rowgroup\" colspan=\"%d\">%s</th></tr>\n", len(t.columns), safe(row[0]))
			continue
		}
		g.f("<tr>")
		for c, cell := range row {
			if c == 0 {
				g.f("<th scope=\"row\">%s</th>", rowTitle(cell))
			} else {
				g.f("<td%s>%s</td>", class(c), safe(cell))
			}
		}
		g.f("</tr>\n")
	}
	g.f("</tbody>\n</table></div>\n")
}

// rowTitle keeps the blanks before a title that is a part of the one above.
func rowTitle(text string) string {
	rest := strings.TrimLeft(text, " ")
	return strings.Repeat("&#160;", 2*(len(text)-len(rest))) + safe(rest)
}

// pageStyle is the look of a page, also on paper, on phones and on dark screens.
// On paper colours are those of a light screen.
const pageStyle = `
:root{color-scheme:light dark;--ink:#1f2933;--faint:#52606d;--rule:#d3dae1;--paper:#ffffff;--link:#0b69a3;--head:#f1f4f7}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e4e7eb;--faint:#9aa5b1;--rule:#3e4c59;--paper:#15191e;--link:#62b0e8;--head:#20272e}}
body{font:15px/1.5 system-ui,"Segoe UI",Helvetica,Arial,sans-serif;color:var(--ink);background:var(--paper);max-width:64rem;margin:2rem auto;padding:0 1rem;overflow-wrap:break-word}
h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2.5rem}h3{font-size:1rem;margin-top:1.75rem}
a{color:var(--link)}nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0}
.wide,figure{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{text-align:left;padding:.2rem .8rem .2rem 0;border-bottom:1px solid var(--rule);vertical-align:top}
thead th{color:var(--faint);font-weight:600}tbody th{font-weight:400}.head th{font-weight:600;font-size:.85rem;background:var(--head)}
.number{text-align:right;white-space:nowrap}.note{color:var(--faint)}
figure{margin:1rem 0}figure svg{max-width:100%;min-width:34rem;height:auto;display:block}
@media (max-width:40rem){body{margin:1rem auto;font-size:14px}th,td{padding-right:.55rem}h1{font-size:1.35rem}}
@page{size:A4 landscape;margin:14mm}
@media print{
:root{color-scheme:light;--ink:#1f2933;--faint:#52606d;--rule:#d3dae1;--paper:#ffffff;--link:#1f2933;--head:#f1f4f7}
body{max-width:none;margin:0;padding:0;font-size:9.5pt}nav{display:none}
.page{break-before:page}h2,h3{break-after:avoid}figure,tr{break-inside:avoid}thead{display:table-header-group}
.wide,figure{overflow:visible}th,td{padding:.1rem .5rem .1rem 0}figure svg{min-width:0}
}
`
