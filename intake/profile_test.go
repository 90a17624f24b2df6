package intake

import (
	"math"
	"strings"
	"testing"
	"time"
)

// profileTolerance is relative: powers are not exact.
const profileTolerance = 1e-12

// capacityFor is the capacity of a line under a calendar.
func capacityFor(t *testing.T, calendar, capacity string) []float64 {
	t.Helper()
	src := strings.Replace(withCapacity(capacity), "{start: 2026-01, periods: 4, bucket: month}", calendar, 1)
	s, ds := Load("plan.yaml", []byte(src))
	if len(ds) > 0 {
		t.Fatal(printed(ds))
	}
	return s.Resources[0].Capacity.Value.Values()
}

func TestProfiles(t *testing.T) {
	const twoYears = "{start: 2026-07, periods: 24}"
	year := make([]string, 12)
	for i := range year {
		year[i] = []string{"0.8", "1.2"}[i%2]
	}
	season := "[" + strings.Join(year, ", ") + "]"
	for name, c := range map[string]struct {
		calendar, capacity string
		at                 map[int]float64 // some periods
	}{
		"a base alone is the same throughout": {twoYears, "{base: 100}", map[int]float64{0: 100, 23: 100}},
		"growth is per year, and every month has its twelfth": {
			twoYears, "{base: 100, growth: 2 %}",
			map[int]float64{0: 100, 1: 100 * math.Pow(1.02, 1.0/12), 12: 102, 18: 102 * math.Sqrt(1.02)},
		},
		"it may shrink": {twoYears, "{base: 100, growth: -50 %}", map[int]float64{6: 100 * math.Sqrt(0.5), 12: 50}},
		"the season begins with the first period and comes again": {
			twoYears, "{base: 100, growth: 0.1, season: " + season + "}",
			map[int]float64{0: 80, 12: 88, 13: 1.2 * 100 * math.Pow(1.1, 13.0/12)},
		},
		"quarters have four factors": {
			"{start: 2026-Q3, periods: 6, bucket: quarter}", "{base: 100, growth: 21 %, season: [1, 2, 3, 4]}",
			map[int]float64{0: 100, 2: 330, 4: 121, 5: 242 * math.Pow(1.21, 0.25)},
		},
		"years have none":                          {"{start: 2026, periods: 3, bucket: year}", "{base: 100, growth: 10 %}", map[int]float64{0: 100, 1: 110, 2: 121}},
		"the base may have a unit":                 {twoYears, "{base: 6000 min}", map[int]float64{5: 100}},
		"the base may be a rate":                   {twoYears, "{base: 70 h/week}", map[int]float64{0: 310, 2: 300}},
		"the base of a limit with an owner":        {twoYears, "{value: {base: 100, growth: 2 %}, owner: me}", map[int]float64{12: 102}},
		"a season may be in per cent":              {"{start: 2026-Q1, periods: 4, bucket: quarter}", "{base: 100, season: [100 %, 90 %, 110 %, 0 %]}", map[int]float64{0: 100, 1: 90, 2: 110, 3: 0}},
		"a month of a mixed horizon counts as one": {"{start: 2026-01-01, horizon: [2 months, 2 quarters]}", "{base: 100, growth: 2 %}", map[int]float64{1: 100 * math.Pow(1.02, 1.0/12)}},
	} {
		t.Run(name, func(t *testing.T) {
			got := capacityFor(t, c.calendar, c.capacity)
			for at, want := range c.at {
				v := got[min(at, len(got)-1)]
				if math.Abs(v-want) > profileTolerance*want {
					t.Errorf("period %d: expected %v, got %v", at, want, v)
				}
			}
		})
	}
}

func TestWeeksGrowSteadily(t *testing.T) {
	got := capacityFor(t, "{start: 2026-W02, periods: 105, bucket: week}", "{base: 100, growth: 10 %}")
	for i := 1; i < len(got); i++ {
		if weekly := got[i] / got[i-1]; weekly < 1.0015 || weekly > 1.0025 {
			t.Errorf("week %d: expected about a 52nd of 10 %% more, got a factor of %v", i, weekly)
		}
	}
	const yearly = 0.002 // weeks and years have no common measure
	if math.Abs(got[52]-110) > 100*yearly || math.Abs(got[104]-121) > 100*yearly {
		t.Errorf("expected about 110 and 121 after one and two years, got %v and %v", got[52], got[104])
	}
}

func TestYearsBetweenDays(t *testing.T) {
	day := func(text string) time.Time {
		at, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for _, c := range []struct {
		from, to string
		years    float64
	}{
		{"2026-01-01", "2026-01-01", 0},
		{"2026-01-01", "2027-01-01", 1},
		{"2026-01-31", "2026-02-01", 1.0 / 31 / 12},
		{"2024-02-29", "2025-03-01", 1 + 1.0/29/12},
		{"2026-03-15", "2028-03-15", 2},
		{"2026-12-01", "2027-01-01", 1.0 / 12},
	} {
		if got := yearsBetween(day(c.from), day(c.to)); math.Abs(got-c.years) > profileTolerance {
			t.Errorf("%s to %s: expected %v years, got %v", c.from, c.to, c.years, got)
		}
	}
}
