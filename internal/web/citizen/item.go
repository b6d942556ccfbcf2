package citizen

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web"
)

type itemPage struct {
	web.Page
	Filing  *filing.Asked
	Fact    form.Question
	Fields  []field
	N       int
	Action  string
	Seen    string
	Check   bool
	Heading string
}

func itemURL(id, fact string, n int, check bool) string {
	url := fmt.Sprintf("/filings/%s/items/%s/%d", id, fact, n)
	if check {
		url += "?from=check"
	}
	return url
}

func listOf(v any) []map[string]any {
	items, _ := v.([]map[string]any)
	return items
}

// items shows what a list holds.
func (d *Desk) items(p web.Page, review *filing.Asked, q form.Question) (list []item) {
	for n, it := range listOf(q.Value) {
		shown := item{N: n, EditURL: itemURL(review.ID, q.Fact, n, p.Path != "" && strings.HasSuffix(p.Path, "/check")), RemoveURL: itemURL(review.ID, q.Fact, n, false)}
		shown.RemoveURL = strings.TrimSuffix(shown.RemoveURL, "?from=check") + "/remove"
		if lines := d.lines(p, review.Spec, q.Fact, it); len(lines) > 0 {
			shown.Title, shown.Lines = lines[0], lines[1:]
		}
		shown.Locked = q.Fact == "party.us" && n == 0
		list = append(list, shown)
	}
	return list
}

// Lines shows the items of a list: for each what names it, then the rest.
func (d *Desk) Lines(p web.Page, t *form.Title, q form.Question) (items [][]string) {
	for _, it := range listOf(q.Value) {
		items = append(items, d.lines(p, t, q.Fact, it))
	}
	return items
}

// lines gives what names an item, then the rest: of a person one line that needs no labels,
// of anything else each answer with its question, for two days or two sums look alike.
func (d *Desk) lines(p web.Page, t *form.Title, fact string, it map[string]any) (lines []string) {
	var name string
	var rest, bare []string
	fields := t.ItemFields(fact, it, p.Locale)
	people := slices.ContainsFunc(fields, func(q form.Question) bool { return q.Fact == "name" })
	for _, f := range fields {
		text := d.Answer(p, f)
		switch {
		case text == "":
		case f.Fact == "name", name == "" && f.Type != form.TypeChoice && !people:
			name = text
		default:
			bare, rest = append(bare, text), append(rest, f.Ask+" "+text)
		}
	}
	if people && len(bare) > 0 {
		rest = []string{strings.Join(bare, p.T("answer.comma"))}
	}
	if name == "" {
		return rest
	}
	return append([]string{name}, rest...)
}

// itemPage finds the list and prepares item n of it; n one past the end is a new item.
func (d *Desk) itemPage(r *http.Request, review *filing.Asked) (itemPage, []map[string]any, error) {
	fact := r.PathValue("fact")
	n, err := strconv.Atoi(r.PathValue("n"))
	q, ok := d.question(review, fact)
	if err != nil || !ok || q.Type != form.TypeList || !review.State.Editable() {
		return itemPage{}, nil, filing.ErrUnknown
	}
	list := listOf(q.Value)
	if n < 0 || n > len(list) {
		return itemPage{}, nil, filing.ErrUnknown
	}
	p := itemPage{
		Page: d.Site.Page(r, ""), Filing: review, Fact: q, N: n, Action: fmt.Sprintf("/filings/%s/items/%s/%d", review.ID, fact, n),
		Seen: filing.Token(review.Answers, []string{fact}), Check: r.FormValue("from") == "check", Heading: q.Ask,
	}
	if n > 0 || len(list) > 1 {
		p.Heading = p.T("item.nth", "ask", q.Ask, "at", n+1)
	}
	p.Title = p.Heading
	p.Back = "/filings/" + review.ID + "/steps/" + d.stepOf(review, fact)
	if len(list) == 0 {
		p.Back = "/filings/" + review.ID
	}
	return p, list, nil
}

func (d *Desk) question(review *filing.Asked, fact string) (form.Question, bool) {
	for _, s := range d.steps(review) {
		for _, q := range s.Questions {
			if q.Fact == fact {
				return q, true
			}
		}
	}
	return form.Question{}, false
}

func (d *Desk) stepOf(review *filing.Asked, fact string) string {
	for _, s := range d.steps(review) {
		if slices.Contains(s.facts(), fact) {
			return s.Key
		}
	}
	return ""
}

// itemFields puts the fields that an item calls for on the page.
func (d *Desk) itemFields(p *itemPage, it map[string]any) {
	p.Fields = nil
	for _, q := range p.Filing.Spec.ItemFields(p.Fact.Fact, it, p.Locale) {
		p.Fields = append(p.Fields, d.field(p.Page, q, q.Fact))
	}
}

func (d *Desk) showItem(w http.ResponseWriter, r *http.Request) error {
	review, err := d.Filings.Ask(r.Context(), web.Who(r), r.PathValue("id"), d.Site.Locale(r))
	if err != nil {
		return err
	}
	p, list, err := d.itemPage(r, review)
	if err != nil {
		return err
	}
	it := map[string]any{}
	if p.N < len(list) {
		it = list[p.N]
	}
	d.itemFields(&p, it)
	return d.Site.Render(w, r, "item", p)
}

// saveItem keeps one item. A choice may call for more fields: then the page comes again with
// them, and without reproach for what was not asked before.
func (d *Desk) saveItem(w http.ResponseWriter, r *http.Request) error {
	who := web.Who(r)
	review, err := d.Filings.Ask(r.Context(), who, r.PathValue("id"), d.Site.Locale(r))
	if err != nil {
		return err
	}
	p, list, err := d.itemPage(r, review)
	if err != nil {
		return err
	}
	it, more := d.readItem(r, review, &p)
	switch {
	case len(p.Errors) > 0:
		return d.Site.RenderStatus(w, r, filing.ErrIncomplete, "item", p)
	case more:
		return d.Site.Render(w, r, "item", p)
	}
	list = slices.Clone(list)
	if p.N == len(list) {
		list = append(list, it)
	} else {
		list[p.N] = keepUnasked(list[p.N], it, p.Fact.Fact, p.N)
	}
	edit := filing.Edit{Set: form.Answers{p.Fact.Fact: list}, Seen: r.PostFormValue("seen")}
	if err := d.Filings.Save(r.Context(), who, review.ID, edit); err != nil {
		p.Errors = append(p.Errors, web.Mistake{Text: p.Error(err)})
		return d.Site.RenderStatus(w, r, err, "item", p)
	}
	url := "/filings/" + review.ID + "/steps/" + d.stepOf(review, p.Fact.Fact)
	if p.Check {
		url += "?from=check"
	}
	return web.Redirect(w, r, url)
}

// keepUnasked keeps the filer's own identity as the registry gave it.
func keepUnasked(old, changed map[string]any, fact string, n int) map[string]any {
	if fact != "party.us" || n != 0 {
		return changed
	}
	kept := maps.Clone(changed)
	for _, name := range []string{"kind", "national_id", "name", "father"} {
		if v, ok := old[name]; ok {
			kept[name] = v
		}
	}
	return kept
}

// readItem reads the fields of an item. more says that fields are now asked which were not
// on the page that was sent.
func (d *Desk) readItem(r *http.Request, review *filing.Asked, p *itemPage) (it map[string]any, more bool) {
	raw, today := map[string]form.Raw{}, lang.DateAt(d.Site.Now())
	for _, q := range p.Fact.Fields {
		raw[q.Fact] = readRaw(r, q, q.Fact, today)
	}
	it, wrong := review.Spec.ParseItem(p.Fact.Fact, raw)
	sent := strings.Fields(r.PostFormValue("fields"))
	d.itemFields(p, it)
	for i := range p.Fields {
		f := &p.Fields[i]
		f.Typed = raw[f.Fact]
		switch err := wrong[f.Fact]; {
		case !slices.Contains(sent, f.Fact):
			f.Typed, more = d.typed(p.Page, f.Question), true
		case err != nil:
			f.fail(&p.Page, err)
		}
	}
	return it, more
}

// FieldNames lists the fields on the page, to know which the browser was shown.
func (p itemPage) FieldNames() string {
	names := []string{}
	for _, f := range p.Fields {
		names = append(names, f.Fact)
	}
	return strings.Join(names, " ")
}

func (d *Desk) removeItem(w http.ResponseWriter, r *http.Request) error {
	who := web.Who(r)
	review, err := d.Filings.Ask(r.Context(), who, r.PathValue("id"), d.Site.Locale(r))
	if err != nil {
		return err
	}
	p, list, err := d.itemPage(r, review)
	if err != nil {
		return err
	}
	if p.N >= len(list) || p.Fact.Fact == "party.us" && p.N == 0 {
		return filing.ErrUnknown
	}
	edit := filing.Edit{Set: form.Answers{p.Fact.Fact: slices.Delete(slices.Clone(list), p.N, p.N+1)}, Seen: r.PostFormValue("seen")}
	if err := d.Filings.Save(r.Context(), who, review.ID, edit); err != nil {
		return err
	}
	return web.Redirect(w, r, "/filings/"+review.ID+"/steps/"+d.stepOf(review, p.Fact.Fact))
}
