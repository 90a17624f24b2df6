package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"charm.land/lipgloss/v2"
	"github.com/shopspring/decimal"
	"golang.org/x/text/currency"
)

// Numbers and names as people read them. Everything that is shown to people is
// made here.

const none = "-" // what stands for zero in a table

// grouped puts commas between the thousands of a plain decimal number.
func grouped(number string) string {
	sign, digits := "", number
	if strings.HasPrefix(number, "-") {
		sign, digits = "-", number[1:]
	}
	whole, fraction, hasFraction := strings.Cut(digits, ".")
	var b strings.Builder
	b.WriteString(sign)
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	if hasFraction {
		b.WriteString("." + fraction)
	}
	return b.String()
}

// fixed writes x with the given number of decimals and commas: 1,234.50. What
// rounds to zero has no sign.
func fixed(x float64, decimals int) string {
	text := strconv.FormatFloat(x, 'f', decimals, 64)
	if strings.Trim(text, "-0.") == "" {
		text = strings.TrimPrefix(text, "-")
	}
	return grouped(text)
}

// number writes a quantity in a sentence: whole numbers without decimals, and
// otherwise as many as its size needs.
func number(x float64) string {
	switch size := math.Abs(x); {
	case size >= 1e15:
		return strconv.FormatFloat(x, 'g', 6, 64)
	case size >= 10000 || math.Abs(x-math.Round(x)) < 5e-7*max(1, size):
		return fixed(x, 0)
	case size >= 100:
		return fixed(x, 1)
	case size >= 0.1:
		return fixed(x, 2)
	}
	return strconv.FormatFloat(x, 'g', 3, 64)
}

// tight is the text of a number where it fits into a column, and else the
// number in millions, because a number that is cut reads like another one.
func tight(text string, x float64, width int) string {
	if len(text) <= width {
		return text
	}
	const million = 1e6
	sign := ""
	if strings.HasPrefix(text, "+") {
		sign = "+"
	}
	if short := sign + number(x/million) + " M"; len(short) <= width {
		return short
	}
	return sign + strconv.FormatFloat(x, 'g', 2, 64)
}

// withUnit writes a quantity and its unit.
func withUnit(x float64, unit string) string {
	if unit == "" {
		return number(x)
	}
	return number(x) + " " + printable(unit)
}

// percent writes a share that is given in percent. Only what is 0 or 100 is
// written so without decimals.
func percent(x float64) string {
	switch size := math.Abs(x); {
	case size == 0 || size == 100 || size >= 1000:
		return fixed(x, 0) + " %"
	case size < 0.01:
		return strconv.FormatFloat(x, 'g', 2, 64) + " %"
	case size < 1 || size >= 99.9 && size < 100:
		return fixed(x, 2) + " %"
	}
	return fixed(x, 1) + " %"
}

// coin is how many decimals the money of a currency has.
func coin(code string) int {
	unit, err := currency.ParseISO(code)
	if err != nil {
		return 2
	}
	scale, _ := currency.Standard.Rounding(unit)
	return scale
}

// money writes an amount to the coin: 422,275.00 USD.
func money(x float64, code string) string {
	text := coins(x, coin(code))
	if code == "" {
		return text
	}
	return text + " " + printable(code)
}

// coins writes an amount with the given number of decimals, rounded half away from zero.
func coins(x float64, decimals int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	amount := decimal.NewFromFloat(x).Round(int32(decimals))
	if amount.IsZero() {
		amount = decimal.Zero
	}
	return grouped(amount.StringFixed(int32(decimals)))
}

// price writes money per unit, with more decimals the smaller it is.
func price(x float64) string {
	switch size := math.Abs(x); {
	case size >= 1000:
		return fixed(x, 0)
	case size >= 0.1 || size == 0:
		return strings.TrimSuffix(fixed(x, 2), ".00")
	}
	return strconv.FormatFloat(x, 'g', 2, 64)
}

// worth writes a price in a sentence, which may be far below a coin.
func worth(x float64, code string) string {
	text := price(x)
	if size := math.Abs(x); size >= 0.1 {
		text = coins(x, max(2, coin(code)))
	}
	if code == "" {
		return text
	}
	return text + " " + printable(code)
}

// plural writes a count and the word for what is counted.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(strconv.Itoa(n)) + " " + many
}

func quoted(name string) string { return `"` + printable(name) + `"` }

// printable makes text from users harmless for a terminal: blanks of any kind
// become one space, and characters that control the terminal or the direction
// of writing are spelled out. Joiners stay, because scripts and emoji need them.
func printable(text string) string {
	clean := true
	for _, r := range text {
		if r == unicode.ReplacementChar || !shown(r) {
			clean = false
			break
		}
	}
	if clean {
		return text
	}
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(text, "\uFFFD") {
		switch {
		case shown(r):
			b.WriteRune(r)
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		default:
			b.WriteString(fmt.Sprintf(`\u%04x`, r))
		}
	}
	return b.String()
}

func shown(r rune) bool {
	const zeroWidthNonJoiner, zeroWidthJoiner = '\u200c', '\u200d'
	return r == ' ' || unicode.IsGraphic(r) && !unicode.IsSpace(r) || r == zeroWidthNonJoiner || r == zeroWidthJoiner
}

// fit makes text printable and at most width columns wide.
func fit(text string, width int) string {
	text = printable(text)
	if len(text) <= width || lipgloss.Width(text) <= width {
		return text
	}
	var b strings.Builder
	for used, runes := 0, []rune(text); len(runes) > 0; runes = runes[1:] {
		used += lipgloss.Width(string(runes[0]))
		if used > width-1 {
			break
		}
		b.WriteRune(runes[0])
	}
	return b.String() + "…"
}
