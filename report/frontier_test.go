package report

import (
	"strings"
	"testing"
)

func TestAFrontWithoutWidthOrHeightIsNoPicture(t *testing.T) {
	for _, test := range []struct {
		name   string
		points []FrontierPoint
		drawn  bool
	}{
		{"flat", []FrontierPoint{{X: 0, Y: 7}, {X: 5, Y: 7}}, false},
		{"upright", []FrontierPoint{{X: 5, Y: 0}, {X: 5, Y: 7}}, false},
		{"one point", []FrontierPoint{{X: 5, Y: 7}}, false},
		{"none", nil, false},
		{"a front", []FrontierPoint{{X: 0, Y: 7}, {X: 5, Y: 1}}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := &screen{width: 80}
			s.frontSketch(&FrontierDocument{Exact: true, Points: test.points})
			if drawn := strings.Contains(s.b.String(), "o"); drawn != test.drawn {
				t.Errorf("drawn: %t, expected %t:\n%s", drawn, test.drawn, s.b.String())
			}
		})
	}
}
