package lp

import (
	"slices"
	"sort"
	"strconv"
)

// Block is a run of consecutive rows or columns that belong to one thing: one limit over the periods, say.
type Block struct {
	Name   string   // family of rows or columns: "capacity"
	Key    string   // what it is about: "line1"; several parts joined with ","; "" for none
	Labels []string // one per member (periods mostly); shared, never modified; nil for a block of one member without label
	First  int      // index of the first member
	Len    int      // number of members, at least 1
}

// Names holds the blocks of the rows or of the columns in order. The name of a member is built only when it is asked for.
type Names struct {
	blocks []Block
	n      int
}

// add appends a block of n members and returns the index of its first. A block without members leaves no trace.
func (s *Names) add(name, key string, labels []string, n int) (first int) {
	first = s.n
	if n <= 0 {
		return first
	}
	s.blocks = append(s.blocks, Block{Name: name, Key: key, Labels: labels, First: first, Len: n})
	s.n += n
	return first
}

func (s *Names) clone() Names { return Names{blocks: slices.Clone(s.blocks), n: s.n} }

// Len is the number of members of all blocks.
func (s *Names) Len() int { return s.n }

// Blocks are the blocks in the order of their members. The slice belongs to the Names: read it only.
func (s *Names) Blocks() []Block { return s.blocks }

// Find says which block holds member i, and at which offset in it. Both are -1 when there is no such member.
func (s *Names) Find(i int) (block, offset int) {
	if i < 0 || i >= s.n {
		return -1, -1
	}
	block = sort.Search(len(s.blocks), func(b int) bool { return s.blocks[b].First > i }) - 1
	return block, i - s.blocks[block].First
}

// Name is the name of member i: capacity[line1,2026-03], capacity[line1] without a label, total without both.
// It is "?" when there is no such member.
func (s *Names) Name(i int) string { return string(s.AppendName(nil, i)) }

// AppendName appends the name of member i to dst and returns the result, without allocating when dst has room.
func (s *Names) AppendName(dst []byte, i int) []byte {
	block, offset := s.Find(i)
	if block < 0 {
		return append(dst, '?')
	}
	return s.blocks[block].AppendName(dst, offset)
}

// AppendName appends the name of the member at the offset. Members of a longer block without labels
// are told apart by their number, counted from 1.
func (b *Block) AppendName(dst []byte, offset int) []byte {
	dst = append(dst, b.Name...)
	labelled := offset < len(b.Labels) || b.Len > 1
	if b.Key == "" && !labelled {
		return dst
	}
	dst = append(dst, '[')
	dst = append(dst, b.Key...)
	if b.Key != "" && labelled {
		dst = append(dst, ',')
	}
	switch {
	case offset < len(b.Labels):
		dst = append(dst, b.Labels[offset]...)
	case b.Len > 1:
		dst = strconv.AppendInt(dst, int64(offset)+1, 10)
	}
	return append(dst, ']')
}
