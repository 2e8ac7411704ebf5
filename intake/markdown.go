package intake

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// readMarkdown makes an article of Markdown. The parsing is goldmark's: CommonMark has too many corners (nested
// emphasis, reference links, lazy continuation, entities) for a page of own code to get right.
func readMarkdown(source string) draft {
	source = unixLines(source)
	doc, rest, ok := frontMatter(source)
	if !ok {
		if doc, rest, ok = headerBlock(source); !ok {
			doc, rest = draft{}, source
		}
	}
	if deepMarkdown(rest) {
		// Such a text is an attack or an accident: it is read as it stands rather than parsed without end.
		doc.article.Text = rest
		return doc
	}
	body := []byte(rest)
	m := mdText{source: body, title: doc.article.Title}
	_ = ast.Walk(goldmark.DefaultParser().Parse(text.NewReader(body)), m.visit) // visit returns no error
	m.flush()
	doc.article.Title = m.title
	doc.article.Text = strings.Join(m.paragraphs, "\n\n")
	doc.hint = "there are only headings, pictures or code"
	return doc
}

// frontMatter reads "key: value" lines between "---" lines at the start. Unknown keys are passed over, but one key at
// least must be known.
func frontMatter(source string) (draft, string, bool) {
	first, rest, _ := strings.Cut(source, "\n")
	if strings.TrimRight(first, " \t\r") != "---" {
		return draft{}, source, false
	}
	var doc draft
	known := false
	list := "" // the key whose values follow, one a line: "- Ilse Marrow"
	var items []string
	endList := func() {
		if len(items) > 0 {
			known = doc.set(list, joinAuthors(items)) || known
		}
		list, items = "", nil
	}
	for range 200 {
		line, after, more := strings.Cut(rest, "\n")
		rest = after
		trimmed := strings.TrimSpace(line)
		if trimmed == "---" || trimmed == "..." {
			endList()
			return doc, rest, known
		}
		if !more {
			break
		}
		if item, ok := strings.CutPrefix(trimmed, "- "); ok && list != "" {
			items = append(items, yamlValue(item))
			continue
		}
		endList()
		key, value, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, " ") || strings.HasPrefix(trimmed, "#") {
			continue
		}
		value = strings.TrimSpace(value)
		switch {
		case value == "":
			list = key
		case strings.HasPrefix(value, "[") && strings.HasSuffix(value, "]"):
			list = key
			for item := range strings.SplitSeq(value[1:len(value)-1], ",") {
				items = append(items, yamlValue(item))
			}
			endList()
		default:
			known = doc.set(key, yamlValue(value)) || known
		}
	}
	return draft{}, source, false
}

// yamlValue takes the quotation marks off a value.
func yamlValue(s string) string {
	s = strings.TrimSpace(s)
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		quote := s[:1]
		s = s[1 : len(s)-1]
		if quote == "'" {
			return strings.ReplaceAll(s, "''", "'")
		}
		return strings.ReplaceAll(s, `\"`, `"`)
	}
	return s
}

// The bounds beyond which Markdown is not parsed: block quotes and lists within each other, and marks within one
// paragraph, for which the parser takes quadratic time.
const (
	maxMarkdownNesting = 100
	maxMarkdownMarks   = 2000
)

// deepMarkdown reports whether a line opens more blocks, or a paragraph has more marks, than any article does.
func deepMarkdown(source string) bool {
	marks := 0
	for line := range strings.Lines(source) {
		if strings.TrimSpace(line) == "" {
			marks = 0
		}
		opening, leading, start := 0, 0, true
		for i := range len(line) {
			switch c := line[i]; {
			case c == '*' || c == '_' || c == '[':
				marks++
				opening++
			case c == '>' || c == '-' || c == '+' || c == '.' || c == ')':
				opening++
			case c == ' ' || c == '\t' || c >= '0' && c <= '9':
			default:
				start = false
			}
			if start {
				leading = opening
			}
		}
		// A long rule of one character opens nothing.
		if leading > maxMarkdownNesting && strings.Trim(line, "*-_ \t\r\n") != "" || marks > maxMarkdownMarks {
			return true
		}
	}
	return false
}

// mdText collects the paragraphs of a Markdown tree.
type mdText struct {
	source     []byte
	title      string // as given, else the first top-level heading
	paragraphs []string
	current    strings.Builder
}

func (m *mdText) flush() {
	if p := strings.TrimSpace(m.current.String()); p != "" {
		m.paragraphs = append(m.paragraphs, p)
	}
	m.current.Reset()
}

// visit is called for each node of the tree, before and after its children.
func (m *mdText) visit(node ast.Node, entering bool) (ast.WalkStatus, error) {
	switch n := node.(type) {
	case *ast.Heading:
		text := tidy(m.current.String())
		if !entering && n.Level == 1 && (m.title == "" && len(m.paragraphs) == 0 || sameWords(m.title, text)) {
			m.title = text
			m.current.Reset()
			return ast.WalkContinue, nil
		}
	case *ast.FencedCodeBlock, *ast.CodeBlock, *ast.ThematicBreak, *ast.Image, *ast.RawHTML:
		return ast.WalkSkipChildren, nil
	case *ast.HTMLBlock:
		if entering {
			m.html(n)
		}
		return ast.WalkSkipChildren, nil
	case *ast.AutoLink:
		if entering {
			m.current.Write(n.Label(m.source))
		}
		return ast.WalkSkipChildren, nil
	case *ast.String:
		if entering {
			m.current.Write(n.Value)
		}
	case *ast.Text:
		if entering {
			m.current.WriteString(mdUnescape(n.Value(m.source)))
			if n.HardLineBreak() {
				m.current.WriteByte('\n')
			} else if n.SoftLineBreak() {
				m.current.WriteByte(' ')
			}
		}
	}
	if node.Type() == ast.TypeBlock {
		m.flush()
	}
	return ast.WalkContinue, nil
}

// html takes the paragraphs out of a block of HTML within Markdown.
func (m *mdText) html(n *ast.HTMLBlock) {
	m.flush()
	var b strings.Builder
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		b.Write(line.Value(m.source))
	}
	m.paragraphs = append(m.paragraphs, fragmentParagraphs(b.String())...)
}
