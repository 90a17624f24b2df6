package bench

import "github.com/steelyard-sop/steelyard/model"

// Size says how large a scenario is and how hard to plan. Numbers too small
// for a scenario are taken for the least that can be; a Tightness of 0 is 0.9.
type Size struct {
	Families  int // each with its own demand, stock and two ways to make it
	Materials int
	Resources int
	Suppliers int
	Periods   int // weeks

	// Tightness is the average load of resources and crews as a share of their
	// regular capacity. Seasons go a third up and down, so that from about
	// 0.75 on the peaks need stock, overtime or outsourcing.
	Tightness float64
}

// Rows returns the size of a year in weeks with about n rows.
func Rows(n int) Size {
	const (
		weeks  = 52
		perSet = 84.5 // rows a week of the set below
	)
	sets := float64(n) / weeks / perSet
	return Size{
		Families:  max(2, int(14*sets+0.5)),
		Materials: max(2, int(5*sets+0.5)),
		Resources: max(2, int(2*sets+0.5)),
		Suppliers: max(2, int(2*sets+0.5)),
		Periods:   weeks,
		Tightness: 0.9,
	}
}

// sound is the nearest size that a scenario can have.
func (s Size) sound() Size {
	s.Families, s.Periods = max(s.Families, 1), min(max(s.Periods, 1), model.MaxPeriods)
	s.Materials, s.Suppliers = max(s.Materials, 1), max(s.Suppliers, 1)
	s.Resources = min(max(s.Resources, 1), s.Families) // each has something to do
	if !(s.Tightness > 0) {
		s.Tightness = 0.9
	}
	return s
}
