//go:build !amd64 || purego

package nn

// Both are false: only the plain kernels run.
var hasAVX2, hasAVX512 = false, false

func kernel6x16(k int, a *float32, aRow, aStep int, b, c *float32, cRow int) { panic("nn: no kernel") }
func kernel1x16(k int, a *float32, aStep int, b, c *float32)                 { panic("nn: no kernel") }
func dot16(n int, a, b *float32) float32                                     { panic("nn: no kernel") }
func axpy16(n int, f float32, x, y *float32)                                 { panic("nn: no kernel") }
func ints6x16(pairs int, a *int16, aRow int, b *int16, c *int32, cRow int)   { panic("nn: no kernel") }
func ints1x16(pairs int, a *int16, b *int16, c *int32)                       { panic("nn: no kernel") }
func kernel12x16(k int, a *float32, aRow, aStep int, b, c *float32, cRow int) {
	panic("nn: no kernel")
}
func ints12x16(pairs int, a *int16, aRow int, b *int16, c *int32, cRow int) { panic("nn: no kernel") }
