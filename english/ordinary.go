package english

// Ordinary reports whether a word is known in small letters, as anything but a name: "star" is, "Lindqvist" is not.
func Ordinary(form string) bool {
	if len(form) > 40 {
		return false
	}
	var buf [40]byte
	set := fastTagger().find(lowerASCII(buf[:0], form))
	return set != nil && !Tag(set[0]).ProperNoun()
}
