package cli

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web/webtest"
)

// walks are the titles walked in Chromium from their first page to the receipt, with the
// answers of a recorded journey, the first where none is named: as which person of the cast,
// at which width, with or without scripts, in which language.
var walks = []struct {
	title, filer, journey string
	view                  webtest.View
	english               bool
}{
	{"APP-APPEAL", "hasan", "", webtest.View{Width: 390}, false},
	{"CMP-FRAUD", "zahra", "", webtest.View{Width: 390, NoScript: true}, false},
	{"CMP-INJURY", "zahra", "", webtest.View{Width: 390, NoScript: true}, false},
	{"CMP-THEFT", "maryam", "", webtest.View{Width: 1280}, false},
	{"CMP-TRAFFIC-INJ", "maryam", "", webtest.View{Width: 390}, false},
	{"DEC-RENT", "davood", "", webtest.View{Width: 390}, false},
	{"PET-CHEQUE", "arash", "", webtest.View{Width: 1280, NoScript: true}, false}, // a lawyer: pages as the catalogue writes them
	{"PET-HEIRS", "sara", "six-heirs", webtest.View{Width: 390, NoScript: true}, false},
	{"PET-MAHR", "maryam", "", webtest.View{Width: 390}, false},
	{"PET-NAFAGHA", "maryam", "", webtest.View{Width: 390}, true},
	{"PLD-EXPERT-OBJ", "hasan", "", webtest.View{Width: 390, NoScript: true}, false},
	{"REQ-AID", "maryam", "", webtest.View{Width: 390, NoScript: true}, false},
}

// stage is a demonstration to walk through, with a browser.
type stage struct {
	browser *webtest.Browser
	people  *cast.Cast
	titles  *catalog.Catalog
	url     string
}

func newStage(t *testing.T) stage {
	t.Helper()
	people, err := cast.Load()
	titles, err2 := catalog.Embedded()
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	server, _, _ := demoSite(t)
	return stage{webtest.Start(t), people, titles, server.URL}
}

func (stage) journey(t *testing.T, name string) webtest.Journey {
	t.Helper()
	j, err := webtest.Load(os.DirFS("testdata/journeys"), name)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func TestTitlesAreWalkedToTheirReceipts(t *testing.T) {
	on := newStage(t)
	for _, w := range walks {
		t.Run(w.title, func(t *testing.T) {
			j := on.journey(t, "title.yaml")
			title, _ := on.titles.Title(w.title)
			j.Width, j.NoScript = w.view.Width, w.view.NoScript
			g := &guide{title: title, library: on.titles.Library(), input: recorded(t, on.titles, w.title, w.journey), filers: 1}
			j.Deeds = g.deeds()
			if w.english {
				j.Steps = append([]webtest.Step{{Open: "/"}, {Click: "English"}}, j.Steps...)
				j.Steps[0], j.Steps[1], j.Steps[2] = j.Steps[2], j.Steps[0], j.Steps[1]
			}
			filer := on.people.Named(w.filer)
			on.browser.Run(t, j, on.url, map[string]string{
				"title": w.title, "filer": filer.NationalID, "filer_code": filer.PersonalCode, "filer_mobile": filer.Mobile,
			})
		})
	}
}

// recorded is the input of a title's journey.
func recorded(t *testing.T, titles *catalog.Catalog, code, id string) form.Input {
	t.Helper()
	for _, j := range titles.Journeys(code) {
		if id == "" || j.ID == id {
			return j.Input
		}
	}
	t.Fatalf("%s has no journey %q", code, id)
	return form.Input{}
}

// together are the titles that two people file: one begins and pays, the other signs from a
// phone, with a wrong code first.
var together = []struct{ title, filer, fellow string }{
	{"PET-DEPOSIT", "sara", "nima"}, // a sister and her brother
	{"PET-DIV-AGREED", "sara", "bahram"},
}

func TestTwoPlaintiffsSignEachFromTheirOwnAccount(t *testing.T) {
	on := newStage(t)
	for _, w := range together {
		t.Run(w.title, func(t *testing.T) {
			j := on.journey(t, "two.yaml")
			filer, fellow := on.people.Named(w.filer), on.people.Named(w.fellow)
			title, _ := on.titles.Title(w.title)
			g := &guide{title: title, library: on.titles.Library(), input: on.titles.Journeys(w.title)[0].Input, filers: 2}
			g.input.Answers = maps.Clone(g.input.Answers)
			g.input.Answers["party.us"] = []map[string]any{{}, {
				"kind": "natural", "national_id": fellow.NationalID, "name": fellow.Name(), "father": fellow.Father, "address": fellow.Address, "county": fellow.County,
			}}
			j.NoScript, j.Deeds = true, g.deeds()
			on.browser.Run(t, j, on.url, map[string]string{
				"title": w.title, "title_name": title.Name(lang.FA), "filer": filer.NationalID, "filer_code": filer.PersonalCode, "filer_mobile": filer.Mobile,
				"fellow": fellow.NationalID, "fellow_name": fellow.Name(), "fellow_code": fellow.PersonalCode, "fellow_mobile": fellow.Mobile,
			})
		})
	}
}

// guide answers the questions of a title in the browser as its recorded journey does.
type guide struct {
	title   *form.Title
	library *form.Library
	input   form.Input
	filers  int // of the journey's, who file together

	asked, heardOf int // pages of questions; answers that were read from a story

	formal bool   // asks for a formal wording of the account
	worded string // the page that came of it
}

func (g *guide) deeds() map[string]func(*webtest.Page) error {
	return map[string]func(*webtest.Page) error{"answer": g.answer, "attach": g.attach, "confirm": g.confirm, "pay": g.pay, "heard": g.heard}
}

const goOn = "main form:not(.file) .acts button.button"

// answer goes on from question to question until the path is over. A page that comes twice
// with nothing new to say is a dead end.
func (g *guide) answer(p *webtest.Page) error {
	last := ""
	for range 120 {
		at := p.Address()
		_, rest, found := strings.Cut(at, "/steps/")
		switch {
		case found:
			g.asked++
			if err := g.step(p, strings.Split(rest, "?")[0]); err != nil {
				return err
			}
		case strings.Contains(at, "/items/"):
			if err := g.item(p, at); err != nil {
				return err
			}
		default:
			return nil
		}
		now := p.Address() + p.Text()
		if now == last {
			return fmt.Errorf("the same page again: %s", p.Address())
		}
		last = now
	}
	return fmt.Errorf("no end after 120 pages")
}

// step answers all questions that stand on a page; of a list it adds what is missing.
func (g *guide) step(p *webtest.Page, key string) error {
	if list, ok := g.input.Answers[key].([]map[string]any); ok {
		if have := g.rows(p); have < g.wanted(key, list) {
			return p.Click("main p a.button")
		}
		return p.Click(goOn)
	}
	for _, f := range g.title.Facts() {
		value, known := g.input.Answers[f.Name]
		if !known && f.Name == key {
			value = unforeseen(f)
		}
		if _, err := p.Set(g.typed(f, f.Name, value)); err != nil {
			return err
		}
	}
	if wording := "button[formaction$='/formal']"; g.formal && p.Has(wording) {
		if err := p.Click(wording); err != nil {
			return err
		}
		g.worded = p.Text()
	}
	return p.Click(goOn)
}

// unforeseen answers a question that the journey was not asked: it was recorded on its own
// day, and today a limit may be over.
func unforeseen(f *form.Fact) any {
	switch f.Type {
	case form.TypeYesNo:
		return false
	case form.TypeText, form.TypeProse:
		return "آن روزها در بیمارستان بستری بودم و گواهی پزشک دارم."
	case form.TypeChoice, form.TypeChoices:
		return []string{f.Options[0].Key}
	case form.TypeNumber, form.TypeMoney, form.TypeDate, form.TypeMonth, form.TypePlace, form.TypeList:
	}
	return nil
}

// wanted leaves fellow filers out who would have to sign from accounts of their own.
func (g *guide) wanted(key string, list []map[string]any) int {
	if key == "party.us" {
		return g.filers
	}
	return len(list)
}

func (g *guide) rows(p *webtest.Page) int {
	n := 0
	for p.Has(fmt.Sprintf("main ul.tasks > li:nth-child(%d)", n+1)) {
		n++
	}
	return n
}

// item fills the fields of one item, again when a choice calls for more fields.
func (g *guide) item(p *webtest.Page, at string) error {
	parts := strings.Split(strings.Split(at, "?")[0], "/")
	fact, n := parts[len(parts)-2], 0
	if _, err := fmt.Sscan(parts[len(parts)-1], &n); err != nil {
		return err
	}
	list, _ := g.input.Answers[fact].([]map[string]any)
	if n >= len(list) {
		return fmt.Errorf("item %d of %s is not in the journey", n, fact)
	}
	fields := g.library.Records[g.library.Facts[fact].Record].Fields
	for range 4 {
		for _, f := range fields {
			if value, known := list[n][f.Name]; known {
				if _, err := p.Set(g.typed(f, f.Name, value)); err != nil {
					return err
				}
			}
		}
		if err := p.Click(goOn); err != nil || p.Address() != at {
			return err
		}
	}
	return fmt.Errorf("item %d of %s is never complete", n, fact)
}

// typed is an answer as a person would give it to the inputs of its question.
func (g *guide) typed(f *form.Fact, name string, value any) map[string][]string {
	switch v := value.(type) {
	case bool:
		return map[string][]string{name: {map[bool]string{true: "yes", false: "no"}[v]}}
	case int64:
		set := map[string][]string{name: {lang.PersianDigits(strconv.FormatInt(v, 10))}}
		if f.Type == form.TypeMoney {
			set[name+".unit"] = []string{"rial"}
		}
		return set
	case []string:
		return map[string][]string{name: v}
	case string:
		if day, err := lang.ParseISO(v); err == nil && f.Type == form.TypeDate {
			y, m, d := day.Jalali()
			return map[string][]string{name + ".day": {fmt.Sprint(d)}, name + ".month": {fmt.Sprint(m)}, name + ".year": {fmt.Sprint(y)}}
		}
		if month, err := lang.ParseMonthISO(v); err == nil && f.Type == form.TypeMonth {
			y, m := month.Parts()
			return map[string][]string{name + ".month": {fmt.Sprint(m)}, name + ".year": {fmt.Sprint(y)}}
		}
		return map[string][]string{name: {v}}
	}
	return nil
}

// attach gives every slot of the journey a picture, and goes on to the check page.
func (g *guide) attach(p *webtest.Page) error {
	if !strings.HasSuffix(p.Address(), "/attachments") {
		return nil
	}
	picture, err := filepath.Abs("testdata/page.png")
	if err != nil {
		return err
	}
	for _, slot := range g.input.Attached {
		if !p.Has("#f-" + slot) {
			continue
		}
		if err := p.Upload("#f-"+slot, picture); err != nil {
			return err
		}
		if err := p.Click("#" + slot + " form.file button"); err != nil {
			return err
		}
	}
	return p.Click("main .stack-l > .acts a.button")
}

// confirm reads all warnings and says that everything is true.
func (g *guide) confirm(p *webtest.Page) error {
	read := []string{}
	for _, c := range g.title.Checks() {
		read = append(read, c.ID)
	}
	if _, err := p.Set(map[string][]string{"true": {"yes"}, "read": read}); err != nil {
		return err
	}
	return p.Click("form.lift button.button")
}

// pay goes to the bank when something is due.
func (g *guide) pay(p *webtest.Page) error {
	if !p.Has("form[action$='/payment']") {
		return nil
	}
	if err := p.Click("form[action$='/payment'] button"); err != nil {
		return err
	}
	return p.Click("button.button")
}
