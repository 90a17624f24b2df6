package chart

import (
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func fall(t testing.TB, f *Waterfall) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func profit() *Waterfall {
	return &Waterfall{
		Title: "Profit from base to high", Description: "It rises.", Unit: "EUR",
		Bars: []WaterfallBar{
			{Name: "base", To: 24_000_000, Whole: true, Text: "24,000,000"},
			{Name: "revenue", From: 24_000_000, To: 26_500_000, Text: "+2,500,000"},
			{Name: "purchases", From: 26_500_000, To: 25_100_000, Bad: true, Text: "-1,400,000"},
			{Name: "high", To: 25_100_000, Whole: true, Text: "25,100,000"},
		},
	}
}

func TestAWaterfallIsDrawnAsItWas(t *testing.T) {
	const golden = "testdata/waterfall.svg"
	got := fall(t, profit())
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
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEveryBarOfAWaterfallTellsItsAmount(t *testing.T) {
	for name, f := range map[string]*Waterfall{
		"profit":       profit(),
		"no bars":      {Title: "empty"},
		"one amount":   {Title: "one", Bars: []WaterfallBar{{Name: "a", To: 5, Whole: true, Text: "5"}}},
		"below zero":   {Title: "loss", Width: 240, Bars: []WaterfallBar{{Name: "a very long name that has no room", To: -5, Whole: true, Text: "-5"}, {Name: "b", From: -5, To: 7, Text: "+12"}}},
		"not a number": {Title: "none", Bars: []WaterfallBar{{Name: "a", To: math.NaN(), Text: "?"}, {Name: "b", From: math.Inf(-1), To: 3, Text: "?"}}},
	} {
		t.Run(name, func(t *testing.T) {
			found := elements(t, fall(t, f))
			drawn := 0
			for _, b := range f.Bars {
				if finite(b.From) && finite(b.To) {
					drawn++
				}
			}
			if n := len(found["rect"]) - 1; n != drawn { // one is the paper
				t.Errorf("%d bars are drawn, expected %d", n, drawn)
			}
			for k, text := range found["title"][1:] {
				if !strings.Contains(text, f.Bars[k].Text) {
					t.Errorf("bar %d tells %q, expected %q in it", k, text, f.Bars[k].Text)
				}
			}
		})
	}
}
