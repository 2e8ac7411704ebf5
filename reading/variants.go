package reading

import "slices"

// Beside the parts that the field finds for a cue, other ones are put before the filter, where the tree has more to say.

// addVariants adds candidates with a source that the tree knows, to those that have none.
func (f *finder) addVariants(r *Reader, all []candidate) []candidate {
	for i := range all {
		c := all[i]
		if len(c.source) > 0 || len(c.content) == 0 {
			continue
		}
		subject := r.trim(f.view.tree.subjectOf(r.cueHead(&f.view, c.cue)))
		if subject.empty() || subject.end-subject.first > 40 {
			continue
		}
		parts := append([]tokens{c.cue}, c.content...)
		if slices.ContainsFunc(parts, func(t tokens) bool { return t.first < subject.end && subject.first < t.end }) {
			continue
		}
		c.source = []tokens{subject}
		all = append(all, c)
	}
	return all
}

// farthest is how many tokens may lie between a verb and its subject.
const farthest = 150

// subjectOf returns the subject of a verb by the tree, with all that depends on it: the verb's own, or that of a verb it is
// joined to or depends on. It is empty where there is none, or where the verb is a passive.
func (t *treeView) subjectOf(verb int) tokens {
	for steps := 0; verb >= 0 && steps < 4; steps++ {
		if t.kids[verb]&(kidPassiveSubject|kidPassiveAux) != 0 {
			return tokens{}
		}
		if t.kids[verb]&kidSubject != 0 {
			for i := max(0, verb-farthest); i < min(len(t.head), verb+farthest); i++ {
				if int(t.head[i]) == verb && t.bits[t.rel[i]-1] == kidSubject {
					return t.phraseOf(i)
				}
			}
		}
		if t.rel[verb] == 0 || t.bits[t.rel[verb]-1]&(kidConj|kidAdvcl|kidXcomp|kidParataxis) == 0 {
			break
		}
		verb = int(t.head[verb])
	}
	return tokens{}
}

// phraseOf returns the tokens in a row around i that depend on it.
func (t *treeView) phraseOf(i int) tokens {
	under := func(k int) bool {
		for steps := 0; k >= 0 && steps < 40; steps++ {
			if k == i {
				return true
			}
			k = int(t.head[k])
		}
		return false
	}
	out := tokens{i, i + 1}
	for out.first > 0 && under(out.first-1) {
		out.first--
	}
	for out.end < len(t.head) && under(out.end) {
		out.end++
	}
	return out
}
