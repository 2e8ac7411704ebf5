package split

import "strings"

// MaxFeatures bounds the features of one decision.
const MaxFeatures = 24

// context is what the features of a cut need to know beyond the run's atoms.
type context struct {
	// after is the class of what follows the run behind the white space, none at the end of a paragraph.
	after class
	// address tells what the run looks like: 1 a web address, 2 a mail address, 3 a host or file name.
	address int
	// from and to are the bytes of an address in the run that is never cut, -1 if there is none.
	from, to int
}

// contextOf looks at the run text[start:end] and behind it.
func contextOf(text string, start, end int) context {
	c := context{after: afterRun(text, end)}
	c.from, c.to = addressIn(text, start, end)
	run := text[start:min(end, start+1024)]
	if len(run) < 4 {
		return c
	}
	switch {
	case strings.Contains(run, "://"), strings.Contains(run, "www."), strings.Contains(run, "WWW."):
		c.address = 1
	case strings.IndexByte(run, '@') > 0:
		c.address = 2
	default:
		for dot := strings.IndexByte(run, '.'); dot >= 0; {
			rest := run[dot+1:]
			for _, x := range endings {
				if len(rest) >= len(x) && strings.EqualFold(rest[:len(x)], x) {
					if size, _ := letterAt(rest, len(x)); size == 0 {
						c.address = 3
						return c
					}
				}
			}
			next := strings.IndexByte(rest, '.')
			if next < 0 {
				break
			}
			dot += 1 + next
		}
	}
	return c
}

// inside reports whether byte i lies within the address that is never cut.
func (c *context) inside(i int32) bool { return int(i) > c.from && int(i) < c.to }

// endings are the last parts of host and file names.
var endings = [...]string{"com", "org", "net", "gov", "edu", "info", "uk", "eu", "htm", "html", "pdf", "doc", "docx", "xls", "jpg", "php", "exe", "zip", "txt"}

// tokenFeatures appends the slots of the features of a cut between atoms i-1 and i of the run a. after is
// what follows the run; lastCut tells whether the tokens before were cut at their last chance.
func tokenFeatures(dst []uint32, text string, a []atom, i int, around context, lastCut bool) []uint32 {
	at := func(k int) (hash, class, int) {
		if k < 0 || k >= len(a) {
			return 1, none, 0
		}
		return form(text[a[k].start:a[k].end]), a[k].class, int(a[k].end - a[k].start)
	}
	ll, cll, _ := at(i - 2)
	l, cl, nl := at(i - 1)
	r, cr, nr := at(i)
	rr, crr, _ := at(i + 1)
	_, c3, _ := at(i + 2)
	next := none
	if i == len(a)-1 {
		next = around.after + 1
	}
	n := 0
	add := func(h hash) {
		n++
		dst = append(dst, h.num(n).slot())
	}
	kinds := feature(1).num(int(cl)).num(int(cr))
	add(kinds)
	add(feature(2).add(l).num(int(cr)))
	add(feature(3).add(r).num(int(cl)))
	add(feature(4).add(l).add(r))
	add(feature(5).add(ll).add(l).num(int(cr)))
	add(feature(6).add(ll).add(l).add(r))
	add(feature(7).add(l).add(r).add(rr))
	add(feature(8).add(r).add(rr).num(int(cl)))
	add(kinds.num(int(cll)).num(int(crr)))
	add(kinds.num(int(cll)).num(int(crr)).num(int(c3)).add(r))
	add(feature(11).add(l).add(r).num(int(next)))
	add(kinds.num(min(nl, 5)).num(min(nr, 5)).num(min(i, 4)).num(min(len(a)-i, 4)))
	add(feature(13).add(l).num(int(cr)).num(int(crr)).flag(lastCut))
	add(feature(14).add(r).num(int(cl)).num(int(cll)).flag(lastCut))
	add(feature(15).add(form(text[a[0].start:a[0].end])).num(min(i, 6)).num(int(cl)).num(int(cr)))
	add(feature(16).add(r).num(min(nl, 6)).num(int(cl)).num(int(next)))
	add(feature(17).add(r).num(min(len(a), 12)).num(int(cl)).num(int(crr)).num(int(next)))
	if cr == mark && text[a[i].start] == '.' {
		known := i > 0 && isAbbreviation(text[a[i-1].start:a[i-1].end])
		short := cl != mark && nl == 1
		add(feature(20).flag(known).num(int(cl)).num(int(next)).flag(short))
		add(feature(21).flag(known).num(int(cl)).num(int(cll)).num(int(crr)).num(int(next)).num(min(nl, 5)))
	}
	if around.address > 0 {
		here := feature(19).num(around.address).flag(lastCut)
		add(here.num(int(cl)).num(int(cr)).num(min(len(a)-i, 3)))
		add(here.add(l).add(r))
		add(here.add(r).num(int(cl)).num(int(crr)).num(int(next)))
		add(here.add(l).num(int(cr)))
		return dst
	}
	if len(a) <= 9 {
		h := feature(18).num(i)
		for k := range a {
			h = h.num(int(a[k].class))
			if a[k].class == mark {
				h = h.byte(text[a[k].start])
			}
		}
		add(h)
	}
	return dst
}

// wordInfo is what the features of a sentence's end need of a word.
type wordInfo struct {
	form  hash
	shape class
	char  byte // of a mark
	size  uint8
}

func infoOf(text string, w Word) wordInfo {
	s := curly(text[w.Start:w.End])
	i := wordInfo{form: form(s), size: uint8(min(len(s), 4))}
	size, upper := letterAt(s, 0)
	switch {
	case upper:
		i.shape = capital
		if size2, up := letterAt(s, size); size2 > 0 && up {
			i.shape = capitals
		}
	case size > 0:
		i.shape = letters
	case digitAt(s, 0) > 0:
		i.shape = digits
	default:
		i.shape, i.char = mark, s[0]
	}
	if i.shape != mark && s[len(s)-1] == '.' {
		i.char = '.'
	}
	return i
}

// curly returns the mark that English has for an angled or a low quotation mark, which the weights have not seen.
func curly(s string) string {
	if len(s) > 3 || len(s) < 2 || s[0] != 0xc2 && s[0] != 0xe2 {
		return s
	}
	switch s {
	case "«", "„":
		return "“"
	case "»":
		return "”"
	}
	return s
}

// maybeEnds reports whether a sentence can end between the words: between two words of small letters, or before a
// comma, none ever does.
func maybeEnds(a, b wordInfo) bool {
	if b.shape == letters && a.shape != mark && a.char != '.' {
		return false
	}
	return b.char != ',' || b.shape != mark
}

// sentenceFeatures appends the slots of the features of a sentence's end between words w[2] and w[3] of a window of
// six. since counts the words of the sentence so far, quotes is the number of quotation marks in it.
func sentenceFeatures(dst []uint32, w *[6]wordInfo, space bool, since, quotes int) []uint32 {
	a, b, c, d, e := w[1], w[2], w[3], w[4], w[5]
	n := 0
	add := func(h hash) {
		n++
		dst = append(dst, h.num(n).slot())
	}
	length := 0
	for _, limit := range [...]int{2, 3, 5, 8, 12, 20, 30, 50} {
		if since >= limit {
			length++
		}
	}
	shapes := feature(101).num(int(b.shape)).byte(b.char).num(int(c.shape)).byte(c.char).flag(space)
	odd := quotes%2 == 1
	add(shapes)
	add(shapes.num(length))
	add(shapes.num(int(a.shape)).byte(a.char).num(int(d.shape)).byte(d.char))
	add(shapes.num(int(a.shape)).byte(a.char).num(int(w[0].shape)).num(int(d.shape)).num(int(e.shape)))
	add(shapes.flag(odd).num(int(a.shape)).byte(a.char))
	add(feature(106).add(b.form).num(int(c.shape)).byte(c.char))
	add(feature(107).add(b.form).add(c.form))
	add(feature(108).add(c.form).num(int(c.shape)).num(int(b.shape)).byte(b.char))
	add(feature(109).add(a.form).add(b.form).num(int(c.shape)))
	add(feature(110).add(a.form).num(int(b.shape)).byte(b.char).num(int(c.shape)).byte(c.char))
	add(feature(111).add(c.form).add(d.form).num(int(b.shape)).byte(b.char))
	add(feature(112).add(d.form).num(int(b.shape)).byte(b.char).num(int(c.shape)).byte(c.char))
	add(feature(113).add(a.form).add(c.form).byte(b.char).num(int(b.shape)))
	add(feature(114).add(b.form).num(length).num(int(c.shape)))
	add(feature(115).add(c.form).num(length).byte(b.char).num(int(c.shape)))
	add(feature(116).num(int(b.shape)).byte(b.char).num(int(b.size)).num(int(c.shape)).num(int(c.size)).num(int(a.size)))
	add(feature(117).add(e.form).num(int(b.shape)).byte(b.char).num(int(c.shape)).num(int(d.shape)))
	add(feature(118).add(w[0].form).num(int(a.shape)).byte(a.char).byte(b.char).num(int(c.shape)))
	return dst
}
