package api

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzArticleFrom sends whatever may be sent to be read.
func FuzzArticleFrom(f *testing.F) {
	f.Add("application/json", []byte(`{"text": "No, she said.", "title": "No", "published": "2031-05-14"}`))
	f.Add("text/plain; charset=utf-8", []byte("Title: No\n\nNo, she said."))
	f.Add("", []byte("<p>No, she said.</p>"))
	f.Add("a/b/c", []byte("x"))
	f.Fuzz(func(t *testing.T, contentType string, body []byte) {
		a, err := articleFrom(contentType, body)
		if err == nil && (strings.TrimSpace(a.Text) == "" || !utf8.ValidString(a.Text)) {
			t.Fatalf("%q gave the text %q", body, a.Text)
		}
	})
}
