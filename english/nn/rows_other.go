//go:build !amd64 || purego

package nn

func normalise8(x *float32, q *int16, rows, n int, gain, bias *float32)     { panic("nn: no kernel") }
func normalise16(x *float32, q *int16, rows, n int, gain, bias *float32)    { panic("nn: no kernel") }
func quantise8(q *int16, x *float32, n int, scale float32)                  { panic("nn: no kernel") }
func rectify8(q *int16, x, y *float32, n int)                               { panic("nn: no kernel") }
func widen8(x *float32, q *int16, n int)                                    { panic("nn: no kernel") }
func maxAbs8(x *float32, n int) float32                                     { panic("nn: no kernel") }
func greatest8(x *float32, n int) int                                       { panic("nn: no kernel") }
func scale8(out *float32, sums *int32, n int, scale float32, bias *float32) { panic("nn: no kernel") }
func addBytes8(y *float32, x *int8, n int, f float32)                       { panic("nn: no kernel") }
func scan8(h, gates, values, x *float32, n int, sigmas *float32)            { panic("nn: no kernel") }
func columns8(out *float32, sums *int32, n int, back float32, scale, bias *float32) {
	panic("nn: no kernel")
}
func scan16(h, gates, values, x *float32, n int, sigmas *float32) { panic("nn: no kernel") }
