// Package nn holds the arithmetic of small neural networks: matrix products in float32 for training and in integers for
// applying trained weights.
//
// Each kernel exists in plain Go and in AVX2 assembly, some in AVX-512 too. Those that apply trained weights, of integers
// and of floats, give equal bits on every machine: sums of integers do not depend on their order, and floats are rounded
// after each operation, in a fixed order. Only those for training use fused multiply-add, so weights are the same from run to
// run on one architecture, not across.
package nn
