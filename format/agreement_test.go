package format

import (
	"testing"

	"sayso"
)

func TestSays(t *testing.T) {
	for _, c := range []struct {
		name string
		kind sayso.SpeakerType
		want string
	}{
		{"Ilse Marrow", sayso.SpeakerPerson, "says"},
		{"Edda Wells", sayso.SpeakerPerson, "says"},
		{"National Fisheries", sayso.SpeakerOrganisation, "says"},
		{"two people familiar with the matter", sayso.SpeakerUnnamed, "say"},
		{"Two officials", sayso.SpeakerUnnamed, "say"},
		{"officials of the palace", sayso.SpeakerUnnamed, "say"},
		{"Voters", sayso.SpeakerUnnamed, "say"},
		{"they", sayso.SpeakerUnnamed, "say"},
		{"a spokesman for the docks", sayso.SpeakerUnnamed, "says"},
		{"one of the ministers", sayso.SpeakerUnnamed, "says"},
		{"the palace", sayso.SpeakerUnnamed, "says"},
		{"the woman", sayso.SpeakerUnnamed, "says"},
		{"the press", sayso.SpeakerUnnamed, "says"},
		{"sources", "", "say"},
		{"Edda Wells", "", "says"},
		{"", sayso.SpeakerNone, "says"},
	} {
		if got := says(c.name, c.kind); got != c.want {
			t.Errorf("%q (%s) %s so, want %s", c.name, c.kind, got, c.want)
		}
	}
}
