package report

import "github.com/steelyard-sop/steelyard/model"

// What the rooms below this one need in order to name things and write numbers
// as every other rendering does.

// Printable makes text from users harmless: blanks of any kind become one space,
// and characters that control a terminal or the direction of writing are spelled
// out.
func Printable(text string) string { return printable(text) }

// Coin is how many decimals the money of a currency has.
func Coin(currency string) int { return coin(currency) }

// Names finds the things of a scenario, and says what its limits are about.
type Names struct{ of names }

// NewNames is for the things of one document.
func NewNames(d *Document) Names { return Names{newNames(d.Scenario.Things)} }

// Thing returns the first of the kinds that has the id.
func (n Names) Thing(id string, kinds ...Kind) (Thing, bool) {
	for _, kind := range kinds {
		if thing, known := n.of[nameKey{kind, id}]; known {
			return thing, true
		}
	}
	return Thing{}, false
}

// Subject says in words what a limit of a group is about.
func (n Names) Subject(group model.Group, key string) string { return n.of.subject(group, key) }
