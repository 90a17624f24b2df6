package chart

import (
	"math"
	"strconv"
	"strings"
)

// scale lays a range of values over a range of pixels, and has ticks at round
// numbers.
type scale struct {
	low, high float64 // values at from and to; low < high
	from, to  float64 // pixels
	ticks     []float64
	decimals  int     // of the labels of ticks
	per       float64 // what labels are divided by: 1, a thousand, a million, ...
	suffix    string  // that says so
}

// newScale is a scale of just the range given, without ticks yet. A range of one
// value, or of next to nothing beside its size, is widened.
func newScale(low, high float64) scale {
	// Halves and multiples of what is near the largest number have no end.
	const largest = math.MaxFloat64 / 16
	low, high = min(max(low, -largest), largest), min(max(high, -largest), largest)
	size := max(math.Abs(low), math.Abs(high))
	if high-low <= 1e-9*size || high == low {
		widen := max(size*0.05, math.SmallestNonzeroFloat64*1e10)
		if size == 0 {
			widen = 1
		}
		low, high = low-widen, high+widen
	}
	return scale{low: low, high: high}
}

// roundScale is a scale that begins and ends at ticks, of which there are about
// n.
func roundScale(low, high float64, n int) scale {
	s := newScale(low, high)
	step := roundStep((s.high - s.low) / float64(n))
	s.low, s.high = math.Floor(s.low/step+1e-9)*step, math.Ceil(s.high/step-1e-9)*step
	s.tick(n)
	return s
}

// tick puts about n ticks at round numbers within the range.
func (s *scale) tick(n int) {
	step := roundStep((s.high - s.low) / float64(n))
	s.ticks = s.ticks[:0]
	first := math.Ceil(s.low/step - 1e-9)
	last := math.Floor(s.high/step + 1e-9)
	for k := first; k <= last && len(s.ticks) < 4*n+4; k++ {
		v := k * step
		if v == 0 {
			v = 0 // never -0
		}
		s.ticks = append(s.ticks, v)
	}
	s.divide(step)
}

// roundStep is the smallest of 1, 2, 2.5, 5 and 10 times a power of ten that is
// at least the given step.
func roundStep(step float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(step)))
	for _, factor := range []float64{1, 2, 2.5, 5} {
		if factor*power >= step*(1-1e-9) {
			return factor * power
		}
	}
	return 10 * power
}

// divide chooses what the labels of ticks are in: large numbers are written in
// thousands or millions, those beyond in powers of ten.
func (s *scale) divide(step float64) {
	s.per, s.suffix = 1, ""
	for _, unit := range []struct {
		per    float64
		suffix string
	}{{1e9, " bn"}, {1e6, " M"}, {1e3, " k"}} {
		if size := max(math.Abs(s.low), math.Abs(s.high)); size >= 100*unit.per {
			s.per, s.suffix = unit.per, unit.suffix
			break
		}
	}
	s.decimals = 0
	for v := step / s.per; s.decimals < 12 && math.Abs(v-math.Round(v)) > 1e-6*v; v *= 10 {
		s.decimals++
	}
}

// text is the label of a tick.
func (s *scale) text(v float64) string {
	if size := math.Abs(v / s.per); size >= 1e6 || size != 0 && s.decimals >= 6 {
		return strconv.FormatFloat(v, 'g', 4, 64)
	}
	text := grouped(strconv.FormatFloat(v/s.per, 'f', s.decimals, 64))
	if strings.Trim(text, "-0.,") == "" {
		return "0"
	}
	return text + s.suffix
}

// grouped puts commas between thousands.
func grouped(number string) string {
	sign, digits := "", number
	if strings.HasPrefix(number, "-") {
		sign, digits = "−", number[1:]
	}
	whole, fraction, broken := strings.Cut(digits, ".")
	var b strings.Builder
	b.WriteString(sign)
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	if broken {
		b.WriteString("." + fraction)
	}
	return b.String()
}

// at is the pixel of a value; values off the scale are off the plot.
func (s *scale) at(v float64) float64 {
	return s.from + (s.to-s.from)*((v-s.low)/(s.high-s.low))
}

// clear tells whether the labels of ticks along a line keep clear of one another.
func (s *scale) clear() bool {
	const gap = 10
	end := math.Inf(-1)
	for _, tick := range s.ticks {
		half := textWidth(s.text(tick), tickSize) / 2
		if s.at(tick)-half < end+gap {
			return false
		}
		end = s.at(tick) + half
	}
	return true
}
