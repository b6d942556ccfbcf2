package cli

import (
	"github.com/tarazu-justice/tarazu/internal/api"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web/citizen"
)

// apiCatalogue shows the catalogue to programs.
type apiCatalogue struct{ *services }

func (c apiCatalogue) one(t *form.Title, by filing.Filer, day lang.Date, loc lang.Locale) api.Service {
	if d, ok := c.catalog.Door(t.Code); ok {
		return api.Service{Code: d.Code, Title: d.Name.In(loc), Family: "door", FamilyName: c.catalog.DoorFamily().In(loc), Open: true}
	}
	opening := c.opening(t.Code, by, day)
	s := api.Service{Code: t.Code, Title: t.Name(loc), Family: t.Family, FamilyName: t.FamilyName(loc), Open: opening.Open}
	if !opening.Open {
		s.Opens = c.when(opening, loc)
	}
	return s
}

// Services finds titles by words, the likeliest first.
func (c apiCatalogue) Services(words string, by filing.Filer, day lang.Date, loc lang.Locale) (list []api.Service) {
	for _, t := range c.search(words, loc) {
		list = append(list, c.one(t, by, day, loc))
	}
	return list
}

// Triage leads a story to titles, as the pages do.
func (c apiCatalogue) Triage(story string, answers []api.TriageAnswer, by filing.Filer, loc lang.Locale) api.Triage {
	var said []citizen.Said
	for _, a := range answers {
		said = append(said, citizen.Said{Question: a.Question, Choice: a.Choice})
	}
	t := c.services.Triage(story, said, by, loc)
	out := api.Triage{Candidates: []api.Candidate{}, Refused: t.Refused, Vague: t.Vague, Dangers: []api.TriageDanger{}}
	for _, hit := range t.Hits {
		if title, ok := c.catalog.Named(hit.Code); ok {
			out.Candidates = append(out.Candidates, api.Candidate{Service: c.one(title, by, lang.DateAt(c.now()), loc), Score: hit.Score, Words: append([]string{}, hit.Words...)})
		}
	}
	for _, d := range t.Dangers {
		danger := api.TriageDanger{Text: d.Danger, First: append([]string{}, d.First...), Calls: []api.TriageCall{}}
		for _, call := range d.Calls {
			danger.Calls = append(danger.Calls, api.TriageCall{Number: call.Number, Who: call.Who})
		}
		out.Dangers = append(out.Dangers, danger)
	}
	if t.Ask != nil {
		out.Question = &api.TriageQuestion{Key: t.Ask.Key, Ask: t.Ask.Ask, Choices: []api.Named{}}
		for _, choice := range t.Ask.Choices {
			out.Question.Choices = append(out.Question.Choices, api.Named{Code: choice.Key, Name: choice.Name})
		}
	}
	return out
}

// Sheet is a title with the answers of its first journey, which can be filed as they stand.
func (c apiCatalogue) Sheet(code string, by filing.Filer, day lang.Date, loc lang.Locale) (api.Sheet, bool) {
	t, ok := c.catalog.Title(code)
	if !ok {
		return api.Sheet{}, false
	}
	first := c.catalog.Journeys(code)[0]
	s := api.Sheet{
		Service: c.one(t, by, day, loc), Version: t.Version, Schema: t.Schema(), Law: append([]string{}, t.LawIDs...), Example: first.Input.Answers,
		ExampleAttachments: append([]string{}, first.Input.Attached...), Attachments: []api.SlotSheet{}, Checks: []api.CheckSheet{}, Apart: []api.ApartSheet{},
	}
	for _, slot := range t.Slots() {
		s.Attachments = append(s.Attachments, api.SlotSheet{
			Slot: slot.ID, Kind: slot.Kind, Name: c.Kind(slot.Kind, loc), Required: slot.Must.Src == "yes" && slot.If.Src == "",
			If: slot.If.Src, RequiredIf: condition(slot.Must.Src),
		})
	}
	for _, k := range t.Checks() {
		level := "stop"
		if k.Warn {
			level = "warn"
		}
		s.Checks = append(s.Checks, api.CheckSheet{ID: k.ID, Reason: k.Reason, Level: level, At: append([]string{}, k.Where...), Message: k.Say.In(loc)})
	}
	for _, a := range t.Apart {
		s.Apart = append(s.Apart, api.ApartSheet{Other: a.Other, Ask: a.Ask.In(loc)})
	}
	s.Fee = c.feeOf(t, first.Input, loc)
	return s, true
}

// condition leaves out the words that stand for always and never.
func condition(must string) string {
	if must == "yes" || must == "no" {
		return ""
	}
	return must
}

// feeOf is what the example of a title costs.
func (c apiCatalogue) feeOf(t *form.Title, in form.Input, loc lang.Locale) api.FeeSheet {
	sheet := api.FeeSheet{Items: []api.FeeItem{}, Note: c.fee(t, in.Standing, in.Today, loc)}
	for _, i := range t.Estimate(form.Input{Today: in.Today, Standing: in.Standing, Locale: loc}).Items {
		sheet.Estimate = append(sheet.Estimate, api.Estimated{
			Row: i.Row, Name: i.Name, Amount: i.Amount, Rule: i.Rule, Depends: append([]string{}, i.Depends...), Perhaps: i.Perhaps,
			Waivable: i.Waivable, Verified: i.Verified, Source: i.Source,
		})
	}
	in.Locale = loc
	if result, err := t.Run(in); err == nil {
		sheet.Items, sheet.Total, sheet.Unverified = api.FeeItems(result.Fee), result.Fee.Total, result.Fee.Unverified
	}
	return sheet
}

func (c apiCatalogue) Reasons(title string, loc lang.Locale) (list []api.Reason) {
	for _, r := range (counterCatalogue{services: c.services}).Reasons(title, loc) {
		list = append(list, api.Reason{Code: r.Code, Text: r.Name, Law: append([]string{}, r.Law...), Own: r.Own})
	}
	return list
}

func (c apiCatalogue) Authorities(words string, loc lang.Locale) (list []api.Named) {
	for _, u := range (counterCatalogue{services: c.services}).Authorities(words, loc) {
		list = append(list, api.Named{Code: u.Code, Name: u.Name})
	}
	return list
}

func (c apiCatalogue) Places(words string, loc lang.Locale) (list []api.Named) {
	for _, p := range c.catalog.Places().Find(words) {
		list = append(list, api.Named{Code: p.Key, Name: c.Place(p.Key, loc)})
	}
	return list
}

// County finds a county by its key.
func (c apiCatalogue) County(key string) (string, bool) {
	p, ok := c.catalog.Places().ByKey(key)
	return p.Name, ok
}
