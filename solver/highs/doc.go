// Package highs solves lp.Problems with HiGHS, a solver for linear and mixed-integer problems written in C++.
// It is the only package that calls C.
//
// An Engine is a pool of workers. Each worker is one OS thread, because HiGHS keeps its scheduler per thread: a Highs
// object is made, used and destroyed on the same one. Engine.Solve answers a whole question; Engine.Do
// lends a worker and a fresh Model to a caller that wants to change and solve a problem many times.
//
// The library is linked statically with the build's default tags. The tag systemhighs links an installed
// one instead (pkg-config highs, 1.10 or newer). The tag nohighs, or a build without cgo, leaves the solver
// out: New then returns an error.
//
// Results are a function of problem and options: one thread, a fixed random seed, nothing in parallel unless asked.
// A time limit, counted in seconds of a busy machine, is the one thing that can make them differ.
package highs
