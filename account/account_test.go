package account_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"sayso/account"
)

func TestRoles(t *testing.T) {
	for i, r := range account.Roles {
		back, err := account.ParseRole(r.String())
		if err != nil || back != r {
			t.Errorf("%v: %v, %v", r, back, err)
		}
		for j, other := range account.Roles {
			if got := (account.Identity{Role: r}).May(other); got != (i >= j) {
				t.Errorf("%v may %v: %v", r, other, got)
			}
		}
	}
	for _, word := range []string{"", "nobody", "root", "Admin"} {
		if r, err := account.ParseRole(word); err == nil || r != account.Nobody {
			t.Errorf("role %q is %v", word, r)
		}
	}
	if account.FromContext(context.Background()).May(account.Read) {
		t.Error("nobody may read")
	}
	if got := account.FromContext(account.NewContext(context.Background(), account.Identity{Name: "hedda", Role: account.Correct})); got.Author() != "hedda" || !got.MayCorrect() {
		t.Errorf("%+v", got)
	}
	if got := (account.Identity{Token: "wire"}).Author(); got != "wire (token)" {
		t.Errorf("author %q", got)
	}
}

func TestPasswords(t *testing.T) {
	const password = "correct horse – 9 ✓"
	hash, again := account.HashPassword(password), account.HashPassword(password)
	if hash == again {
		t.Error("two hashes of a password are the same: no salt")
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=") {
		t.Errorf("hash %q", hash)
	}
	for _, c := range []struct {
		hash, password string
		is             bool
	}{
		{hash, password, true},
		{again, password, true},
		{hash, password + " ", false},
		{hash, "", false},
		{"", "", false},
		{account.NoPassword(), "", false},
		{account.NoPassword(), password, false},
		{strings.Replace(hash, "argon2id", "argon2i", 1), password, false},
		{strings.Replace(hash, "t=1", "t=0", 1), password, false},
		{strings.Replace(hash, "m=47104", "m=99999999", 1), password, false},
		{hash[:len(hash)-44], password, false},
		{hash, strings.Repeat("x", 1<<20), false},
	} {
		if got := account.PasswordIs(c.hash, c.password); got != c.is {
			t.Errorf("%q is %.20q: %v", c.hash, c.password, got)
		}
	}
	for password, good := range map[string]bool{"": false, "nine char": false, "ten chars!": true, "zehn Zeich": true, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff": false,
		strings.Repeat("a", 513): false} {
		if err := account.CheckPassword(password); (err == nil) != good {
			t.Errorf("%.20q: %v", password, err)
		}
	}
}

func FuzzPasswordIs(f *testing.F) {
	f.Add("$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "x")
	f.Add("$argon2id$v=19$m=,t=,p=$$", "")
	f.Fuzz(func(t *testing.T, hash, password string) {
		if strings.Contains(hash, "m=") && len(hash) > 0 {
			var kib uint32
			if i := strings.Index(hash, "m="); i >= 0 {
				fmt.Sscanf(hash[i:], "m=%d", &kib)
			}
			if kib > 1<<12 {
				t.Skip("too dear to try")
			}
		}
		if account.PasswordIs(hash, password) {
			t.Errorf("%q is %q", hash, password)
		}
	})
}

func TestSecretsAreKeptByTheirHash(t *testing.T) {
	one, other := account.NewToken(), account.NewToken()
	if one == other || !strings.HasPrefix(one, "sayso_") || len(one) < 40 {
		t.Errorf("tokens %q, %q", one, other)
	}
	if sum := account.Sum(one); len(sum) != 32 || string(sum) == string(account.Sum(other)) {
		t.Errorf("sum %x", sum)
	}
	for header, want := range map[string]string{"Bearer abc": "abc", "bearer  abc ": "abc", "Basic abc": "-", "": "-", "Bearer": "-"} {
		got, ok := account.Bearer(header)
		if !ok {
			got = "-"
		}
		if got != want {
			t.Errorf("%q: %q", header, got)
		}
	}
}

func TestSignInsAreLimited(t *testing.T) {
	now := time.Date(2031, 3, 1, 12, 0, 0, 0, time.UTC)
	s := account.NewSignIns()
	for i := range 5 {
		if wait := s.Try("Hedda", "192.0.2.7:4711", now); wait != 0 {
			t.Fatalf("try %d waits %v", i, wait)
		}
	}
	if wait := s.Try("hedda", "192.0.2.7:4712", now); wait != time.Minute {
		t.Errorf("the sixth waits %v", wait)
	}
	if wait := s.Try("hedda", "192.0.2.8:1", now); wait != 0 {
		t.Errorf("the owner at another address waits %v", wait)
	}
	if wait := s.Try("tom", "192.0.2.7:1", now); wait != 0 {
		t.Errorf("another account waits %v", wait)
	}
	if wait := s.Try("hedda", "192.0.2.7:1", now.Add(time.Minute)); wait != 0 {
		t.Errorf("a minute later it waits %v", wait)
	}
	if wait := s.Try("hedda", "192.0.2.7:1", now.Add(time.Minute)); wait == 0 {
		t.Error("a minute gives more than one try")
	}
	s.Succeeded("hedda", "192.0.2.7:1")
	if wait := s.Try("hedda", "192.0.2.7:1", now.Add(time.Minute)); wait != 0 {
		t.Errorf("after a success it waits %v", wait)
	}
	tries := 0
	for i := range 1000 {
		if s.Try(fmt.Sprintf("name%d", i), "[2001:db8::"+fmt.Sprintf("%x", i)+"]:1", now) == 0 {
			tries++
		}
	}
	if tries != 20 {
		t.Errorf("%d tries from one network", tries)
	}
}

func TestLimitForgets(t *testing.T) {
	now := time.Date(2031, 3, 1, 12, 0, 0, 0, time.UTC)
	l := account.Limit{Burst: 2, Every: time.Second}
	l.Take("under attack", now.Add(time.Hour))
	l.Take("under attack", now.Add(time.Hour))
	for i := range 30_000 {
		l.Take(fmt.Sprint(i), now)
	}
	if l.Wait("under attack", now.Add(time.Hour)) == 0 {
		t.Error("a crowd of names makes it forget who is under attack")
	}
}
