package coref

// Weights are the bytes of the weights that are part of the program: nobody may change them.
func Weights() []byte { return embedded }
