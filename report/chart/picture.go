package chart

import (
	"fmt"
	"io"
)

// Picture is any of the kinds of pictures: Chart, Waterfall, Supply, Tornado,
// Heat, Fan, Gantt or Sparkline.
type Picture interface {
	draw(o options) string
}

// options say where a picture stands.
type options struct {
	id     string // of the picture in its page; empty: one made of its title and description
	inPage bool   // the page has the Style
}

// Write draws a picture that stands by itself.
func Write(w io.Writer, p Picture) error { return write(w, p, options{}) }

// WriteInPage draws a picture into a page that has the Style and no other
// picture with the same id.
func WriteInPage(w io.Writer, p Picture, id string) error {
	return write(w, p, options{id: id, inPage: true})
}

func write(w io.Writer, p Picture, o options) error {
	if _, err := io.WriteString(w, p.draw(o)); err != nil {
		return fmt.Errorf("write a chart: %w", err)
	}
	return nil
}

// Style is what a page needs for the pictures in it.
func Style() string { return style }
