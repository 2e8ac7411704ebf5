package desk

import (
	"testing"
	"time"

	"sayso"
	"sayso/archive"
)

// A role's line says when it was held as the passage tells it, in which articles it stands, and on whose say-so.
func TestTimelineTellsWhenARoleWasHeld(t *testing.T) {
	var p archive.Portrait
	p.Roles = []archive.RoleSeen{
		{Role: "harbour master", Articles: 2, First: "2031-03-06", Last: "2031-05-01", SaySo: "Ilse Marrow", From: "2029", Until: "2031-02", Change: sayso.Appointed, ChangedOn: "2028-12-01"},
		{Role: "pilot", Articles: 1, First: "2031-03-06", Last: "2031-03-06", Change: sayso.Resigned},
		{Role: "clerk", Articles: 1, First: "2031-03-06", Last: "2031-03-06"},
		{Role: "mate", Articles: 1, From: "2020", Until: "2021"},
		{Role: "nowhere in time", Articles: 1},
	}
	got := timeline(&p, time.Now())
	if len(got) != 4 {
		t.Fatalf("%+v", got)
	}
	for i, want := range []struct{ told, basis string }{
		{"from 2029 to February 2031, appointed 1 December 2028", "2 articles; Ilse Marrow says so"},
		{"resigned", "1 article; the article says so"},
		{"", "1 article; the article says so"},
		{"from 2020 to 2021", "1 article; the article says so"},
	} {
		if got[i].Told != want.told || got[i].Basis != want.basis {
			t.Errorf("%d: %q, %q", i, got[i].Told, got[i].Basis)
		}
	}
	if got[3].X != "0.00%" {
		t.Errorf("the earliest begins at %s", got[3].X)
	}
}
