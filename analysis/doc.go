// Package analysis answers questions about a solved scenario by solving it
// again with something changed: what a limit is worth and how far that holds,
// what all of them cost together, and what the whole curve looks like.
//
// A Study holds the best plan and its problem. Where the plan has whole
// numbers, the questions are about the linear problem in which they are fixed.
// Every answer is measured by solving, from the basis of the best plan; what
// the engine says of ranges is only where to look first.
//
// The best objective as a function of one right-hand side is convex for a cost
// and concave for a profit, and made of straight pieces (Gal, Postoptimal
// Analyses, Parametric Programming and Related Topics, 2nd ed., chapter 3). A
// price is the slope of the piece on one side of the limit, a range is that piece,
// and a value curve is all of them.
package analysis
