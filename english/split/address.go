package split

import "strings"

// addressIn returns the span of the web or mail address in the run text[start:end], which is one token whatever it
// holds; from is -1 if there is none. Marks at its end belong to the sentence.
func addressIn(text string, start, end int) (from, to int) {
	run := text[start:min(end, start+2048)]
	if at := strings.Index(run, "://"); at > 0 {
		from = at
		for from > 0 && isASCIILetter(run[from-1]) {
			from--
		}
		if from < at {
			return start + from, start + addressEnd(run, at+3)
		}
	}
	if at := strings.Index(run, "www."); at >= 0 && at+4 < len(run) && isHostByte(run[at+4]) {
		return start + at, start + addressEnd(run, at+4)
	}
	if at := strings.IndexByte(run, '@'); at > 0 && strings.LastIndexByte(run, '@') == at {
		from, to = at, at+1
		for from > 0 && (isHostByte(run[from-1]) || strings.IndexByte("._%+", run[from-1]) >= 0) {
			from--
		}
		for to < len(run) && (isHostByte(run[to]) || run[to] == '.') {
			to++
		}
		to = addressEnd(run[:to], at+1)
		if from < at && strings.IndexByte(run[at:to], '.') > 1 {
			return start + from, start + to
		}
	}
	return -1, -1
}

// addressEnd returns where an address ends that goes on at byte i of the run.
func addressEnd(run string, i int) int {
	end := len(run)
	if x := strings.IndexAny(run[i:], "<>\"“”"); x >= 0 {
		end = i + x
	}
	return max(i, len(strings.TrimRight(run[:end], ".,;:!?'*_)]}’")))
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isHostByte(c byte) bool {
	return isASCIILetter(c) || c >= '0' && c <= '9' || c == '-' || c >= 0x80
}
