package catalog

import (
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/tarazu-justice/tarazu/catalogs"
	"github.com/tarazu-justice/tarazu/internal/court"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// loader reads a catalogue from its files.
type loader struct {
	tally
	files    fs.FS
	schema   *schema
	lib      *form.Library
	tables   *tables
	book     *court.Book
	groups   map[string]*group
	families map[string]*family
	rules    rules
	order    []string // reasons as written
	phrases  []phrase // of titles and doors

	versionAt map[string]int // line of a title's version
}

// Embedded is the catalogue in the program, read once: a catalogue does not change, and a
// country's takes a second to read.
var Embedded = sync.OnceValues(func() (*Catalog, error) { return Load(catalogs.Iran()) })

// Load reads a whole catalogue. The error is Faults, complete and sorted.
func Load(files fs.FS) (*Catalog, error) {
	messages, err := lang.LoadMessages()
	if err != nil {
		return nil, err
	}
	l := &loader{files: files, groups: map[string]*group{}, families: map[string]*family{}, tables: newTables(), versionAt: map[string]int{}}
	l.lib = &form.Library{
		Facts: map[string]*form.Fact{}, Records: map[string]*form.Record{}, Articles: map[string]form.Article{},
		Reasons: map[string]form.Reason{}, Kinds: map[string]form.Words{}, Tables: l.tables, Messages: messages,
	}
	l.readSchema()
	l.readGlossary()
	l.readRules()
	l.readTables()
	l.checkWaves()
	l.readGroups()
	l.readFamilies()
	c := &Catalog{
		titles: map[string]*form.Title{}, venues: map[string]*form.Title{}, journeys: map[string]*journeys{}, book: l.book, library: l.lib, tables: l.tables,
		reasons: l.order, waves: l.rules.waves, standings: l.lib.Standings, hashes: map[string]string{},
	}
	if l.sound(0, 0) { // echoes help nobody
		l.add(l.lib.Ready()...)
	}
	if l.sound(0, 0) {
		l.readTitles(c)
		l.readVenues(c)
		l.readDoors(c)
		l.checkPhrases(l.phrases)
		l.readEvents(c)
		l.readDangers(c)
		l.readNotices(c)
		l.readHome(c)
		l.readAlike(c)
		l.checkLock(c)
	}
	if len(l.list) > 0 {
		return nil, l.sorted()
	}
	return c, nil
}

// in lists the YAML files of a folder and below, Persian ones only, in order.
func (l *loader) in(dir string) (names []string) {
	_ = fs.WalkDir(l.files, dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".yaml" || strings.HasSuffix(name, ".en.yaml") || strings.HasSuffix(name, ".journeys.yaml") {
			return nil //nolint:nilerr // a folder that is not there has no files
		}
		names = append(names, name)
		return nil
	})
	return names
}

func (l *loader) readGroups() {
	uses := map[string][]pair{}
	for _, name := range l.in("groups") {
		f := l.shaped(name, "group")
		if f == nil {
			continue
		}
		g := l.group(f, l.twinOf(name))
		for _, v := range f.node().get("pages").items() {
			if use := v.get("use"); use.there() {
				uses[g.name] = append(uses[g.name], pair{key: use.text(), keyAt: v.at()})
			}
		}
		if l.groups[g.name] != nil {
			l.wrong(f.at(f.root), "group %q is there twice", g.name)
		}
		l.groups[g.name] = g
	}
	l.checkIncludes(uses)
	params := map[string]bool{}
	for _, g := range l.groups {
		for p := range g.params {
			params[p] = true
		}
	}
	l.lib.Params = slices.Sorted(maps.Keys(params))
}

func (l *loader) readFamilies() {
	for _, name := range l.in("families") {
		if f := l.shaped(name, "family"); f != nil {
			fam := l.family(f, l.twinOf(name))
			l.families[fam.name] = fam
		}
	}
}

// loaded is what became of one title's files.
type loaded struct {
	at       form.Pos
	title    *form.Title // nil: its mistakes are in the tally
	journeys *journeys
	hash     string // of its content
	version  int    // line of its version
	phrases  []phrase
	reached  map[string]bool // branches of its journeys; nil: they did not run
	tally
}

// sideBySide reads n things, one processor each, every one with a loader and a tally of its own.
func (l *loader) sideBySide(n int, read func(own *loader, i int)) {
	var readers sync.WaitGroup
	seats := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range n {
		readers.Go(func() {
			seats <- struct{}{}
			defer func() { <-seats }()
			own := *l
			own.tally = tally{}
			read(&own, i)
		})
	}
	readers.Wait()
}

// readTitles reads titles side by side: nothing of a title depends on another. Their mistakes are told in the order of the files all the same.
func (l *loader) readTitles(c *Catalog) {
	names := l.in("titles")
	all := make([]loaded, len(names))
	l.sideBySide(len(names), func(own *loader, i int) { all[i] = own.readTitle(names[i]) })
	reached, whole := map[string]bool{}, true
	for _, one := range all {
		whole = whole && one.reached != nil
		l.phrases = append(l.phrases, one.phrases...)
		maps.Copy(reached, one.reached)
		l.add(one.list...)
		l.gaps += one.gaps
		switch {
		case one.title == nil:
		case c.titles[one.title.Code] != nil:
			l.wrong(one.at, "title %s is there twice", one.title.Code)
		default:
			one.title.Stage = c.stage(one.title)
			c.titles[one.title.Code], c.journeys[one.title.Code] = one.title, one.journeys
			c.hashes[one.title.Code], l.versionAt[one.title.Code] = one.hash, one.version
		}
	}
	if whole { // what a title that is not read would have used is not unused
		l.checkUnused(c, reached)
	}
	l.checkExpired(c)
}

// readTitle reads a title with its English and its journeys; l is the title's own.
func (l *loader) readTitle(name string) (out loaded) {
	defer func() { out.tally = l.tally }()
	f := l.shaped(name, "title")
	if f == nil {
		return out
	}
	root := f.node()
	out.phrases = phrasesOf(root.get("title").text(), root.get("name"), root.get("everyday"), root.get("triage").get("says"))
	en := l.twinOf(name)
	spec := l.title(f, en)
	if spec == nil || !l.sound(0, 0) {
		return out
	}
	title, mistakes := l.lib.Compile(spec)
	l.add(mistakes...)
	if title != nil {
		out.hash, out.version = contentHash(f.node(), en.file.node()), f.node().get("version").at().Line
		out.at, out.title = f.at(f.root), title
		out.journeys, out.reached = l.readJourneys(title, strings.TrimSuffix(name, ".yaml")+".journeys.yaml")
		l.checkTier(f.node(), title, out.journeys.count())
	}
	return out
}

func (l *loader) exists(name string) bool {
	_, err := fs.Stat(l.files, name)
	return err == nil
}
