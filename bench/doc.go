// Package bench makes scenarios of any size and measures the rooms on them.
//
// Generate is a function of its arguments alone, so that two machines and two
// versions can be compared. Run the benchmarks with
//
//	go test -run '^$' -bench . ./bench
//
// Their names give the size (BenchmarkLoad/rows=20000), so that benchstat can
// compare two runs. What the project promises is that reading, building and
// reporting a scenario together take less time than solving it.
package bench
