package intake

import (
	"bytes"
	"io"
	"iter"

	"sayso"
)

// DefaultMaxBytes is the limit that applies where Options.MaxBytes is zero: 64 MiB.
const DefaultMaxBytes = 64 << 20

// Options say how articles are taken in. The zero value is what most callers want.
type Options struct {
	// Stdin is read for the path "-". Without it, "-" gives an error.
	Stdin io.Reader
	// MaxBytes bounds one article's source, after decompression: a text, a page, a JSON line. Larger ones give an
	// error. DefaultMaxBytes if zero; 1 GiB at most.
	MaxBytes int64
	// OnlyEnglish gives an error for texts in other languages. Without it they come as articles, with their language in
	// Article.Language, so that they can be kept; they are not for reading.
	OnlyEnglish bool
	// Charset is what a server has declared, if anything; it counts for pages and texts that are not UTF-8 for certain.
	Charset string
	// Map says which field of a JSON line or which column of a table holds what: "text", "title", "outlet", "author",
	// "published", "url", "id" or "language", with the name of the field, or a path to it: {"outlet": "source.title"}. What it
	// does not name is found by the usual names.
	Map map[string]string
	// Resume, if not nil, says where to begin in a web archive of this name and size: at an offset that Place has given for an
	// article of it, or at 0.
	Resume func(name string, size int64) int64
	// Workers is how many small files are prepared at the same time; the order in which articles are yielded does
	// not depend on it. The number of processors if zero.
	Workers int
	// Progress, if not nil, is called from the goroutine that ranges over the articles: before each article or error
	// and after each file.
	Progress func(Progress)
}

// Progress tells how far Walk is.
type Progress struct {
	// Bytes counts what has been taken in, as it lies on disk (compressed files by their compressed size);
	// TotalBytes is what there is in all, 0 where a stream's length is unknown.
	Bytes, TotalBytes int64
	// Files counts the files that are done, TotalFiles those there are.
	Files, TotalFiles int
}

func (o Options) maxBytes() int64 {
	if o.MaxBytes > 0 {
		return min(o.MaxBytes, 1<<30) // pages count their bytes in 32 bits
	}
	return DefaultMaxBytes
}

// Read yields the articles of one stream. name stands for it in articles (ID and Path) and errors. Each pair yielded
// has either an article or an [*Error].
func Read(name string, r io.Reader, o Options) iter.Seq2[*sayso.Article, error] {
	return func(yield func(*sayso.Article, error) bool) {
		(&reading{name: name, opts: o, yield: yield}).stream(r)
	}
}

// FromBytes returns the articles in data, as Read would, and the errors, each an [*Error]. Both can be empty only
// together with the other holding something.
func FromBytes(name string, data []byte, o Options) ([]*sayso.Article, []error) {
	var articles []*sayso.Article
	var errs []error
	for article, err := range Read(name, bytes.NewReader(data), o) {
		if err != nil {
			errs = append(errs, err)
		} else {
			articles = append(articles, article)
		}
	}
	return articles, errs
}
