// Package intake reads what comes in from outside: scenario files in YAML
// become a model.Scenario.
//
// The way of a scenario: syntax.go turns the text into a tree of nodes with
// positions and is the only place that knows the YAML library; the field table
// (fields_*.go) says which keys there are, of what type and in what unit; the
// decoder walks the tree with that table; model.Validate then checks what the
// scenario means, and its mistakes get their position back through the tree.
//
// The mistakes of a user are values with a position (Diagnostic), all of them
// at once. An error means that a file could not be read at all.
package intake
