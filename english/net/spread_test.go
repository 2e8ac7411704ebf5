package net

import "testing"

// row returns scores that favour no name by the margin given over a single-word name of the type.
func nameRow(t int, margin float32) []float32 {
	row := make([]float32, NumNameTags)
	for i := range row {
		row[i] = -4
	}
	row[0] = 0
	row[4+4*t] = margin
	return row
}

func TestOccurrencesOfAWordAgreeOnItsType(t *testing.T) {
	const person, place = 0, 1
	var m nameMemory
	forms := []string{"Tolland", "Tolland", "Tolland", "marsh", "marsh", "Quill"}
	for _, r := range [][]float32{nameRow(person, 6), nameRow(person, 5), nameRow(place, 1), nameRow(place, 6), nameRow(person, -3), nameRow(place, 2)} {
		m.scores = append(m.scores, r...)
	}
	before := append([]float32(nil), m.scores...)
	m.spread(forms)
	row := func(i int) []float32 { return m.scores[i*NumNameTags : (i+1)*NumNameTags] }
	if typeScore(row(2), person) <= typeScore(row(2), place) {
		t.Errorf("a name that is a person's twice is a place's the third time: scores %v", row(2))
	}
	for _, i := range []int{3, 4, 5} {
		for j, v := range row(i) {
			if v != before[i*NumNameTags+j] {
				t.Errorf("the scores of %q changed, though it is written small or occurs once", forms[i])
				break
			}
		}
	}
}
