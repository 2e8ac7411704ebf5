package intake

import (
	"regexp"
	"sync"
)

// pattern is an expression that is compiled when it is first asked for: most programs that hold this package read no
// HTML, and all the expressions at once cost more than reading a short article.
func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
