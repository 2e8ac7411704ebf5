package desk

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"sayso/archive"
)

// embed is a statement as a card that stands in a frame on another site's page: the only page that may.
func (d *desk) embed(w http.ResponseWriter, r *http.Request) {
	data, ok := d.statementOf(w, r)
	if !ok {
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	d.show(w, r, http.StatusOK, "embed", page{Title: data.Hit.Statement.Speaker.Who(), Data: data})
}

// cardWidth is how wide a card is where nobody says, in pixels.
const cardWidth = 550

// cardSize is the size that a card needs, at most what is asked for where that is not 0.
func cardSize(s *archive.StatementPage, maxWidth, maxHeight int) (width, height int) {
	width = cardWidth
	if maxWidth > 0 {
		width = min(width, maxWidth)
	}
	lines := min(len(s.Content), cardWords)*9/max(1, width-60) + 1
	height = 150 + 27*lines
	if maxHeight > 0 {
		height = min(height, maxHeight)
	}
	return width, height
}

// cardWords is how much of what was said stands on a card, in bytes.
const cardWords = 600

func frame(address string, width, height int) string {
	return fmt.Sprintf(`<iframe src="%s" width="%d" height="%d" title="A statement, with its source" loading="lazy" sandbox="allow-popups allow-popups-to-escape-sandbox" style="border:0;max-width:100%%"></iframe>`,
		html.EscapeString(address), width, height)
}

func oEmbedAddress(origin, permalink string) string {
	return origin + "/oembed?url=" + url.QueryEscape(permalink)
}

// oEmbedAnswer is a rich answer as https://oembed.com has it, version 1.0.
type oEmbedAnswer struct {
	XMLName  xml.Name `json:"-" xml:"oembed"`
	Version  string   `json:"version" xml:"version"`
	Type     string   `json:"type" xml:"type"`
	Title    string   `json:"title" xml:"title"`
	Author   string   `json:"author_name,omitempty" xml:"author_name,omitempty"`
	Provider string   `json:"provider_name" xml:"provider_name"`
	Home     string   `json:"provider_url" xml:"provider_url"`
	Age      int      `json:"cache_age" xml:"cache_age"`
	HTML     string   `json:"html" xml:"html"`
	Width    int      `json:"width" xml:"width"`
	Height   int      `json:"height" xml:"height"`
}

// oEmbed tells sites that are given the address of a statement how to show its card. It sends no CORS header: a page
// elsewhere may frame a card, but not read the archive.
func (d *desk) oEmbed(w http.ResponseWriter, r *http.Request) {
	form := r.URL.Query()
	format := form.Get("format")
	if format != "" && format != "json" && format != "xml" {
		http.Error(w, "The formats are json and xml.", http.StatusNotImplemented)
		return
	}
	asked, err := url.Parse(form.Get("url"))
	if err != nil || asked.Host != "" && !strings.EqualFold(asked.Host, r.Host) {
		http.Error(w, "The address is not of this desk.", http.StatusNotFound)
		return
	}
	parts := strings.Split(strings.Trim(asked.Path, "/"), "/")
	if len(parts) != 3 || parts[0] != "statement" && parts[0] != "embed" {
		http.Error(w, "The address is not that of a statement.", http.StatusNotFound)
		return
	}
	r.SetPathValue("key", parts[1])
	r.SetPathValue("id", parts[2])
	data, ok := d.statementOf(w, r)
	if !ok {
		return
	}
	most := func(field string) int {
		n, err := strconv.Atoi(form.Get(field))
		if err != nil || n < 0 {
			return 0
		}
		return n
	}
	answer := oEmbedAnswer{Version: "1.0", Type: "rich", Title: data.Hit.Statement.Speaker.Who() + ": " + shorten(data.Content, 100), Author: data.Hit.Statement.Speaker.Who(),
		Provider: "sayso", Home: origin(r) + "/", Age: 3600}
	answer.Width, answer.Height = cardSize(&data.StatementPage, most("maxwidth"), most("maxheight"))
	answer.HTML = frame(data.Embed, answer.Width, answer.Height)
	var body []byte
	if format == "xml" {
		w.Header().Set("Content-Type", "text/xml; charset=utf-8")
		body, err = xml.Marshal(answer)
		body = append([]byte(xml.Header), body...)
	} else {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		body, err = json.Marshal(answer)
	}
	if err != nil {
		d.broken(w, r, "an answer for oEmbed", err)
		return
	}
	_, _ = w.Write(body)
}
