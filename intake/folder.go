package intake

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// folder is the folder of the scenario file that was named first. Every other
// file that the scenario draws on lies inside it: os.Root refuses ".." and
// links that lead out of it.
type folder struct {
	root *os.Root
	dir  string // as written by the user, for positions in messages
	used []string
}

// openFolder opens the folder that a file lies in.
func openFolder(file string) (*folder, error) {
	dir := filepath.Dir(file)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &folder{root: root, dir: dir}, nil
}

// close ends the use of the folder. What was read from it stays.
func (f *folder) close() { _ = f.root.Close() }

// inside is the path of a file in the folder, where another file in it calls
// it name. Paths have slashes on every system.
func (f *folder) inside(from *source, name string) string {
	if path.IsAbs(name) || filepath.IsAbs(name) {
		return name // which read refuses
	}
	dir := "."
	if at, err := filepath.Rel(f.dir, from.name); err == nil {
		dir = path.Dir(filepath.ToSlash(at))
	}
	return path.Join(dir, name)
}

// shown is how messages call a file of the folder.
func (f *folder) shown(inside string) string {
	return filepath.Join(f.dir, filepath.FromSlash(inside))
}

// files lists the files that were read, sorted.
func (f *folder) files() []string {
	return slices.Clone(f.used)
}

// The answers to paths that leave the folder.
var (
	errOutside = errors.New("expected a file inside the folder of the scenario")
	errLink    = errors.New("a link on the way leads out of the folder of the scenario, or in a circle")
)

// read returns the bytes of a file of bounded size in the folder.
func (f *folder) read(inside string, most int64) ([]byte, error) {
	if !filepath.IsLocal(filepath.FromSlash(inside)) {
		return nil, errOutside
	}
	info, err := f.root.Stat(inside)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errors.New("there is no such file in the folder of the scenario")
	case err != nil && hasLink(f.root, inside):
		return nil, errLink
	case err != nil:
		return nil, reason(err)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("expected a regular file, got %s", fileKind(info.Mode()))
	}
	file, err := f.root.Open(inside)
	if err != nil {
		return nil, reason(err)
	}
	defer file.Close() //nolint:errcheck // only read from
	src, err := readBounded(file, info.Size(), most)
	if err != nil {
		return nil, err
	}
	if at, found := slices.BinarySearch(f.used, inside); !found {
		f.used = slices.Insert(f.used, at, inside)
	}
	return src, nil
}

// hasLink tells whether any part of a path is a link: os.Root has no error of
// its own for a link that leaves the folder.
func hasLink(root *os.Root, inside string) bool {
	for at := inside; at != "."; at = path.Dir(at) {
		if info, err := root.Lstat(at); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return true
		}
	}
	return false
}

// reason is an error without the path, which messages name by themselves.
func reason(err error) error {
	var of *fs.PathError
	if errors.As(err, &of) {
		return of.Err
	}
	return err
}

// readBounded reads at most so many bytes; size is what is expected.
func readBounded(r io.Reader, size, most int64) ([]byte, error) {
	tooLarge := fmt.Errorf("expected at most %d MiB", most>>20)
	if size > most {
		return nil, tooLarge
	}
	src := make([]byte, 0, size+1)
	for {
		n, err := r.Read(src[len(src):cap(src)])
		src = src[:len(src)+n]
		switch {
		case errors.Is(err, io.EOF):
			return src, nil
		case err != nil:
			return nil, reason(err)
		case int64(len(src)) > most:
			return nil, tooLarge
		case len(src) == cap(src):
			src = slices.Grow(src, len(src))
		}
	}
}
