package analysis

import (
	"context"
	"testing"
)

func TestOptionsEnterAtThePricesOfTheBooks(t *testing.T) {
	type entry struct {
		key         string
		kind        OptionKind
		own, enters float64
	}
	for name, c := range map[string]struct {
		file string
		want []entry
	}{
		"Taha, section 3.6: TOYCO; the reduced cost of trains is 4 and their price may rise to 7": {"published/toyco", []entry{
			{"assemble_trains", OptionProcess, 0, -4}, {"trains", OptionSale, 3, 7},
		}},
		"Winston, section 6.5: Dakota; the reduced cost of tables is 5 and their price may rise to 35": {"published/dakota", []entry{
			{"make_tables", OptionProcess, 0, -5}, {"tables", OptionSale, 30, 35},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			st := study(t, scenario(t, c.file))
			options, left, err := st.Entering(context.Background(), 100)
			if err != nil || left != 0 || len(options) != len(c.want) {
				t.Fatalf("%d options, %d left, error %v; expected %d", len(options), left, err, len(c.want))
			}
			for _, want := range c.want {
				found := false
				for i := range options {
					o := &options[i]
					if o.Kind == want.kind && o.Key == want.key {
						found = true
						if o.Never || !near(o.Own, want.own) || !near(o.Enters, want.enters) {
							t.Errorf("%+v, expected %+v", *o, want)
						}
					}
				}
				if !found {
					t.Errorf("%+v is not among the options", want)
				}
			}
		})
	}
}

// TestAnOptionEntersAtItsPriceAndNotBefore: Entering leaves out what does not enter
// a little below its price, or enters a little above it.
func TestAnOptionEntersAtItsPriceAndNotBefore(t *testing.T) {
	tested := 0
	for _, name := range append([]string{"wall_paint", "published/food_manufacture_1", "bicycles"}, linearLibrary...) {
		t.Run(name, func(t *testing.T) {
			st := study(t, scenario(t, name))
			options, left, err := st.Entering(context.Background(), 1000)
			if err != nil {
				t.Fatal(err)
			}
			if left > 0 {
				t.Errorf("%d of %d prices were not confirmed by planning again", left, left+len(options))
			}
			for i := range options {
				o := &options[i]
				tested++
				if good := o.Enters <= o.Own || o.Kind == OptionSale && o.Enters >= o.Own; !good && !o.Never {
					t.Errorf("%s %s would enter at %v, which is worse than %v", o.Kind, o.Key, o.Enters, o.Own)
				}
			}
		})
	}
	if tested < 30 {
		t.Errorf("only %d options were tested", tested)
	}
}
