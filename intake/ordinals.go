package intake

// ordinals numbers keys from 0, in the order in which they are first asked for.
// Tables tend to repeat a key in row after row, or the same keys in the same
// order, and then no key is hashed.
type ordinals[K comparable] struct {
	numbers map[K]uint32
	keys    []K      // by number
	next    []uint32 // by number: the one that came after it last
	last    uint32
}

func newOrdinals[K comparable]() *ordinals[K] { return &ordinals[K]{numbers: map[K]uint32{}} }

// of is the number of a key.
func (o *ordinals[K]) of(key K) uint32 {
	if len(o.keys) > 0 {
		if o.keys[o.last] == key {
			return o.last
		}
		if guess := o.next[o.last]; o.keys[guess] == key {
			o.last = guess
			return guess
		}
	}
	number, known := o.numbers[key]
	if !known {
		number = uint32(len(o.keys))
		o.numbers[key] = number
		o.keys, o.next = append(o.keys, key), append(o.next, number)
	}
	o.next[o.last] = number
	o.last = number
	return number
}

// pairs numbers pairs of numbers from 0, in the order in which they are first
// asked for. Where there are not too many, it looks them up without hashing.
type pairs struct {
	width uint64
	dense []uint32 // one more than the number of each pair; nil where they are sparse
	known uint32
	some  *ordinals[uint64]
}

// newPairs numbers pairs of first < firsts and second < seconds, which are
// asked for about so many times.
func newPairs(firsts, seconds, times int) *pairs {
	if all := uint64(firsts) * uint64(seconds); all <= 4*uint64(times) {
		return &pairs{width: uint64(seconds), dense: make([]uint32, all)}
	}
	return &pairs{width: uint64(seconds), some: newOrdinals[uint64]()}
}

func (p *pairs) of(first, second uint32) uint32 {
	place := uint64(first)*p.width + uint64(second)
	if p.dense == nil {
		return p.some.of(place)
	}
	if p.dense[place] == 0 {
		p.known++
		p.dense[place] = p.known
	}
	return p.dense[place] - 1
}

func (p *pairs) count() int {
	if p.dense == nil {
		return len(p.some.keys)
	}
	return int(p.known)
}
