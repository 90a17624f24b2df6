package book

import (
	"archive/zip"
	"bytes"
	"cmp"
	"io"
	"slices"
	"sort"
)

// pack writes the workbook with its parts in one order, so that the same
// document makes the same bytes: the library that makes them goes through its
// sheets, and through kinds of files, in any order.
func (b *builder) pack(w io.Writer) error {
	if types := b.file.ContentTypes; types != nil {
		sort.Slice(types.Defaults, func(i, j int) bool { return types.Defaults[i].Extension < types.Defaults[j].Extension })
		sort.Slice(types.Overrides, func(i, j int) bool { return types.Overrides[i].PartName < types.Overrides[j].PartName })
	}
	var raw bytes.Buffer
	if err := b.file.Write(&raw); err != nil {
		return err
	}
	parts, err := zip.NewReader(bytes.NewReader(raw.Bytes()), int64(raw.Len()))
	if err != nil {
		return err
	}
	slices.SortFunc(parts.File, func(x, y *zip.File) int {
		return cmp.Or(cmp.Compare(rank(x.Name), rank(y.Name)), cmp.Compare(x.Name, y.Name))
	})
	out := zip.NewWriter(w)
	for _, part := range parts.File {
		if err := out.Copy(part); err != nil {
			return err
		}
	}
	return out.Close()
}

// rank puts first what tells readers of a package what is in it.
func rank(part string) int {
	switch part {
	case "[Content_Types].xml":
		return 0
	case "_rels/.rels":
		return 1
	}
	return 2
}
