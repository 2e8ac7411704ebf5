package coref

import (
	"math"
	"slices"
)

// study resolves the text of a lesson and corrects the weights at each decision.
func (l *learner) study(x *lesson) {
	r := l.resolver
	r.choose = func(k int32, c *candidates) int { return l.decide(x, k, c) }
	r.Resolve(x.analysis, nil)
	r.choose = nil
}

// decide scores the candidates, corrects the weights where the lesson tells what is right, and returns the choice.
func (l *learner) decide(x *lesson, k int32, c *candidates) int {
	n := len(c.ends)
	l.scores = slices.Grow(l.scores[:0], n)[:n]
	best := 0
	if l.epoch > 0 {
		l.drop(c.features, 0.3)
		l.drop(c.seen, 0.15)
	}
	for i := range n {
		l.scores[i] = l.score(c.of(i)) + l.hidden.forward(c.seenOf(i))
		if l.scores[i] > l.scores[best] {
			best = i
		}
	}
	right := make([]bool, n)
	any := false
	switch {
	case x.one >= 0:
		if k == x.one {
			any = l.ofExample(x, c, right)
		}
	case x.partial && x.gold[k] < 0 && l.resolver.view.mentions[k].pronoun != noPronoun:
		// not marked because it is a thing, or slipped
	default:
		any = l.ofDocument(x, k, c, right)
	}
	if any {
		l.correct(x, c, right, best)
	}
	if best == len(c.entities) {
		return -1
	}
	if l.epoch == 0 && any && !right[best] {
		// at first the right choice is made, so that what follows starts from a true state
		for i := range c.entities {
			if right[i] {
				return i
			}
		}
		return -1
	}
	return best
}

// drop leaves a part of the features out, others each time, so that no weight relies on another (dropout).
func (l *learner) drop(features []uint32, part float32) {
	for i := range features {
		if l.random.Float32() < part {
			features[i] = 0
		}
	}
}

// ofExample marks the right candidates of an example with two names, and reports whether there are any.
func (l *learner) ofExample(x *lesson, c *candidates, right []bool) bool {
	r := l.resolver
	if len(x.yes) > 0 {
		any := false
		for i, e := range c.entities {
			for _, y := range x.yes {
				right[i] = right[i] || r.Of[y] == e
			}
			any = any || right[i]
		}
		return any
	}
	for i := range right {
		right[i] = true
		if i < len(c.entities) {
			for _, y := range x.no {
				right[i] = right[i] && r.Of[y] != c.entities[i]
			}
		}
	}
	return true
}

// ofDocument marks the right candidates of a mention: the entities most of whose mentions so far are of its marked
// entity, or none.
func (l *learner) ofDocument(x *lesson, k int32, c *candidates, right []bool) bool {
	r := l.resolver
	g := x.gold[k]
	any := false
	if g >= 0 {
		for i, e := range c.entities {
			same, other := 0, 0
			for j, of := range r.Of {
				if of != e {
					continue
				}
				if x.gold[j] == g {
					same++
				} else {
					other++
				}
			}
			right[i] = same > 0 && same >= other
			any = any || right[i]
		}
	}
	if !any {
		right[len(right)-1] = true
	}
	return true
}

func (l *learner) score(f []uint32) float32 {
	var s float32
	for _, h := range f {
		s += l.weights[h&(1<<tableBits-1)]
	}
	return s
}

// correct takes a step along the gradient of the log likelihood of the right candidates. Scores of wrong ones are raised
// by a margin first.
func (l *learner) correct(x *lesson, c *candidates, right []bool, best int) {
	const margin, rate, hiddenRate, decay = 0.6, 0.08, 0.1, 2e-6
	l.decisions++
	if !right[best] {
		l.wrong++
	}
	most := float32(math.Inf(-1))
	for i := range right {
		if !right[i] {
			l.scores[i] += margin
		}
		most = max(most, l.scores[i])
	}
	var all, good float64
	for i, s := range l.scores {
		e := math.Exp(float64(s - most))
		all += e
		if right[i] {
			good += e
		}
	}
	l.loss -= math.Log(good / all)
	l.step++
	for i, s := range l.scores {
		e := math.Exp(float64(s - most))
		g := e / all
		if right[i] {
			g -= e / good
		}
		if math.Abs(g) < 1e-4 {
			continue
		}
		l.update(c.of(i), float32(g)*x.weight, rate, decay)
		l.hidden.update(c.seenOf(i), float32(g)*x.weight, hiddenRate)
	}
	if l.averaging && l.decisions%500 == 0 {
		l.hidden.remember()
	}
}

func (l *learner) update(f []uint32, g, rate, decay float32) {
	for _, h := range f {
		h &= 1<<tableBits - 1
		if h == 0 {
			continue // left out
		}
		w := l.weights[h]
		l.total[h] += w * (l.step - l.seen[h])
		l.seen[h] = l.step
		d := g + decay*w
		l.sum[h] += d * d
		l.weights[h] = w - rate*d/float32(math.Sqrt(float64(l.sum[h]))+1e-2)
	}
}
