package archive_test

import "os"

// tempDirs makes a folder for a run of a property, which has no testing.T of its own.
func tempDirs() string {
	dir, err := os.MkdirTemp("", "sayso")
	if err != nil {
		panic(err)
	}
	return dir
}

func removeAll(dir string) { os.RemoveAll(dir) }
