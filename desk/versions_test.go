package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sayso"
	"sayso/archive"
)

const wireText = "BRECK (Norvik Press) - Ilse Marrow said that the harbour would stay closed until the end of the month because of the ice.\n\n" +
	"“Nobody has been hurt so far,” said Tom Achterberg, who keeps the light at the harbour's mouth and has seen every winter there.\n\n" +
	"The ferries to the islands wait at the quay of the old town, and the port has sent its workers home until further notice."

// several are an article in two versions, a text that three outlets carry, and one by itself.
func several() []*sayso.Article {
	before := "Ilse Marrow said that the bridge was closed for the winter.\n\nTom Achterberg said that the ferries would go on Friday.\n\nThe council meets in the old town hall."
	after := "Ilse Marrow said that the bridge was closed for the whole winter.\n\nHedda Quill said that nobody had asked her.\n\nThe council meets in the old town hall."
	list := []*sayso.Article{
		{ID: "v1", Title: "Bridge closed", Outlet: "Portside Post", URL: "https://post.example/bridge", Published: "2031-03-06T08:00", Language: "en", Text: before},
		{ID: "v2", Title: "Bridge closed", Outlet: "Portside Post", URL: "https://post.example/bridge", Published: "2031-03-06T17:30", Language: "en", Text: after},
		{ID: "alone", Title: "Alone", Outlet: "Courier", Published: "2031-03-09", Language: "en", Text: "Nils Ahlgren said that he had read it."}}
	for i, outlet := range []string{"Wire Service", "The Breck Herald", "Courier"} {
		list = append(list, &sayso.Article{ID: outlet, Title: "Harbour iced up " + outlet, Outlet: outlet, Published: "2031-02-0" + string(rune('1'+i)), Language: "en", Text: wireText})
	}
	return list
}

func TestVersionsOfAnArticle(t *testing.T) {
	list := several()
	s := server(t, list)
	path := "/article/" + list[1].Key()
	_, body := get(t, s.URL+path)
	if !strings.Contains(body, `<a href="`+path+`/versions">2 versions</a>`) {
		t.Errorf("the article does not lead to its versions")
	}
	for _, path := range []string{path + "/versions", "/article/" + list[0].Key()[:12] + "/versions"} {
		res, body := get(t, s.URL+path)
		for _, want := range []string{"2 versions", "<ins>whole </ins>winter", "1 statement added", "nobody had asked her", "1 statement dropped", "would go on Friday", "1 statement changed", "6 March 2031, 17:30", "this one"} {
			if !strings.Contains(body, want) {
				t.Errorf("%s: %q is not there (%d)", path, want, res.StatusCode)
			}
		}
		if strings.Index(body, "Version 2") > strings.Index(body, "Version 1") {
			t.Errorf("the latest is not the first")
		}
	}
	if _, body := get(t, s.URL+"/article/"+list[2].Key()); strings.Contains(body, "/versions") || strings.Contains(body, "/copies/") {
		t.Error("an article by itself has versions or copies")
	}
	if _, body := get(t, s.URL+"/article/"+list[2].Key()+"/versions"); !strings.Contains(body, "one version") {
		t.Error("the versions of an article that has one")
	}
	if _, body := get(t, s.URL+"/changed"); !strings.Contains(body, `/versions">Bridge closed</a> <span class="basis">2 versions`) {
		t.Errorf("articles that changed: %s", body)
	}
}

func TestCopiesOfAText(t *testing.T) {
	list := several()
	s := server(t, list)
	key := list[4].Key()
	if _, body := get(t, s.URL+"/article/"+key); !strings.Contains(body, `<a href="/copies/`+key[:16]+`">3 articles, 1 origin</a>`) {
		t.Error("the article does not lead to its copies")
	}
	_, body := get(t, s.URL+"/copies/"+key[:16])
	for _, want := range []string{"3 articles, 1 origin", "Norvik Press", "earliest</td>", "100 %", "this one"} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is not there:\n%s", want, body)
		}
	}
	if _, body := get(t, s.URL+"/copies"); !strings.Contains(body, "3 articles, 1 origin") {
		t.Errorf("%s", body)
	}
	if _, body := get(t, s.URL+"/copies?outlet=Portside+Post"); !strings.Contains(body, "No text stands in several") {
		t.Errorf("%s", body)
	}
	for path, want := range map[string]int{"/copies/" + list[2].Key(): 404, "/copies/ffffffffffff": 404, "/article/ffffffffffff/versions": 404} {
		if res, _ := get(t, s.URL+path); res.StatusCode != want {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
}

func TestContactIsCorrectedOnTheArticle(t *testing.T) {
	s := server(t, articles)
	page := s.URL + "/article/" + articles[0].Key()
	send := func(values url.Values) int {
		values.Set("article", articles[0].Key())
		values.Set("statement", "c1")
		res, err := http.PostForm(s.URL+"/review", values)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res.StatusCode
	}
	_, before := get(t, page)
	if !strings.Contains(before, `name="a" value="Tom Achterberg"`) || !strings.Contains(before, `name="b" value="Hedda Quill"`) {
		t.Fatal("there is no form")
	}
	same := url.Values{"verb": {"contact"}, "a": {"Tom Achterberg"}, "b": {"Hedda Quill"}, "does": {"meet"}}
	if strings.Contains(before, `name="negated" value="1" checked> it is denied`) {
		same.Set("negated", "1")
	}
	if got := send(same); got != http.StatusConflict {
		t.Errorf("nothing is otherwise: %d", got)
	}
	if got := send(url.Values{"verb": {"contact"}, "a": {"Tom Achterberg"}, "b": {"Hedda Quill; Nils Ahlgren"}, "does": {"dine"}, "planned": {"1"}}); got != 200 {
		t.Errorf("changed: %d", got)
	}
	if _, body := get(t, page); !strings.Contains(body, "is to dine</em> Hedda Quill, Nils Ahlgren") {
		t.Errorf("what was changed is not shown: %s", body[strings.Index(body, "<h2>Contacts"):])
	}
	if got := send(url.Values{"verb": {"contact"}, "a": {""}, "b": {"Hedda Quill"}, "does": {"dine"}}); got != http.StatusBadRequest {
		t.Errorf("a contact with nobody: %d", got)
	}
	if got := send(url.Values{"none": {"1"}}); got != 200 {
		t.Errorf("no contact: %d", got)
	}
	if _, body := get(t, page); strings.Contains(body, "<h2>Contacts") {
		t.Error("the contact is still there")
	}
}

// However long the article, its line and the statement, the review shows a window of it, and the form cuts nothing.
func TestReviewOfALongArticleIsShort(t *testing.T) {
	fog := strings.Repeat("the ferry waited in the fog and the snow, ", 100_000)
	text := "It was cold, " + fog + "and so on.\n\nHedda Quill said that it rained.\n\n" + strings.Repeat("Nothing else was heard of it ", 100_000)
	at := strings.Index(text, "Hedda Quill")
	a := &sayso.Article{ID: "long", Title: "Long", Published: "2031-04-01", Language: "en", Text: text}
	record := &sayso.Record{ID: "long", Statements: []sayso.Statement{
		{ID: "s1", Kind: sayso.Indirect, Mode: sayso.Say, Source: sayso.Spans{{Start: at, End: at + 11}}, Cue: sayso.Spans{{Start: at + 12, End: at + 16}}, Content: sayso.Spans{{Start: at + 17, End: at + 31}},
			Speaker: sayso.Speaker{Name: "Hedda Quill", Type: sayso.SpeakerPerson}, Confidence: 0.5},
		{ID: "s2", Kind: sayso.Indirect, Mode: sayso.Say, Content: sayso.Spans{{Start: 13, End: 13 + len(fog)}}, Confidence: 0.4}}}
	s := serverOf(t, []archive.Entry{{Article: a, Record: record}})
	for _, statement := range []string{"s1", "s2"} {
		res, body := get(t, s.URL+"/review?article="+a.Key()+"&statement="+statement)
		if res.StatusCode != 200 || len(body) > 60_000 {
			t.Errorf("%s: %d, %d bytes", statement, res.StatusCode, len(body))
		}
		if statement == "s1" && (!strings.Contains(body, `<span class="part content">that it rained</span>`) || !strings.Contains(body, `<span class="quiet">…</span>`)) {
			t.Errorf("the passage is not shown: %s", body)
		}
		if statement == "s2" && (!strings.Contains(body, `spellcheck="false" disabled>the ferry`) || !strings.Contains(body, `class="part content"`)) {
			t.Errorf("a content that is too long to be edited is offered: %.3000s", body)
		}
	}
}
