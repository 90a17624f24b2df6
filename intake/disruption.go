package intake

import (
	"fmt"
	"strings"

	"github.com/steelyard-sop/steelyard/model"
)

// A disruption is a ready change with parameters: KIND:ID[:PERIODS][:HOW], as in
// supplier_out:agro:2027-06..2027-08 or demand_shock:*:+20 %. It stands for
// changes of paths, so that everything that is known of changes holds for it.

// disruptionKind says what one kind of disruption changes.
type disruptionKind struct {
	name, section string
	what          string   // of the thing: supplier
	keys          []string // below the thing; the first that is there, else the last
	ifThere       string   // a key that changes as well where the thing has it
	over          string   // what of it changes
	how           string   // the usual operation; empty: it must be given
	sentence      string
}

func disruptionKinds() []disruptionKind {
	return []disruptionKind{
		{"supplier_out", "suppliers", "supplier", []string{"sells.*.capacity"}, "", "", "0", "a supplier delivers nothing"},
		{"line_down", "resources", "resource", []string{"hours", "capacity"}, "overtime", "max", "0", "a line or machine stands still, overtime too"},
		{"lane_closed", "lanes", "lane", []string{"capacity"}, "", "", "0", "nothing is sent off on a lane"},
		{"demand_shock", "demand", "demand", []string{"quantity"}, "", "", "", "more or less is asked for"},
		{"price_shock", "suppliers", "supplier", []string{"sells.*.price"}, "", "", "", "a supplier charges more or less"},
	}
}

// Disruptions lists the kinds of disruption and what each of them is.
func Disruptions() (names, sentences []string) {
	for _, k := range disruptionKinds() {
		names, sentences = append(names, k.name), append(sentences, k.sentence)
	}
	return names, sentences
}

// disruptName stands for the command line in positions, as setName does.
const disruptName = "--disrupt"

// disrupt lays one disruption over the tree.
func (r *reader) disrupt(tree *node, line *source, number int) {
	text := strings.TrimSpace(line.line(number))
	refuse := func(rule, message, hint string) {
		r.list.add(Diagnostic{Rule: rule, Message: message, Hint: hint, Pos: line.pos(number, 1)})
	}
	parts := strings.SplitN(text, ":", 2)
	names, _ := Disruptions()
	var kind *disruptionKind
	for _, k := range disruptionKinds() {
		if k.name == parts[0] {
			kind = &k
		}
	}
	if kind == nil {
		hint := ""
		if near := model.Nearest(parts[0], names); near != "" {
			hint = "did you mean " + near + "?"
		}
		refuse("change-no-match", fmt.Sprintf("expected one of the disruptions %s; got %s", strings.Join(names, ", "), quote(parts[0])), hint)
		return
	}
	form := kind.form()
	words := strings.Split(text, ":")[1:]
	if len(words) == 0 || strings.TrimSpace(words[0]) == "" {
		refuse("bad-path", "expected "+form+", got "+quote(text), "")
		return
	}
	id, periods, how := strings.TrimSpace(words[0]), "", kind.how
	for k, word := range words[1:] {
		word = strings.TrimSpace(word)
		switch {
		case k == 0 && word != "" && isPeriodWord(word):
			periods = "." + word
		case k == len(words)-2 && word != "":
			how = word
		default:
			refuse("bad-path", "expected "+form+", got "+quote(text), "")
			return
		}
	}
	if how == "" {
		refuse("bad-path", "expected how much, as in "+form+"; got "+quote(text), "for example: "+kind.name+":"+id+":+20 %")
		return
	}
	thing, ok := r.disrupted(tree, kind, id, text, refuse)
	if ok {
		r.layLine(tree, line, number, kind.paths(id, thing, periods), how)
	}
}

// form is how a disruption is written.
func (k *disruptionKind) form() string {
	if k.how == "" {
		return k.name + ":" + strings.ToUpper(k.what) + "[:PERIODS]:CHANGE"
	}
	return k.name + ":" + strings.ToUpper(k.what) + "[:PERIODS][:CHANGE]"
}

// isPeriodWord tells a period or a range of periods from an operation: 2027-06
// from 0, +20 % and *1.2.
func isPeriodWord(word string) bool {
	return isDigit(word[0]) && (strings.Contains(word, rangeMark) || strings.Contains(word, "-") || len(word) == len("2027") && !strings.ContainsAny(word, ".%"))
}

// disrupted finds the thing that is disrupted: nil where all are.
func (r *reader) disrupted(tree *node, kind *disruptionKind, id, text string, refuse func(rule, message, hint string)) (*node, bool) {
	if isWild(id) {
		return nil, true
	}
	section := tree.find(kind.section)
	if section == nil || len(section.value.entries) == 0 {
		refuse("change-no-match", fmt.Sprintf("%s: the scenario has no %s", text, kind.section), "")
		return nil, false
	}
	if e := section.value.find(id); e != nil {
		return &e.value, true
	}
	known, hint := idsOf(&section.value), ""
	if near := model.Nearest(id, known); near != "" {
		hint = "did you mean " + strings.Replace(text, id, near, 1) + "?"
	}
	refuse("change-no-match", fmt.Sprintf("expected one of the %s %s; got %s", kind.section, shortened(known), quote(id)), hint)
	return nil, false
}

// paths are those of the values that a disruption of one thing, or of all, changes.
func (k *disruptionKind) paths(id string, thing *node, periods string) []string {
	key := k.keys[len(k.keys)-1]
	if thing != nil {
		for _, other := range k.keys {
			if thing.kind == mapKind && thing.find(other) != nil {
				key = other
				break
			}
		}
	}
	head := k.section + "." + id + "."
	paths := []string{head + key + periods}
	if k.ifThere != "" && thing != nil && thing.kind == mapKind && thing.find(k.ifThere) != nil {
		paths = append(paths, head+k.ifThere+"."+k.over+periods)
	}
	return paths
}

// layLine changes values as one line of a command says.
func (r *reader) layLine(tree *node, line *source, number int, paths []string, how string) {
	d, of := &decoder{list: r.list}, newLevel()
	for _, path := range paths {
		e := entry{key: path, keyLine: int32(number), keyColumn: 1, layer: line}
		e.value = node{kind: scalarKind, text: how, line: int32(number), column: 1, layer: line}
		d.enter(&e)
		if c := d.newChange(&e, of); c != nil {
			r.apply(tree, []*change{c})
		}
		d.leave()
	}
}
