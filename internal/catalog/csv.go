package catalog

import (
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// row is a line of a table in CSV.
type row struct {
	at     form.Pos
	fields map[string]string
}

func (r row) get(name string) string { return strings.TrimSpace(r.fields[name]) }

// list splits a field that holds several values.
func (r row) list(name string) (values []string) {
	for _, v := range strings.Split(r.fields[name], ";") {
		if v = strings.TrimSpace(v); v != "" {
			values = append(values, v)
		}
	}
	return values
}

// readCSV reads tables/NAME with a header line; needed columns have to be there.
func (l *loader) readCSV(v node, needed ...string) (rows []row) {
	name := "tables/" + v.text()
	data, err := fs.ReadFile(l.files, name)
	if err != nil {
		l.wrong(v.at(), "%s cannot be read", name)
		return nil
	}
	reader := csv.NewReader(strings.NewReader(string(data)))
	var header []string
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows
		}
		line, _ := reader.FieldPos(0)
		at := form.Pos{File: name, Line: line}
		if err != nil {
			var parse *csv.ParseError
			if errors.As(err, &parse) {
				at.Line = parse.Line
			}
			l.wrong(at, "not a table: %v", err)
			return nil
		}
		if header == nil {
			header = record
			if !l.hasColumns(at, header, needed) {
				return nil
			}
			continue
		}
		r := row{at, map[string]string{}}
		for i, field := range record {
			r.fields[header[i]] = field
		}
		for _, column := range needed {
			if r.get(column) == "" {
				l.wrong(at, "%s is empty", column)
			}
		}
		l.letters(r)
		rows = append(rows, r)
	}
}

func (l *loader) hasColumns(at form.Pos, header, needed []string) bool {
	fine := true
	for _, column := range needed {
		found := false
		for _, h := range header {
			found = found || h == column
		}
		if !found {
			fine = false
			l.wrong(at, "column %q is missing", column)
		}
	}
	return fine
}

func (l *loader) letters(r row) {
	for column, field := range r.fields {
		if strings.ContainsAny(field, "يك") {
			l.wrong(r.at, "Arabic letter in %s %q; use the Persian ی or ک", column, field)
		}
	}
}

// day reads a Jalali date of a CSV field; empty is none.
func (l *loader) day(r row, column string) lang.Date {
	if r.get(column) == "" {
		return lang.Date{}
	}
	d, err := lang.ParseJalali(r.get(column))
	if err != nil {
		l.wrong(r.at, "%s %q is no date of the calendar", column, r.get(column))
	}
	return d
}
