package reading

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"

	"sayso/english"
	"sayso/english/coref"
	"sayso/english/net"
	"sayso/english/split"
)

// Fingerprint tells one reading from another: its kind, and the sum of all weights and word lists that it goes by.
// Articles that another reading has read may be read otherwise by this one.
func (r *Reader) Fingerprint() string {
	if r.finder == nil {
		return "rules " + rulesSum()
	}
	return "full " + fullSum()
}

var rulesSum = sync.OnceValue(func() string {
	return sumOf(english.TaggerWeights(), []byte(lexiconFile), []byte(modesFile))
})

var fullSum = sync.OnceValue(func() string {
	return sumOf(english.TaggerWeights(), []byte(lexiconFile), []byte(modesFile), net.Weights(), split.Weights(), coref.Weights(), weightsFile)
})

// sumOf is the start of the SHA-256 of files, in hexadecimal: enough to tell any weights apart that there will be.
func sumOf(files ...[]byte) string {
	h := sha256.New()
	for _, f := range files {
		sum := sha256.Sum256(f)
		h.Write(sum[:])
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}
