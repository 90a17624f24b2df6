package model

import (
	"math"
	"slices"
)

// Split divides a total, which is not negative, in the ratio of weights. The
// parts add up to the total to the last bit, in whatever order they are added.
//
// Where whole is set every part is a whole number: each gets what it is due
// rounded down, and what is left goes one by one to the parts that lost most
// (largest remainder), the first of two equal ones first. A total that is not
// whole leaves its fraction with the largest part. Where whole is not set, the
// largest part takes what rounding leaves. Weights that are all zero count as
// equal ones.
func Split(total float64, weights []float64, whole bool) []float64 {
	parts := make([]float64, len(weights))
	if len(weights) == 0 {
		return parts
	}
	if math.IsNaN(total) || math.IsInf(total, 0) {
		for i := range parts {
			parts[i] = total
		}
		return parts
	}
	due := dueParts(total, weights)
	largest := 0
	for i := range due {
		if due[i] > due[largest] {
			largest = i
		}
	}
	// Parts that are multiples of the distance from the total to the next
	// number add up without rounding, as no sum of them is above the total.
	quantum := math.Nextafter(total, math.Inf(1)) - total
	if whole {
		quantum = 1
	}
	left := total
	for i := range due {
		parts[i] = min(math.Floor(due[i]/quantum)*quantum, left)
		left -= parts[i]
	}
	if whole {
		left = giveLargestRemainders(parts, due, left)
	}
	parts[largest] += left
	return parts
}

// dueParts are the parts before rounding.
func dueParts(total float64, weights []float64) []float64 {
	var sum float64
	for _, w := range weights {
		sum += w
	}
	due := make([]float64, len(weights))
	for i, w := range weights {
		if sum > 0 {
			due[i] = total * w / sum
		} else {
			due[i] = total / float64(len(weights))
		}
	}
	return due
}

// giveLargestRemainders hands out the whole units that are left, and returns
// the fraction of one that remains.
func giveLargestRemainders(parts, due []float64, left float64) float64 {
	order := make([]int, len(parts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := due[i]-parts[i], due[j]-parts[j]
		switch {
		case a > b:
			return -1
		case a < b:
			return 1
		}
		return 0
	})
	for _, i := range order {
		if left < 1 {
			break
		}
		parts[i]++
		left--
	}
	return left
}
