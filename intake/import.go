package intake

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Imported is what a workbook, exported from a scenario and edited since, says
// of that scenario.
type Imported struct {
	Changes     []CellChange // in the order of the sheet
	Diagnostics Diagnostics  // with the cells that they are about; with errors in it nothing of the workbook counts

	workbook, base string
}

// CellChange is one changed cell.
type CellChange struct {
	Path   string // of the value, with the period if the cell is of one
	Old    string // as the scenario has it; empty: not given
	New    string // as an overlay writes it
	Unit   string // of numbers; empty where they have none
	Cell   Pos
	Remove bool // nothing is left of the value; New is empty

	value    string  // path of the value, without the period
	plain    string  // New as YAML
	period   int     // that it is of; negative: of all
	number   float64 // that New stands for, if isNumber
	isNumber bool
	isList   bool // New is a list: one number a period
}

// ImportOptions say how a workbook is read.
type ImportOptions struct {
	Base    string // name of the scenario, for the overlay
	AnyBase bool   // the workbook may have been exported from another scenario than this one
}

// Import reads a workbook that was exported from the scenario, which has no
// errors. Only cells that were made to be changed may differ from it; that the
// scenario with all changes is what the workbook shows is made sure of.
func (l *Loaded) Import(name string, src []byte, o ImportOptions) *Imported {
	im := &importer{loaded: l, list: &collector{}, name: name, options: o}
	result := &Imported{workbook: name, base: o.Base}
	if im.open(src) {
		im.read()
		im.sealed()
	}
	if !im.failed() {
		result.Changes = im.changes
		im.verify(result)
	}
	result.Diagnostics = im.list.finish()
	if im.failed() {
		result.Changes = nil
	}
	return result
}

// overlayHead is the only key of an overlay that was read from a workbook.
const overlayHead = "change:"

// firstChangeLine is the line of the first change in an overlay.
const firstChangeLine = 3

// WriteOverlay writes the changes as a file to be laid over the scenario. Each
// change has one line, with what was there before and the cell that it is from.
func (im *Imported) WriteOverlay(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s from %s, to be laid over %s\n", counted(len(im.Changes), "change"), commentText(im.workbook), commentText(im.base))
	if len(im.Changes) == 0 {
		b.WriteString(overlayHead + " {}\n")
	} else {
		b.WriteString(overlayHead + "\n")
	}
	for i := range im.Changes {
		c := &im.Changes[i]
		line := "  " + yamlText(c.Path, false) + ": " + c.written()
		was := "new"
		if c.Old != "" {
			was = "was " + strings.TrimSpace(clipped(commentText(c.Old))+" "+c.Unit)
		}
		fmt.Fprintf(&b, "%s  # %s; %s\n", line, commentText(was), commentText(c.Cell.String()))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// commentText is a text that stays on the line of its comment.
func commentText(text string) string { return printable(strings.Join(strings.Fields(text), " ")) }

// counted is a number of things in words.
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// verify lays the changes over the scenario, as a plan will, and makes sure that
// it then says what the workbook shows.
func (im *importer) verify(result *Imported) {
	if len(result.Changes) == 0 {
		return
	}
	const name = "(changes)" // which no file of the command line has
	var text strings.Builder
	if err := result.WriteOverlay(&text); err != nil {
		return // a builder takes everything
	}
	after := im.loaded.over(name, []byte(text.String()))
	for _, d := range after.Diagnostics {
		if d.Severity != Error {
			continue
		}
		at := slices.IndexFunc(result.Changes, func(c CellChange) bool { return covers(d.Path, c.value) })
		if d.Pos.File == name {
			at = d.Pos.Line - firstChangeLine
		}
		if at >= 0 && at < len(result.Changes) {
			d.Pos, d.Source = result.Changes[at].Cell, ""
		}
		im.list.add(d)
	}
	if im.failed() {
		return
	}
	values := map[string]*Entry{}
	entries := after.Entries()
	for i := range entries {
		values[entries[i].Path] = &entries[i]
	}
	for i := range result.Changes {
		c := &result.Changes[i]
		if !c.holds(values[c.value]) {
			im.refuse(c.Cell, "import-value", c.Path, "the scenario does not take "+quote(c.New)+" there", "write the change in the scenario itself")
		}
	}
}

// covers tells whether a mistake at a path is about a value, or the other way round.
func covers(path, value string) bool {
	return path == value || path != "" && strings.HasPrefix(value, path+".") || strings.HasPrefix(path, value+".")
}
