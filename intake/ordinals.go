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
