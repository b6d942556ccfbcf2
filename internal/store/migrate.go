package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrate brings the schema up to date. A landed migration is never edited.
func migrate(ctx context.Context, dialect goose.Dialect, db *sql.DB, options ...goose.ProviderOption) error {
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(dialect, db, variants{files, dialect}, options...)
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	return nil
}

// variants shows one engine its migrations: where 0007_x.postgres.sql stands beside
// 0007_x.sql, PostgreSQL reads it instead.
type variants struct {
	files   fs.FS
	dialect goose.Dialect
}

const variantOf = ".postgres.sql"

func (v variants) Open(name string) (fs.File, error) {
	if v.dialect == goose.DialectPostgres {
		if f, err := v.files.Open(strings.TrimSuffix(name, ".sql") + variantOf); err == nil {
			return f, nil
		}
	}
	return v.files.Open(name)
}

// ReadDir hides the variants.
func (v variants) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(v.files, name)
	return slices.DeleteFunc(list, func(e fs.DirEntry) bool { return strings.HasSuffix(e.Name(), variantOf) }), err
}
