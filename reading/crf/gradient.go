package crf

import "math"

// Gradient computes the negative log-likelihood of the labels of a sequence whose emission scores are e, under the
// transitions and start scores given. It fills de with its gradient by the emissions, and adds those by the transitions
// and the start to dTransitions and dStart.
func Gradient(s *Scratch, e []float32, labels []uint8, L int, transitions, start, de, dTransitions, dStart []float32) float64 {
	n := len(labels)
	s.grow(n * L)
	alpha, beta := s.alpha[:n*L], s.beta[:n*L]
	logZ := 0.0
	passes(s.emissions[:n*L], e, n, L, transitions, start, alpha, beta, &logZ)
	for i := range de[:n*L] {
		de[i] = alpha[i] * beta[i]
	}
	normalise(de[:n*L], L)
	gold := float64(start[labels[0]])
	for i, l := range labels {
		gold += float64(e[i*L+int(l)])
		if i > 0 {
			gold += float64(transitions[int(labels[i-1])*L+int(l)])
		}
		de[i*L+int(l)]--
	}
	for l := range L {
		if start[l] > Impossible/2 {
			dStart[l] += de[l]
		}
	}
	var pair [64]float32
	for i := 1; i < n; i++ {
		var z float32
		highest := e[i*L+top(e[i*L:i*L+L])]
		for a := range L {
			for b := range L {
				x := float32(0)
				if transitions[a*L+b] > Impossible/2 {
					x = alpha[(i-1)*L+a] * float32(math.Exp(float64(transitions[a*L+b]+e[i*L+b]-highest))) * beta[i*L+b]
				}
				pair[a*L+b] = x
				z += x
			}
		}
		if z > 0 {
			for k, x := range pair[:L*L] {
				if transitions[k] > Impossible/2 {
					dTransitions[k] += x / z
				}
			}
		}
		dTransitions[int(labels[i-1])*L+int(labels[i])]--
	}
	return logZ - gold
}

// Allow sets the transitions and start scores that allowed rules out to [Impossible]; from is -1 at the start.
func Allow(transitions, start []float32, L int, allowed func(from, to int) bool) {
	for b := range L {
		if !allowed(-1, b) {
			start[b] = Impossible
		}
		for a := range L {
			if !allowed(a, b) {
				transitions[a*L+b] = Impossible
			}
		}
	}
}

// grow makes room for a sequence of n scores.
func (s *Scratch) grow(n int) {
	if cap(s.alpha) < n {
		s.emissions, s.alpha, s.beta = make([]float32, n), make([]float32, n), make([]float32, n)
		s.from = make([]uint8, n)
	}
}
