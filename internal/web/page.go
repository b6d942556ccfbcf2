package web

import (
	"embed"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/tarazu-justice/tarazu/internal/access"
	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

//go:embed pages
var layoutFiles embed.FS

// Page is what the layout needs of every page. Page structs embed it.
type Page struct {
	Title  string // of the window; h1 is the page's own matter
	Locale lang.Locale
	Who    *identity.Who
	Path   string
	Desk   bool // staff density
	Wide   bool // main without the wrap, for the home page
	Back   string
	Errors []Mistake // what has to be mended: the summary on top, in the order of the fields
	Robots bool

	site *Site
}

// Mistake is one thing to mend, at one field.
type Mistake struct{ Field, Text string }

// Page begins a page; titleKey names its sentence in the message catalogue.
func (s *Site) Page(r *http.Request, titleKey string) Page {
	p := Page{Locale: s.Locale(r), Who: Guest(r), Path: r.URL.Path, site: s}
	if titleKey != "" {
		p.Title = p.T(titleKey)
	}
	return p
}

// Locale is the language of a request: chosen on this device, else the account's, else Persian.
func (s *Site) Locale(r *http.Request) lang.Locale {
	if c, err := r.Cookie("lang"); err == nil {
		return lang.ParseLocale(c.Value)
	}
	if who := Guest(r); who != nil && who.Locale != "" {
		return who.Locale
	}
	return lang.FA
}

// T gives a sentence; kv are its placeholders, name and value in turn.
func (p Page) T(key string, kv ...any) string {
	params := map[string]any{}
	for i := 0; i+1 < len(kv); i += 2 {
		params[kv[i].(string)] = kv[i+1]
	}
	return p.site.Messages.Text(p.Locale, key, params)
}

// Has says whether there is a sentence for key.
func (p Page) Has(key string) bool { return p.site.Messages.Has(key) }

// Error gives the sentence of a fault.
func (p Page) Error(err error) string { return p.site.Messages.Error(p.Locale, err) }

// WithError puts a fault at a field.
func (p *Page) WithError(field string, err error) {
	p.Errors = append(p.Errors, Mistake{field, p.Error(err)})
}

// Wrong is the sentence at a field, or "".
func (p Page) Wrong(field string) string {
	for _, m := range p.Errors {
		if m.Field == field {
			return m.Text
		}
	}
	return ""
}

// FA says whether the page is Persian.
func (p Page) FA() bool { return p.Locale != lang.EN }

// Dir is the direction of the page.
func (p Page) Dir() string { return p.Locale.Dir() }

// Demo says whether this is a demonstration.
func (p Page) Demo() bool { return p.site.Demo }

// Asset is the address of a built file.
func (p Page) Asset(name string) string { return p.site.Assets(name) }

// Num prints a whole number in the page's digits.
func (p Page) Num(n any) string {
	v, err := strconv.ParseInt(toString(n), 10, 64)
	switch {
	case err != nil:
		return toString(n)
	case p.FA():
		return lang.Group(v)
	}
	return lang.LatinDigits(strings.ReplaceAll(lang.Group(v), "٬", ","))
}

// Digits prints text in the page's digits.
func (p Page) Digits(s string) string {
	if p.FA() {
		return lang.PersianDigits(s)
	}
	return s
}

// Rials prints an amount with its unit.
func (p Page) Rials(n int64) string {
	if p.FA() {
		return lang.Rials(n)
	}
	return p.Num(n) + " rials"
}

// Toman prints an amount of rials in toman.
func (p Page) Toman(n int64) string {
	if p.FA() {
		return lang.Toman(n)
	}
	return p.Num(n/10) + " toman"
}

// Day prints a day with its weekday.
func (p Page) Day(d lang.Date) string { return d.In(p.Locale) }

// Short prints a day without its weekday.
func (p Page) Short(d lang.Date) string {
	if p.FA() {
		return d.Persian()
	}
	_, rest, _ := strings.Cut(d.English(), " ")
	return rest
}

// Date prints the day of an instant.
func (p Page) Date(t time.Time) string { return lang.DateAt(t).In(p.Locale) }

// Clock prints hours and minutes in Tehran.
func (p Page) Clock(t time.Time) string { return p.Digits(t.In(lang.Tehran).Format("15:04")) }

// Exact prints hours, minutes and seconds in Tehran, for receipts.
func (p Page) Exact(t time.Time) string { return p.Digits(t.In(lang.Tehran).Format("15:04:05")) }

// ISO is the machine form of an instant.
func (p Page) ISO(t time.Time) string { return t.In(lang.Tehran).Format(time.RFC3339) }

// Now is the present moment, for day counts.
func (p Page) Now() time.Time { return p.site.Now() }

// May says whether the person of the page holds a right.
func (p Page) May(right string) bool { return access.Allow(access.Right(right), p.Who) == nil }

// WindowTitle is the title with «خطا:» in front when something has to be mended.
func (p Page) WindowTitle() string {
	title := p.Title + " - " + p.T("site.name")
	if len(p.Errors) > 0 {
		return p.T("site.error_title") + " " + title
	}
	return title
}

// funcs are the helpers that need no language.
func (s *Site) funcs() template.FuncMap {
	return template.FuncMap{
		"groups": Groups,
		"dict":   dict,
		"id":     fieldID,
		"add":    func(a, b int) int { return a + b },
		"seq":    seq,
	}
}

// Groups parts a code for reading: 23 1405 0881 4726.
func Groups(code string, sizes ...int) (parts []string) {
	rest := []rune(code)
	for _, n := range sizes {
		if n >= len(rest) {
			break
		}
		parts, rest = append(parts, string(rest[:n])), rest[n:]
	}
	return append(parts, string(rest))
}

// fieldID makes the id of a field from a fact's name.
func fieldID(name string) string {
	return "f-" + strings.NewReplacer(".", "-", "_", "-", ":", "-").Replace(name)
}

func seq(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

// dict hands several values to a part of a page.
func dict(kv ...any) map[string]any {
	m := map[string]any{}
	for i := 0; i+1 < len(kv); i += 2 {
		m[toString(kv[i])] = kv[i+1]
	}
	return m
}

// errorPage is what people see when something went wrong.
type errorPage struct {
	Page
	Code, Say, Request string
	Kind               string
}

func (s *Site) errorPage(r *http.Request, err error) errorPage {
	kind := fault.KindOf(err)
	p := errorPage{Page: s.Page(r, ""), Request: RequestID(r.Context()), Kind: kindNames[kind]}
	p.Say = p.Error(err)
	if f, ok := fault.As(err); ok {
		p.Code = f.Code
	}
	p.Title = p.T("site.error." + p.Kind)
	return p
}

var kindNames = map[fault.Kind]string{
	fault.Internal: "internal", fault.Invalid: "invalid", fault.SignIn: "sign_in", fault.Forbidden: "forbidden", fault.NotFound: "not_found",
	fault.Conflict: "conflict", fault.TooMany: "too_many", fault.TooLarge: "too_large", fault.Unavailable: "unavailable",
}
