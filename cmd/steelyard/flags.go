package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// choice is a flag that takes one of some words.
type choice struct {
	value   string // empty until it is set
	allowed []string
}

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return strings.Join(c.allowed, "|") }

func (c *choice) Set(value string) error {
	if !slices.Contains(c.allowed, value) {
		return fmt.Errorf("expected %s", strings.Join(c.allowed, " or "))
	}
	c.value = value
	return nil
}

// or is the word that was chosen; else the one that the name of the output file ends in; else a default.
func (c *choice) or(out, byDefault string) string {
	if c.value != "" {
		return c.value
	}
	extension := strings.TrimPrefix(strings.ToLower(filepath.Ext(out)), ".")
	if slices.Contains(c.allowed, extension) {
		return extension
	}
	return byDefault
}
