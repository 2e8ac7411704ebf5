package export

import (
	"archive/zip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
)

// csvTables writes the tables as CSV files of one zip. Rows of all tables come with every article, and files of a zip come
// one behind the other, so all but the first wait in temporary files.
type csvTables struct {
	tabler
	zip    *zip.Writer
	spools []*spool
	out    []*csv.Writer
}

func newCSV(w io.Writer, o Options) (Writer, error) {
	c := &csvTables{zip: zip.NewWriter(w)}
	c.tabler = tabler{options: o, row: c.write1, byID: map[int64]int{}}
	for i, sheet := range sheets {
		var to io.Writer
		if i == 0 {
			file, err := c.zip.Create(sheet.name + ".csv")
			if err != nil {
				return nil, err
			}
			to = file
			c.spools = append(c.spools, nil)
		} else {
			s, err := newSpool()
			if err != nil {
				return nil, errors.Join(err, c.remove())
			}
			to = s
			c.spools = append(c.spools, s)
		}
		c.out = append(c.out, csv.NewWriter(to))
		if err := c.out[i].Write(sheet.columns); err != nil {
			return nil, errors.Join(err, c.remove())
		}
	}
	return c, nil
}

func (c *csvTables) write1(sheet int, cells []string) error {
	for i, cell := range cells {
		cells[i] = Harmless(cell)
	}
	return c.out[sheet].Write(cells)
}

func (c *csvTables) Write(it *Item) error { return c.write(it) }

func (c *csvTables) Close() error {
	err := c.finish()
	for i := 0; err == nil && i < len(sheets); i++ {
		err = c.file(i)
	}
	if err == nil {
		err = c.zip.Close()
	}
	return errors.Join(err, c.remove())
}

// file ends a table and puts it into the zip.
func (c *csvTables) file(i int) error {
	c.out[i].Flush()
	if err := c.out[i].Error(); err != nil {
		return fmt.Errorf("write %s.csv: %w", sheets[i].name, err)
	}
	if c.spools[i] == nil {
		return nil
	}
	to, err := c.zip.Create(sheets[i].name + ".csv")
	if err != nil {
		return err
	}
	return c.spools[i].copyTo(to)
}

func (c *csvTables) remove() error {
	var errs []error
	for _, s := range c.spools {
		if s != nil {
			errs = append(errs, s.remove())
		}
	}
	return errors.Join(errs...)
}
