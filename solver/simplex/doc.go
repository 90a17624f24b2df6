// Package simplex solves linear problems that are neighbours of one that is solved: they differ in a few
// costs, bounds or coefficients, so that a good basis is at hand and a few pivots from there are enough. A
// library for problems of any size spends more on getting ready than such an answer takes.
//
// For m rows and n columns there are n+m variables: the columns, then the activity r of every row, so that
// A x - r = 0. A basis has a slot for every row with the variable that is basic there. From the basis the dual
// simplex method goes on where limits are broken and the primal one where costs can still be saved
// (Maros, Computational Techniques of the Simplex Method, 2003; Koberstein, The Dual Simplex Method, 2005).
//
// An answer is given only with its proof: the values keep all limits, and the duals price every variable on the
// side on which it rests, each to a billionth of its size, both computed anew at the end. Otherwise, and where the
// way is too long, there is none, and another engine has to be asked. The answer is a function of problem and
// basis alone, to the last bit, whatever was solved before.
package simplex
