package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// link is the target of a link in a page: [words](target).
var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// notInAnchor is what the name of a heading loses in an address.
var notInAnchor = regexp.MustCompile(`[^\p{L}\p{N} _-]`)

func TestEveryLinkBetweenPagesLeadsSomewhere(t *testing.T) {
	found := 0
	for _, page := range pages(t) {
		source, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range link.FindAllStringSubmatch(string(source), -1) {
			target, part, _ := strings.Cut(match[1], "#")
			if strings.Contains(target, "://") {
				continue
			}
			found++
			path := page
			if target != "" {
				path = filepath.Join(filepath.Dir(page), filepath.FromSlash(target))
			}
			if !leadsTo(path, part) {
				t.Errorf("%s: nothing is at %s", page, match[1])
			}
		}
	}
	if found < 50 {
		t.Errorf("expected at least 50 links, found %d", found)
	}
}

// leadsTo tells whether there is a file or folder, with a heading of that name where one is asked for.
func leadsTo(path, part string) bool {
	if _, err := os.Stat(path); err != nil || part == "" {
		return err == nil
	}
	source, err := os.ReadFile(path)
	if err != nil {
		return false
	}
	for line := range strings.Lines(string(source)) {
		if heading, ok := strings.CutPrefix(strings.TrimLeft(line, "#"), " "); ok && line[0] == '#' && anchor(heading) == part {
			return true
		}
	}
	return false
}

// anchor is the name that a heading has as the part of a page.
func anchor(heading string) string {
	words := strings.ToLower(strings.TrimSpace(heading))
	return notInAnchor.ReplaceAllString(strings.ReplaceAll(words, " ", "-"), "")
}
