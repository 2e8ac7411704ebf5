package coref

import "sayso/english"

// Voices tell whose words each token is: the writer's, or somebody's whose words are quoted.
type Voices struct {
	// Of holds for each token the number of the voice, -1 for the writer's.
	Of []int32
	// Speaker holds for each voice the head token of the mention of who speaks, Addressee of whom he speaks to; -1
	// where it is not known.
	Speaker, Addressee []int32
}

func (v *Voices) at(i int) int32 {
	if v == nil || i >= len(v.Of) {
		return -1
	}
	return v.Of[i]
}

// sayings are verbs by which quotations are introduced.
var sayings = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range [...]string{"say", "said", "says", "saying", "tell", "told", "tells", "telling", "add", "added", "adds", "adding", "ask", "asked", "asks",
		"asking", "write", "wrote", "writes", "writing", "reply", "replied", "answer", "answered", "explain", "explained", "explains",
		"continue", "continued", "argue", "argued", "argues", "insist", "insisted", "insists", "warn", "warned", "warns", "tweet",
		"tweeted", "note", "noted", "notes", "claim", "claimed", "claims", "declare", "declared", "announce", "announced",
		"state", "stated", "states", "remark", "remarked", "recall", "recalled", "cry", "cried", "exclaim", "exclaimed",
		"shout", "shouted", "whisper", "whispered", "suggest", "suggested", "concede", "conceded", "admit", "admitted",
		"observe", "observed", "comment", "commented", "joke", "joked", "conclude", "concluded", "describe", "described", "call",
		"called", "quoted", "think", "thought", "respond", "responded", "return", "returned", "according"} {
		m[w] = true
	}
	return m
}()

// listen fills the voices from the quotation marks of a text and the verbs of saying beside them. It is what there is
// to go by without a reading of who said what.
func (v *Voices) listen(a *english.Analysis, at func(token int32) int32) {
	v.Of = v.Of[:0]
	for range a.Tokens {
		v.Of = append(v.Of, -1)
	}
	v.Speaker, v.Addressee = v.Speaker[:0], v.Addressee[:0]
	for _, p := range a.Paragraphs {
		from, end := a.Sentences[p.First].First, a.Sentences[p.End-1].End
		open := int32(-1)
		for i := from; i < end; i++ {
			f := a.Form(int(i))
			switch {
			case f == "“" || (f == "\"" || f == "``" || f == "''") && open < 0:
				open = i
			case open >= 0 && (f == "”" || f == "\"" || f == "''"):
				if i-open > 1 {
					v.add(open, i+1)
				}
				open = -1
			}
		}
		if open >= 0 && a.Form(int(open)) == "“" {
			v.add(open, end) // goes on in the next paragraph
		}
		v.attribute(a, from, end, at)
	}
}

func (v *Voices) add(open, end int32) {
	for i := open; i < end; i++ {
		v.Of[i] = int32(len(v.Speaker))
	}
	v.Speaker = append(v.Speaker, -1)
	v.Addressee = append(v.Addressee, -1)
}

// attribute finds, for the voices of a paragraph, the subject of the nearest verb of saying outside of quotations.
func (v *Voices) attribute(a *english.Analysis, from, end int32, at func(int32) int32) {
	const reach = 30
	near := map[int32]int32{}
	for i := from; i < end; i++ {
		if v.Of[i] >= 0 {
			continue
		}
		var buf [12]byte
		if t := &a.Tokens[i]; t.End-t.Start > 11 || !sayings[string(small(buf[:0], a.Form(int(i))))] {
			continue
		}
		speaker := v.subjectOf(a, i, at)
		if speaker < 0 {
			continue
		}
		for dir := int32(-1); dir <= 1; dir += 2 {
			for k, d := i+dir, int32(1); k >= from && k < end && d < reach; k, d = k+dir, d+1 {
				n := v.Of[k]
				if n < 0 {
					if a.Tokens[k].Kind == english.Stop {
						d += 12 // better in its own sentence
					}
					continue
				}
				if best, ok := near[n]; !ok || d < best {
					near[n], v.Speaker[n] = d, speaker
				}
				break
			}
		}
	}
	last := int32(-1)
	for i := from; i < end; i++ {
		if n := v.Of[i]; n >= 0 {
			if v.Speaker[n] < 0 {
				v.Speaker[n] = last
			}
			last = v.Speaker[n]
		}
	}
}

// subjectOf returns the head of the mention that is the subject of verb i, or of the verb it is joined to.
func (v *Voices) subjectOf(a *english.Analysis, i int32, at func(int32) int32) int32 {
	for steps := 0; i >= 0 && steps < 3; steps++ {
		for k := max(i-12, 0); k < min(i+12, int32(len(a.Tokens))); k++ {
			if a.Grammar[k].Head == i && v.Of[k] < 0 && at(k) >= 0 {
				if r := a.Rel(int(k)); r == "nsubj" || r == "nsubj:pass" {
					return k
				}
			}
		}
		if r := a.Rel(int(i)); r != "conj" && r != "xcomp" && r != "advcl" {
			return -1
		}
		i = a.Grammar[i].Head
	}
	return -1
}
