//go:build amd64 && !purego

package nn

//go:noescape
func normalise8(x *float32, q *int16, rows, n int, gain, bias *float32)

//go:noescape
func normalise16(x *float32, q *int16, rows, n int, gain, bias *float32)

//go:noescape
func quantise8(q *int16, x *float32, n int, scale float32)

//go:noescape
func rectify8(q *int16, x, y *float32, n int)

//go:noescape
func widen8(x *float32, q *int16, n int)

//go:noescape
func maxAbs8(x *float32, n int) float32

//go:noescape
func greatest8(x *float32, n int) int

//go:noescape
func scale8(out *float32, sums *int32, n int, scale float32, bias *float32)

//go:noescape
func addBytes8(y *float32, x *int8, n int, f float32)

//go:noescape
func scan8(h, gates, values, x *float32, n int, sigmas *float32)

//go:noescape
func columns8(out *float32, sums *int32, n int, back float32, scale, bias *float32)

//go:noescape
func scan16(h, gates, values, x *float32, n int, sigmas *float32)
