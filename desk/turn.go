package desk

import (
	"net/url"
	"strconv"
)

// turn returns the addresses of the page before and the page behind, of pages of size; more says whether there is one
// behind.
func turn(form url.Values, size, offset, shown int, more bool) (prev, next string) {
	at := func(from int) string {
		v := url.Values{}
		for k := range form {
			if form.Get(k) != "" && k != "from" {
				v.Set(k, form.Get(k))
			}
		}
		if from > 0 {
			v.Set("from", strconv.Itoa(from))
		}
		return "?" + v.Encode()
	}
	if offset > 0 {
		prev = at(max(0, offset-size))
	}
	if more && shown > 0 {
		next = at(offset + shown)
	}
	return prev, next
}

// pages is turn for lists of pageSize of which the total is known.
func pages(form url.Values, offset, shown, total int) (prev, next string) {
	return turn(form, pageSize, offset, shown, shown == pageSize && offset+shown < total)
}
