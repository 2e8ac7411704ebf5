package archive

import (
	"context"
	"embed"
	"io/fs"

	"github.com/pressly/goose/v3"
)

// The schema is the numbered files in schema, applied in order, each in one transaction.
//
//go:embed schema/*.sql
var schemaFiles embed.FS

const (
	// schemaVersion is the number of the last file in schema, and the user_version of an archive of this program.
	schemaVersion = 10
	// applicationID marks the file as an archive of sayso: "syso" in ASCII.
	applicationID = 0x7379736f
)

// migrate brings the schema up to date. Open calls it only for an archive that is behind, because to ask goose whether
// it is costs more than to open the file.
func (a *Archive) migrate(ctx context.Context) error {
	files, err := fs.Sub(schemaFiles, "schema")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, a.writer, files)
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	if err == nil {
		return nil
	}
	// Another process may have done the same at the same time; then there is nothing left to do.
	var version int
	if a.writer.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version) == nil && version == schemaVersion {
		return nil
	}
	return err
}
