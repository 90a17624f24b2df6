package model

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// Hash identifies what the scenario says: SHA-256 over its canonical form, in
// hexadecimal. Order, comments and the spelling of numbers do not change it;
// every value does.
func (s *Scenario) Hash() (string, error) {
	h := sha256.New()
	if err := json.NewEncoder(h).Encode(s); err != nil {
		return "", fmt.Errorf("hash scenario %q: %w", s.Name, err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
