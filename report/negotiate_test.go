package report

import (
	"testing"

	"github.com/steelyard-sop/steelyard/analysis"
)

func TestWhatIsNothingBesideAFigureOfASideIsZero(t *testing.T) {
	n := &analysis.Negotiation{Best: []float64{0}, Worst: []float64{91_134}}
	for _, test := range []struct {
		name        string
		value, want float64
	}{
		{"noise of the engine", 7.14e-5, 0},
		{"noise below zero", -3e-9, 0},
		{"a small value", 0.5, 0.5},
		{"a large value", 35_207.123456789, 35_207.12},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := partyValue(n, 0, test.value); got != test.want {
				t.Errorf("%g is told as %g, want %g", test.value, got, test.want)
			}
		})
	}
}
