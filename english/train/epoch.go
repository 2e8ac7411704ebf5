package train

import (
	"math/rand/v2"
	"sync"

	"sayso/english/stack"
)

// schedule says how the network is trained.
type schedule struct {
	epochs  int
	batch   int     // words in a step
	rate    float32 // greatest learning rate
	names   float64 // share of the newswire used in each epoch
	tagged  float64 // share of the Penn-tagged corpus used in each epoch
	longest int     // longer sentences are left out
	seed    uint64
}

var defaultSchedule = schedule{epochs: 20, batch: 1200, rate: 1.6e-3, names: 0.8, tagged: 0.15, longest: 150, seed: 1}

// trainer runs the steps.
type trainer struct {
	net      *network
	schedule schedule
	workers  [stack.Shards]*worker
	items    []*item // trees first, then names, then tagged
	trees    int
	named    int
	again    []*item // read twice in each epoch
	opt      *stack.Optimiser
	step     int
	steps    int
}

func newTrainer(n *network, s schedule, items []*item, trees, named int, again []*item) *trainer {
	t := &trainer{net: n, schedule: s, items: items, trees: trees, named: named, again: again, opt: stack.NewOptimiser()}
	for i := range t.workers {
		t.workers[i] = newWorker(n, i)
	}
	words := 0
	for e := range min(3, s.epochs) {
		for _, it := range t.order(e) {
			words += len(it.words)
		}
	}
	t.steps = words / min(3, s.epochs) * s.epochs / s.batch
	return t
}

// newWorker returns a worker that trains one shard.
func newWorker(n *network, shard int) *worker {
	w := &worker{net: n, train: true}
	w.pass.Shard = shard
	return w
}

// order returns the sentences of an epoch in the order they are seen.
func (t *trainer) order(epoch int) []*item {
	r := rand.New(rand.NewPCG(t.schedule.seed, uint64(1000+epoch)))
	var out []*item
	take := func(from []*item, share float64) {
		for _, it := range from {
			if len(it.words) <= t.schedule.longest && (share >= 1 || r.Float64() < share) {
				out = append(out, it)
			}
		}
	}
	take(t.items[:t.trees], 1)
	take(t.again, 1)
	take(t.items[t.trees:t.trees+t.named], t.schedule.names)
	take(t.items[t.trees+t.named:], t.schedule.tagged)
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// rate is the learning rate of the present step: up in the first steps, then down to nothing.
func (t *trainer) rate() float32 {
	warm := float32(min(200, t.steps/10+1))
	r := t.schedule.rate * min(1, float32(t.step)/warm)
	return r * max(0.01, 1-float32(t.step)/float32(t.steps))
}

// report is what an epoch came to.
type report struct {
	loss  [tasks]float64
	right [tasks]float64
}

// epoch runs one epoch. progress is called after each step with the share done.
func (t *trainer) epoch(e int, progress func(share float64)) report {
	order := t.order(e)
	for at := 0; at < len(order); {
		at = t.one(order, at)
		if progress != nil {
			progress(float64(at) / float64(len(order)))
		}
	}
	var r report
	for k := range tasks {
		n, right := 0, 0
		for _, w := range t.workers {
			r.loss[k] += w.loss[k]
			n += w.counted[k]
			right += w.correct[k]
			w.loss[k], w.counted[k], w.correct[k] = 0, 0, 0
		}
		if n > 0 {
			r.loss[k] /= float64(n)
			r.right[k] = float64(right) / float64(n)
		}
	}
	return r
}

// one takes one step over the sentences from place at on and returns the place behind them.
func (t *trainer) one(order []*item, at int) int {
	var parts [stack.Shards][]*item
	var sizes [stack.Shards]int
	for size := 0; size < t.schedule.batch && at < len(order); at++ {
		it := order[at]
		// the shard with fewer words takes the next sentence
		s := 0
		if sizes[1] < sizes[0] {
			s = 1
		}
		parts[s] = append(parts[s], it)
		sizes[s] += len(it.words)
		size += len(it.words)
	}
	t.step++
	var wg sync.WaitGroup
	for s, w := range t.workers {
		if len(parts[s]) == 0 {
			continue
		}
		wg.Add(1)
		go func() {
			defer wg.Done()
			w.pass.Rand = stack.Rand((t.schedule.seed<<40 ^ uint64(t.step)<<8 ^ uint64(s)) * 0x9e3779b97f4a7c15)
			w.forward(parts[s])
			if w.guess != nil {
				w.guessLosses()
			} else {
				w.losses()
			}
			w.backward()
		}()
	}
	wg.Wait()
	for s, w := range t.workers {
		if len(parts[s]) > 0 {
			w.scatter()
		}
	}
	t.opt.Next(t.step, t.rate())
	t.net.step(t.opt, 1/float32(t.schedule.batch))
	return at
}
