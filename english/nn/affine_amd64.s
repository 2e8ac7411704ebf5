//go:build amd64 && !purego

#include "textflag.h"

// The products of these kernels are those of ints6x16; behind them each sum becomes a float, is multiplied by the scale
// of its column and has the bias of its column added, each operation rounded by itself. Where add is not zero, what is
// above zero of the result is added to what is at its place, otherwise the result is stored there.

#define ZERO12 \
	VPXORQ Z8, Z8, Z8; \
	VPXORQ Z9, Z9, Z9; \
	VPXORQ Z10, Z10, Z10; \
	VPXORQ Z11, Z11, Z11; \
	VPXORQ Z12, Z12, Z12; \
	VPXORQ Z13, Z13, Z13; \
	VPXORQ Z14, Z14, Z14; \
	VPXORQ Z15, Z15, Z15; \
	VPXORQ Z16, Z16, Z16; \
	VPXORQ Z17, Z17, Z17; \
	VPXORQ Z18, Z18, Z18; \
	VPXORQ Z19, Z19, Z19

// two accumulators of a row with the pair of inputs at a
#define PAIR32(a, t, c0, c1) \
	VPBROADCASTD a, t; \
	VPDPWSSD Z0, t, c0; \
	VPDPWSSD Z1, t, c1

#define STORE32(c0, c1) \
	VCVTDQ2PS c0, c0; \
	VCVTDQ2PS c1, c1; \
	VMULPS Z0, c0, c0; \
	VMULPS Z1, c1, c1; \
	VADDPS Z2, c0, c0; \
	VADDPS Z3, c1, c1; \
	VMOVUPS c0, (DX); \
	VMOVUPS c1, 64(DX); \
	ADDQ R10, DX

#define ADD32(c0, c1) \
	VCVTDQ2PS c0, c0; \
	VCVTDQ2PS c1, c1; \
	VMULPS Z0, c0, c0; \
	VMULPS Z1, c1, c1; \
	VADDPS Z2, c0, c0; \
	VADDPS Z3, c1, c1; \
	VMAXPS Z4, c0, c0; \
	VMAXPS Z4, c1, c1; \
	VADDPS (DX), c0, c0; \
	VADDPS 64(DX), c1, c1; \
	VMOVUPS c0, (DX); \
	VMOVUPS c1, 64(DX); \
	ADDQ R10, DX

// func affine12x32(pairs int, a *int16, aRow int, b *int16, bNext int, c *float32, cRow int, scale, bias *float32, add int)
// Twelve rows, thirty-two columns: two panels of B, of which the second lies bNext bytes behind the first.
TEXT ·affine12x32(SB), NOSPLIT, $0-80
	MOVQ pairs+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ aRow+16(FP), R8
	MOVQ b+24(FP), DI
	MOVQ bNext+32(FP), R13
	MOVQ c+40(FP), DX
	MOVQ cRow+48(FP), R10
	MOVQ scale+56(FP), AX
	MOVQ bias+64(FP), R9
	LEAQ (R8)(R8*2), BX
	LEAQ (SI)(BX*2), R11
	LEAQ (R11)(BX*1), R12
	ADDQ SI, BX
	ZERO12
	VPXORQ Z20, Z20, Z20
	VPXORQ Z21, Z21, Z21
	VPXORQ Z22, Z22, Z22
	VPXORQ Z23, Z23, Z23
	VPXORQ Z24, Z24, Z24
	VPXORQ Z25, Z25, Z25
	VPXORQ Z26, Z26, Z26
	VPXORQ Z27, Z27, Z27
	VPXORQ Z28, Z28, Z28
	VPXORQ Z29, Z29, Z29
	VPXORQ Z30, Z30, Z30
	VPXORQ Z31, Z31, Z31
loop1232:
	VMOVDQU32 (DI), Z0
	VMOVDQU32 (DI)(R13*1), Z1
	PAIR32((SI), Z2, Z8, Z9)
	PAIR32((SI)(R8*1), Z3, Z10, Z11)
	PAIR32((SI)(R8*2), Z4, Z12, Z13)
	PAIR32((BX), Z5, Z14, Z15)
	PAIR32((BX)(R8*1), Z6, Z16, Z17)
	PAIR32((BX)(R8*2), Z7, Z18, Z19)
	PAIR32((R11), Z2, Z20, Z21)
	PAIR32((R11)(R8*1), Z3, Z22, Z23)
	PAIR32((R11)(R8*2), Z4, Z24, Z25)
	PAIR32((R12), Z5, Z26, Z27)
	PAIR32((R12)(R8*1), Z6, Z28, Z29)
	PAIR32((R12)(R8*2), Z7, Z30, Z31)
	ADDQ $4, SI
	ADDQ $4, BX
	ADDQ $4, R11
	ADDQ $4, R12
	ADDQ $64, DI
	DECQ CX
	JNZ loop1232
	VMOVUPS (AX), Z0
	VMOVUPS 64(AX), Z1
	VMOVUPS (R9), Z2
	VMOVUPS 64(R9), Z3
	CMPQ add+72(FP), $0
	JNE add1232
	STORE32(Z8, Z9)
	STORE32(Z10, Z11)
	STORE32(Z12, Z13)
	STORE32(Z14, Z15)
	STORE32(Z16, Z17)
	STORE32(Z18, Z19)
	STORE32(Z20, Z21)
	STORE32(Z22, Z23)
	STORE32(Z24, Z25)
	STORE32(Z26, Z27)
	STORE32(Z28, Z29)
	STORE32(Z30, Z31)
	VZEROUPPER
	RET
add1232:
	VPXORQ Z4, Z4, Z4
	ADD32(Z8, Z9)
	ADD32(Z10, Z11)
	ADD32(Z12, Z13)
	ADD32(Z14, Z15)
	ADD32(Z16, Z17)
	ADD32(Z18, Z19)
	ADD32(Z20, Z21)
	ADD32(Z22, Z23)
	ADD32(Z24, Z25)
	ADD32(Z26, Z27)
	ADD32(Z28, Z29)
	ADD32(Z30, Z31)
	VZEROUPPER
	RET

#define PAIR16(a, t, c) \
	VPBROADCASTD a, t; \
	VPDPWSSD Z0, t, c

#define STORE16(c) \
	VCVTDQ2PS c, c; \
	VMULPS Z0, c, c; \
	VADDPS Z2, c, c; \
	VMOVUPS c, (DX); \
	ADDQ R10, DX

#define ADD16(c) \
	VCVTDQ2PS c, c; \
	VMULPS Z0, c, c; \
	VADDPS Z2, c, c; \
	VMAXPS Z4, c, c; \
	VADDPS (DX), c, c; \
	VMOVUPS c, (DX); \
	ADDQ R10, DX

// func affine12x16(pairs int, a *int16, aRow int, b *int16, c *float32, cRow int, scale, bias *float32, add int)
TEXT ·affine12x16(SB), NOSPLIT, $0-72
	MOVQ pairs+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ aRow+16(FP), R8
	MOVQ b+24(FP), DI
	MOVQ c+32(FP), DX
	MOVQ cRow+40(FP), R10
	MOVQ scale+48(FP), AX
	MOVQ bias+56(FP), R9
	LEAQ (R8)(R8*2), BX
	LEAQ (SI)(BX*2), R11
	LEAQ (R11)(BX*1), R12
	ADDQ SI, BX
	ZERO12
loop1216:
	VMOVDQU32 (DI), Z0
	PAIR16((SI), Z2, Z8)
	PAIR16((SI)(R8*1), Z3, Z9)
	PAIR16((SI)(R8*2), Z4, Z10)
	PAIR16((BX), Z5, Z11)
	PAIR16((BX)(R8*1), Z6, Z12)
	PAIR16((BX)(R8*2), Z7, Z13)
	PAIR16((R11), Z2, Z14)
	PAIR16((R11)(R8*1), Z3, Z15)
	PAIR16((R11)(R8*2), Z4, Z16)
	PAIR16((R12), Z5, Z17)
	PAIR16((R12)(R8*1), Z6, Z18)
	PAIR16((R12)(R8*2), Z7, Z19)
	ADDQ $4, SI
	ADDQ $4, BX
	ADDQ $4, R11
	ADDQ $4, R12
	ADDQ $64, DI
	DECQ CX
	JNZ loop1216
	VMOVUPS (AX), Z0
	VMOVUPS (R9), Z2
	CMPQ add+64(FP), $0
	JNE add1216
	STORE16(Z8)
	STORE16(Z9)
	STORE16(Z10)
	STORE16(Z11)
	STORE16(Z12)
	STORE16(Z13)
	STORE16(Z14)
	STORE16(Z15)
	STORE16(Z16)
	STORE16(Z17)
	STORE16(Z18)
	STORE16(Z19)
	VZEROUPPER
	RET
add1216:
	VPXORQ Z4, Z4, Z4
	ADD16(Z8)
	ADD16(Z9)
	ADD16(Z10)
	ADD16(Z11)
	ADD16(Z12)
	ADD16(Z13)
	ADD16(Z14)
	ADD16(Z15)
	ADD16(Z16)
	ADD16(Z17)
	ADD16(Z18)
	ADD16(Z19)
	VZEROUPPER
	RET

#define PAIR6(a, c0, c1) \
	VPBROADCASTD a, Y2; \
	VPMADDWD Y0, Y2, Y3; \
	VPMADDWD Y1, Y2, Y2; \
	VPADDD Y3, c0, c0; \
	VPADDD Y2, c1, c1

#define STORE6(c0, c1) \
	VCVTDQ2PS c0, c0; \
	VCVTDQ2PS c1, c1; \
	VMULPS Y0, c0, c0; \
	VMULPS Y1, c1, c1; \
	VADDPS (R9), c0, c0; \
	VADDPS 32(R9), c1, c1; \
	VMOVUPS c0, (DX); \
	VMOVUPS c1, 32(DX); \
	ADDQ R10, DX

#define ADD6(c0, c1) \
	VCVTDQ2PS c0, c0; \
	VCVTDQ2PS c1, c1; \
	VMULPS Y0, c0, c0; \
	VMULPS Y1, c1, c1; \
	VADDPS (R9), c0, c0; \
	VADDPS 32(R9), c1, c1; \
	VMAXPS Y2, c0, c0; \
	VMAXPS Y2, c1, c1; \
	VADDPS (DX), c0, c0; \
	VADDPS 32(DX), c1, c1; \
	VMOVUPS c0, (DX); \
	VMOVUPS c1, 32(DX); \
	ADDQ R10, DX

// func affine6x16(pairs int, a *int16, aRow int, b *int16, c *float32, cRow int, scale, bias *float32, add int)
TEXT ·affine6x16(SB), NOSPLIT, $0-72
	MOVQ pairs+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ aRow+16(FP), R8
	MOVQ b+24(FP), DI
	MOVQ c+32(FP), DX
	MOVQ cRow+40(FP), R10
	MOVQ scale+48(FP), AX
	MOVQ bias+56(FP), R9
	LEAQ (R8)(R8*2), BX
	ADDQ SI, BX
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	VPXOR Y8, Y8, Y8
	VPXOR Y9, Y9, Y9
	VPXOR Y10, Y10, Y10
	VPXOR Y11, Y11, Y11
	VPXOR Y12, Y12, Y12
	VPXOR Y13, Y13, Y13
	VPXOR Y14, Y14, Y14
	VPXOR Y15, Y15, Y15
loop616:
	VMOVDQU (DI), Y0
	VMOVDQU 32(DI), Y1
	PAIR6((SI), Y4, Y5)
	PAIR6((SI)(R8*1), Y6, Y7)
	PAIR6((SI)(R8*2), Y8, Y9)
	PAIR6((BX), Y10, Y11)
	PAIR6((BX)(R8*1), Y12, Y13)
	PAIR6((BX)(R8*2), Y14, Y15)
	ADDQ $4, SI
	ADDQ $4, BX
	ADDQ $64, DI
	DECQ CX
	JNZ loop616
	VMOVUPS (AX), Y0
	VMOVUPS 32(AX), Y1
	CMPQ add+64(FP), $0
	JNE add616
	STORE6(Y4, Y5)
	STORE6(Y6, Y7)
	STORE6(Y8, Y9)
	STORE6(Y10, Y11)
	STORE6(Y12, Y13)
	STORE6(Y14, Y15)
	VZEROUPPER
	RET
add616:
	VPXOR Y2, Y2, Y2
	ADD6(Y4, Y5)
	ADD6(Y6, Y7)
	ADD6(Y8, Y9)
	ADD6(Y10, Y11)
	ADD6(Y12, Y13)
	ADD6(Y14, Y15)
	VZEROUPPER
	RET

// func affine1x16(pairs int, a *int16, b *int16, c *float32, scale, bias *float32, add int)
TEXT ·affine1x16(SB), NOSPLIT, $0-56
	MOVQ pairs+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DI
	MOVQ c+24(FP), DX
	MOVQ scale+32(FP), AX
	MOVQ bias+40(FP), R9
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
loop116:
	VPBROADCASTD (SI), Y2
	VPMADDWD (DI), Y2, Y3
	VPMADDWD 32(DI), Y2, Y2
	VPADDD Y3, Y4, Y4
	VPADDD Y2, Y5, Y5
	ADDQ $4, SI
	ADDQ $64, DI
	DECQ CX
	JNZ loop116
	VMOVUPS (AX), Y0
	VMOVUPS 32(AX), Y1
	XORQ R10, R10
	CMPQ add+48(FP), $0
	JNE add116
	STORE6(Y4, Y5)
	VZEROUPPER
	RET
add116:
	VPXOR Y2, Y2, Y2
	ADD6(Y4, Y5)
	VZEROUPPER
	RET
