package account

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// The cost of a password: what OWASP's Password Storage Cheat Sheet names first for Argon2id, 46 MiB and one pass. It is
// written into every hash, so that it can be raised without making old ones invalid.
const (
	hashKiB     = 46 << 10
	hashPasses  = 1
	hashLanes   = 1
	hashSalt    = 16
	hashBytes   = 32
	maxHashKiB  = 1 << 20 // a hash that asks for more than 1 GiB is not ours
	minPassword = 10      // characters
	maxPassword = 512     // bytes
)

// CheckPassword says what is wrong with a new password. Length is what counts (NIST SP 800-63B); there are no rules of
// signs and digits.
func CheckPassword(password string) error {
	switch {
	case !utf8.ValidString(password):
		return errors.New("the password is not valid UTF-8")
	case utf8.RuneCountInString(password) < minPassword:
		return fmt.Errorf("the password is too short: want %d characters or more", minPassword)
	case len(password) > maxPassword:
		return fmt.Errorf("the password is too long: want at most %d bytes", maxPassword)
	}
	return nil
}

// HashPassword returns what is kept of a password: its Argon2id hash in the PHC string format.
func HashPassword(password string) string {
	salt := make([]byte, hashSalt)
	rand.Read(salt) // never fails
	sum := argon2.IDKey([]byte(password), salt, hashPasses, hashKiB, hashLanes, hashBytes)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, hashKiB, hashPasses, hashLanes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(sum))
}

// PasswordIs reports whether hash was made of the password. A hash that cannot be read is that of no password.
func PasswordIs(hash, password string) bool {
	part := strings.Split(hash, "$")
	if len(part) != 6 || part[0] != "" || part[1] != "argon2id" || part[2] != fmt.Sprintf("v=%d", argon2.Version) || len(password) > maxPassword {
		return false
	}
	var kib, passes uint32
	var lanes uint8
	if n, err := fmt.Sscanf(part[3], "m=%d,t=%d,p=%d", &kib, &passes, &lanes); err != nil || n != 3 ||
		kib > maxHashKiB || passes == 0 || passes > 16 || lanes == 0 {
		return false
	}
	salt, err := base64.RawStdEncoding.DecodeString(part[4])
	if err != nil {
		return false
	}
	want, err := base64.RawStdEncoding.DecodeString(part[5])
	if err != nil || len(want) < 16 || len(want) > 64 {
		return false
	}
	got := argon2.IDKey([]byte(password), salt, passes, kib, lanes, uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1
}

// NoPassword is a hash that no password has and that takes as long to compare as any other: what is compared where there
// is no such account, so that the time does not tell.
func NoPassword() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, hashKiB, hashPasses, hashLanes,
		strings.Repeat("A", hashSalt*4/3+1), strings.Repeat("A", hashBytes*4/3+1))
}
