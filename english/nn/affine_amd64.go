//go:build amd64 && !purego

package nn

//go:noescape
func affine12x32(pairs int, a *int16, aRow int, b *int16, bNext int, c *float32, cRow int, scale, bias *float32, add int)

//go:noescape
func affine12x16(pairs int, a *int16, aRow int, b *int16, c *float32, cRow int, scale, bias *float32, add int)

//go:noescape
func affine6x16(pairs int, a *int16, aRow int, b *int16, c *float32, cRow int, scale, bias *float32, add int)

//go:noescape
func affine1x16(pairs int, a *int16, b *int16, c *float32, scale, bias *float32, add int)
