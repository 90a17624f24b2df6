package intake

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// quantity is a number as written: its value with the scale applied, and the
// unit word after it, if any. A percentage has the unit "%".
type quantity struct {
	value float64
	unit  string
}

// numberFault says why a text is no number, with a hint for its writer.
type numberFault struct{ message, hint string }

// parseQuantity reads "12", "1_000", "1e3", "12 k", "1.2 M USD", "90 min",
// "4 %". The text is read here and nowhere else: what YAML makes of numbers
// (octal, sexagesimal, infinity) never reaches a plan.
func parseQuantity(text string) (quantity, *numberFault) {
	text = strings.TrimSpace(text)
	end := numberEnd(text)
	number, rest := text[:end], strings.TrimSpace(text[end:])
	if fault := oddNumber(text, number, text[end:]); fault != nil {
		return quantity{}, fault
	}
	value, err := strconv.ParseFloat(strings.ReplaceAll(number, "_", ""), 64)
	if err != nil {
		if math.IsInf(value, 0) {
			return quantity{}, &numberFault{"expected a finite number, got " + quote(text), ""}
		}
		return quantity{}, &numberFault{"expected a number, got " + quote(text), ""}
	}
	scale, unit := splitScale(rest)
	if strings.ContainsAny(unit, " \t") {
		return quantity{}, &numberFault{"expected a number and one unit, got " + quote(text), "write one unit after the number: 90 min"}
	}
	if value == 0 {
		value = 0 // -0 is another number to a hash
	}
	return quantity{value * scale, unit}, nil
}

// numberEnd returns the length of the number at the start of text.
func numberEnd(text string) int {
	i := 0
	if i < len(text) && (text[i] == '+' || text[i] == '-') {
		i++
	}
	for i < len(text) && (isDigit(text[i]) || text[i] == '_' || text[i] == '.') {
		i++
	}
	if i > 0 && i < len(text) && (text[i] == 'e' || text[i] == 'E') {
		j := i + 1
		if j < len(text) && (text[j] == '+' || text[j] == '-') {
			j++
		}
		if j < len(text) && isDigit(text[j]) {
			for j < len(text) && isDigit(text[j]) {
				j++
			}
			return j
		}
	}
	return i
}

// oddNumber names the spellings that look like a number and mean something else.
func oddNumber(text, number, rest string) *numberFault {
	digits := strings.TrimLeft(number, "+-")
	lower := strings.ToLower(strings.TrimLeft(text, "+-."))
	switch {
	case lower == "inf" || lower == "infinity" || lower == "nan":
		return &numberFault{"expected a finite number, got " + quote(text), "where there is no limit, leave the key out"}
	case digits == "" || !strings.ContainsAny(digits, "0123456789"):
		return &numberFault{"expected a number, got " + quote(text), ""}
	case digits == "0" && rest != "" && strings.ContainsRune("xXoObB", rune(rest[0])) && len(rest) > 1 && isHex(rest[1]):
		return &numberFault{"expected a decimal number, got " + quote(text), ""}
	case len(digits) > 1 && digits[0] == '0' && (isDigit(digits[1]) || digits[1] == '_'):
		return &numberFault{"expected a number without leading zeros, got " + quote(text), "YAML readers disagree whether 012 is 12 or, octal, 10"}
	case strings.HasPrefix(rest, ","):
		return &numberFault{"expected a decimal point, got " + quote(text), "write 1.5 for one and a half and 1_000 for a thousand"}
	case strings.HasPrefix(rest, ":"):
		return &numberFault{"expected one number, got " + quote(text), "write a time as 90 min or 1.5 h"}
	case strings.HasPrefix(rest, "/") && len(rest) > 1 && unicode.IsLetter(rune(rest[1])): // a rate without a unit: 500/week
	case rest != "" && strings.ContainsRune("+-./*_", rune(rest[0])):
		return &numberFault{"expected one number, got " + quote(text), ""}
	case strings.Contains(digits, "__") || strings.HasPrefix(digits, "_") || strings.HasSuffix(digits, "_") ||
		strings.Contains(digits, "_.") || strings.Contains(digits, "._"):
		return &numberFault{"expected _ between two digits only, got " + quote(text), ""}
	}
	return nil
}

// splitScale takes the scale k (thousand) or M (million) off what follows a number.
func splitScale(rest string) (scale float64, unit string) {
	word, after := rest, ""
	if i := strings.IndexAny(rest, " /"); i >= 0 {
		word, after = rest[:i], strings.TrimSpace(rest[i:])
	}
	switch word {
	case "k":
		return 1e3, after
	case "M":
		return 1e6, after
	}
	return 1, rest
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isHex(c byte) bool {
	return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// quote shows text of a user in a message: in quotes, on one line, shortened.
func quote(text string) string {
	const longest = 60
	if runes := []rune(text[:min(len(text), 4*longest+4)]); len(runes) > longest {
		text = string(runes[:longest]) + "…"
	}
	return strconv.Quote(text)
}
