// Package lp holds a linear or mixed-integer problem, the options of a solve and its solution.
// It knows no solver and no planning: rows and columns have names, and nothing else is known of them.
//
// A Problem is
//
//	minimise or maximise  Offset + Cost·x
//	subject to            RowLower <= A x <= RowUpper
//	                      ColLower <=   x <= ColUpper, some x integer or semi-continuous
//
// # Prices and their signs
//
// All prices are derivatives of the objective in the problem's own sense: the objective as it is read,
// not a minimisation hidden behind it. RowDual[i] is the change of the objective when the active side of row i
// moves up by one. ColDual[j] is the change of the objective when column j is forced up by one from the
// bound at which it rests. Prices of rows that do not bind are zero.
//
//	sense     row a·x <= b         row a·x >= b
//	minimise  RowDual <= 0         RowDual >= 0
//	maximise  RowDual >= 0         RowDual <= 0
//
//	sense     column at its lower  column at its upper
//	minimise  ColDual >= 0         ColDual <= 0
//	maximise  ColDual <= 0         ColDual >= 0
//
// In words: for a minimisation, relaxing a limit (a larger b in <=, a smaller b in >=) never raises the
// objective; for a maximisation it never lowers it. In both senses, and for every column j:
//
//	Cost[j] = ColDual[j] + sum over rows i of A[i,j]·RowDual[i]
//
// # Proof of infeasibility
//
// Solution.Ray, when present, holds one multiplier y[i] per row. Take the row combination y·A x. With
// y[i] > 0 paired with RowLower[i] and y[i] < 0 paired with RowUpper[i], every x that satisfies the rows has
//
//	y·A x >= sum of y[i]·RowLower[i] over y[i] > 0 + sum of y[i]·RowUpper[i] over y[i] < 0   (the demand)
//
// while the column bounds alone allow at most
//
//	y·A x <= sum over j of (d[j]·ColUpper[j] if d[j] > 0, d[j]·ColLower[j] if d[j] < 0), d = A'y   (the supply)
//
// The demand is larger than the supply: no x exists. FarkasGap computes the difference.
package lp
