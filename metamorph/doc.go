// Package metamorph changes scenarios in ways of which it is known what they do
// to the best plan, without knowing the plan: money in another coin, a company
// of another size, a period in two halves, a family in two, other ids in
// another order. Where a scenario holds something for which that is not so, the
// change says why it is left out. What must hold of the changed scenario is
// looked at by others.
package metamorph
