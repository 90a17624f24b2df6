package intake

import "hash/maphash"

// texts numbers texts from 0, in the order in which they are first asked for.
// Tables tend to repeat a text in row after row, or the same texts in the same
// order, and then no text is hashed.
type texts struct {
	keys   []string // by number
	next   []uint32 // by number: the one that came after it last
	last   uint32
	luck   int // how well guessing went; below zero nobody guesses any more
	seed   maphash.Seed
	places []uint32 // one more than the number of a text, near the place that its hash says
}

// mostLuck is after how many guesses that failed there are no more.
const mostLuck = 64

func newTexts() *texts {
	const places = 64
	return &texts{luck: mostLuck, seed: maphash.MakeSeed(), places: make([]uint32, places)}
}

// of is the number of a text.
func (o *texts) of(key string) uint32 {
	if o.luck >= 0 && len(o.keys) > 0 {
		if o.keys[o.last] == key {
			o.luck = mostLuck
			return o.last
		}
		if guess := o.next[o.last]; o.keys[guess] == key {
			o.luck = mostLuck
			o.last = guess
			return guess
		}
		o.luck--
	}
	number := o.find(key)
	o.next[o.last] = number
	o.last = number
	return number
}

// find looks a text up, and adds it where it is new.
func (o *texts) find(key string) uint32 {
	mask := uint64(len(o.places) - 1)
	at := maphash.String(o.seed, key) & mask
	for ; o.places[at] != 0; at = (at + 1) & mask {
		if number := o.places[at] - 1; o.keys[number] == key {
			return number
		}
	}
	number := uint32(len(o.keys))
	o.keys, o.next = append(o.keys, key), append(o.next, number)
	o.places[at] = number + 1
	if 2*len(o.keys) > len(o.places) {
		o.grow()
	}
	return number
}

// grow gives the texts twice as many places.
func (o *texts) grow() {
	o.places = make([]uint32, 2*len(o.places))
	mask := uint64(len(o.places) - 1)
	for number, key := range o.keys {
		at := maphash.String(o.seed, key) & mask
		for o.places[at] != 0 {
			at = (at + 1) & mask
		}
		o.places[at] = uint32(number) + 1
	}
}

// pairs numbers pairs of numbers from 0, in the order in which they are first
// asked for. Where there are not too many, it looks them up without hashing.
type pairs struct {
	width uint64
	dense []uint32 // one more than the number of each pair; nil where they are sparse
	known uint32
	some  map[uint64]uint32 // the number of each pair where they are sparse
}

// newPairs numbers pairs of first < firsts and second < seconds, which are
// asked for about so many times.
func newPairs(firsts, seconds, times int) *pairs {
	if all := uint64(firsts) * uint64(seconds); all <= 4*uint64(times) {
		return &pairs{width: uint64(seconds), dense: make([]uint32, all)}
	}
	return &pairs{width: uint64(seconds), some: map[uint64]uint32{}}
}

func (p *pairs) of(first, second uint32) uint32 {
	place := uint64(first)*p.width + uint64(second)
	if p.dense == nil {
		number, found := p.some[place]
		if !found {
			number = p.known
			p.some[place] = number
			p.known++
		}
		return number
	}
	if p.dense[place] == 0 {
		p.known++
		p.dense[place] = p.known
	}
	return p.dense[place] - 1
}
