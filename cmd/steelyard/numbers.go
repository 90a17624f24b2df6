package main

import (
	"math"
	"strconv"
	"strings"
)

// grouped writes a number in full, with commas between the thousands. It is "none" where there is no number.
func grouped(x float64) string {
	switch {
	case math.IsNaN(x):
		return "none"
	case x != 0 && (math.Abs(x) < 1e-6 || math.Abs(x) >= 1e15):
		return strconv.FormatFloat(x, 'g', -1, 64)
	}
	text := strconv.FormatFloat(math.Abs(x), 'f', -1, 64)
	whole, fraction, _ := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	if x < 0 {
		return "-" + whole
	}
	return whole
}
