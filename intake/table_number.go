package intake

import "strings"

// usualNumber reads the usual spelling of a number, digits with at most one
// point, without any of the checks that other spellings need. Most cells of a
// table are of this kind.
func usualNumber(text string) (float64, bool) {
	digits := text
	if digits != "" && digits[0] == '-' {
		digits = digits[1:]
	}
	if digits == "" || !isDigit(digits[0]) || len(digits) > 1 && digits[0] == '0' && digits[1] != '.' {
		return 0, false
	}
	const (
		exact = 15 // digits that a float64 holds exactly
		tens  = 1e15
	)
	if len(digits) > exact+1 {
		return 0, false
	}
	var whole uint64
	scale := float64(0) // of the digits after the point
	for i := range len(digits) {
		switch c := digits[i]; {
		case isDigit(c):
			whole = whole*10 + uint64(c-'0')
			scale *= 10
		case c == '.' && scale == 0:
			scale = 1
		default:
			return 0, false
		}
	}
	if whole >= tens {
		return 0, false
	}
	v := float64(whole)
	if scale > 0 {
		v /= scale // both are exact, so that the quotient is the nearest number there is
	}
	if text[0] == '-' {
		v = -v
	}
	return v, true
}

// pointed rewrites a number with the declared decimal sign as one with a
// point, and takes out what stands between its thousands. Text after the
// number, its unit, stays.
func pointed(text, decimal string) (string, *valueFault) {
	end := strings.IndexFunc(text, func(r rune) bool {
		return !strings.ContainsRune("+-0123456789.,'’_ \u00a0\u202f", r)
	})
	if end < 0 {
		end = len(text)
	}
	number, rest := text[:end], text[end:]
	body := strings.TrimRight(number, " \u00a0\u202f")
	rest = number[len(body):] + rest
	if i := strings.IndexAny(rest, "eE"); i == 0 && len(rest) > 1 {
		return "", &valueFault{"bad-number", "expected a number without an exponent where the decimal sign is declared, got " + quote(text), ""}
	}
	whole, fraction, hasFraction := strings.Cut(body, decimal)
	sign := ""
	if whole != "" && (whole[0] == '-' || whole[0] == '+') {
		sign, whole = whole[:1], whole[1:]
	}
	apart := "."
	if decimal == "." {
		apart = ","
	}
	digits, ok := together(whole, apart)
	if !ok || strings.ContainsFunc(fraction, func(r rune) bool { return r < '0' || r > '9' }) {
		return "", &valueFault{
			"bad-number", "expected a number with the decimal sign " + quote(decimal) + " and thousands in groups of three, got " + quote(text),
			"the table declares decimal: " + quote(decimal),
		}
	}
	if hasFraction {
		digits += "." + fraction
	}
	return sign + digits + rest, nil
}

// together takes out what stands between groups of three digits: the given
// sign, a space or an apostrophe, the same one throughout.
func together(whole, apart string) (string, bool) {
	for _, sign := range []string{apart, " ", "\u00a0", "\u202f", "'", "’"} {
		groups := strings.Split(whole, sign)
		if len(groups) == 1 {
			continue
		}
		for i, group := range groups {
			if len(group) != 3 && (i > 0 || len(group) == 0 || len(group) > 3) {
				return "", false
			}
		}
		whole = strings.Join(groups, "")
		break
	}
	return whole, !strings.ContainsFunc(whole, func(r rune) bool { return r < '0' || r > '9' })
}
