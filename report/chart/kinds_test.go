package chart

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// render draws any picture.
func render(t testing.TB, p Picture) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// kinds are pictures of every kind with so many periods, in which every name is name.
func kinds(name string, periods int) map[string]Picture {
	labels, values, more := make([]string, periods), make([]float64, periods), make([]float64, periods)
	for t := range periods {
		labels[t], values[t], more[t] = name, 10+3*float64(t%4), 30-2*float64(t%5)
	}
	low, high := make([]float64, periods), make([]float64, periods)
	for t := range periods {
		low[t], high[t] = values[t]-2, values[t]+4
	}
	return map[string]Picture{
		"supply": &Supply{
			Title: name, Description: name, Unit: name, Periods: labels,
			Bars:  []Series{{name, values}, {name, more}, {name, low}, {name, high}, {name, values}, {name, []float64{-3}}},
			Lines: []Series{{name, more}, {name, values}}, Area: &Series{name, values},
		},
		"tornado": &Tornado{
			Title: name, Description: name, Unit: name, Down: name, Up: name,
			Bars: []TornadoBar{
				{Name: name, Down: -1200, Up: 800, DownText: "-1,200", UpText: "+800"},
				{Name: name, Down: 300, Up: 500, DownText: "+300", UpText: "+500"},
				{Name: name, Down: math.NaN(), Up: 20, DownText: name, UpText: "+20"},
			},
		},
		"heat":      &Heat{Title: name, Description: name, Unit: "%", Periods: labels, Rows: []Series{{name, values}, {name, more}}, Steps: []float64{12, 20, 24, 28}},
		"fan":       &Fan{Title: name, Description: name, Unit: name, Periods: labels, Bands: []FanBand{{name, low, high}, {name, values, values}}, Middle: Series{name, values}},
		"gantt":     &Gantt{Title: name, Description: name, Periods: labels, Rows: []GanttRow{{name, []Span{{From: 0, To: 1, Text: name}, {From: 3, To: 99, Text: name, Marked: true}}}, {Name: name}}},
		"sparkline": &Sparkline{Title: name, Description: name, Values: values},
		"waterfall": &Waterfall{Title: name, Description: name, Unit: name, Bars: []WaterfallBar{{Name: name, To: 5, Whole: true, Text: name}}},
		"chart":     &Chart{Title: name, Description: name, Lines: []Line{{Name: name, Points: []Point{{1, 2, name}, {3, 4, name}}}, {Name: name}}},
	}
}

func TestEveryKindIsDrawnAsItWas(t *testing.T) {
	for kind, p := range map[string]Picture{
		"supply": &Supply{
			Title: "Supply against demand", Description: "Demand rises in spring.", Unit: "t", Periods: []string{"Jan", "Feb", "Mar", "Q2"},
			Bars:  []Series{{"line 1", []float64{80, 90, 100, 300}}, {"from a co-packer", []float64{0, 0, 25, 60}}},
			Lines: []Series{{"demand", []float64{70, 95, 140, 360}}}, Area: &Series{"stock", []float64{30, 25, 10, 10}},
		},
		"tornado": kinds("", 0)["tornado"],
		"heat":    &Heat{Title: "Load", Description: "Line 1 is full.", Unit: "%", Periods: []string{"Jan", "Feb"}, Rows: []Series{{"line 1", []float64{70, 103}}, {"crew", []float64{99.6, math.NaN()}}}, Steps: []float64{50, 80, 95, 100.5}},
		"fan":     &Fan{Title: "Stock", Description: "It may run out.", Unit: "t", Periods: []string{"Jan", "Feb", "Mar"}, Bands: []FanBand{{"80 %", []float64{5, -2, -9}, []float64{9, 12, 14}}, {"50 %", []float64{6, 2, 1}, []float64{8, 7, 6}}}, Middle: Series{"expected", []float64{7, 5, 3}}},
		"gantt":   &Gantt{Title: "Options", Description: "The line opens in March.", Periods: []string{"Jan", "Feb", "Mar", "Apr", "May"}, Rows: []GanttRow{{"line 2", []Span{{2, 4, "open", false}}}, {"old site", []Span{{0, 0, "closes for good", true}}}}},
		"spark":   &Sparkline{Title: "stock", Description: "It falls.", Values: []float64{5, 4, math.NaN(), 2}},
	} {
		t.Run(kind, func(t *testing.T) {
			golden := filepath.Join("testdata", "kind_"+kind+".svg")
			got := render(t, p)
			if os.Getenv("UPDATE") != "" {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", golden, diff)
			}
		})
	}
}

func TestNamesOfUsersStayTextInEveryKind(t *testing.T) {
	for _, name := range []string{
		`</svg><script>alert(1)</script>`, `"><rect onload="x"`, "a & b < c", "]]>", "line\nbreak", "\x00\x1b[31m", "\u202eesrever",
		"שם בעברית عربي", "漢字 \U0001F600", "\xff\xfe", strings.Repeat("x", 10000), "&lt;b&gt;", "--></style>", "",
	} {
		for _, periods := range []int{0, 1, 3} {
			for kind, p := range kinds(name, periods) {
				picture := render(t, p)
				found := elements(t, picture)
				if len(found["script"])+len(found["b"]) > 0 || len(found["svg"]) != 1 || len(found["style"]) != 1 {
					t.Errorf("%s: %.40q made elements of its own", kind, name)
				}
				if found["title"][0] != shown(name) || found["desc"][0] != shown(name) {
					t.Errorf("%s: the title %.40q reads %.40q", kind, name, found["title"][0])
				}
				if strings.ContainsAny(picture, "\x00\x1b\u202e") {
					t.Errorf("%s: %.40q brings characters that control", kind, name)
				}
			}
		}
	}
}

func TestRightToLeftNamesAreDrawnWhole(t *testing.T) {
	const name = "עגלות"
	for kind, p := range kinds(name, 2) {
		if kind != "sparkline" && !strings.Contains(render(t, p), ">"+name+"<") {
			t.Errorf("%s does not show %s", kind, name)
		}
	}
}

// TestNothingIsDrawnOffThePicture reads the texts of every kind: each begins and ends on the paper.
func TestNothingIsDrawnOffThePicture(t *testing.T) {
	place := regexp.MustCompile(`<text[^>]* x="([-0-9.]+)"[^>]*>`)
	for _, name := range []string{"a", "demand for bicycles", strings.Repeat("long ", 100)} {
		for _, periods := range []int{1, 12, 40} {
			for kind, p := range kinds(name, periods) {
				picture := render(t, p)
				var width float64
				if _, err := fmt.Sscanf(picture[strings.Index(picture, "viewBox"):], `viewBox="0 0 %f`, &width); err != nil {
					t.Fatal(err)
				}
				for _, m := range place.FindAllStringSubmatch(picture, -1) {
					if x, _ := strconv.ParseFloat(m[1], 64); x < 0 || x > width {
						t.Errorf("%s: a text begins at %v of %v: %s", kind, x, width, m[0])
					}
				}
			}
		}
	}
}

func TestNumbersThatAreNoneAreNotDrawn(t *testing.T) {
	odd := []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64, 1e-300}
	periods := []string{"1", "2", "3", "4", "5", "6"}
	for kind, p := range map[string]Picture{
		"supply":    &Supply{Periods: periods, Bars: []Series{{"a", odd}}, Lines: []Series{{"b", odd}, {"c", nil}}, Area: &Series{"d", odd}},
		"nothing":   &Supply{},
		"tornado":   &Tornado{Bars: []TornadoBar{{Name: "a", Down: math.NaN(), Up: math.Inf(1)}, {Name: "b", Down: -math.MaxFloat64, Up: math.MaxFloat64}}},
		"no bars":   &Tornado{},
		"heat":      &Heat{Periods: periods, Rows: []Series{{"a", odd}, {"b", nil}}, Steps: []float64{1, 2, 3, 4, 5, 6, 7}},
		"no rows":   &Heat{},
		"fan":       &Fan{Periods: periods, Bands: []FanBand{{"a", odd, odd}, {"b", nil, nil}}, Middle: Series{"m", odd}},
		"no bands":  &Fan{},
		"gantt":     &Gantt{Periods: periods, Rows: []GanttRow{{"a", []Span{{From: 9, To: 12}, {From: -5, To: -1}, {From: 3, To: 2}, {From: -2, To: 1}}}}},
		"no spans":  &Gantt{},
		"sparkline": &Sparkline{Values: odd},
		"no values": &Sparkline{},
	} {
		t.Run(kind, func(t *testing.T) { elements(t, render(t, p)) })
	}
}

func TestBarsAreAsHighAsTheirNumbers(t *testing.T) {
	bar := regexp.MustCompile(`<rect class="f0" x="[^"]*" y="([^"]*)" width="[^"]*" height="([^"]*)"><title>([^<]*)<`)
	picture := render(t, &Supply{Periods: []string{"a", "b"}, Bars: []Series{{"s", []float64{10, 40}}}})
	found := bar.FindAllStringSubmatch(picture, -1)
	if len(found) != 2 {
		t.Fatalf("%d bars", len(found))
	}
	first, _ := strconv.ParseFloat(found[0][2], 64)
	second, _ := strconv.ParseFloat(found[1][2], 64)
	if math.Abs(second-4*first) > 0.05 || found[0][3] != "a, s: 10" || found[1][3] != "b, s: 40" {
		t.Errorf("bars %v", found)
	}
}

// TestTextsHaveContrast computes the contrast of text, in both themes, by the formula of WCAG 2.
func TestTextsHaveContrast(t *testing.T) {
	const text, graphics = 4.5, 3
	themes := strings.SplitN(Style(), "@media", 2)
	for i, theme := range []string{"light", "dark"} {
		colour := func(name string) string {
			_, rest, _ := strings.Cut(themes[i], "--"+name+":#")
			return rest[:6]
		}
		for _, pair := range [][2]string{{"ink", "paper"}, {"faint", "paper"}, {"ink", "h0"}, {"ink", "h1"}, {"ink", "h2"}, {"ink", "h3"}, {"ink", "h4"}, {"faint", "shade"}} {
			if c := contrast(colour(pair[0]), colour(pair[1])); c < text {
				t.Errorf("%s: contrast of %s on %s is %.2f", theme, pair[0], pair[1], c)
			}
		}
		for k := range colours {
			name := "c" + strconv.Itoa(k)
			if c := contrast(colour(name), colour("paper")); c < graphics {
				t.Errorf("%s: contrast of %s on paper is %.2f", theme, name, c)
			}
		}
	}
}

func contrast(a, b string) float64 {
	light := func(hex string) float64 {
		var sum float64
		for k, weight := range []float64{0.2126, 0.7152, 0.0722} {
			n, _ := strconv.ParseUint(hex[2*k:2*k+2], 16, 8)
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
