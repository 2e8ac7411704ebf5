package english

// TaggerWeights are the bytes of the fast tagger's weights that are part of the program: nobody may change them.
func TaggerWeights() []byte { return taggerFile }
