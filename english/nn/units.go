package nn

// AddUnits adds to eight scores what rectified units give to them. The units are what is above zero of row + base + place,
// up to 256 and a multiple of 8 of them; out has eight values for each.
func AddUnits(scores *[8]float32, row, base, place, out []float32) {
	n := len(row)
	base, place, out = base[:n], place[:n], out[:8*n]
	if hasAVX2 && n >= 8 && n%8 == 0 {
		var units [256]float32
		units8(&scores[0], &row[0], &base[0], &place[0], &units[:n][0], n, &out[0])
		return
	}
	for j, v := range row {
		v = v + base[j] + place[j]
		if !(v > 0) {
			continue
		}
		for l, w := range out[8*j : 8*j+8] {
			// the conversion keeps compilers from fusing product and sum
			scores[l] += float32(v * w)
		}
	}
}
