package export

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// What a sheet takes, as Excel has it: rows, and characters (UTF-16 units) of a cell.
const (
	sheetRows = 1_048_576
	cellUnits = 32_767
)

// workbook writes the tables as sheets of an Office Open XML workbook (ECMA-376, part 1, chapter 18). A table longer than a
// sheet goes on in a further one.
//
// Rows of all tables come with every article, and files of a zip come one behind the other, so the sheets wait in temporary
// files: memory does not grow with the archive, and the same archive gives the same bytes. Cells hold their texts themselves
// (inline strings); a table of shared texts would have to be kept until the end.
type workbook struct {
	tabler
	to io.Writer
	// made are all sheets in the order in which they were begun; now is the one being written, for each table.
	made []*sheetFile
	now  []*sheetFile
}

// sheetFile is a sheet that is written, or was.
type sheetFile struct {
	*spool
	name        string
	table, part int
	rows        int
}

func newWorkbook(w io.Writer, o Options) (Writer, error) {
	b := &workbook{to: w, now: make([]*sheetFile, len(sheets))}
	b.tabler = tabler{options: o, row: b.write1, byID: map[int64]int{}}
	for i := range sheets {
		if err := b.open(i); err != nil {
			return nil, errors.Join(err, b.remove())
		}
	}
	return b, nil
}

const (
	mainSpace    = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	packageSpace = `xmlns="http://schemas.openxmlformats.org/package/2006/`
	docRelations = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	mainType     = `application/vnd.openxmlformats-officedocument.spreadsheetml.`

	// the heading stays in sight
	sheetBegin = xml.Header + `<worksheet ` + mainSpace + `><sheetViews><sheetView workbookViewId="0">` +
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`
	sheetEnd = `</sheetData></worksheet>`

	// the least that Excel wants of styles: one of each
	styles = xml.Header + `<styleSheet ` + mainSpace + `><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>` +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
)

// open begins a sheet of a table with its heading.
func (b *workbook) open(table int) error {
	s, err := newSpool()
	if err != nil {
		return err
	}
	f := &sheetFile{spool: s, name: sheets[table].name, table: table}
	if last := b.now[table]; last != nil {
		f.part = last.part + 1
		f.name = fmt.Sprintf("%s %d", f.name, f.part+1)
		if _, err := last.out.WriteString(sheetEnd); err != nil {
			return errors.Join(err, s.remove())
		}
	}
	b.now[table] = f
	b.made = append(b.made, f)
	if _, err := f.out.WriteString(sheetBegin); err != nil {
		return err
	}
	return b.write1(table, sheets[table].columns)
}

func (b *workbook) write1(table int, cells []string) error {
	if b.now[table].rows == sheetRows {
		if err := b.open(table); err != nil {
			return err
		}
	}
	f := b.now[table]
	f.rows++
	fmt.Fprintf(f.out, `<row r="%d">`, f.rows)
	for i, cell := range cells {
		if cell == "" {
			continue
		}
		fmt.Fprintf(f.out, `<c r="%s%d" t="inlineStr"><is><t xml:space="preserve">`, column(i), f.rows)
		if err := xml.EscapeText(f.out, []byte(fit(cellText(cell)))); err != nil {
			return err
		}
		_, _ = f.out.WriteString("</t></is></c>") // the next tells of a fault
	}
	_, err := f.out.WriteString("</row>")
	return err
}

// column names a column: A to Z, AA to AZ and so on.
func column(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return column(i/26-1) + string(rune('A'+i%26))
}

// cellText keeps readers from taking words such as "_x000D_" for the character of that number, as the format has it
// (ST_Xstring): their first mark is itself written by its number.
func cellText(cell string) string {
	if !strings.Contains(cell, "_x") {
		return cell
	}
	var out strings.Builder
	for i := range len(cell) {
		if cell[i] == '_' && len(cell) >= i+7 && cell[i+1] == 'x' && cell[i+6] == '_' && strings.Trim(cell[i+2:i+6], "0123456789abcdefABCDEF") == "" {
			out.WriteString("_x005F_")
			continue
		}
		out.WriteByte(cell[i])
	}
	return out.String()
}

// fit cuts a cell to what a sheet takes.
func fit(cell string) string {
	if len(cell) <= cellUnits {
		return cell
	}
	const cut = " … (cut: longer than a cell of a sheet may be)"
	units, keep := 0, 0 // keep is how much can stay before cut
	for i, r := range cell {
		if units <= cellUnits-len(cut) {
			keep = i
		}
		units++
		if r > 0xffff {
			units++
		}
		if units > cellUnits {
			return cell[:keep] + cut
		}
	}
	return cell
}

func (b *workbook) Write(it *Item) error { return b.write(it) }

func (b *workbook) Close() error {
	err := b.finish()
	if err == nil {
		if err = b.pack(); err != nil {
			err = fmt.Errorf("write the workbook: %w", err)
		}
	}
	return errors.Join(err, b.remove())
}

// pack writes the zip: what the format wants around the sheets, and the sheets.
func (b *workbook) pack() error {
	// the parts of a table stand next to each other
	var order []*sheetFile
	for i := range sheets {
		for _, f := range b.made {
			if f.table == i {
				order = append(order, f)
			}
		}
	}
	var types, list, relations strings.Builder
	for i := range order {
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, i+1, mainType)
		fmt.Fprintf(&list, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, order[i].name, i+1, i+1)
		fmt.Fprintf(&relations, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, docRelations, i+1)
	}
	z := zip.NewWriter(b.to)
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", `<Types ` + packageSpace + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + mainType + `sheet.main+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="` + mainType + `styles+xml"/>` + types.String() + `</Types>`},
		{"_rels/.rels", `<Relationships ` + packageSpace + `relationships"><Relationship Id="rId1" Type="` + docRelations + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook ` + mainSpace + ` xmlns:r="` + docRelations + `"><sheets>` + list.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships ` + packageSpace + `relationships">` + relations.String() +
			fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>`, len(order)+1, docRelations)},
		{"xl/styles.xml", strings.TrimPrefix(styles, xml.Header)},
	} {
		w, err := z.Create(part.name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, xml.Header+part.text); err != nil {
			return err
		}
	}
	for i, f := range order {
		if b.now[f.table] == f {
			if _, err := f.out.WriteString(sheetEnd); err != nil {
				return err
			}
		}
		w, err := z.Create(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1))
		if err != nil {
			return err
		}
		out := bufio.NewWriterSize(w, 1<<16)
		if err := f.copyTo(out); err != nil {
			return err
		}
		if err := out.Flush(); err != nil {
			return err
		}
	}
	return z.Close()
}

// remove deletes the temporary files.
func (b *workbook) remove() error {
	var errs []error
	for _, f := range b.made {
		errs = append(errs, f.remove())
	}
	return errors.Join(errs...)
}
