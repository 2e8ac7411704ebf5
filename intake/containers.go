package intake

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path"
	"strings"

	"github.com/klauspost/compress/zstd"

	"sayso/intake/warc"
)

// container unpacks r if it is packed, an archive or a WARC file, and yields what lies in it. done is false if it is none of
// them; then nothing of r has been read.
func (rd *reading) container(br *bufio.Reader, head []byte) (goOn, done bool) {
	unpack := unpackers(head)
	isArchive := bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) || isTar(head)
	switch {
	case warc.Is(head): // also packed by records, which its reader unpacks itself
		return rd.warc(br), true
	case unpack == nil && !isArchive:
		return false, false
	case rd.depth >= maxArchives:
		return rd.fail(&Error{Op: "unpack", Err: because(ErrTooLarge, "more than %d archives within each other", maxArchives),
			Hint: "unpack the outer ones and give what is in them"}), true
	case isTar(head):
		return rd.tar(br), true
	case isArchive:
		return rd.zip(br), true
	}
	unpacked, release, err := unpack(br)
	if err != nil {
		e := rd.readError(err)
		e.Op = "unpack"
		return rd.fail(e), true
	}
	defer release()
	inner := *rd
	inner.depth, inner.file = rd.depth+1, nil
	return inner.stream(&unpacking{unpacked, rd.bound}), true
}

// unpackers returns what unpacks a file that starts like this, or nil.
func unpackers(head []byte) func(*bufio.Reader) (io.Reader, func(), error) {
	nothing := func() {}
	switch {
	case isGzip(head):
		return func(br *bufio.Reader) (io.Reader, func(), error) {
			z, err := gzip.NewReader(br)
			return z, nothing, err
		}
	case bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")):
		return func(br *bufio.Reader) (io.Reader, func(), error) {
			z, err := zstd.NewReader(br, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(128<<20))
			if err != nil {
				return nil, nothing, err
			}
			return z, z.Close, nil
		}
	case len(head) > 9 && bytes.HasPrefix(head, []byte("BZh")) && bytes.HasPrefix(head[4:], []byte("1AY&SY")):
		return func(br *bufio.Reader) (io.Reader, func(), error) { return bzip2.NewReader(br), nothing, nil }
	}
	return nil
}

func isGzip(head []byte) bool { return len(head) > 2 && head[0] == 0x1f && head[1] == 0x8b }

func isTar(head []byte) bool { return len(head) > 262 && string(head[257:262]) == "ustar" }

// entry takes in one file of an archive.
func (rd *reading) entry(name string, r io.Reader) bool {
	inner := *rd
	inner.name, inner.inside, inner.depth, inner.file = rd.name+"/"+name, true, rd.depth+1, nil
	return inner.stream(&unpacking{r, rd.bound})
}

// entryName returns how a file in an archive is called in articles and errors, or "" if it is no article by its name.
func entryName(name string) string {
	name = strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/")
	for part := range strings.SplitSeq(name, "/") {
		if hidden(part) || part == "__MACOSX" {
			return ""
		}
	}
	if name == "" || notArticleName(path.Base(name)) {
		return ""
	}
	return name
}

// tar yields the articles in a tar archive, in its order.
func (rd *reading) tar(r io.Reader) bool {
	files := tar.NewReader(r)
	for n := 0; ; {
		header, err := files.Next()
		if err == io.EOF {
			if n == 0 {
				return rd.fail(&Error{Err: because(ErrEmpty, "the archive is empty")})
			}
			return true
		}
		if err != nil {
			e := rd.readError(err)
			if e.Op == "read" {
				e.Op = "unpack"
			}
			return rd.fail(e)
		}
		n++
		if header.Typeflag != tar.TypeReg {
			continue
		}
		if name := entryName(header.Name); name != "" && !rd.entry(name, files) {
			return false
		}
	}
}

// zip yields the articles in a zip archive, in the order of its index. An archive that does not lie in a file of its own is
// put into a temporary one first: its index is at its end.
func (rd *reading) zip(br *bufio.Reader) bool {
	file, size := rd.file, rd.size
	if file == nil {
		spooled, err := os.CreateTemp("", "sayso-*.zip")
		if err != nil {
			return rd.fail(fileError("", "make a temporary file", err))
		}
		defer os.Remove(spooled.Name())
		defer spooled.Close()
		if size, err = io.Copy(spooled, br); err != nil {
			return rd.fail(rd.readError(err))
		}
		file = spooled
	} else {
		rd.bound.packed = max(rd.bound.packed, size)
	}
	archive, err := zip.NewReader(file, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return rd.fail(&Error{Op: "unpack", Err: err, Hint: "the zip archive is damaged or cut off"})
	}
	if document := officeText(archive); document != nil {
		return rd.office(document, file, size)
	}
	if len(archive.File) == 0 {
		return rd.fail(&Error{Err: because(ErrEmpty, "the archive is empty")})
	}
	for _, f := range archive.File {
		name := entryName(f.Name)
		if name == "" || !f.Mode().IsRegular() {
			continue
		}
		if f.Flags&1 != 0 {
			if !rd.fail(&Error{Path: rd.name + "/" + name, Op: "unpack", Err: errors.New("it is encrypted"), Hint: "unpack it with its password first"}) {
				return false
			}
			continue
		}
		content, err := f.Open()
		if err != nil {
			if !rd.fail(&Error{Path: rd.name + "/" + name, Op: "unpack", Err: err, Hint: "the zip archive is damaged"}) {
				return false
			}
			continue
		}
		goOn := rd.entry(name, content)
		content.Close()
		if !goOn || rd.bound.exceeded() {
			return goOn
		}
	}
	return true
}
