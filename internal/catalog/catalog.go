package catalog

import (
	"cmp"
	"slices"

	"github.com/tarazu-justice/tarazu/internal/court"
	"github.com/tarazu-justice/tarazu/internal/form"
)

// Catalog is a catalogue that loaded without a mistake.
type Catalog struct {
	titles     map[string]*form.Title
	venues     map[string]*form.Title // where titles and entries are heard
	journeys   map[string]*journeys
	book       *court.Book
	library    *form.Library
	tables     *tables
	reasons    []string
	home       []string // titles that the first page offers
	homeEvents []string
	events     []Event
	calls      map[string]Call
	dangers    []Danger
	notices    []Notice
	alike      [][]string // words for one matter
	doors      []Door
	named      []*form.Title // the doors as names
	doorName   form.Words
	waves      map[string][]wave
	standings  *form.Fact
	hashes     map[string]string // of titles
	locked     []Locked
}

// Title finds a title by its code.
func (c *Catalog) Title(code string) (*form.Title, bool) {
	t, ok := c.titles[code]
	return t, ok
}

// Titles lists all titles by code.
func (c *Catalog) Titles() []*form.Title {
	list := make([]*form.Title, 0, len(c.titles))
	for _, t := range c.titles {
		list = append(list, t)
	}
	slices.SortFunc(list, func(a, b *form.Title) int { return cmp.Compare(a.Code, b.Code) })
	return list
}

// Places finds counties by any spelling.
func (c *Catalog) Places() form.Places { return c.library.Places }

// Book is the book of courts and places.
func (c *Catalog) Book() *court.Book { return c.book }

// Authority finds a unit by its code.
func (c *Catalog) Authority(code string) (court.Unit, bool) { return c.book.Unit(code) }

// Reasons lists why a registrar may return a filing, in the order of the catalogue.
func (c *Catalog) Reasons() (list []form.Reason) {
	for _, code := range c.reasons {
		list = append(list, c.library.Reasons[code])
	}
	return list
}

// Reason finds a reason by its code.
func (c *Catalog) Reason(code string) (form.Reason, bool) {
	r, ok := c.library.Reasons[code]
	return r, ok
}

// Law finds an article.
func (c *Catalog) Law(id string) (form.Article, bool) {
	a, ok := c.library.Articles[id]
	return a, ok
}

// Facts is the glossary, by name.
func (c *Catalog) Facts() (list []*form.Fact) {
	for _, f := range c.library.Facts {
		list = append(list, f)
	}
	slices.SortFunc(list, func(a, b *form.Fact) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

// Library is what the titles share.
func (c *Catalog) Library() *form.Library { return c.library }

// Standings lists the capacities in which one files, with their names.
func (c *Catalog) Standings() []form.Choosable { return c.standings.Options }
