package intake

import (
	"path/filepath"
	"testing"

	"pgregory.net/rapid"
)

// TestBetweenTwoScenariosLieBoth takes none and all of what differs between two
// scenarios of the library, and between one and itself with changes.
func TestBetweenTwoScenariosLieBoth(t *testing.T) {
	files := libraryFiles(t)
	none, all := func(string) bool { return false }, func(string) bool { return true }
	for k, file := range files {
		a, err := LoadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		b, err := LoadFile(files[(k+7)%len(files)])
		if err != nil {
			t.Fatal(err)
		}
		between := NewBetween(a, b)
		if hashOfLoaded(t, between.With(none)) != hashOfLoaded(t, a) {
			t.Errorf("%s: without any difference it is another scenario", filepath.Base(file))
		}
		if hashOfLoaded(t, between.With(all)) != hashOfLoaded(t, b) {
			t.Errorf("%s: with all differences it is not the other scenario", filepath.Base(file))
		}
	}
}

// TestDifferencesAreTakenOneByOne takes some of the differences: exactly the
// others are left.
func TestDifferencesAreTakenOneByOne(t *testing.T) {
	changes := []string{
		"demand.cola.quantity=*1.1", "demand.tea.quantity.2027-03..2027-05=+5 %", "families.cola.price=21", "workforce.crew.headcount.opening=30",
		"suppliers.agro=remove", "inventory.cola.max=150", "resources.bottling.capacity=*0.9",
	}
	a, err := LoadFile("../scenarios/beverage.yaml")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(r *rapid.T) {
		b := a.With(rapid.Permutation(changes).Draw(r, "changes")[:rapid.IntRange(1, len(changes)).Draw(r, "n")]...)
		if b.Scenario == nil {
			r.Skip("nothing to compare")
		}
		taken := map[string]bool{}
		for _, d := range Diff(a, b) {
			taken[d.Path] = rapid.Bool().Draw(r, d.Path)
		}
		mixed := NewBetween(a, b).With(func(path string) bool { return taken[path] })
		if mixed.Scenario == nil {
			r.Fatal("no scenario")
		}
		left := map[string]bool{}
		for _, d := range Diff(mixed, b) {
			left[d.Path] = true
		}
		for path, was := range taken {
			if left[path] == was {
				r.Errorf("%s: taken %v, still different %v", path, was, left[path])
			}
		}
	})
}

func TestEveryDifferenceHasACause(t *testing.T) {
	a, err := LoadFile("../scenarios/beverage.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for change, want := range map[string]Cause{
		"demand.cola.quantity=*1.1":                  DemandCause,
		"families.cola.price=21":                     PriceCause,
		"resources.bottling.capacity=*0.9":           CapacityCause,
		"workforce.crew.wage=*1.1":                   PriceCause,
		"workforce.crew.headcount.opening=30":        OpeningCause,
		"inventory.cola.opening=0":                   OpeningCause,
		"inventory.cola.holding_cost=*2":             PriceCause,
		"inventory.cola.max=150":                     PolicyCause,
		"suppliers.agro.sells.syrup.capacity=*0.5":   SupplierCause,
		"suppliers.agro.sells.syrup.price=*1.5":      PriceCause,
		"scenario=Another":                           "",
		"resources.bottling.capacity.owner=somebody": "",
	} {
		b := a.With(change)
		for _, d := range Diff(a, b) {
			if got := d.Cause(); got != want {
				t.Errorf("%s: %s is of cause %q, expected %q", change, d.Path, got, want)
			}
		}
		if want != "" && len(Diff(a, b)) == 0 {
			t.Errorf("%s changes nothing", change)
		}
	}
}
