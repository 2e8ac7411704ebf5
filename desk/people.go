package desk

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"sayso"
	"sayso/archive"
)

// peopleShown is how many people a list has.
const peopleShown = 100

type peopleData struct {
	Name string
	List []archive.Entity
}

// people lists who is quoted most, or who goes by a name. Where that is one alone, its page follows.
func (d *desk) people(w http.ResponseWriter, r *http.Request) {
	data := peopleData{Name: strings.TrimSpace(r.URL.Query().Get("name"))}
	var err error
	if data.Name == "" {
		data.List, err = d.store.Most(r.Context(), sayso.Person, peopleShown)
	} else if data.List, err = d.store.Entities(r.Context(), data.Name); errors.Is(err, archive.ErrNotFound) {
		err = nil
	}
	if err != nil {
		d.broken(w, r, "people", err)
		return
	}
	if data.Name != "" && len(data.List) == 1 {
		http.Redirect(w, r, personURL(data.List[0].ID), http.StatusSeeOther)
		return
	}
	d.show(w, r, http.StatusOK, "people", page{Title: "People", Here: "people", Data: data})
}

func personURL(id int64) string { return "/person/" + strconv.FormatInt(id, 10) }

// named is one of several who go by a name, with the address that chooses it.
type named struct {
	archive.Entity
	URL string
}

type contactsData struct {
	A, B       string
	Around     string // who the network is to be around
	Fault      string
	Several    []named
	Found      archive.FoundContacts
	Export     exportMenu
	Prev, Next string
	From, To   int
}

func (d *desk) contacts(w http.ResponseWriter, r *http.Request) {
	form := r.URL.Query()
	_, offset := queryOf(form)
	data := contactsData{A: strings.TrimSpace(form.Get("a")), B: strings.TrimSpace(form.Get("b"))}
	if data.A == "" {
		data.A, data.B = data.B, ""
	}
	q := archive.ContactQuery{Limit: pageSize, Offset: offset}
	for _, asked := range []struct {
		field, name string
		to          *int64
	}{{"a", data.A, &q.A}, {"b", data.B, &q.B}} {
		field, name := asked.field, asked.name
		if name == "" || data.Fault != "" {
			continue
		}
		list, err := d.store.Entities(r.Context(), name)
		switch {
		case errors.Is(err, archive.ErrNotFound) && field == "a" && data.B == "":
			q.Words = name // a group without a name of its own
		case errors.Is(err, archive.ErrNotFound):
			data.Fault = fmt.Sprintf("Nobody here goes by “%s”.", name)
		case err != nil:
			d.broken(w, r, "who is asked for", err)
			return
		case len(list) > 1 && list[0].Articles < 10*list[1].Articles:
			data.Fault = fmt.Sprintf("Several go by “%s”:", name)
			for _, e := range list[:min(len(list), 12)] {
				v := url.Values{"a": {data.A}, "b": {data.B}}
				v.Set(field, "#"+strconv.FormatInt(e.ID, 10))
				data.Several = append(data.Several, named{e, "/contacts?" + v.Encode()})
			}
		default:
			*asked.to = list[0].ID
			if strings.HasPrefix(name, "#") && field == "a" {
				data.A = list[0].Name
			}
		}
	}
	if data.Fault == "" {
		var err error
		if data.Found, err = d.store.Contacts(r.Context(), q); err != nil {
			d.broken(w, r, "contacts", err)
			return
		}
	}
	data.Export = exportQuery("the whole archive", "")
	if q.A != 0 {
		data.Around = numberOf(q.A)
		data.Export = exportWith("what they said and what was said about them", "", q.A)
	}
	data.From, data.To = offset+1, offset+len(data.Found.Contacts)
	data.Prev, data.Next = pages(form, offset, len(data.Found.Contacts), data.Found.Total)
	d.show(w, r, http.StatusOK, "contacts", page{Title: "Contacts", Here: "contacts", Data: data})
}

// disputesOnPage is how many disputes a page shows; each has several statements.
const disputesOnPage = 12

type disputesData struct {
	Across     bool
	Who        *archive.Entity // who has a side in them; nil for anybody
	Found      archive.FoundDisputes
	Prev, Next string
	From, To   int
}

// Number is the number of who has a side in them, 0 for anybody.
func (data disputesData) Number() int64 {
	if data.Who == nil {
		return 0
	}
	return data.Who.ID
}

func (d *desk) disputes(w http.ResponseWriter, r *http.Request) {
	_, offset := queryOf(r.URL.Query())
	data := disputesData{Across: r.URL.Query().Get("across") != ""}
	q := archive.DisputeQuery{Across: data.Across, Limit: disputesOnPage, Offset: offset}
	if who := strings.TrimSpace(r.URL.Query().Get("who")); who != "" {
		list, err := d.store.Entities(r.Context(), who)
		if err != nil {
			d.broken(w, r, "who is asked for", err)
			return
		}
		data.Who, q.Entity = &list[0], list[0].ID
	}
	var err error
	if data.Found, err = d.store.Disputes(r.Context(), q); err != nil {
		d.broken(w, r, "disputes", err)
		return
	}
	data.From, data.To = offset+1, offset+len(data.Found.Disputes)
	data.Prev, data.Next = turn(r.URL.Query(), disputesOnPage, offset, len(data.Found.Disputes), offset+len(data.Found.Disputes) < data.Found.Total)
	d.show(w, r, http.StatusOK, "disputes", page{Title: "Disputes", Here: "disputes", Data: data})
}

type decisionsData struct {
	List      []archive.Decision
	MayDecide bool
}

func (d *desk) decisions(w http.ResponseWriter, r *http.Request) {
	list, err := d.store.Decisions(r.Context())
	if err != nil {
		d.broken(w, r, "decisions", err)
		return
	}
	d.show(w, r, http.StatusOK, "decisions", page{Title: "Decided by hand", Here: "people", Data: decisionsData{list, mayCorrect(r)}})
}

// isLoopback reports whether a request comes from this machine.
func isLoopback(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback() && r.Header.Get("X-Forwarded-For") == "" && r.Header.Get("Forwarded") == ""
}

// maxDecision bounds a form.
const maxDecision = 1 << 20

// decide guards what changes the archive. f returns where to go on.
func (d *desk) decide(f func(*http.Request) (string, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxDecision)
		if err := r.ParseForm(); err != nil {
			d.fail(w, r, http.StatusBadRequest, "The form could not be read: "+err.Error())
			return
		}
		next, err := f(r.WithContext(archive.WithAuthor(r.Context(), authorOf(r.Context()))))
		var wrong formError
		switch {
		case errors.As(err, &wrong):
			d.fail(w, r, http.StatusBadRequest, wrong.Error())
		case errors.Is(err, archive.ErrSame):
			d.fail(w, r, http.StatusConflict, "There is nothing to decide: "+archive.ErrSame.Error()+".")
		case err != nil:
			d.broken(w, r, "a decision", err)
		default:
			http.Redirect(w, r, next, http.StatusSeeOther)
		}
	}
}

// formError is a form that cannot be meant, in words for the page.
type formError string

func (e formError) Error() string { return string(e) }

func (d *desk) merge(r *http.Request) (string, error) {
	one, err := strconv.ParseInt(r.PostForm.Get("one"), 10, 64)
	if err != nil {
		return "", formError("It is not said who is the same.")
	}
	name := strings.TrimSpace(r.PostForm.Get("other"))
	list, err := d.store.Entities(r.Context(), name)
	if errors.Is(err, archive.ErrNotFound) {
		return "", formError(fmt.Sprintf("Nobody here goes by “%s”.", name))
	}
	if err != nil {
		return "", err
	}
	if len(list) > 1 {
		return "", formError(fmt.Sprintf("Several go by “%s”: open the page of the one you mean, and give the number in its address as #12.", name))
	}
	left, err := d.store.Merge(r.Context(), one, list[0].ID)
	return personURL(left), err
}

func (d *desk) split(r *http.Request) (string, error) {
	id, err := strconv.ParseInt(r.PostForm.Get("id"), 10, 64)
	if err != nil || len(r.PostForm["article"]) == 0 {
		return "", formError("Choose the articles in which it is somebody else.")
	}
	apart, err := d.store.Split(r.Context(), id, r.PostForm["article"])
	return personURL(apart), err
}

func (d *desk) undo(r *http.Request) (string, error) {
	id, err := strconv.ParseInt(r.PostForm.Get("id"), 10, 64)
	if err != nil {
		return "", formError("It is not said which decision.")
	}
	return "/decisions", d.store.Undo(r.Context(), id)
}
