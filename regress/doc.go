// Package regress judges results: against what a scenario says of its own plan
// (expect:), and against a baseline, what was found the last time. It knows
// numbers and words, not how they came about; every test and command that asks
// whether a scenario has the result that it must have asks here.
package regress
