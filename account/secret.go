package account

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// tokenPrefix marks an API token as one of sayso, for people and for programs that look for secrets in what is published.
const tokenPrefix = "sayso_"

// secretBytes is how much of a secret is random: 256 bits, beyond guessing, so that a plain hash is enough to keep it.
const secretBytes = 32

// NewSession returns the secret of a session, for its cookie.
func NewSession() string { return random() }

// NewToken returns the secret of an API token. It is shown once and kept by its hash alone.
func NewToken() string { return tokenPrefix + random() }

func random() string {
	b := make([]byte, secretBytes)
	rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}

// Sum is what is kept of a secret: its SHA-256. Whoever reads the archive's file can use no session and no token.
func Sum(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// Bearer returns the token of an Authorization header, and whether it has one.
func Bearer(header string) (string, bool) {
	scheme, token, ok := strings.Cut(header, " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return "", false
	}
	return strings.TrimSpace(token), true
}
