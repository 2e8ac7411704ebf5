package reading

import "testing"

func TestFingerprintTellsReadingsApart(t *testing.T) {
	full, rules := New().Fingerprint(), ByRules().Fingerprint()
	if full == rules || full != New().Fingerprint() || len(full) != len("full ")+12 {
		t.Errorf("full %q, rules %q", full, rules)
	}
	if sumOf([]byte("ab"), []byte("c")) == sumOf([]byte("a"), []byte("bc")) {
		t.Error("where one file ends and the next begins does not count")
	}
}
