// Package account says who is asking and what they may do: roles, passwords, the secrets of sessions and API tokens, and
// how often a sign-in may fail.
//
// It keeps nothing: accounts, sessions and tokens are rows of the archive, and the desk asks for them. Who is asking
// travels in the context of a request; what is kept of a change takes the name from there, with [FromContext].
package account

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Role is what somebody may do. Each role may do all that the ones before it may.
type Role int

// The roles.
const (
	Nobody  Role = iota // may do nothing but sign in
	Read                // may read everything
	Correct             // may correct and add
	Admin               // may see how the desk itself is doing
)

// Roles are those that an account can have, the least first.
var Roles = []Role{Read, Correct, Admin}

// String is the role's word on the command line and in the archive.
func (r Role) String() string {
	switch r {
	case Read:
		return "read"
	case Correct:
		return "correct"
	case Admin:
		return "admin"
	}
	return "nobody"
}

// ParseRole reads a role's word.
func ParseRole(word string) (Role, error) {
	for _, r := range Roles {
		if r.String() == word {
			return r, nil
		}
	}
	return Nobody, fmt.Errorf("role %q: want read, correct or admin", word)
}

// ErrRole is the answer to who asks for what their role does not show them.
var ErrRole = errors.New("this is for those who may correct")

// Identity is who is asking.
type Identity struct {
	// Name is the account's; "" for somebody without one: on this machine, or in public mode.
	Name string
	// Token is the name of the API token that was shown, "" where a person signed in.
	Token string
	Role  Role
}

// Author is the name under which a change is kept: the account's, or the token's, marked as such; "" without either.
func (i Identity) Author() string {
	if i.Token != "" {
		return i.Token + " (token)"
	}
	return i.Name
}

// May reports whether the role is enough.
func (i Identity) May(r Role) bool { return i.Role >= r }

// MayCorrect is May(Correct), for templates.
func (i Identity) MayCorrect() bool { return i.May(Correct) }

type contextKey struct{}

// NewContext returns a context that knows who is asking.
func NewContext(ctx context.Context, i Identity) context.Context {
	return context.WithValue(ctx, contextKey{}, i)
}

// FromContext returns who is asking; without a word of it in the context nobody is, and may do nothing.
func FromContext(ctx context.Context) Identity {
	i, _ := ctx.Value(contextKey{}).(Identity)
	return i
}

// maxName is the longest name of an account or token, in bytes.
const maxName = 64

// CheckName says what is wrong with the name of an account or token: it is written in lists, logs and addresses, so it is
// letters, digits and a few signs, without spaces.
func CheckName(name string) error {
	if name == "" || len(name) > maxName {
		return fmt.Errorf("name %q: want 1 to %d letters", name, maxName)
	}
	for _, r := range name {
		if !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("._-@", r)) {
			return fmt.Errorf("name %q: want letters a to z, digits and . _ - @ alone", name)
		}
	}
	return nil
}
