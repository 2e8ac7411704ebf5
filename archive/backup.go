package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrThere is returned, wrapped, by Backup where there is a file of the name already.
var ErrThere = errors.New("there is a file of this name")

// Backup writes a copy of the archive as it is now to a file, while others read and write; it holds nobody up. The copy is
// checked before it gets its name: whenever Backup is cut off, there is no file of that name, or the one that was there
// before. A file that is there is only replaced with force.
func (a *Archive) Backup(ctx context.Context, path string, force bool) (CheckedParts, error) {
	sum, err := a.backup(ctx, path, force)
	if errors.Is(err, ErrThere) {
		return sum, &Error{Op: "back up to", Path: path, Err: err, Hint: "choose another, or replace it with --force"}
	}
	return sum, wrap("back up to", path, err)
}

func (a *Archive) backup(ctx context.Context, path string, force bool) (sum CheckedParts, err error) {
	if same, err := sameFile(a.path, path); err != nil || same {
		return sum, errors.Join(err, errors.New("that is the archive itself"))
	}
	if _, err := os.Lstat(path); err == nil && !force {
		return sum, ErrThere
	}
	absolute, err := filepath.Abs(a.path)
	if err != nil {
		return sum, err
	}
	// A part of an earlier run that was cut off goes: its name says whose it was.
	part := path + ".part"
	for _, name := range []string{part, part + "-wal", part + "-shm", part + "-journal"} {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return sum, err
		}
	}
	db, err := connect(absolute, "rw", "&_pragma=busy_timeout(10000)")
	if err != nil {
		return sum, err
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", part)
	if err = errors.Join(err, db.Close()); err != nil {
		return sum, errors.Join(err, remove(part))
	}
	if sum, err = verify(ctx, part); err != nil {
		return sum, errors.Join(err, remove(part))
	}
	if err := onDisk(part); err != nil {
		return sum, errors.Join(err, remove(part))
	}
	if force {
		err = os.Rename(part, path)
	} else if err = os.Link(part, path); err == nil { // unlike a rename, it never takes the place of another file
		err = os.Remove(part)
	} else if errors.Is(err, fs.ErrExist) {
		err = errors.Join(ErrThere, remove(part))
	} else { // a file system without links
		err = os.Rename(part, path)
	}
	if err != nil {
		return sum, err
	}
	return sum, onDisk(filepath.Dir(path))
}

// verify checks a copy, all of it.
func verify(ctx context.Context, path string) (CheckedParts, error) {
	copied, err := OpenExisting(ctx, path)
	if err != nil {
		return CheckedParts{}, fmt.Errorf("look at the copy: %w", err)
	}
	sum, err := copied.Check(ctx, CheckOptions{}, func(f Finding) error {
		if f.Fault {
			return fmt.Errorf("the copy is not whole, and was not kept: %s; check the archive: sayso check", f.What)
		}
		return nil
	})
	return sum, errors.Join(err, copied.Close())
}

func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// onDisk makes sure that a file, or the names in a folder, are on the disk.
func onDisk(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func sameFile(x, y string) (bool, error) {
	a, err := os.Stat(x)
	if err != nil {
		return false, err
	}
	b, err := os.Stat(y)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(a, b), err
}
