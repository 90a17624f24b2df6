package report

import (
	"strings"
	"testing"
)

func TestANumberThatDoesNotFitIsToldInMillions(t *testing.T) {
	for name, c := range map[string]struct {
		x     float64
		width int
		want  string
	}{
		"as it is where it fits":          {999999, 8, "999,999"},
		"in millions where not":           {1234567, 8, "1.23 M"},
		"and below zero":                  {-45678901, 8, "-45.68 M"},
		"and with an exponent beyond all": {1e12, 8, "1e+12"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := tight(number(c.x), c.x, c.width); got != c.want || len(got) > c.width {
				t.Errorf("%q, expected %q", got, c.want)
			}
		})
	}
}

func TestASketchShowsWhereTheLimitIsBeyondTheLastCorner(t *testing.T) {
	number := func(x float64) *float64 { return &x }
	d := &PriceDocument{Curve: &ValueCurve{
		Limits: []string{"capacity[line,2026-01]"}, Group: "capacity", Key: "line", NoPlanBelow: true,
		Pieces: []CurvePiece{
			{From: number(-15), To: number(-10), AtFrom: 105, AtTo: 0, Price: -21},
			{From: number(-10), AtFrom: 0, AtTo: 0},
		},
	}}
	var b strings.Builder
	if err := d.Text(&b, TextOptions{Width: 80}); err != nil {
		t.Fatal(err)
	}
	_, sketch, _ := strings.Cut(b.String(), "Below the first there is no plan.")
	lines := strings.Split(strings.TrimSpace(sketch), "\n")
	bottom := lines[len(lines)-2]
	if flat := strings.Count(bottom, "."); !strings.Contains(bottom, "o") || flat < 30 {
		t.Errorf("the last line of the sketch is %q, expected the flat piece with the limit on it", bottom)
	}
}

func TestSentencesTellTheGreatestGainFirst(t *testing.T) {
	number := func(x float64) *float64 { return &x }
	measured := func(key string, price, room float64) MeasuredPrice {
		return MeasuredPrice{
			Limit: Limit{Group: "capacity", Key: key, Period: "2026-01", Limit: number(100)},
			More:  PriceSide{Price: number(-price), Room: number(room), Change: number(-price * room)},
			Less:  PriceSide{Price: number(-price), Room: number(1e6), Change: number(price * 1e6)},
		}
	}
	d := &PriceDocument{Scenario: ScenarioInfo{Periods: []string{"2026-01"}}, Prices: []MeasuredPrice{measured("dear", 9, 1), measured("long", 1, 50), measured("middle", 5, 2)}}
	var told []string
	for _, f := range d.findings() {
		for _, key := range []string{"dear", "long", "middle"} {
			if strings.Contains(f.Text, key) {
				told = append(told, key)
			}
		}
	}
	if got, want := strings.Join(told, " "), "long middle dear"; got != want {
		t.Errorf("told %s, expected %s", got, want)
	}
}
