package stack

// Rand draws the chance of a shard: xorshift (Marsaglia 2003), quick enough for a mask over every value.
type Rand uint64

// Next returns 32 random bits.
func (r *Rand) Next() uint32 {
	x := uint64(*r)
	x ^= x << 13
	x ^= x >> 7
	x ^= x << 17
	*r = Rand(x)
	return uint32(x >> 32)
}

// Chance reports true with probability p.
func (r *Rand) Chance(p float32) bool { return float32(r.Next()>>8)/(1<<24) < p }

// Mask fills m with 0 at rate p and 1/(1-p) elsewhere.
func (r *Rand) Mask(m []float32, p float32) {
	limit := uint32(float64(p) * 65536)
	on := 1 / (1 - p)
	for i := 0; i < len(m); {
		v := r.Next()
		for k := 0; k < 2 && i < len(m); k++ {
			if v&0xffff < limit {
				m[i] = 0
			} else {
				m[i] = on
			}
			v >>= 16
			i++
		}
	}
}
