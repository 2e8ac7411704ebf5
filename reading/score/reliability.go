package score

import (
	"fmt"
	"io"
	"math"
)

// bin gathers the predicted statements of which the confidence lies in one tenth.
type bin struct {
	n, right int
	said     float64 // sum of their confidences
}

// bin counts a predicted statement of the given confidence, right by the measure of "statement".
func (s *Sums) bin(confidence float64, right bool) {
	if confidence <= 0 {
		return
	}
	b := &s.bins[min(int(confidence*10), 9)]
	b.n++
	b.said += confidence
	if right {
		b.right++
	}
}

// Reliability returns, of the predicted statements of which the confidence lies between tenth/10 and (tenth+1)/10, how many
// there are, their mean confidence, and the share of them that is right: equal where confidence is honest.
func (s *Sums) Reliability(tenth int) (n int, said, right float64) {
	b := s.bins[tenth]
	if b.n == 0 {
		return 0, 0, 0
	}
	return b.n, b.said / float64(b.n), float64(b.right) / float64(b.n)
}

// CalibrationError is the mean distance of confidence and share of right ones over the ten bins, each as heavy as what is in
// it (expected calibration error: Naeini, Cooper and Hauskrecht 2015).
func (s *Sums) CalibrationError() float64 {
	total, off := 0, 0.0
	for i := range s.bins {
		n, said, right := s.Reliability(i)
		total += n
		off += float64(n) * math.Abs(said-right)
	}
	if total == 0 {
		return 0
	}
	return off / float64(total)
}

// writeReliability prints the bins that hold anything.
func (s *Sums) writeReliability(w io.Writer) error {
	for i := range s.bins {
		if n, said, right := s.Reliability(i); n > 0 {
			if _, err := fmt.Fprintf(w, "confidence %.1f-%.1f %5d statements, said %5.1f, right %5.1f\n", float64(i)/10, float64(i+1)/10, n, 100*said, 100*right); err != nil {
				return err
			}
		}
	}
	_, err := fmt.Fprintf(w, "calibration error  %.1f\n", 100*s.CalibrationError())
	return err
}
