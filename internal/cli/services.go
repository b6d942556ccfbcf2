package cli

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/assist/extract"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/rollout"
	"github.com/tarazu-justice/tarazu/internal/web/citizen"
)

// services shows the catalogue to filing and to the desks.
type services struct {
	catalog  *catalog.Catalog
	messages *lang.Messages
	ranker   *assist.Assistant
	reader   *extract.Reader
	notices  *notices
	board    *rollout.Board
	now      func() time.Time
}

func (s *services) Title(code string) (*form.Title, bool) { return s.catalog.Title(code) }

// opening judges a title for a filer: a county lies in a province.
func (s *services) opening(code string, by filing.Filer, day lang.Date) rollout.Opening {
	home, _ := s.catalog.Book().County(by.County)
	return s.board.Opening(rollout.Ask{Title: code, Standing: by.Standing, Province: home.Province, Day: day})
}

// MayBegin says from when, if not now.
func (s *services) MayBegin(code string, by filing.Filer, day lang.Date) error {
	opening := s.opening(code, by, day)
	if opening.Open {
		return nil
	}
	return filing.ErrClosedTitle.With("when", s.when(opening, lang.FA))
}

// MayFinish lets a draft be filed that was begun while its title was open, unless the
// closing holds drafts or no lawyer has reviewed what the title says now.
func (s *services) MayFinish(code string, by filing.Filer, day lang.Date) error {
	opening := s.opening(code, by, day)
	if opening.Open || !opening.Hold {
		return nil
	}
	return filing.ErrHeldTitle
}

func (s *services) when(o rollout.Opening, loc lang.Locale) string {
	said := s.messages.Text(loc, "title.closed_"+o.Why, nil)
	if !o.From.IsZero() {
		said = s.messages.Text(loc, "title.opens", map[string]any{"day": o.From})
	}
	if len(o.Provinces) > 0 {
		said += " " + s.messages.Text(loc, "title.open_in", map[string]any{"provinces": s.provinces(o.Provinces, loc)})
	}
	return said
}

// provinces names provinces as a list in words.
func (s *services) provinces(codes []string, loc lang.Locale) string {
	var names []string
	for _, code := range codes {
		if p, ok := s.catalog.Book().Province(code); ok && loc == lang.EN {
			names = append(names, p.NameEN)
		} else if ok {
			names = append(names, p.Name)
		}
	}
	return strings.Join(names, s.messages.Text(loc, "title.and", nil))
}

func (s *services) Kind(kind string, loc lang.Locale) string {
	return s.catalog.Library().Kinds[kind].In(loc)
}

// Province gives the two digits of the province of an authority: the end of its ISO code.
func (s *services) Province(authority string) string {
	unit, ok := s.catalog.Authority(authority)
	if !ok || len(unit.Province) < 2 {
		return "99"
	}
	return unit.Province[len(unit.Province)-2:]
}

func (s *services) Place(key string, loc lang.Locale) string {
	place, ok := s.catalog.Places().ByKey(key)
	switch {
	case !ok:
		return key
	case loc == lang.EN && place.NameEN != "":
		return place.NameEN
	}
	return place.Name
}

func (s *services) Guided(code string, by filing.Filer, day lang.Date) bool {
	if by.Standing != string(identity.Citizen) { // professionals know the pages
		return false
	}
	return s.opening(code, by, day).Profile != "full"
}

func (s *services) Law(ids []string) (list []string) {
	for _, id := range ids {
		if a, ok := s.catalog.Law(id); ok {
			list = append(list, "مادهٔ "+lang.PersianDigits(a.Number)+" "+a.LawName+": "+a.Says.FA)
		}
	}
	return list
}

// HasReason says whether a reason code stands in the one list.
func (s *services) HasReason(code string) bool {
	_, ok := s.catalog.Reason(code)
	return ok
}

// Authority gives the name of a unit.
func (s *services) Authority(code string) (string, bool) {
	unit, ok := s.catalog.Authority(code)
	return unit.Name, ok
}

// Reason gives the sentence of a reason code.
func (s *services) Reason(code string, loc lang.Locale) string {
	r, ok := s.catalog.Reason(code)
	if !ok {
		return code
	}
	return r.Name.In(loc)
}

// search finds titles by words, the likeliest first: by what people call them, in any
// spelling, then those whose code, names or family hold all the words. No words find all.
func (s *services) search(words string, loc lang.Locale) (list []*form.Title) {
	for _, hit := range s.ranker.Find(words, loc) {
		if t, ok := s.catalog.Named(hit.Code); ok {
			list = append(list, t)
		}
	}
	wanted := strings.Fields(lang.Fold(words))
	for _, t := range s.catalog.Findable() {
		name := lang.Fold(strings.Join(append([]string{t.Code, t.Name(lang.FA), t.Name(lang.EN), t.FamilyName(lang.FA), t.FamilyName(lang.EN)}, t.Everyday...), " "))
		if !slices.ContainsFunc(wanted, func(w string) bool { return !strings.Contains(name, w) }) && !slices.Contains(list, t) {
			list = append(list, t)
		}
	}
	return list
}

// families is the order in which families are shown.
var families = []string{"petition", "complaint", "declaration", "pleading", "objection", "request", "door"}

// List shows the titles that words find, by family, that of the likeliest first; no words
// find all.
func (s *services) List(words string, by filing.Filer, day lang.Date, loc lang.Locale) (list []citizen.Service) {
	order := families
	if strings.TrimSpace(words) != "" {
		order = nil
	}
	for _, t := range s.search(words, loc) {
		list = append(list, s.service(t, by, day, loc))
		if !slices.Contains(order, t.Family) {
			order = append(slices.Clip(order), t.Family)
		}
	}
	slices.SortStableFunc(list, func(a, b citizen.Service) int {
		return cmp.Compare(slices.Index(order, a.Family), slices.Index(order, b.Family))
	})
	return list
}

func (s *services) Service(code string, by filing.Filer, day lang.Date, loc lang.Locale) (citizen.Service, bool) {
	t, ok := s.catalog.Named(code)
	if !ok {
		return citizen.Service{}, false
	}
	return s.service(t, by, day, loc), true
}

// door shows a service without a paper.
func (s *services) door(d catalog.Door, loc lang.Locale) citizen.Service {
	v := citizen.Service{Code: d.Code, Name: d.Name.In(loc), Family: "door", FamilyName: s.catalog.DoorFamily().In(loc), Open: true, Common: true, Leads: d.Leads, Does: d.Says.In(loc)}
	if loc == lang.FA {
		v.Everyday = d.Everyday
	}
	return v
}

func (s *services) service(t *form.Title, by filing.Filer, day lang.Date, loc lang.Locale) citizen.Service {
	if d, ok := s.catalog.Door(t.Code); ok {
		return s.door(d, loc)
	}
	opening := s.opening(t.Code, by, day)
	v := citizen.Service{
		Code: t.Code, Name: t.Name(loc), Family: t.Family, FamilyName: t.FamilyName(loc), Open: opening.Open, Common: t.Tier != "B",
		Law: s.Law(t.LawIDs), Questions: len(t.Facts()), Unverified: true,
		FeeNote: s.fee(t, by.Standing, day, loc), Estimate: t.Estimate(form.Input{Today: day, Standing: by.Standing, Locale: loc}), CourtNote: s.court(t, loc),
		Ends: t.Spec().Ends, For: s.who(t.Code, by, day, loc), Limits: s.limits(t, day, loc),
	}
	v.Danger, v.Calls = s.danger(t, loc)
	if loc == lang.FA {
		v.Everyday, v.Says = t.Everyday, t.Says[:min(4, len(t.Says))]
	}
	if !opening.Open {
		v.When = s.when(opening, loc)
	}
	for _, slot := range t.Spec().Slots {
		if slot.Kind == "poa" && by.Standing != "lawyer" {
			continue
		}
		v.Papers = append(v.Papers, citizen.Paper{Name: s.Kind(slot.Kind, loc), Must: slot.Must.Src == "yes" && slot.If.Src == "", Perhaps: slot.If.Src != ""})
	}
	for _, apart := range t.Apart {
		if other, ok := s.catalog.Title(apart.Other); ok {
			v.Apart = append(v.Apart, citizen.Apart{Ask: apart.Ask.In(loc), Other: other.Code, OtherName: other.Name(loc), Answer: apart.Answer})
		}
	}
	return v
}

// Kept shows answers by the glossary, without a title.
func (s *services) Kept(answers form.Answers, loc lang.Locale) []form.Question {
	return s.catalog.Library().Kept(answers, loc)
}

// Ask is the question of a fact.
func (s *services) Ask(f *form.Fact, loc lang.Locale) string {
	return s.catalog.Library().Ask(f, loc)
}

// Asked says whether a title has a question for a fact.
func (s *services) Asked(title, fact string) bool {
	t, ok := s.catalog.Title(title)
	return ok && slices.ContainsFunc(t.Facts(), func(f *form.Fact) bool { return f.Name == fact })
}

// Slot says whether a title has a place for an attachment.
func (s *services) Slot(title, slot string) bool {
	t, ok := s.catalog.Title(title)
	return ok && slices.ContainsFunc(t.Spec().Slots, func(x form.SlotSpec) bool { return x.ID == slot })
}

// CureBy is the last day to cure a return served on day. Families without a limit of their
// own take the petition's (CPC 54).
func (s *services) CureBy(_ string, served lang.Date) lang.Date {
	last, ok := s.catalog.Library().LastDay(served, "cure_defects", served)
	if !ok {
		return served.AddDays(11)
	}
	return last
}
