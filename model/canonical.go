package model

import (
	"cmp"
	"encoding/json"
	"io"
	"reflect"
	"runtime"
	"strconv"
	"strings"
)

// The canonical form of a scenario is its JSON. It is written here rather than
// by encoding/json because a scenario may hold half a million numbers, each in
// a Series, and encoding/json reads again what a Series writes. The bytes are
// the same, but for -0, which is 0.

// canonical writes values in their canonical form.
type canonical struct {
	w       io.Writer                 // nil: everything is returned
	members map[reflect.Type][]member // nil for a type that is left to encoding/json
}

// member is how one field of a struct is written.
type member struct {
	index     int
	key       string // in quotes, with the colon
	omitEmpty bool
	omitZero  bool
}

var (
	seriesType    = reflect.TypeFor[Series]()
	marshalerType = reflect.TypeFor[json.Marshaler]()
)

// append adds v to dst, of which it may write a part already.
func (c *canonical) append(dst []byte, v reflect.Value) ([]byte, error) {
	t := v.Type()
	switch {
	case t == seriesType && v.CanAddr():
		return v.Addr().Interface().(*Series).appendJSON(dst), nil
	case t.Implements(marshalerType):
		return appendMarshaled(dst, v)
	}
	switch t.Kind() {
	case reflect.Struct:
		return c.appendStruct(dst, v)
	case reflect.Slice:
		if !v.IsNil() && t.Elem().Kind() == reflect.Struct {
			return c.appendSlice(dst, v)
		}
	case reflect.Float64:
		if v.Float() == 0 {
			return append(dst, '0'), nil // never -0
		}
	case reflect.String:
		if text := v.String(); isPlain(text) {
			return append(append(append(dst, '"'), text...), '"'), nil
		}
	}
	return appendMarshaled(dst, v)
}

// appendMarshaled leaves the rare kinds of values to encoding/json.
func appendMarshaled(dst []byte, v reflect.Value) ([]byte, error) {
	out, err := json.Marshal(v.Interface())
	return append(dst, out...), err
}

// isPlain tells whether a text stands for itself between quotes.
func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			return false
		}
	}
	return true
}

// share is how many elements of a long list are put together at a time.
const share = 1000

func (c *canonical) appendSlice(dst []byte, v reflect.Value) ([]byte, error) {
	dst = append(dst, '[')
	if n := v.Len(); n > share && c.w != nil {
		if err := c.writeLong(dst, v); err != nil {
			return nil, err
		}
		return append(dst[:0], ']'), nil
	}
	dst, err := c.appendElements(dst, v, 0, v.Len())
	return append(dst, ']'), err
}

func (c *canonical) appendElements(dst []byte, v reflect.Value, from, to int) ([]byte, error) {
	var err error
	for i := from; i < to; i++ {
		if i > 0 {
			dst = append(dst, ',')
		}
		if dst, err = c.append(dst, v.Index(i)); err != nil {
			return nil, err
		}
	}
	return dst, nil
}

// writeLong writes what came before and the elements of a long list, several
// shares at a time.
func (c *canonical) writeLong(before []byte, v reflect.Value) error {
	type part struct {
		text []byte
		err  error
	}
	workers := runtime.GOMAXPROCS(0)
	parts := make([]chan part, (v.Len()+share-1)/share)
	for i := range parts {
		parts[i] = make(chan part, 1)
	}
	for w := range workers {
		go func() {
			own := canonical{members: map[reflect.Type][]member{}}
			room := 0 // as much as the share before took, and a bit
			for i := w; i < len(parts); i += workers {
				text, err := own.appendElements(make([]byte, 0, room), v, i*share, min((i+1)*share, v.Len()))
				room = len(text) + len(text)/16
				parts[i] <- part{text, err}
			}
		}()
	}
	_, err := c.w.Write(before)
	for i := range parts {
		p := <-parts[i]
		if err = cmp.Or(err, p.err); err == nil {
			_, err = c.w.Write(p.text)
		}
	}
	return err
}

func (c *canonical) appendStruct(dst []byte, v reflect.Value) ([]byte, error) {
	members, known := c.members[v.Type()]
	if !known {
		members = membersOf(v.Type())
		c.members[v.Type()] = members
	}
	if members == nil {
		return appendMarshaled(dst, v)
	}
	dst = append(dst, '{')
	separate := false
	var err error
	for i := range members {
		m := &members[i]
		field := v.Field(m.index)
		if m.omitZero && field.IsZero() || m.omitEmpty && isEmpty(field) {
			continue
		}
		if separate {
			dst = append(dst, ',')
		}
		separate = true
		if dst, err = c.append(append(dst, m.key...), field); err != nil {
			return nil, err
		}
	}
	return append(dst, '}'), nil
}

// isEmpty is what omitempty means by empty.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

// membersOf reads the tags of a struct; nil where they say more than is
// understood here.
func membersOf(t reflect.Type) []member {
	members := make([]member, 0, t.NumField())
	for i := range t.NumField() {
		field := t.Field(i)
		tag, tagged := field.Tag.Lookup("json")
		if tag == "-" {
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		_, says := reflect.PointerTo(field.Type).MethodByName("IsZero")
		if !tagged || name == "" || field.Anonymous || !field.IsExported() || says {
			return nil
		}
		m := member{index: i, key: strconv.Quote(name) + ":"}
		for option := range strings.SplitSeq(options, ",") {
			switch option {
			case "":
			case "omitempty":
				m.omitEmpty = true
			case "omitzero":
				m.omitZero = true
			default:
				return nil
			}
		}
		members = append(members, m)
	}
	return members
}
