//go:build amd64 && !purego

package nn

import "golang.org/x/sys/cpu"

var (
	hasAVX2   = cpu.X86.HasAVX2 && cpu.X86.HasFMA
	hasAVX512 = hasAVX2 && cpu.X86.HasAVX512F && cpu.X86.HasAVX512VNNI
)

//go:noescape
func kernel6x16(k int, a *float32, aRow, aStep int, b, c *float32, cRow int)

//go:noescape
func kernel1x16(k int, a *float32, aStep int, b, c *float32)

//go:noescape
func dot16(n int, a, b *float32) float32

//go:noescape
func axpy16(n int, f float32, x, y *float32)

//go:noescape
func ints6x16(pairs int, a *int16, aRow int, b *int16, c *int32, cRow int)

//go:noescape
func ints1x16(pairs int, a *int16, b *int16, c *int32)

//go:noescape
func kernel12x16(k int, a *float32, aRow, aStep int, b, c *float32, cRow int)

//go:noescape
func ints12x16(pairs int, a *int16, aRow int, b *int16, c *int32, cRow int)
