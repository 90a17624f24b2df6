package intake

import "strings"

// textNode is one text of a list, with its place.
type textNode struct {
	text string
	at   *node
}

// textsField is a text or a list of texts.
func textsField[T any](
	key, form string, set func(d *decoder, n *node, into *T, texts []textNode), sentence string, options ...option,
) field[T] {
	f := newField(key, form, sentence, options, func(d *decoder, n *node, into *T) {
		items := []node{*n}
		if n.kind == listKind {
			items = n.items
		}
		texts := make([]textNode, 0, len(items))
		for i := range items {
			if items[i].kind != scalarKind || strings.TrimSpace(items[i].text) == "" {
				d.expected(&items[i], "a text or a list of texts")
				return
			}
			texts = append(texts, textNode{strings.TrimSpace(items[i].text), &items[i]})
		}
		if len(texts) == 0 {
			d.mistake(n, "value-missing", "expected a text or a list of texts, got an empty list", "leave the key out")
			return
		}
		set(d, n, into, texts)
	})
	f.schema = schemaTexts
	return f
}

// pointer is a mapping inside a mapping that may be missing as a whole.
func pointer[T, U any](
	key, form string, of *object[U], get func(*T) **U, begin func() *U, sentence string, options ...option,
) field[T] {
	f := newField(key, form, sentence, options, func(d *decoder, n *node, into *T) {
		thing := begin()
		of.decode(d, n, thing)
		*get(into) = thing
	})
	f.inner, f.schema, f.accepts = of, schemaObject, of.accepts
	f.encode = func(e *encoder, from *T, at *node) (Value, bool) {
		thing := *get(from)
		if thing == nil {
			return Value{}, false
		}
		return of.encode(e, thing, begin(), at), true
	}
	return f
}
