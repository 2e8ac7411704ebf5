package sayso_test

import (
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"

	"sayso"
)

// One Sayso reads for many at once, and each gets what it would get alone.
func TestReadTogether(t *testing.T) {
	s := sayso.New()
	article := sayso.Article{Text: "The mayor, Ilse Marrow, said that the harbour was closed.\n\nTom Ash denied it."}
	want, err := sayso.New().Read(article)
	if err != nil || len(want.Statements) == 0 {
		t.Fatalf("%v, %v", want, err)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 3 {
				if got, err := s.Read(article); err != nil || !reflect.DeepEqual(got, want) {
					t.Errorf("%v, %v", got, err)
				}
			}
		})
	}
	group.Wait()
}

func TestReadRefuses(t *testing.T) {
	s := sayso.New()
	if _, err := s.Read(sayso.Article{ID: "a1", Text: "Sie sagte nichts.", Language: "de"}); !errors.Is(err, sayso.ErrLanguage) || !strings.Contains(err.Error(), "a1") {
		t.Errorf("German gives %v", err)
	}
	if _, err := s.Read(sayso.Article{Text: "Marrow said \xff."}); err == nil || !strings.Contains(err.Error(), "byte 12") {
		t.Errorf("text that is not UTF-8 gives %v", err)
	}
	if r, err := s.Read(sayso.Article{}); err != nil || r.Statements == nil || len(r.Statements) != 0 {
		t.Errorf("no text gives %v, %v", r, err)
	}
}
