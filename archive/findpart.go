package archive

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"sayso"
)

var positions = regexp.MustCompile(`^\d+-\d+(,\d+-\d+)*$`)

// FindPart finds a part of a statement as a person gives it: by its words as they stand in the text, several set apart by
// " … ", or by its positions, "17-60,70-80". Of words that stand in several places, those nearest to the statement are
// meant; s is nil where there is none yet. No words are no part.
func FindPart(text, words string, s *sayso.Statement) (sayso.Spans, error) {
	spans := sayso.Spans{}
	words = strings.TrimSpace(words)
	if words == "" {
		return spans, nil
	}
	if positions.MatchString(words) && !strings.Contains(text, words) {
		for pair := range strings.SplitSeq(words, ",") {
			from, to, _ := strings.Cut(pair, "-")
			start, err := strconv.Atoi(from)
			if err != nil {
				return nil, fmt.Errorf("position %s: %w", pair, err)
			}
			end, err := strconv.Atoi(to)
			if err != nil {
				return nil, fmt.Errorf("position %s: %w", pair, err)
			}
			spans = append(spans, sayso.Span{Start: start, End: end})
		}
		return spans, nil
	}
	near := 0
	if s != nil {
		near = reach(s).Start
	}
	for piece := range strings.SplitSeq(words, " … ") {
		if piece = strings.TrimSpace(piece); piece == "" {
			continue
		}
		best := -1
		for at := 0; at <= len(text); at++ {
			i := strings.Index(text[at:], piece)
			if i < 0 {
				break
			}
			if at += i; best < 0 || max(at-near, near-at) < max(best-near, near-best) {
				best = at
			}
		}
		if best < 0 {
			return nil, fmt.Errorf("“%s” does not stand in the text", piece)
		}
		spans = append(spans, sayso.Span{Start: best, End: best + len(piece)})
		near = best + len(piece)
	}
	return spans, nil
}
