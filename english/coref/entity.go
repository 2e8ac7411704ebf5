package coref

import (
	"sayso/english"
)

// Entity is someone or something that the mentions of a text stand for.
type Entity struct {
	Kind  Kind
	Named bool
	// Plural tells that the entity is several, Gender what titles and pronouns tell of it.
	Plural bool
	Gender english.Gender
	// First and Last are its first and last mention, Count is the number of its mentions.
	First, Last, Count int32

	longest     int32 // number of the name form with the most words, -1 if it has no name
	fullCount   int32 // how often it is named in full
	fullHead    int32 // chain of where
	firstAt     int32 // first token where it is named
	titleGender english.Gender
	guess       english.Gender // by first name
	votes       [Thing + 1]uint8
	words       [10]uint32 // of its names, titles and descriptions
	numWords    uint8
	pronouns    [numPronouns]uint16
	lastName    int32 // last mention by name, -1
	toName      int32 // first mention by name, -1
	names       int32 // how often it is named in the whole text
	highest     int32 // the mention with the highest place in its last sentence
	lastSubject int32 // sentence in which it was a subject last, -1
	subjects    int32 // how often it was one
	// the last two sentences with a mention, and the highest place it had in the clauses of each
	sentence, earlier     int32
	height, earlierHeight uint8
	newer                 int32 // neighbours in the list of entities by recency, -1 at its ends
	older                 int32
	active                bool
	told                  told      // what the text calls a person
	called                [4]uint32 // nouns of descriptions that stand for it
	numCalled             uint8
}

func (e *Entity) vote(k Kind, n uint8) {
	if e.votes[k] < 200 {
		e.votes[k] += n
	}
}

// settle decides what the entity is, by the votes.
func (e *Entity) settle() {
	best := Unknown // votes for it count for nothing
	e.votes[Unknown] = 0
	for k := Unknown + 1; k <= Thing; k++ {
		if e.votes[k] > e.votes[best] {
			best = k
		}
	}
	e.Kind = best
}

func (e *Entity) addWord(w uint32) {
	for _, have := range e.words[:e.numWords] {
		if have == w {
			return
		}
	}
	if int(e.numWords) < len(e.words) {
		e.words[e.numWords] = w
		e.numWords++
	}
}

func (e *Entity) has(w uint32) bool {
	for _, have := range e.words[:e.numWords] {
		if have == w {
			return true
		}
	}
	return false
}

// evidence is the gender that titles and pronouns tell.
func (e *Entity) evidence() english.Gender {
	switch {
	case e.titleGender != english.UnknownGender:
		return e.titleGender
	case e.pronouns[he] > e.pronouns[she]:
		return english.Male
	case e.pronouns[she] > e.pronouns[he]:
		return english.Female
	}
	return english.UnknownGender
}

// heightIn returns the highest place that the entity had in a sentence so far, 0 if it was not mentioned.
func (e *Entity) heightIn(sentence int32) uint8 {
	switch sentence {
	case e.sentence:
		return e.height
	case e.earlier:
		return e.earlierHeight
	}
	return 0
}

// Guess returns the gender that the entity's first name makes likely. It is no evidence.
func (e *Entity) Guess() english.Gender { return e.guess }
