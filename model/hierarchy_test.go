package model

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func anyWeights(t *rapid.T) []float64 {
	return rapid.SliceOfN(rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(1e-12, 1)), 1, 40).Draw(t, "weights")
}

func sumOf(parts []float64, backwards bool) (sum float64) {
	for i := range parts {
		if backwards {
			i = len(parts) - 1 - i
		}
		sum += parts[i]
	}
	return sum
}

func TestPartsAddUpToTheTotalToTheLastBit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Float64Range(1e-100, largestNumber).Draw(t, "total")
		weights := anyWeights(t)
		for _, whole := range []bool{false, true} {
			parts := Split(total, weights, whole)
			if a, b := sumOf(parts, false), sumOf(parts, true); a != total || b != total {
				t.Fatalf("%v add up to %v and %v in place of %v", parts, a, b, total)
			}
			checkDue(t, total, weights, parts, whole)
		}
	})
}

// checkDue asks that each part is what it is due, but for rounding.
func checkDue(t *rapid.T, total float64, weights, parts []float64, whole bool) {
	off := float64(len(weights)+1) * (math.Nextafter(total, math.Inf(1)) - total)
	if whole {
		off = 2 // a unit up or down, and for the largest part a fraction more
	}
	for i, due := range dueParts(total, weights) {
		if parts[i] < 0 || math.Abs(parts[i]-due) > off {
			t.Fatalf("part %d of %v is %v, due %v", i, total, parts[i], due)
		}
	}
}

func TestPartsOfAWholeNumberAreWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := float64(rapid.IntRange(0, 1e12).Draw(t, "total"))
		for _, part := range Split(total, anyWeights(t), true) {
			if part != math.Trunc(part) {
				t.Fatalf("%v is not whole", part)
			}
		}
	})
}

func TestWhatIsLeftGoesToTheLargestRemainderAndThenToTheFirst(t *testing.T) {
	for _, c := range []struct {
		name    string
		total   float64
		weights []float64
		whole   bool
		want    []float64
	}{
		{"equal remainders", 10, []float64{1, 1, 1}, true, []float64{4, 3, 3}},
		{"two to hand out", 11, []float64{1, 1, 1}, true, []float64{4, 4, 3}},
		{"the largest remainder first", 10, []float64{0.55, 0.26, 0.19}, true, []float64{5, 3, 2}},
		{"nothing for no weight", 7, []float64{0, 0.5, 0.5}, true, []float64{0, 4, 3}},
		{"a fraction stays with the largest", 7.5, []float64{0.2, 0.8}, true, []float64{1, 6.5}},
		{"no weights at all", 4, []float64{0, 0}, true, []float64{2, 2}},
		{"round shares of a round number", 100, []float64{0.6, 0.3, 0.1}, false, []float64{60, 30, 10}},
		{"nothing", 0, []float64{0.6, 0.4}, false, []float64{0, 0}},
		{"nobody", 5, nil, true, []float64{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Split(c.total, c.weights, c.whole)); diff != "" {
				t.Error(diff)
			}
		})
	}
	if parts := Split(math.NaN(), []float64{1, 1}, true); !math.IsNaN(parts[0]) || !math.IsNaN(parts[1]) {
		t.Errorf("what is not given is divided into %v", parts)
	}
}

func world() []Market {
	return []Market{
		{ID: "asia", Within: "world", Share: PerPeriod([]float64{0.3, 0.4, 0.5})},
		{ID: "emea", Within: "world", Share: PerPeriod([]float64{0.7, 0.6, 0.5})},
		{ID: "north", Name: "North Europe", Within: "emea", Share: Constant(0.5)},
		{ID: "south", Within: "emea", Share: Constant(0.5)},
		{ID: "world"},
	}
}

func TestDemandOfAMarketIsDividedAmongTheMarketsAtTheBottom(t *testing.T) {
	s := plant(t)
	s.Markets = world()
	d := &s.Demand[0]
	d.Market, d.Whole, d.Name = "world", true, "bicycles"
	d.Quantity = Limit{Value: PerPeriod([]float64{101, 50, 10}), Owner: "sales"}
	d.Backlog = Backlog{Allowed: true, Opening: 10, Cost: Constant(4), Max: Fixed(100), Closing: Fixed(2)}
	if mistakes := Validate(s); len(mistakes) > 0 {
		t.Fatalf("%+v", mistakes)
	}
	price := s.Demand[0].Price
	origin := s.SplitDemand()
	if diff := cmp.Diff(map[string]string{"bikes-asia": "bikes", "bikes-north": "bikes", "bikes-south": "bikes"}, origin); diff != "" {
		t.Error(diff)
	}
	want := []struct {
		id, name          string
		quantity          []float64
		opening, most, at float64
	}{
		{"bikes-asia", "bicycles, asia", []float64{30, 20, 5}, 3, 30, 1},
		{"bikes-north", "bicycles, North Europe", []float64{36, 15, 3}, 4, 35, 0.5},
		{"bikes-south", "bicycles, south", []float64{35, 15, 2}, 3, 35, 0.5},
	}
	for i, w := range want {
		d := s.Demand[i]
		if d.ID != w.id || d.Name != w.name || d.Quantity.Owner != "sales" || d.Backlog.Cost.At(0) != 4 || d.Backlog.Opening != w.opening {
			t.Errorf("part %d: %+v", i, d)
		}
		if diff := cmp.Diff(w.quantity, d.Quantity.Value.Values()); diff != "" {
			t.Errorf("%s: %s", d.ID, diff)
		}
		if d.Backlog.Max.Value.At(0) != w.most || d.Backlog.Closing.Value.At(2) != w.at || d.Price.Len() != price.Len() {
			t.Errorf("%s: backlog %+v, price %v", d.ID, d.Backlog, d.Price)
		}
	}
	if mistakes := Validate(s); len(mistakes) > 0 {
		t.Errorf("after dividing: %+v", mistakes)
	}
	again := asText(t, s)
	if more := s.SplitDemand(); len(more) > 0 || asText(t, s) != again {
		t.Errorf("dividing twice changes the scenario: %v", more)
	}
}

func asText(t *testing.T, s *Scenario) string {
	t.Helper()
	out, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestDividedDemandAddsUpInEveryPeriod(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		quantity := rapid.SliceOfN(rapid.Float64Range(0, 1e9), 3, 3).Draw(t, "quantity")
		d := Demand{ID: "bikes", Market: "world", Quantity: Limit{Value: PerPeriod(quantity)}}
		s := Scenario{Markets: world(), Demand: []Demand{d}, Calendar: Calendar{Periods: make([]Period, 3)}}
		s.SplitDemand()
		for t0, want := range quantity {
			var sum float64
			for i := range s.Demand {
				sum += s.Demand[i].Quantity.Value.At(t0)
			}
			if sum != want {
				t.Fatalf("%v in place of %v", sum, want)
			}
		}
	})
}

func TestTheMixOfAFamilyAddsUp(t *testing.T) {
	family := Item{Items: []Member{{ID: "rake", Share: Constant(0.4)}, {ID: "spade", Share: Constant(0.6)}}}
	if diff := cmp.Diff([]float64{41, 62}, family.Mix(103, 0, true)); diff != "" {
		t.Error(diff)
	}
}

func TestMarketsTooDeepAreRefused(t *testing.T) {
	s := plant(t)
	id := "a"
	s.Markets = []Market{{ID: id}}
	for range maxLevels + 1 {
		s.Markets = append(s.Markets, Market{ID: id + "a", Within: id, Share: Constant(1)})
		id += "a"
	}
	for _, m := range Validate(s) {
		if m.Rule == "market-cycle" {
			return
		}
	}
	t.Error("no mistake")
}
