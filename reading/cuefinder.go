package reading

// Labels of the field that finds cues.
const (
	cueOut = iota
	cueBegin
	cueIn
	cueLabels
)

func cueAllowed(from, to int) bool { return to != cueIn || from == cueBegin || from == cueIn }
