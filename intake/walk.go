package intake

import (
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"sayso"
)

// StdinName stands for standard input in articles and errors.
const StdinName = "stdin"

// Walk yields the articles of all paths in their order: files, folders with all that is in them, sorted by name, and
// "-" for Options.Stdin. Each pair yielded has either an article or an [*Error]; after an error the rest goes on.
//
// Inside folders these are left out: hidden files, links to folders, the "…_files" folder that a browser saves beside
// a page, README, LICENSE and the like (they are about the folder), and files that are no articles by their kind
// (pictures, sound, film, fonts, style sheets, scripts). All of them but the last can be read by naming them.
//
// An article's ID is its path as given, with slashes, unless its JSON brings an id; without one, path:line.
func Walk(paths []string, o Options) iter.Seq2[*sayso.Article, error] {
	return func(yield func(*sayso.Article, error) bool) {
		w := &walk{opts: o}
		if o.Progress != nil {
			w.count(paths)
		}
		w.run(paths, yield)
	}
}

// entry is a file to be read, or an error met while looking for files.
type entry struct {
	path   string // as the file system wants it
	name   string // as articles and errors show it
	size   int64  // 0 if unknown
	inside bool   // found in a folder, not named by the user
	err    *Error
}

// entries yields the files of paths in order.
func entries(paths []string, yield func(entry) bool) {
	for _, path := range paths {
		if path == "-" {
			if !yield(entry{path: path, name: StdinName}) {
				return
			}
			continue
		}
		name := filepath.ToSlash(path)
		info, err := os.Stat(path)
		switch {
		case err != nil:
			if !yield(entry{name: name, err: fileError(name, "open", err)}) {
				return
			}
		case info.IsDir():
			if !folder(path, yield) {
				return
			}
		default:
			size := int64(0)
			if info.Mode().IsRegular() {
				size = info.Size()
			}
			if !yield(entry{path: path, name: name, size: size}) {
				return
			}
		}
	}
}

// folder yields the files in root and its folders. It reads one folder at a time, so that its memory does not grow
// with the tree.
func folder(root string, yield func(entry) bool) bool {
	items, err := os.ReadDir(root) // sorted by name
	if err != nil {
		name := filepath.ToSlash(root)
		if !yield(entry{name: name, err: fileError(name, "open folder", err)}) {
			return false
		}
		// ReadDir returns what it could read before the error: that is still read.
	}
	names := make(map[string]bool, len(items))
	for _, item := range items {
		names[item.Name()] = true
	}
	for _, item := range items {
		path := filepath.Join(root, item.Name())
		if hidden(item.Name()) {
			continue
		}
		if item.IsDir() {
			if pageAssets(item.Name(), names) {
				continue
			}
			if !folder(path, yield) {
				return false
			}
			continue
		}
		if notArticleName(item.Name()) {
			continue
		}
		name := filepath.ToSlash(path)
		info, err := os.Stat(path) // follows links
		switch {
		case err != nil:
			if !yield(entry{name: name, err: fileError(name, "open", err)}) {
				return false
			}
		case info.Mode().IsRegular():
			if !yield(entry{path: path, name: name, size: info.Size(), inside: true}) {
				return false
			}
		}
	}
	return true
}

func hidden(name string) bool { return strings.HasPrefix(name, ".") }

// pageAssets reports whether a folder holds the pictures and scripts of a page saved beside it.
func pageAssets(name string, siblings map[string]bool) bool {
	page, ok := strings.CutSuffix(name, "_files")
	return ok && (siblings[page+".html"] || siblings[page+".htm"])
}

// aboutFolder are names, without extension, of files that tell about the folder they lie in.
var aboutFolder = map[string]bool{
	"readme": true, "license": true, "licence": true, "copying": true, "changelog": true, "contributing": true,
	"makefile": true, "sha256sums": true, "md5sums": true,
}

// notArticleExt are extensions of files that lie beside articles and cannot be told from text by their content, or
// are not worth opening.
var notArticleExt = map[string]bool{
	".css": true, ".js": true, ".mjs": true, ".map": true, ".woff": true, ".woff2": true, ".ttf": true, ".ico": true,
	".png": true, ".jpg": true, ".jpeg": true, ".gif": true, ".webp": true, ".avif": true, ".svg": true, ".mp3": true,
	".mp4": true, ".webm": true,
}

func notArticleName(name string) bool {
	name = strings.ToLower(name)
	ext := filepath.Ext(name)
	return notArticleExt[ext] || aboutFolder[strings.TrimSuffix(name, ext)]
}

// walk is one run of Walk.
type walk struct {
	opts     Options
	progress Progress
}

// count finds out how much there is.
func (w *walk) count(paths []string) {
	unknown := false
	entries(paths, func(e entry) bool {
		w.progress.TotalFiles++
		w.progress.TotalBytes += e.size
		if e.path == "-" {
			if file, ok := w.opts.Stdin.(fs.File); ok {
				if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
					w.progress.TotalBytes += info.Size()
					return true
				}
			}
			unknown = true
		}
		return true
	})
	if unknown {
		w.progress.TotalBytes = 0
	}
}

func (w *walk) report() {
	if w.opts.Progress != nil {
		w.opts.Progress(w.progress)
	}
}

// read yields the articles of one entry and reports whether to go on. It counts in done what it reads.
func (o Options) read(e entry, done *int64, yield func(*sayso.Article, error) bool) bool {
	if e.err != nil {
		return yield(nil, e.err)
	}
	rd := &reading{name: e.name, inside: e.inside, opts: o, yield: yield}
	if e.path == "-" {
		if o.Stdin == nil {
			return rd.fail(&Error{Err: ErrEmpty, Hint: "nothing is connected to standard input"})
		}
		return rd.stream(&counted{o.Stdin, done})
	}
	file, err := os.Open(e.path)
	if err != nil {
		return rd.fail(fileError(e.name, "open", err))
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
		rd.file, rd.size = file, info.Size()
	}
	rd.done = done
	return rd.stream(&counted{file, done})
}

// counted counts the bytes that go through it.
type counted struct {
	r io.Reader
	n *int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	*c.n += int64(n)
	return n, err
}
