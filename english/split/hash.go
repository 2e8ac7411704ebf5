package split

// hash gathers what makes a feature.
type hash uint32

func feature(kind byte) hash { return (2166136261 ^ hash(kind)) * 16777619 }

func (h hash) byte(c byte) hash { return (h ^ hash(c)) * 16777619 }

func (h hash) num(n int) hash { return h.byte(byte(n)) }

// add takes another hash in.
func (h hash) add(o hash) hash {
	h ^= o + 0x9e3779b9 + h<<6 + h>>2
	return h * 0x85ebca6b
}

func (h hash) flag(b bool) hash {
	if b {
		return h.byte(1)
	}
	return h.byte(0)
}

// form hashes up to 16 bytes of a word: small letters, digits as 0, typographic marks as plain ones.
func form(s string) hash {
	h := feature(0)
	for i := 0; i < len(s) && i < 16; i++ {
		c := s[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c |= 0x20
		case c >= '0' && c <= '9':
			c = '0'
		}
		h = h.byte(c)
	}
	if len(s) > 16 {
		h = h.byte(1)
	}
	return h
}

// slot is the place of a feature in a table of 2^Bits weights.
func (h hash) slot() uint32 {
	h ^= h >> 16
	h *= 0x7feb352d
	h ^= h >> 15
	return uint32(h) & (1<<Bits - 1)
}

// Bits is the binary logarithm of the number of weights of each model.
const Bits = 17
