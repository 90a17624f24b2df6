// Package report turns what was found out about a scenario into one
// serialisable document, and that document into what people read.
//
// NewDocument gathers scenario, result and audit into a Document: the contract
// with everyone who reads plans by machine, described by the JSON Schema in
// docs/reference/plan.schema.json. Every renderer takes a Document and nothing
// else, so that all of them show the same numbers, and so that a saved plan
// reads like a fresh one. No renderer solves or computes a plan.
//
// Rules of the package:
//
//   - Numbers are cleaned once, in NewDocument (clean.go), and made into words
//     once (format.go).
//   - Money that is shown adds up to the total that is shown, to the last digit.
//   - Real money and penalties never share a line or a total.
//   - Names come from users: whatever reaches a terminal goes through printable.
package report
