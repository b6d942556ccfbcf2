package api

import (
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

func (a *API) serviceRoutes() []Route {
	return []Route{
		route("GET", "/services", anyone, "listServices", "What can be filed", a.services),
		route("GET", "/services/{code}", anyone, "showService", "One title: questions, attachments, checks, fee, an example", a.service),
		route("POST", "/triage", anyone, "triage", "Titles that fit a story. It is not kept", a.triage),
		route("POST", "/explain", anyone, "explain", "What a notice of the judiciary is, and by when to do what. It is not kept", a.notice),
		route("GET", "/reasons", anyone, "listReasons", "The one list of reasons for which a paper is stopped or returned", a.reasons),
		route("GET", "/authorities", anyone, "findAuthorities", "Courts and offices by words of their name", a.authorities),
		route("GET", "/places", anyone, "findPlaces", "Counties by any spelling: the keys of place answers", a.places),
	}
}

// Service is a title in the list.
type Service struct {
	Code       string `json:"code"`
	Title      string `json:"title"`
	Family     string `json:"family"`
	FamilyName string `json:"family_name"`
	Open       bool   `json:"open" doc:"May be filed now, in your standing"`
	Opens      string `json:"opens,omitempty" doc:"When, if it is closed"`
}

// Sheet is everything that a program needs to file a title.
type Sheet struct {
	Service
	Version            int            `json:"version"`
	Schema             map[string]any `json:"facts_schema" doc:"JSON Schema (2020-12) of the answers"`
	Attachments        []SlotSheet    `json:"attachments"`
	Checks             []CheckSheet   `json:"checks"`
	Fee                FeeSheet       `json:"fee" doc:"What the example would cost"`
	Law                []string       `json:"law"`
	Example            form.Answers   `json:"example" doc:"Facts that can be filed as they stand"`
	ExampleAttachments []string       `json:"example_attachments" doc:"Slots that the example needs"`
	Apart              []ApartSheet   `json:"apart" doc:"Questions that part it from neighbouring titles"`
}

// SlotSheet is a place for an attachment.
type SlotSheet struct {
	Slot       string `json:"slot"`
	Kind       string `json:"kind"`
	Name       string `json:"name"`
	Required   bool   `json:"required" doc:"Whatever the answers are"`
	If         string `json:"if,omitempty" doc:"Condition on the answers (CEL) under which there is this place"`
	RequiredIf string `json:"required_if,omitempty" doc:"Condition under which it must hold a file"`
}

// CheckSheet is a rule that runs before a paper is filed.
type CheckSheet struct {
	ID      string   `json:"id"`
	Reason  string   `json:"reason"`
	Level   string   `json:"level" enum:"stop,warn"`
	At      []string `json:"at" doc:"Facts it is about"`
	Message string   `json:"message"`
}

// FeeSheet is a fee with its lines, in rials.
type FeeSheet struct {
	Items      []FeeItem   `json:"items"`
	Total      int64       `json:"total"`
	Estimate   []Estimated `json:"estimate,omitempty" doc:"Before anything is answered: each item with its amount or its rule"`
	Unverified bool        `json:"unverified" doc:"Rests on numbers that were not confirmed from the official source"`
	Note       string      `json:"note,omitempty"`
}

// FeeItem is one line of a fee.
type FeeItem struct {
	Row      string `json:"row"`
	Name     string `json:"name"`
	Amount   int64  `json:"amount" doc:"Rials"`
	Waived   bool   `json:"waived" doc:"A waiver is asked for"`
	Verified bool   `json:"verified"`
	Rule     string `json:"rule" doc:"How it was reckoned, in words"`
	Source   string `json:"source" doc:"Of the table's numbers"`
}

// Estimated is a line of a fee as far as it is known before the first question.
type Estimated struct {
	Row      string   `json:"row"`
	Name     string   `json:"name"`
	Amount   int64    `json:"amount" doc:"Rials; 0: by its rule"`
	Rule     string   `json:"rule"`
	Depends  []string `json:"depends" doc:"Questions that decide it"`
	Perhaps  bool     `json:"perhaps" doc:"Only with certain answers"`
	Waivable bool     `json:"waivable"`
	Verified bool     `json:"verified"`
	Source   string   `json:"source"`
}

// FeeItems are the lines of a fee as the API tells them.
func FeeItems(fee form.Fee) []FeeItem {
	list := []FeeItem{}
	for _, l := range fee.Lines {
		list = append(list, FeeItem{l.Row, l.Name, l.Amount, l.Waived, l.Verified, l.Rule, l.Source})
	}
	return list
}

// ApartSheet is a question that parts a title from another.
type ApartSheet struct {
	Other string `json:"other"`
	Ask   string `json:"ask"`
}

type serviceQuery struct {
	Words string `query:"q" doc:"Words of your own"`
}

type serviceList struct {
	Services []Service `json:"services"`
}

func (a *API) services(c *call, in serviceQuery) (serviceList, error) {
	list := a.Catalogue.Services(lang.Line(in.Words), c.filer(), c.today(), c.loc)
	return serviceList{nonNil(list)}, nil
}

// nonNil makes an empty list of none: programs read [] with less care than null.
func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

type serviceRequest struct {
	Code string `path:"code"`
}

func (a *API) service(c *call, in serviceRequest) (Sheet, error) {
	sheet, ok := a.Catalogue.Sheet(in.Code, c.filer(), c.today(), c.loc)
	if !ok {
		return sheet, filing.ErrNoTitle
	}
	return sheet, nil
}

// Reason is one entry of the one list.
type Reason struct {
	Code string   `json:"code"`
	Text string   `json:"text"`
	Law  []string `json:"law"`
	Own  bool     `json:"own" doc:"The asked title's own checks can give it"`
}

type reasonQuery struct {
	Service string `query:"service" doc:"Code of a title, whose own reasons come first"`
}

type reasonList struct {
	Reasons []Reason `json:"reasons"`
}

func (a *API) reasons(c *call, in reasonQuery) (reasonList, error) {
	return reasonList{nonNil(a.Catalogue.Reasons(in.Service, c.loc))}, nil
}

// Named is something with a key and a name.
type Named struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

type nameQuery struct {
	Words string `query:"q" doc:"Words of its name"`
}

type authorityList struct {
	Authorities []Named `json:"authorities"`
}

func (a *API) authorities(c *call, in nameQuery) (authorityList, error) {
	return authorityList{nonNil(a.Catalogue.Authorities(in.Words, c.loc))}, nil
}

type placeList struct {
	Places []Named `json:"places"`
}

func (a *API) places(c *call, in nameQuery) (placeList, error) {
	return placeList{nonNil(a.Catalogue.Places(in.Words, c.loc))}, nil
}
