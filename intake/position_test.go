package intake

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

const positioned = `scenario: places
calendar: {start: 2026-01, periods: 4}
families: {ice: {}}
suppliers:
  farm:
    sells:
      ice: {price: {2026-02..2026-03: 5, default: 4}, capacity: 90}
workforce:
  crew:
    headcount: 5
    regular: 160
    hire: {2026-02: 3}
demand:
  ice:
    quantity: [1,
      2, 3, 4]
`

func TestEveryPathHasAPosition(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plan.yaml")
	if err := os.WriteFile(file, []byte(positioned), 0o600); err != nil {
		t.Fatal(err)
	}
	loaded, err := LoadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"scenario":                                "1:11",
		"calendar.periods":                        "2:37",
		"suppliers.farm":                          "5:3",
		"suppliers.farm.sells.ice":                "7:12",
		"suppliers.farm.sells.ice.price":          "7:20",
		"suppliers.farm.sells.ice.price.2026-03":  "7:39",
		"suppliers.farm.sells.ice.price.2026-04":  "7:51",
		"suppliers.farm.sells.ice.capacity.value": "7:65", // short for the mapping: its own place
		"workforce.crew.headcount.max":            "10:16",
		"workforce.crew.hire.cost.2026-02":        "12:21", // a map by period in place of the mapping
		"workforce.crew.wage":                     "9:3",   // not there: the nearest thing around it
		"demand.ice.quantity":                     "15:15",
		"demand.ice.quantity.2026-03":             "16:10",
	} {
		t.Run(path, func(t *testing.T) {
			pos, ok := loaded.Position(path)
			if got := fmt.Sprintf("%d:%d", pos.Line, pos.Column); !ok || got != want || pos.File != file {
				t.Errorf("expected %s, got %s in %q (found: %v)", want, got, pos.File, ok)
			}
		})
	}
	if _, ok := loaded.Position("nowhere.at.all"); ok {
		t.Error("expected no position of a path that does not exist")
	}
}

func TestWhatIsNoRegularFileIsNotRead(t *testing.T) {
	for name, path := range map[string]string{
		"a folder":              t.TempDir(),
		"a device":              os.DevNull,
		"a file that is absent": filepath.Join(t.TempDir(), "absent.yaml"),
	} {
		t.Run(name, func(t *testing.T) {
			if loaded, err := LoadFile(path); err == nil {
				t.Errorf("expected an error, got %v", loaded)
			}
		})
	}
}
