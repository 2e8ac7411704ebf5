package desk

import (
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"sayso/account"
	"sayso/archive"
)

const (
	// sessionLife is how long a session lasts from its last use, counted again at most every renewAfter.
	sessionLife = 14 * 24 * time.Hour
	renewAfter  = 24 * time.Hour
	// maxSignIn bounds the form.
	maxSignIn = 8 << 10
	// hashAtOnce is how many passwords are compared at the same time: each takes 46 MiB.
	hashAtOnce = 2
)

type signInData struct {
	Name, Next, Fault string
	Public            bool
}

// cookieName is the name of the session's cookie. By HTTPS it has the prefix that keeps other hosts and plain HTTP from
// setting it.
func (d *desk) cookieName(r *http.Request) string {
	if isSecure(r) {
		return "__Host-sayso"
	}
	return "sayso"
}

// setCookie gives the browser a session's secret for as long as life; a negative life takes it away.
func (d *desk) setCookie(w http.ResponseWriter, r *http.Request, secret string, life time.Duration) {
	http.SetCookie(w, &http.Cookie{Name: d.cookieName(r), Value: secret, Path: "/", MaxAge: int(life / time.Second), HttpOnly: true,
		SameSite: http.SameSiteLaxMode, Secure: isSecure(r)})
}

func (d *desk) signInForm(w http.ResponseWriter, r *http.Request) {
	if d.access == Open || account.FromContext(r.Context()).Name != "" {
		http.Redirect(w, r, inside(r.URL.Query().Get("next")), http.StatusSeeOther)
		return
	}
	d.showSignIn(w, r, http.StatusOK, signInData{Next: r.URL.Query().Get("next")})
}

func (d *desk) showSignIn(w http.ResponseWriter, r *http.Request, status int, data signInData) {
	data.Public = d.public
	d.show(w, r, status, "signin", page{Title: "Sign in", Here: "signin", Data: data})
}

func (d *desk) signIn(w http.ResponseWriter, r *http.Request) {
	if d.access == Open {
		http.Redirect(w, r, "/", http.StatusSeeOther)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxSignIn)
	if err := r.ParseForm(); err != nil {
		d.fail(w, r, http.StatusBadRequest, "The form could not be read.")
		return
	}
	data := signInData{Name: strings.TrimSpace(r.PostForm.Get("name")), Next: r.PostForm.Get("next")}
	if len(data.Name) > 64 { // no account has such a name, and a limit must not remember it
		data.Name = data.Name[:64]
	}
	if wait := d.signIns.Try(data.Name, r.RemoteAddr, time.Now()); wait > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(wait.Seconds()+1)))
		data.Fault = "Signing in has failed too often. Wait " + waitWords(wait) + " and try again."
		d.showSignIn(w, r, http.StatusTooManyRequests, data)
		return
	}
	user, hash, err := d.store.Password(r.Context(), data.Name)
	known := err == nil
	if errors.Is(err, archive.ErrNoUser) {
		hash = account.NoPassword()
	} else if err != nil {
		d.broken(w, r, "an account", err)
		return
	}
	select {
	case d.hashing <- struct{}{}:
	case <-r.Context().Done():
		return
	}
	right := account.PasswordIs(hash, r.PostForm.Get("password")) && known
	<-d.hashing
	if !right {
		slog.Warn("a sign-in failed", "name", data.Name, "address", account.Network(r.RemoteAddr))
		data.Fault = "The name or the password is not right."
		d.showSignIn(w, r, http.StatusUnauthorized, data)
		return
	}
	d.signIns.Succeeded(data.Name, r.RemoteAddr)
	secret := account.NewSession()
	if err := d.store.StartSession(r.Context(), user.Name, account.Sum(secret), time.Now().Add(sessionLife)); err != nil {
		d.broken(w, r, "a session", err)
		return
	}
	d.setCookie(w, r, secret, sessionLife)
	http.Redirect(w, r, inside(data.Next), http.StatusSeeOther)
}

func (d *desk) signOut(w http.ResponseWriter, r *http.Request) {
	if cookie, err := r.Cookie(d.cookieName(r)); err == nil && d.access == Accounts {
		if err := d.store.EndSession(r.Context(), account.Sum(cookie.Value)); err != nil {
			d.broken(w, r, "the end of a session", err)
			return
		}
		d.setCookie(w, r, "", -time.Second)
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// inside returns an address of this desk to go on with: the start page for anything that leads elsewhere.
func inside(next string) string {
	// Browsers read a backslash as a slash, and leave out tabs and line breaks.
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\t\r\n") {
		return "/"
	}
	return next
}
