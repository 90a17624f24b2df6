package report

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/steelyard-sop/steelyard/model"
	"github.com/steelyard-sop/steelyard/report/chart"
)

// node is an element of a page.
type node struct {
	name     string
	attr     map[string]string
	children []*node
	text     string // of the element and all below
}

// tree reads a page strictly: every element is closed, in order, and every attribute is quoted.
func tree(t testing.TB, text []byte) *node {
	t.Helper()
	root := &node{}
	open := []*node{root}
	for d := xml.NewDecoder(bytes.NewReader(text)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return root
		}
		if err != nil {
			t.Fatalf("not well formed: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: token.Name.Local, attr: map[string]string{}}
			for _, a := range token.Attr {
				n.attr[a.Name.Local] = a.Value
			}
			open[len(open)-1].children = append(open[len(open)-1].children, n)
			open = append(open, n)
		case xml.CharData:
			for _, n := range open {
				n.text += string(token)
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
}

// each visits every element below, in the order of the page.
func (n *node) each(do func(*node)) {
	for _, c := range n.children {
		do(c)
		c.each(do)
	}
}

// all lists the elements with a name.
func (n *node) all(name string) (list []*node) {
	n.each(func(c *node) {
		if c.name == name {
			list = append(list, c)
		}
	})
	return list
}

// tables reads every table of a page by its caption: the cells of its rows.
func tables(page *node) map[string][][]string {
	found := map[string][][]string{}
	for _, table := range page.all("table") {
		var rows [][]string
		for _, tr := range table.all("tr") {
			var cells []string
			for _, cell := range tr.children {
				cells = append(cells, strings.TrimSpace(strings.ReplaceAll(cell.text, "\u00a0", " ")))
			}
			rows = append(rows, cells)
		}
		found[table.all("caption")[0].text] = rows
	}
	return found
}

func htmlOf(t testing.TB, k *Pack) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := k.HTML(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func number64(v float64) *float64 { return &v }

// answered is a pack in which every question is answered, with one name for all that users name.
func answered(d *Document, name string) *Pack {
	step := &LeverStep{LeverMoney{Net: 100}, 1, 10, "h", "share"}
	inWay := []InWayLine{{Group: model.GroupCapacity, Key: "line", Title: name, Periods: d.Scenario.Periods[:1]}}
	figures := []StrategyFigure{{ID: "mean_stock", Title: "stock", Unit: "t", Value: number64(3)}}
	bill := func(by string) *BillDocument {
		return &BillDocument{Scenario: d.Scenario, By: by, Free: 1000, Constrained: 600, Gap: 400, Exact: true, Shares: []BillShare{
			{Name: name, Title: name, Amount: 300, First: 350, Last: 250, Limits: 3}, {Name: name, Title: name, Amount: 100, First: 120, Limits: 1},
		}}
	}
	return &Pack{
		Plan: d, Last: d, File: "s.yaml", Bill: bill("group"), Owners: bill("owner"),
		Levers: &LeversDocument{Scenario: d.Scenario, Levers: []LeverMeasured{
			{Title: name, Step: step, Most: step},
			{Title: name, Step: step, Most: &LeverStep{LeverMoney: LeverMoney{Unlimited: true}}},
			{Title: name, Step: &LeverStep{}},
		}},
		Strategies: &StrategiesDocument{Scenario: d.Scenario, Goal: "cost", Strategies: []StrategyLine{
			{Name: "free", Money: number64(10), Figures: figures},
			{Name: "level", InWay: inWay, Figures: []StrategyFigure{{}}},
			{Name: "chase", Money: number64(12), Figures: figures},
		}},
		Tornado: &TornadoDocument{Scenario: d.Scenario, Objective: d.Objective, By: 0.1, Bars: []TornadoBar{
			{Path: name, Down: TornadoSide{Reason: "there is no plan", InWay: inWay}, Up: TornadoSide{Objective: number64(1), Change: number64(-5)}},
			{Path: name, Down: TornadoSide{Objective: number64(1), Change: number64(3)}, Up: TornadoSide{Objective: number64(1), Change: number64(-3)}},
		}},
		Shock: &ShockDocument{Scenario: d.Scenario, From: "2026-01", Until: "2026-06", Shocks: []Breakpoint{
			{Name: name, Rises: true, Plan: ShockEdge{InWay: inWay}, Goals: ShockEdge{Share: number64(0.1)}},
			{Name: name, Plan: ShockEdge{Share: number64(0.2), InWay: inWay}, Goals: ShockEdge{Unmet: true, Share: number64(0)}},
		}},
	}
}

// eachPack does something with the pack of every stored plan, with and without answers.
func eachPack(t *testing.T, do func(t *testing.T, k *Pack, page *node)) {
	names, documents := stored(t)
	for _, name := range names {
		if d := documents[name]; d.Plan != nil {
			for what, k := range map[string]*Pack{"bare": {Plan: d}, "answered": answered(d, "what a user calls it")} {
				t.Run(name+", "+what, func(t *testing.T) { do(t, k, tree(t, htmlOf(t, k))) })
			}
		}
	}
}

func TestAPackNeedsNothingElse(t *testing.T) {
	eachPack(t, func(t *testing.T, _ *Pack, page *node) {
		page.each(func(n *node) {
			if slices.Contains([]string{"script", "link", "img", "iframe", "object", "embed", "form", "base", "use", "image", "foreignObject"}, n.name) {
				t.Errorf("there is a <%s>", n.name)
			}
			for name, value := range n.attr {
				outside := name == "src" || name == "srcset" || name == "action" || name == "href" && !strings.HasPrefix(value, "#")
				if outside || strings.HasPrefix(name, "on") || strings.Contains(value, "url(") || strings.Contains(value, "javascript:") {
					t.Errorf("<%s %s=%q>", n.name, name, value)
				}
			}
			if n.name == "style" && (strings.Contains(n.text, "url(") || strings.Contains(n.text, "@import")) {
				t.Error("the style asks for something else")
			}
		})
	})
}

func TestAPackCanBeReadByEveryone(t *testing.T) {
	eachPack(t, func(t *testing.T, _ *Pack, page *node) {
		ids, level := map[string]bool{}, 0
		page.each(func(n *node) {
			if id, ok := n.attr["id"]; ok && ids[id] {
				t.Errorf("id %s is there twice", id)
			} else if ok {
				ids[id] = true
			}
			if len(n.name) == 2 && n.name[0] == 'h' && n.name[1] >= '1' && n.name[1] <= '6' {
				at := int(n.name[1] - '0')
				if at > level+1 || level == 0 && at != 1 || strings.TrimSpace(n.text) == "" {
					t.Errorf("<%s>%s after a heading of level %d", n.name, n.text, level)
				}
				level = at
			}
		})
		if n := len(page.all("h1")); n != 1 {
			t.Errorf("%d headings of the first level", n)
		}
		if lang := page.all("html")[0].attr["lang"]; lang != "en" {
			t.Errorf("the language is %q", lang)
		}
		for _, a := range page.all("a") {
			if !ids[strings.TrimPrefix(a.attr["href"], "#")] {
				t.Errorf("%s leads nowhere", a.attr["href"])
			}
		}
		for _, svg := range page.all("svg") {
			if svg.attr["role"] != "img" || len(svg.all("title")) == 0 || svg.all("title")[0].text == "" || svg.all("desc")[0].text == "" {
				t.Errorf("a picture without a title and a description: %q", svg.attr)
			}
			for _, id := range strings.Fields(svg.attr["aria-labelledby"]) {
				if !ids[id] {
					t.Errorf("a picture is named by %s, which is not there", id)
				}
			}
		}
		for _, table := range page.all("table") {
			if len(table.all("caption")) != 1 || table.all("caption")[0].text == "" {
				t.Error("a table without a caption")
			}
			for _, th := range table.all("th") {
				if !slices.Contains([]string{"col", "row", "rowgroup"}, th.attr["scope"]) {
					t.Errorf("a heading of nothing: %q", th.text)
				}
			}
		}
	})
}

func TestAPackOpensWithFindings(t *testing.T) {
	eachPack(t, func(t *testing.T, k *Pack, page *node) {
		if len(k.Plan.Findings) == 0 {
			return
		}
		section := page.all("section")[0]
		var got []string
		for _, li := range section.all("li") {
			got = append(got, li.text)
		}
		if diff := cmp.Diff(textsOf(k.Plan.Findings), got); diff != "" || len(got) > 7 || section.children[0].text != "What stands out" {
			t.Errorf("%d sentences below %q (-want +got):\n%s", len(got), section.children[0].text, diff)
		}
	})
}

// TestTotalsOfAPackAreThoseOfTheDocument reads the numbers back from the page.
func TestTotalsOfAPackAreThoseOfTheDocument(t *testing.T) {
	eachPack(t, func(t *testing.T, k *Pack, page *node) {
		found, d := tables(page), k.Plan
		money := found[titled("Money of the plan", d.Scenario.Currency)]
		want := map[string]float64{"revenue": d.Money.Revenue, "cost": d.Money.Cost, "profit": d.Money.Profit}
		for _, line := range d.Money.Lines {
			if line.Kind == Cost && line.Total != 0 {
				want[line.Title] = line.Total
			}
		}
		half := 0.5 * math.Pow10(-coin(d.Scenario.Currency))
		for _, row := range money[1:] {
			value, known := want[row[0]]
			if got := parsed(t, row[1]); !known || math.Abs(got-value) > half {
				t.Errorf("%s is %s, the document says %v", row[0], row[1], value)
			}
			delete(want, row[0])
		}
		if len(want) > 0 {
			t.Errorf("not on the page: %v", want)
		}
		for _, sheet := range NewFamilySheets(d, k.Last, FamilyOptions{}) {
			rows := found["Plan of "+sheet.Family.Name]
			for i := range sheet.Sections {
				for j := range sheet.Sections[i].Rows {
					checkRow(t, rows, &sheet, &sheet.Sections[i].Rows[j])
				}
			}
		}
	})
}

// checkRow finds a row of a sheet among those of a table.
func checkRow(t *testing.T, rows [][]string, s *FamilySheet, row *SheetRow) {
	t.Helper()
	half := 0.5000001 * math.Pow10(-s.decimals(row))
	k := slices.IndexFunc(rows, func(cells []string) bool {
		return len(cells) == len(row.Plan)+1 && (cells[0] == row.Title || strings.HasPrefix(cells[0], row.Title+","))
	})
	if k < 0 {
		t.Fatalf("%s: there is no row %s", s.Family.ID, row.Title)
	}
	for c, x := range row.Plan {
		text := rows[k][c+1]
		if (x == nil) != (text == "") || x != nil && math.Abs(parsed(t, text)-*x) > half {
			t.Errorf("%s, %s, %s: %q, the sheet says %v", s.Family.ID, row.Title, s.Columns[c].Title, text, x)
		}
	}
}

// parsed reads a number of a page.
func parsed(t *testing.T, text string) float64 {
	t.Helper()
	if text == none || text == "" {
		return 0
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimPrefix(text, "+"), ",", ""), 64)
	if err != nil {
		t.Errorf("%q is no number", text)
	}
	return v
}

func TestNamesOfUsersStayTextInAPack(t *testing.T) {
	for _, name := range []string{
		`</title></style><script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, "a & b < c", "]]>", "\x00\x1b[31m\u202e", "שם",
		strings.Repeat("long ", 2000), "=1+1", "-->",
	} {
		_, documents := stored(t)
		d := *documents["months6"]
		d.Scenario.Name, d.Scenario.Currency = name, name
		d.Scenario.Things = slices.Clone(d.Scenario.Things)
		for i := range d.Scenario.Things {
			d.Scenario.Things[i].Name, d.Scenario.Things[i].Unit = name, name
		}
		d.Limits = slices.Clone(d.Limits)
		for i := range d.Limits {
			d.Limits[i].Owner, d.Limits[i].Reason, d.Limits[i].Review, d.Limits[i].Unit = name, name, name, name
		}
		d.Findings = []Finding{{"x", name}}
		page := tree(t, htmlOf(t, answered(&d, name)))
		if len(page.all("script"))+len(page.all("img")) > 0 || len(page.all("style")) != 1 {
			t.Errorf("%.40q made elements of its own", name)
		}
		if got := page.all("h1")[0].text; got != printable(name) {
			t.Errorf("the heading of %.40q is %.40q", name, got)
		}
	}
}

func TestAnEmptyPlanHasAPack(t *testing.T) {
	for _, periods := range []int{0, 1} {
		t.Run(fmt.Sprintf("%d periods", periods), func(t *testing.T) {
			d := &Document{
				Scenario: ScenarioInfo{Name: "empty", Things: []Thing{{Kind: KindFamily, ID: "idle", Name: "idle"}}},
				Status:   "optimal", Objective: Objective{Sense: "minimise"}, Money: &Money{}, Plan: &model.Tables{},
			}
			for range periods {
				d.Scenario.Periods = append(d.Scenario.Periods, "2026-01")
				d.Calendar = append(d.Calendar, CalendarPeriod{Period: "2026-01", Days: 31, Quarter: "2026-Q1"})
			}
			page := tree(t, htmlOf(t, &Pack{Plan: d}))
			if !strings.Contains(page.text, "There are none: all that is asked is served on time") {
				t.Error("the page does not say that there are no exceptions")
			}
		})
	}
}

func TestWhatWasNotAskedIsSaid(t *testing.T) {
	_, documents := stored(t)
	text := tree(t, htmlOf(t, &Pack{Plan: documents["months6"], File: "plant.yaml"})).text
	for _, command := range []string{"bill plant.yaml", "bill --by owner plant.yaml", "levers plant.yaml", "strategies plant.yaml", "tornado plant.yaml", "shock plant.yaml"} {
		if !strings.Contains(text, `"steelyard `+command+`"`) {
			t.Errorf("the page does not name steelyard %s", command)
		}
	}
}

// TestPagesHaveContrast computes the contrast of text by the formula of WCAG 2, in both themes.
func TestPagesHaveContrast(t *testing.T) {
	const least = 4.5
	_, documents := stored(t)
	style := tree(t, htmlOf(t, &Pack{Plan: documents["single"]})).all("style")[0].text
	themes := strings.SplitN(strings.TrimSuffix(style, chart.Style()), "@media screen", 2)
	for i, theme := range []string{"light", "dark"} {
		colour := func(name string) string {
			_, rest, found := strings.Cut(themes[i], "--"+name+":#")
			if !found {
				t.Fatalf("%s has no colour %s", theme, name)
			}
			return rest[:6]
		}
		for _, pair := range [][2]string{{"ink", "paper"}, {"faint", "paper"}, {"link", "paper"}, {"ink", "head"}} {
			if c := contrastOf(t, colour(pair[0]), colour(pair[1])); c < least {
				t.Errorf("%s: contrast of %s on %s is %.2f", theme, pair[0], pair[1], c)
			}
		}
	}
}

func contrastOf(t *testing.T, a, b string) float64 {
	t.Helper()
	light := func(hex string) (sum float64) {
		for k, weight := range []float64{0.2126, 0.7152, 0.0722} {
			n, err := strconv.ParseUint(hex[2*k:2*k+2], 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			c := float64(n) / 255
			if c <= 0.04045 {
				sum += weight * c / 12.92
				continue
			}
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
		return sum
	}
	x, y := light(a), light(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestAPackHasAPrintedForm(t *testing.T) {
	_, documents := stored(t)
	page := tree(t, htmlOf(t, answered(documents["months12"], "x")))
	style := page.all("style")[0].text
	for _, want := range []string{"@page{", "@media print{", "break-before:page", "break-inside:avoid", "prefers-color-scheme:dark"} {
		if !strings.Contains(style, want) {
			t.Errorf("the style has no %s", want)
		}
	}
	breaks := 0
	for _, s := range page.all("section") {
		if s.attr["class"] == "page" {
			breaks++
		}
	}
	if breaks < 8 {
		t.Errorf("%d sections begin a page of paper", breaks)
	}
}
