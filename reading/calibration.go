package reading

import (
	"encoding/binary"
	"fmt"
	"math"

	"sayso"
)

// The filter's probabilities are of candidates as they were in training; a statement of the record went through more: the
// choice among candidates, whole quotations, quotations that were left over. A calibration turns the one into the share of
// right ones among such statements, by a sigmoid for each kind (Platt 1999).
type calibration [3]sigmoid

// sigmoid gives 1/(1+exp(-(slope*logit(p)+shift))).
type sigmoid struct{ Slope, Shift float32 }

// kindIndex numbers the kinds.
func kindIndex(k sayso.Kind) int {
	switch k {
	case sayso.Direct:
		return 0
	case sayso.Mixed:
		return 1
	}
	return 2
}

// confidence is the share of right statements among those of kind k to which the filter gave p.
func (c *calibration) confidence(k sayso.Kind, p float32) float64 {
	s := c[kindIndex(k)]
	return 1 / (1 + math.Exp(-(float64(s.Slope)*logit(p) + float64(s.Shift))))
}

func logit(p float32) float64 {
	q := min(max(float64(p), 0.002), 0.998)
	return math.Log(q / (1 - q))
}

// judged is a statement of which is known whether it is right.
type judged struct {
	kind  sayso.Kind
	p     float32 // by the filter
	right bool
}

// learnCalibration fits a calibration to statements that the filter was not trained on: logistic regression by Newton's
// method, with a little weight on leaving p as it is.
func learnCalibration(all []judged) calibration {
	var c calibration
	for k := range c {
		slope, shift := 1.0, 0.0
		for range 25 {
			const prior = 2
			gs, gb := prior*(1-slope), -prior*shift
			ss, sb, bb := float64(prior), 0.0, float64(prior)
			for _, j := range all {
				if kindIndex(j.kind) != k {
					continue
				}
				x := logit(j.p)
				p := 1 / (1 + math.Exp(-(slope*x + shift)))
				y := 0.0
				if j.right {
					y = 1
				}
				w := p * (1 - p)
				gs, gb = gs+(y-p)*x, gb+(y-p)
				ss, sb, bb = ss+w*x*x, sb+w*x, bb+w
			}
			det := ss*bb - sb*sb
			slope, shift = slope+(bb*gs-sb*gb)/det, shift+(ss*gb-sb*gs)/det
		}
		// a higher probability never means less
		c[k] = sigmoid{float32(max(slope, 0.05)), float32(shift)}
	}
	return c
}

// judged returns the candidates that would become statements with what is known of them, to learn a calibration from. The
// filter must not have been trained on the article.
func (f *finder) judged(r *Reader, all []candidate, marked []sayso.Statement) []judged {
	chosen := f.judge(r, all)
	right := r.matches(chosen, marked)
	var out []judged
	for i := range chosen {
		if c := &chosen[i]; c.right >= leastStatement {
			out = append(out, judged{r.kind(c.content), c.right, right[i]})
		}
	}
	return out
}

// calibrationSize is how many bytes a calibration takes where it is embedded.
const calibrationSize = 3 * 2 * 4

func (c *calibration) append(dst []byte) []byte {
	for _, s := range c {
		dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(s.Slope))
		dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(s.Shift))
	}
	return dst
}

func loadCalibration(file []byte) (c calibration, rest []byte, err error) {
	if len(file) < calibrationSize {
		return c, nil, fmt.Errorf("calibration: %d bytes, want %d", len(file), calibrationSize)
	}
	for i := range c {
		c[i].Slope = math.Float32frombits(binary.LittleEndian.Uint32(file[8*i:]))
		c[i].Shift = math.Float32frombits(binary.LittleEndian.Uint32(file[8*i+4:]))
		if s := c[i]; !(s.Slope > 0) || math.IsInf(float64(s.Slope), 0) || !(math.Abs(float64(s.Shift)) < 100) {
			return c, nil, fmt.Errorf("calibration: slope %v and shift %v of kind %d make no sense", s.Slope, s.Shift, i)
		}
	}
	return c, file[calibrationSize:], nil
}
