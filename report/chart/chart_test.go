package chart

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func drawn(t testing.TB, c *Chart) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, c); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// elements reads a picture strictly, and returns the text of every element of
// each name.
func elements(t testing.TB, picture string) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	var open []string
	var text strings.Builder
	for d := xml.NewDecoder(strings.NewReader(picture)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			t.Fatalf("not well formed: %v\n%s", err, picture)
		}
		switch token := token.(type) {
		case xml.StartElement:
			open = append(open, token.Name.Local)
			text.Reset()
			for _, a := range token.Attr {
				if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
					t.Fatalf("%s has %s=%q", token.Name.Local, a.Name.Local, a.Value)
				}
			}
		case xml.CharData:
			text.Write(token)
		case xml.EndElement:
			name := open[len(open)-1]
			open = open[:len(open)-1]
			found[name] = append(found[name], text.String())
		}
	}
}

func ptr(v float64) *float64 { return &v }

// curve is a value curve as reports draw it.
func curve() *Chart {
	return &Chart{
		Title: "What capacity of saw in Mar is worth", Description: "It rises, and rises less and less.",
		X: Axis{Title: "capacity of saw in Mar, moved by", Unit: "h", From: ptr(-480), To: ptr(260)},
		Y: Axis{Title: "profit", Unit: "EUR"},
		Lines: []Line{{
			Points: []Point{{-440, 32496.67, "least"}, {-240, 40496.67, ""}, {10, 49266.67, ""}, {220, 51566.67, "most"}},
			Labels: []Label{{-340, 36496, "+40"}, {-115, 44881, "+35"}, {115, 50416, "+11"}}, OpenRight: ptr(0),
		}},
		Bands: []Band{{math.Inf(-1), -440, "no plan"}},
		Marks: []Mark{{0, 48916.67, "as it is now"}},
	}
}

func TestChartsAreDrawnAsTheyWere(t *testing.T) {
	for name, c := range map[string]*Chart{
		"curve": curve(),
		"lines": {
			Title: "Stock", Y: Axis{Title: "stock", Unit: "k each"}, X: Axis{Title: "week"}, Width: 480, Height: 240,
			Lines: []Line{
				{Name: "plan", Points: []Point{{1, 0, ""}, {2, 120, ""}, {3, 90, ""}}, Filled: true},
				{Name: "last month", Points: []Point{{1, 20, ""}, {2, 80, ""}, {3, 130, ""}}},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			golden := filepath.Join("testdata", name+".svg")
			got := drawn(t, c)
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

func TestEveryChartHasATitleAndADescription(t *testing.T) {
	picture := drawn(t, curve())
	found := elements(t, picture)
	if found["title"][0] != curve().Title || found["desc"][0] != curve().Description {
		t.Errorf("title %q, description %q", found["title"], found["desc"])
	}
	for _, want := range []string{`role="img"`, "screen and (prefers-color-scheme:dark)", "var(--ink)"} {
		if !strings.Contains(picture, want) {
			t.Errorf("there is no %s in the picture", want)
		}
	}
}

func TestNamesOfUsersStayText(t *testing.T) {
	for _, name := range []string{
		`</title><script>alert(1)</script>`, `"><rect onload="x"`, "a & b < c", "]]>", "line\nbreak\ttab", "\x00\x1b[31m",
		"\u202eesrever", "wide 漢字 \U0001F600", "\xff\xfe", strings.Repeat("long ", 10000), "&lt;b&gt;", "--></style>",
	} {
		c := curve()
		c.Title, c.Description = name, name
		c.X.Title, c.X.Unit, c.Y.Title, c.Y.Unit = name, name, name, name
		c.Lines[0].Name, c.Lines[0].Points[0].Note, c.Lines[0].Labels[0].Text = name, name, name
		c.Lines = append(c.Lines, Line{Name: name})
		c.Bands[0].Text, c.Marks[0].Text = name, name
		picture := drawn(t, c)
		found := elements(t, picture)
		if len(found["script"])+len(found["b"]) > 0 || len(found["svg"]) != 1 || len(found["style"]) != 1 {
			t.Errorf("%.40q made elements of its own", name)
		}
		if found["title"][0] != shown(name) {
			t.Errorf("the title %.40q reads %.40q", name, found["title"][0])
		}
		if strings.ContainsAny(picture, "\x00\x1b\u202e") {
			t.Errorf("%.40q brings characters that control", name)
		}
	}
}

func TestDegenerateDataAreDrawn(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for name, points := range map[string][]Point{
		"nothing":                nil,
		"one point":              {{X: 3, Y: 4}},
		"all equal":              {{X: 3, Y: 4}, {X: 3, Y: 4}},
		"a level line":           {{X: 1, Y: 7}, {X: 2, Y: 7}},
		"nothing but zeros":      {{}, {}},
		"infinite and not known": {{X: -inf, Y: 2}, {X: nan, Y: nan}, {X: 1, Y: inf}},
		"some infinite":          {{X: 0, Y: 1}, {X: 1, Y: inf}, {X: 2, Y: 3}},
		"next to nothing":        {{X: 0, Y: 1e-300}, {X: 1e-300, Y: 2e-300}},
		"as large as can be":     {{X: -math.MaxFloat64, Y: -math.MaxFloat64}, {X: math.MaxFloat64, Y: math.MaxFloat64}},
		"nearly equal":           {{X: 1e9, Y: 1e9}, {X: 1e9 + 1e-6, Y: 1e9 + 1e-6}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, slope := range []*float64{nil, ptr(0), ptr(-1e300)} {
				c := &Chart{Title: "t", Lines: []Line{{Points: points, OpenLeft: slope, OpenRight: slope, Filled: slope != nil}}}
				elements(t, drawn(t, c))
			}
		})
	}
}

// TestAnyDataAreDrawnTheSameTwice draws what comes: it is well formed, its ticks
// are in order and on the plot, and it is the same picture the second time.
func TestAnyDataAreDrawnTheSameTwice(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		point := rapid.Custom(func(r *rapid.T) Point {
			return Point{rapid.Float64().Draw(r, "x"), rapid.Float64().Draw(r, "y"), rapid.String().Draw(r, "note")}
		})
		c := &Chart{
			Title: rapid.String().Draw(r, "title"), Width: rapid.Float64Range(0, 2000).Draw(r, "width"),
			Lines: []Line{{Name: "a", Points: rapid.SliceOfN(point, 0, 8).Draw(r, "points")}, {Name: rapid.String().Draw(r, "name")}},
		}
		picture := drawn(t, c)
		elements(t, picture)
		if again := drawn(t, c); again != picture {
			r.Fatal("the same chart is drawn in two ways")
		}
		d := layOut(c)
		for _, s := range []scale{d.x, d.y} {
			for i, tick := range s.ticks {
				if slack := 1e-6 * (s.high - s.low); tick < s.low-slack || tick > s.high+slack || i > 0 && tick <= s.ticks[i-1] {
					r.Fatalf("ticks %v from %v to %v", s.ticks, s.low, s.high)
				}
			}
		}
	})
}

func TestTicksAreRoundNumbers(t *testing.T) {
	for _, test := range []struct {
		name      string
		low, high float64
		want      []string
	}{
		{"small whole numbers", 0, 10, []string{"0", "2.5", "5.0", "7.5", "10.0"}},
		{"thousands", 31000, 52000, []string{"30,000", "40,000", "50,000", "60,000"}},
		{"millions", 0, 2.4e6, []string{"0", "1,000 k", "2,000 k", "3,000 k"}},
		{"below zero", -0.3, 0.1, []string{"−0.3", "−0.2", "−0.1", "0", "0.1"}},
		{"one value", 100, 100, []string{"95.0", "97.5", "100.0", "102.5", "105.0"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := roundScale(test.low, test.high, 4)
			var got []string
			for _, tick := range s.ticks {
				got = append(got, s.text(tick))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("ticks (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLabelsKeepClearOfOneAnother(t *testing.T) {
	c := &Chart{Title: "crowd", Lines: []Line{{Points: []Point{{0, 0, ""}, {1, 1, ""}}}}}
	for i := range 40 {
		at := 0.5 + 0.001*float64(i)
		c.Lines[0].Labels = append(c.Lines[0].Labels, Label{at, at, "a label"})
	}
	d := layOut(c)
	d.labels(&c.Lines[0])
	if len(d.taken) == 0 {
		t.Fatal("no label was drawn")
	}
	for i := range d.taken {
		for k := range i {
			if d.taken[i].overlaps(d.taken[k]) {
				t.Errorf("label %v lies over %v", d.taken[i], d.taken[k])
			}
		}
	}
}
