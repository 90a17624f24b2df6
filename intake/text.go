package intake

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// firstInvalid returns the offset of the first byte that is not UTF-8, or -1.
func firstInvalid(src []byte) int {
	for i := 0; i < len(src); {
		if src[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// notText tells whether YAML forbids the character: control characters, and
// code points that are no characters.
func notText(r rune) bool {
	switch {
	case r == '\t', r == '\n', r == '\r', r == 0x85:
		return false
	case r < 0x20, r >= 0x7f && r < 0xa0, r == 0xfffe, r == 0xffff, r == '\ufeff':
		return true
	}
	return false
}

// turns tells whether a character changes the direction of the text around it
// without being seen, so that a name can look like another one.
func turns(r rune) bool { return unicode.Is(unicode.Bidi_Control, r) }

// firstTurn names the first character that turns the direction of a text.
func firstTurn(text string) string {
	for _, r := range text[max(strings.IndexFunc(text, turns), 0):] {
		return fmt.Sprintf("U+%04X", r)
	}
	return ""
}
