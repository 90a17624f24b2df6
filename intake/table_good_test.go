package intake

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTablesAreReadAsWritten(t *testing.T) {
	for name, files := range map[string][]string{
		"tables": {
			"tables/bill.csv", "tables/demand.csv", "tables/families.csv", "tables/materials.csv", "tables/shifts.csv",
			"tables/stock.csv", "tables/suppliers.csv", "tables/wide.csv", "tables/wide_demand.csv",
		},
		"workbook": {"tables/book.xlsx"},
	} {
		t.Run(name, func(t *testing.T) {
			loaded, err := LoadFile("../testdata/good/" + name + ".yaml")
			if err != nil {
				t.Fatal(err)
			}
			if len(loaded.Diagnostics) > 0 {
				t.Fatal(printed(loaded.Diagnostics))
			}
			out, err := json.MarshalIndent(loaded.Scenario, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			golden(t, "../testdata/good/"+name+".json", string(out)+"\n")
			if diff := cmp.Diff(files, loaded.Files); diff != "" {
				t.Errorf("files differ (-want +got):\n%s", diff)
			}
		})
	}
}
