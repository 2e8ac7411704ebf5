package evaluate

import (
	"bytes"
	"fmt"
	"io"

	"sayso/english/coref"
)

// entities measures who is who on a treebank that marks entities as GUM does; on others it writes nothing. Without
// genres it takes those of news and speech.
func (m *Models) entities(w io.Writer, treebank []byte, genres []string) error {
	if !bytes.Contains(treebank, []byte("Entity=(")) {
		return nil
	}
	docs, err := coref.ReadTreebank(bytes.NewReader(treebank))
	if err != nil {
		return err
	}
	if len(genres) == 0 {
		genres = coref.Genres
	}
	fmt.Fprintln(w)
	coref.NewMeasure(m.Analysis(), coref.Embedded()).WriteNamed(w, docs, genres)
	return nil
}

// pronouns measures who is meant by a pronoun between two names, on a file of the GAP corpus.
func (m *Models) pronouns(w io.Writer, path string, r io.Reader) error {
	all, err := coref.ReadGAP(r)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return fmt.Errorf("no example to measure on")
	}
	fmt.Fprintf(w, "%s: %d examples\n", path, len(all))
	coref.NewMeasure(m.Analysis(), coref.Embedded()).WriteAmbiguous(w, all)
	return nil
}
