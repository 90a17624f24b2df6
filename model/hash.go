package model

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"reflect"
)

// Hash identifies what the scenario says: SHA-256 over its canonical form, in
// hexadecimal. Order, comments and the spelling of numbers do not change it;
// every value does.
func (s *Scenario) Hash() (string, error) {
	h := sha256.New()
	if err := s.writeCanonical(h); err != nil {
		return "", fmt.Errorf("hash scenario %q: %w", s.Name, err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// writeCanonical writes the canonical form: the scenario as JSON, on one line.
func (s *Scenario) writeCanonical(w io.Writer) error {
	c := canonical{w: w, members: map[reflect.Type][]member{}}
	text, err := c.append(nil, reflect.ValueOf(s).Elem())
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
}
