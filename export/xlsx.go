package export

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// What a sheet takes, as Excel has it: rows, and characters (UTF-16 units) of a cell.
const (
	sheetRows = 1_048_576
	cellUnits = 32_767
)

// workbook writes the tables as sheets. A table longer than a sheet goes on in a further one.
type workbook struct {
	tabler
	to   io.Writer
	file *excelize.File
	// now is the sheet being written, rows how many it has, parts how many sheets there are, for each table.
	now   []*excelize.StreamWriter
	rows  []int
	parts []int
}

func newWorkbook(w io.Writer, o Options) (Writer, error) {
	b := &workbook{to: w, file: excelize.NewFile(), now: make([]*excelize.StreamWriter, len(sheets)),
		rows: make([]int, len(sheets)), parts: make([]int, len(sheets))}
	b.tabler = tabler{options: o, row: b.write1, people: map[string]*personRow{}}
	for i := range sheets {
		if err := b.open(i); err != nil {
			return nil, errors.Join(err, b.file.Close())
		}
	}
	if err := b.file.DeleteSheet("Sheet1"); err != nil {
		return nil, errors.Join(err, b.file.Close())
	}
	return b, nil
}

// open begins a sheet with its heading.
func (b *workbook) open(i int) error {
	if b.now[i] != nil {
		if err := b.now[i].Flush(); err != nil {
			return err
		}
	}
	b.parts[i]++
	name := sheets[i].name
	if b.parts[i] > 1 {
		name += " " + strconv.Itoa(b.parts[i])
	}
	if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	var err error
	if b.now[i], err = b.file.NewStreamWriter(name); err != nil {
		return err
	}
	if err := b.now[i].SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	b.rows[i] = 0
	return b.write1(i, sheets[i].columns)
}

func (b *workbook) write1(sheet int, cells []string) error {
	if b.rows[sheet] == sheetRows {
		if err := b.open(sheet); err != nil {
			return err
		}
	}
	b.rows[sheet]++
	row := make([]any, len(cells))
	for i, cell := range cells {
		row[i] = fit(cell)
	}
	at, err := excelize.CoordinatesToCellName(1, b.rows[sheet])
	if err != nil {
		return err
	}
	return b.now[sheet].SetRow(at, row)
}

// fit cuts a cell to what a sheet takes.
func fit(cell string) string {
	if len(cell) <= cellUnits {
		return cell
	}
	const cut = " … (cut: longer than a cell of a sheet may be)"
	units := 0
	for i, r := range cell {
		units++
		if r > 0xffff {
			units++
		}
		if units > cellUnits-len(cut) {
			return cell[:i] + cut
		}
	}
	return cell
}

func (b *workbook) Write(it *Item) error { return b.write(it) }

func (b *workbook) Close() error {
	err := b.finish()
	for _, sheet := range b.now {
		if err == nil {
			err = sheet.Flush()
		}
	}
	if err == nil {
		b.file.SetActiveSheet(0)
		if _, err = b.file.WriteTo(b.to); err != nil {
			err = fmt.Errorf("write the workbook: %w", err)
		}
	}
	return errors.Join(err, b.file.Close())
}
