// Package scenarios is the library of scenarios: files to read, to plan and to
// learn from, each with the result that it must have. Those in published/ come
// from books and papers that print the answer.
//
// The package has no code. Its tests plan every file and check what comes out.
package scenarios
