package analysis

import (
	"math"
	"math/rand/v2"
)

// A game gives a value to every set of parts; a set is bits, one a part. Shapley
// (A Value for n-Person Games, 1953) divides the difference between the value of
// all parts and that of none: what a part adds, averaged over every order in
// which the parts could come. The division adds up to the difference, treats
// parts alike that do alike, and gives nothing to a part that changes nothing.

// divided divides a game of n parts, of which value knows every set. A set
// without a value is NaN: orders that come through one are left out, and the
// average is over the others, so that the three properties stay. It is nil where
// no order is left.
//
// The orders through a step from one set to the next are those that lead to the
// first times those that lead on from the second; with a value for every set
// these are s! and (n-s-1)! of n!.
func divided(n int, value func(set uint64) float64) []float64 {
	whole := uint64(1)<<n - 1
	to, on := make([]float64, whole+1), make([]float64, whole+1) // numbers of orders
	has := func(set uint64) bool { return !math.IsNaN(value(set)) }
	for set := range whole + 1 {
		if set == 0 {
			to[set] = 1
		}
		for i := range n {
			if set&(1<<i) != 0 {
				to[set] += to[set&^(1<<i)]
			}
		}
		if !has(set) {
			to[set] = 0
		}
	}
	for k := range whole + 1 {
		set := whole - k
		if set == whole {
			on[set] = 1
		}
		for i := range n {
			if set&(1<<i) == 0 {
				on[set] += on[set|1<<i]
			}
		}
		if !has(set) {
			on[set] = 0
		}
	}
	if to[whole] == 0 {
		return nil
	}
	shares := make([]float64, n)
	for set := range whole + 1 {
		for i := range n {
			if next := set | 1<<i; next != set && to[set] > 0 && on[next] > 0 {
				shares[i] += (value(next) - value(set)) * (to[set] * on[next] / to[whole])
			}
		}
	}
	return shares
}

// sampledOrders are random orders of n parts, always the same ones.
func sampledOrders(n int) [][]int {
	random := rand.New(rand.NewPCG(sampleSeed, uint64(n)))
	orders := make([][]int, sampleSize)
	for k := range orders {
		orders[k] = random.Perm(n)
	}
	return orders
}
