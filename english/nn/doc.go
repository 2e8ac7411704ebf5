// Package nn holds the arithmetic of small neural networks: matrix products in float32 for training and in integers for
// applying trained weights.
//
// Each kernel exists twice, as AVX2 assembly and in plain Go. The integer kernels give exactly equal results on every
// machine, since sums of integers do not depend on their order. The float32 kernels are for training only; they use
// fused multiply-add where the machine has it, so weights are the same from run to run on one architecture, not across.
package nn
