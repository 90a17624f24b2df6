// Package audit checks a plan against its scenario without any linear
// programming. From the scenario and the plan alone it recomputes stocks in
// every place, when what is on the way arrives, loads, heads, hours, backlog,
// every limit, and money, and says whether the plan is what it claims to be.
//
// It is written to be independent: it imports the vocabulary (model) and
// nothing else, shares no arithmetic with the formulation, and works from the
// meaning of each field. There is one rule for each group of limits, with the
// name of the group, in the file of its area.
//
// A failure is a Difference, never a panic and never a Go error: plans with
// NaN, plans of the wrong shape and scenarios with dangling ids are reported
// like any other.
package audit
