package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Bounds on what is read, so that no file can exhaust memory or time.
const (
	maxFileSize = 64 << 20 // bytes
	maxValues   = 2 << 20  // values in one file, about 400 bytes each while it is read
	maxExpanded = 1 << 20  // values that aliases and merge keys stand for
	maxDepth    = 64       // mappings and lists inside one another
)

// parseTree reads one YAML document. Where there are mistakes the tree is nil
// or lacks the values that they concern.
func parseTree(name string, src []byte, list *collector) *node {
	s, ok := readText(name, src, list)
	if !ok {
		return nil
	}
	list.sources = append(list.sources, s)
	loader, err := yaml.NewLoader(strings.NewReader(s.text))
	if err != nil {
		list.add(Diagnostic{Rule: "yaml-syntax", Message: err.Error(), Pos: s.pos(1, 1)})
		return nil
	}
	var document yaml.Node
	switch err := loader.Load(&document); {
	case errors.Is(err, io.EOF):
		list.add(emptyFile(s))
		return nil
	case err != nil:
		list.add(syntaxMistake(s, err))
		return nil
	}
	var second yaml.Node
	switch err := loader.Load(&second); {
	case err == nil:
		list.add(Diagnostic{
			Rule: "several-documents", Message: "expected one document in the file, found a second one",
			Hint: "put each scenario into a file of its own", Pos: s.pos(second.Line, second.Column),
			Related: []Related{{"the first one starts", s.pos(document.Line, document.Column)}},
		})
	case !errors.Is(err, io.EOF):
		list.add(syntaxMistake(s, err))
	}
	c := converter{source: s, list: list, anchored: map[*yaml.Node]expansion{}, open: map[*yaml.Node]bool{}}
	root, _ := c.convert(document.Content[0], 0)
	if c.stopped {
		return nil
	}
	if root.kind == nullKind {
		list.add(emptyFile(s))
		return nil
	}
	return &root
}

func emptyFile(s *source) Diagnostic {
	return Diagnostic{
		Rule: "file-empty", Message: "the file says nothing", Pos: s.pos(1, 1),
		Hint: "a scenario starts with the line \"scenario: NAME\"",
	}
}

// syntaxMistake turns the one error of the YAML library into a diagnostic.
func syntaxMistake(s *source, err error) Diagnostic {
	message, line, column := err.Error(), 1, 1
	d := Diagnostic{Rule: "yaml-syntax"}
	var load *yaml.LoadError
	if errors.As(err, &load) {
		message, line, column = load.Message, load.Mark.Line, load.Mark.Column
		if load.ContextMsg != "" {
			message = load.ContextMsg + ": " + message
			if load.ContextMark.Line > 0 && load.ContextMark != load.Mark {
				d.Related = []Related{{"it starts", s.pos(load.ContextMark.Line, load.ContextMark.Column)}}
			}
		}
	}
	d.Pos = s.pos(line, column)
	d.Message = "this is not YAML: " + message
	if text := s.line(d.Pos.Line); strings.ContainsRune(text[:len(text)-len(strings.TrimLeft(text, " \t"))], '\t') {
		d.Rule, d.Message = "yaml-tab", "expected spaces for indentation, got a tab"
		d.Hint = "replace every tab at the start of a line by spaces"
	} else if strings.Contains(message, "mapping values are not allowed") {
		d.Hint = "check the indentation; put a text that contains \": \" in quotes"
	}
	return d
}

// parseInline reads one value that is part of a line of s. Its places count
// from the start of the text. It is false where the text is no value.
func parseInline(s *source, text string) (node, bool) {
	loader, err := yaml.NewLoader(strings.NewReader(text))
	if err != nil {
		return node{layer: s}, false
	}
	var document yaml.Node
	if err := loader.Load(&document); err != nil {
		return node{layer: s}, false
	}
	c := converter{source: s, list: &collector{}, anchored: map[*yaml.Node]expansion{}, open: map[*yaml.Node]bool{}}
	n, _ := c.convert(document.Content[0], 0)
	return n, len(c.list.list) == 0
}

// converter copies the library's nodes into ours.
type converter struct {
	source   *source
	list     *collector
	anchored map[*yaml.Node]expansion
	open     map[*yaml.Node]bool // anchors being converted: an alias to one of them is a cycle
	expanded int                 // values that aliases stand for so far
	stopped  bool                // a bound was met: the rest is left out
}

// expansion is what an anchor stands for and how many values that is.
type expansion struct {
	node node
	size int
}

// convert copies n and returns how many values it holds, with aliases written out.
func (c *converter) convert(n *yaml.Node, depth int) (node, int) {
	out := node{line: int32(n.Line), column: int32(n.Column), layer: c.source, block: n.Style&yaml.FlowStyle == 0}
	if depth > maxDepth {
		c.stop(n, "yaml-depth", fmt.Sprintf("expected at most %d mappings and lists inside one another", maxDepth), "")
	}
	if c.stopped {
		return out, 1
	}
	if n.Anchor != "" {
		c.open[n] = true
		defer delete(c.open, n)
	}
	if n.Style&yaml.TaggedStyle != 0 {
		c.mistake(n, "yaml-tag", fmt.Sprintf("expected a value without a tag, got %s", quote(n.Tag)), "leave the tag out")
	}
	size := 1
	switch n.Kind {
	case yaml.AliasNode:
		return c.alias(n)
	case yaml.ScalarNode:
		out.text, out.kind, out.block = n.Value, scalarKind, false
		out.quoted = n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
		if n.Tag == "!!null" && !out.quoted {
			out.kind = nullKind
		}
	case yaml.SequenceNode:
		out.kind, out.items = listKind, make([]node, len(n.Content))
		for i, item := range n.Content {
			var held int
			out.items[i], held = c.convert(item, depth+1)
			size += held
		}
	case yaml.MappingNode:
		out.kind = mapKind
		size += c.entries(n, &out, depth)
	}
	if n.Anchor != "" {
		c.anchored[n] = expansion{out, size}
	}
	return out, size
}

// alias returns what the alias stands for, at the place where it is used.
func (c *converter) alias(n *yaml.Node) (node, int) {
	if c.open[n.Alias] {
		c.stop(n, "alias-cycle", fmt.Sprintf("the alias *%s stands inside what it stands for", n.Value), "")
		return node{layer: c.source, line: int32(n.Line), column: int32(n.Column)}, 1
	}
	target := c.anchored[n.Alias]
	if c.expanded += target.size; c.expanded > maxExpanded {
		c.stop(n, "alias-bomb", fmt.Sprintf("aliases stand for more than %d values", maxExpanded), "write the values out, or use fewer aliases of aliases")
	}
	out := target.node
	out.layer, out.line, out.column, out.block = c.source, int32(n.Line), int32(n.Column), false
	return out, target.size
}

// entries fills a mapping: its own keys first, then those of merge keys that
// it does not have itself.
func (c *converter) entries(n *yaml.Node, out *node, depth int) (size int) {
	out.entries = make([]entry, 0, len(n.Content)/2)
	keys := newKeySet(len(n.Content) / 2)
	var merges []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Kind == yaml.AliasNode {
			key = key.Alias
		}
		if key.Tag == "!!merge" {
			merges = append(merges, value)
			continue
		}
		if key.Kind != yaml.ScalarNode || key.Tag == "!!null" {
			c.mistake(n.Content[i], "key-not-text", "expected a word or a number as the key", "")
			continue
		}
		e := entry{key: key.Value, keyLine: int32(n.Content[i].Line), keyColumn: int32(n.Content[i].Column), layer: c.source}
		var held int
		e.value, held = c.convert(value, depth+1)
		size += held
		if first := keys.add(out.entries, e.key); first >= 0 {
			c.list.add(Diagnostic{
				Rule: "duplicate-key", Message: fmt.Sprintf("the key %s is given twice", quote(e.key)), Pos: e.keyPos(),
				Hint: "keep one of the two", Related: []Related{{"first defined", out.entries[first].keyPos()}},
			})
			continue
		}
		out.entries = append(out.entries, e)
	}
	for _, merge := range merges {
		size += c.merge(merge, out, keys, depth)
	}
	return size
}

// merge adds the entries of a merge key ("<<: *base") that out does not have yet.
func (c *converter) merge(n *yaml.Node, out *node, keys *keySet, depth int) int {
	from, size := c.convert(n, depth+1)
	parts := []node{from}
	if from.kind == listKind {
		parts = from.items
	}
	for _, part := range parts {
		if part.kind != mapKind {
			c.mistake(n, "merge-not-mapping", "expected a mapping after <<, got "+part.kind.String(), "write <<: *name, where name is the anchor of a mapping")
			continue
		}
		for i := range part.entries {
			if keys.add(out.entries, part.entries[i].key) < 0 {
				out.entries = append(out.entries, part.entries[i])
			}
		}
	}
	return size
}

func (c *converter) mistake(n *yaml.Node, rule, message, hint string) {
	if !c.stopped {
		c.list.add(Diagnostic{Rule: rule, Message: message, Hint: hint, Pos: c.source.place(int32(n.Line), int32(n.Column))})
	}
}

// stop reports that a bound is met, and leaves out the rest of the file.
func (c *converter) stop(n *yaml.Node, rule, message, hint string) {
	c.mistake(n, rule, message, hint)
	c.stopped = true
}

// keySet tells whether a mapping has a key already. Small mappings are
// searched, large ones are indexed.
type keySet struct{ index map[string]int }

// smallMapping is how many keys are searched rather than indexed.
const smallMapping = 12

func newKeySet(size int) *keySet {
	if size <= smallMapping {
		return &keySet{}
	}
	return &keySet{make(map[string]int, size)}
}

// expect prepares for so many more entries.
func (k *keySet) expect(entries []entry, more int) {
	if k.index != nil || len(entries)+more <= smallMapping {
		return
	}
	k.index = make(map[string]int, len(entries)+more)
	for i := range entries {
		k.index[entries[i].key] = i
	}
}

// add notes that key becomes the next entry; where the mapping has the key
// already it returns the place of the entry, else -1.
func (k *keySet) add(entries []entry, key string) int {
	if k.index == nil {
		for i := range entries {
			if entries[i].key == key {
				return i
			}
		}
		return -1
	}
	if first, ok := k.index[key]; ok {
		return first
	}
	k.index[key] = len(entries)
	return -1
}

// readText checks what must hold before the YAML library sees the file: its
// size, its encoding and that it is text at all.
func readText(name string, src []byte, list *collector) (*source, bool) {
	refuse := func(s *source, offset int, rule, message, hint string) (*source, bool) {
		list.sources = append(list.sources, s)
		list.add(Diagnostic{Rule: rule, Message: message, Hint: hint, Pos: s.at(offset)})
		return nil, false
	}
	if len(src) > maxFileSize {
		return refuse(newSource(name, ""), 0, "file-too-large", fmt.Sprintf("expected at most %d MiB, got %d", maxFileSize>>20, len(src)>>20), "")
	}
	if bytes.HasPrefix(src, []byte{0xff, 0xfe}) || bytes.HasPrefix(src, []byte{0xfe, 0xff}) {
		return refuse(newSource(name, ""), 0, "file-encoding", "expected a file in UTF-8, got one in UTF-16", "save it as UTF-8")
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	s := newSource(name, strings.ToValidUTF8(string(src), "\ufffd"))
	if offset := firstInvalid(src); offset >= 0 {
		return refuse(s, offset, "file-encoding", "expected text in UTF-8, got a byte that is not", "save the file as UTF-8")
	}
	if offset := strings.IndexFunc(s.text, notText); offset >= 0 {
		return refuse(s, offset, "file-binary", "expected text, got a control character", "check that this is a scenario and not, say, a spreadsheet")
	}
	if atMost(src) > maxValues {
		return refuse(s, 0, "file-too-large", fmt.Sprintf("expected at most %d values in one file", maxValues), "split the scenario")
	}
	return s, true
}

// atMost bounds from above how many values a YAML text can hold, without
// reading it: each but the first comes after one of these marks.
func atMost(src []byte) int {
	marks := 1
	for _, mark := range []string{",", "\n", "\r", "[", "{", ":", "- ", "-\t", "? ", "?\t"} {
		marks += bytes.Count(src, []byte(mark))
	}
	return marks
}
