package scenarios_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheSteelMillsFromTablesAreTheSteelMillsWrittenOut(t *testing.T) {
	hashes := make([]string, 2)
	for i, path := range []string{"published/network/steel_p.yaml", "published/steel_p.yaml"} {
		s := load(t, path)
		s.Name, s.Note = "", "" // all else is the same
		hash, err := s.Hash()
		if err != nil {
			t.Fatal(err)
		}
		hashes[i] = hash
	}
	if diff := cmp.Diff(hashes[0], hashes[1]); diff != "" {
		t.Errorf("the scenarios differ (-written out +from tables): %s", diff)
	}
}
