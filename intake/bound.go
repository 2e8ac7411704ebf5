package intake

import (
	"errors"
	"io"
	"io/fs"
)

// The bounds on unpacking. News packs to a fifth or a tenth, JSON with the same keys in every line to a fiftieth; a file that
// grows beyond maxRatio times its size, once it is larger than freeBytes, was made to fill a disk.
const (
	freeBytes = 64 << 20
	maxRatio  = 250
	// maxArchives is how many archives and packings may lie within each other.
	maxArchives = 8
)

// bound counts what is read of a file as it lies and what is unpacked from it, at all depths together.
type bound struct{ packed, unpacked int64 }

// unpacking reads unpacked bytes and fails where there are too many of them.
type unpacking struct {
	r io.Reader
	b *bound
}

func (u *unpacking) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	u.b.unpacked += int64(n)
	if u.b.exceeded() {
		return 0, errBomb
	}
	var known *Error
	var ofFile *fs.PathError
	if err != nil && err != io.EOF && !errors.As(err, &known) && !errors.As(err, &ofFile) {
		err = &Error{Op: "unpack", Err: err, Hint: "the packed file is damaged or cut off"}
	}
	return n, err
}

func (b *bound) exceeded() bool {
	return b.unpacked > freeBytes && b.unpacked > freeBytes+maxRatio*b.packed
}

var errBomb = &Error{Op: "unpack", Err: because(ErrTooLarge, "it grows to more than %d times its size", maxRatio),
	Hint: "such files are made to fill disks; if you trust it, unpack it and give what is in it"}
