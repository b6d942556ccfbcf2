// Package citizen is the filer's side of the site: from her own words to a title, question
// by question to a paper, through check, signature, fee and submission to the receipt, and
// after it the way to the court's answer.
//
// Every page works without JavaScript. What is typed is kept at each Continue; what cannot
// be taken is shown again as typed, with the reason at its field.
package citizen

import (
	"context"
	"embed"
	"io/fs"

	"github.com/tarazu-justice/tarazu/internal/access"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web"
)

//go:embed pages
var pages embed.FS

// Pages are the desk's templates.
func Pages() fs.FS { return pages }

// Services is what the desk shows of the catalogue.
type Services interface {
	Title(code string) (*form.Title, bool)
	// List shows the titles that words find, by family; no words find all.
	List(words string, by filing.Filer, day lang.Date, loc lang.Locale) []Service
	Home() []string // codes of the titles that the first page offers
	HomeEvents(loc lang.Locale) []Event
	Events(loc lang.Locale) []Event                 // without their ways
	EventsOf(title string, loc lang.Locale) []Event // in which a title comes up, without their ways
	Event(code string, by filing.Filer, day lang.Date, loc lang.Locale) (Event, bool)
	Service(code string, by filing.Filer, day lang.Date, loc lang.Locale) (Service, bool)
	// Triage leads a story to titles; said is what was answered to its questions before.
	Triage(story string, said []Said, by filing.Filer, loc lang.Locale) Triage
	// Explain tells what a notice is; NoticeKinds names all kinds.
	Explain(in Pasted, by filing.Filer, loc lang.Locale) Explanation
	NoticeKinds(loc lang.Locale) []Named
	// Heard reads from a story what a title would ask; what is known is not read again.
	Heard(code, story string, known form.Answers) filing.Heard
	Law(ids []string) []string
	Reason(code string, loc lang.Locale) string
	Guided(code string, by filing.Filer, day lang.Date) bool
	Place(key string, loc lang.Locale) string
	// Kept shows answers without their title; Ask is the question of a fact.
	Kept(answers form.Answers, loc lang.Locale) []form.Question
	Ask(f *form.Fact, loc lang.Locale) string
}

// Service is a title as its start page tells of it.
type Service struct {
	Code, Name, Family, FamilyName string
	Common                         bool   // what most people come with
	Leads                          string // a service without a paper: the page where it is done
	Does                           string // and what happens there
	Everyday                       []string
	Says                           []string
	Open                           bool
	When                           string // when it opens, if it is closed
	Papers                         []Paper
	FeeNote                        string
	Estimate                       form.Estimate
	CourtNote                      string
	Law                            []string
	Ends                           string   // opens, joins or delivers: what becomes of it
	For                            []string // capacities in which it can be filed now
	Limits                         []Limit
	Danger                         string // said first, where life may be at stake, with whom to call
	Calls                          []Call
	Questions                      int
	Unverified                     bool
	Apart                          []Apart
}

// Limit is a time within which a title has to be filed.
type Limit struct {
	Name       string
	Days       int64
	Unverified bool
}

// Paper is an attachment that a title may need.
type Paper struct {
	Name    string
	Must    bool
	Perhaps bool // only with certain answers
}

// Apart is a question that separates a title from a neighbour which this catalogue has.
type Apart struct {
	Ask, Other, OtherName string
	Answer                bool
}

// Profiles gives what an account already knows, as answers.
type Profiles interface {
	Known(ctx context.Context, who identity.Who) (form.Answers, error)
}

// Papers prints documents.
type Papers interface {
	Document(c *filing.Content, f *filing.Filing) ([]byte, error)
	Draft(r *filing.Review) ([]byte, error)
	Receipt(s *filing.Stored) ([]byte, error)
}

// Desk is the filer's desk.
type Desk struct {
	Site     *web.Site
	Services Services
	Filings  *filing.Desk
	Profiles Profiles
	Papers   Papers
	Base     string // address of the site, for the way back from the bank and the QR
	Alone    bool   // without the assistant: titles are found by name
	Writer   Writer // nil: the operator has no language model
}

// Routes lists the doors of the desk.
func (d *Desk) Routes() []web.Route {
	return []web.Route{
		{Method: "GET", Pattern: "/{$}", Right: access.Anyone, Handler: d.home},
		{Method: "POST", Pattern: "/find", Right: access.Anyone, Handler: d.find},
		{Method: "GET", Pattern: "/find", Right: access.Anyone, Handler: d.findAgain},
		{Method: "GET", Pattern: "/explain", Right: access.Anyone, Handler: d.showExplain},
		{Method: "POST", Pattern: "/explain", Right: access.Anyone, Handler: d.explain}, // with a notice, which no address may show
		{Method: "GET", Pattern: "/titles", Right: access.Anyone, Handler: d.titles},
		{Method: "GET", Pattern: "/events", Right: access.Anyone, Handler: d.events},
		{Method: "GET", Pattern: "/events/{event}", Right: access.Anyone, Handler: d.event},
		{Method: "GET", Pattern: "/titles/{code}", Right: access.Anyone, Handler: d.title},
		{Method: "POST", Pattern: "/titles/{code}", Right: access.Anyone, Handler: d.title}, // with a story, which no address may show
		{Method: "POST", Pattern: "/filings", Right: access.File, Handler: d.begin},
		{Method: "GET", Pattern: "/filings", Right: access.File, Handler: d.mine},
		{Method: "GET", Pattern: "/filings/{id}", Right: access.File, Handler: d.show},
		{Method: "GET", Pattern: "/filings/{id}/steps/{step}", Right: access.File, Handler: d.showStep},
		{Method: "POST", Pattern: "/filings/{id}/steps/{step}", Right: access.File, Handler: d.saveStep},
		{Method: "GET", Pattern: "/filings/{id}/heard", Right: access.File, Handler: d.showHeard},
		{Method: "POST", Pattern: "/filings/{id}/heard", Right: access.File, Handler: d.takeHeard},
		{Method: "POST", Pattern: "/filings/{id}/formal", Right: access.File, Handler: d.formal},
		{Method: "GET", Pattern: "/filings/{id}/help.json", Right: access.File, Handler: d.helpJSON},
		{Method: "GET", Pattern: "/filings/{id}/items/{fact}/{n}", Right: access.File, Handler: d.showItem},
		{Method: "POST", Pattern: "/filings/{id}/items/{fact}/{n}", Right: access.File, Handler: d.saveItem},
		{Method: "POST", Pattern: "/filings/{id}/items/{fact}/{n}/remove", Right: access.File, Handler: d.removeItem},
		{Method: "GET", Pattern: "/filings/{id}/attachments", Right: access.File, Handler: d.showAttachments},
		{Method: "POST", Pattern: "/filings/{id}/attachments/{slot}", Right: access.File, Handler: d.attach},
		{Method: "POST", Pattern: "/filings/{id}/files/{file}/remove", Right: access.File, Handler: d.detach},
		{Method: "GET", Pattern: "/filings/{id}/files/{file}", Right: access.File, Handler: d.file},
		{Method: "GET", Pattern: "/filings/{id}/check", Right: access.File, Handler: d.check},
		{Method: "POST", Pattern: "/filings/{id}/court", Right: access.File, Handler: d.chooseCourt},
		{Method: "POST", Pattern: "/filings/{id}/check", Right: access.File, Handler: d.acknowledge},
		{Method: "GET", Pattern: "/filings/{id}/signature", Right: access.File, Handler: d.showSignature},
		{Method: "POST", Pattern: "/filings/{id}/signature", Right: access.File, Handler: d.askCode},
		{Method: "POST", Pattern: "/filings/{id}/signature/code", Right: access.File, Handler: d.sign},
		{Method: "POST", Pattern: "/filings/{id}/payment", Right: access.File, Handler: d.pay},
		{Method: "GET", Pattern: "/filings/{id}/payment", Right: access.File, Handler: d.showPayment},
		{Method: "POST", Pattern: "/filings/{id}/submit", Right: access.File, Handler: d.submit},
		{Method: "GET", Pattern: "/filings/{id}/receipt", Right: access.File, Handler: d.receipt},
		{Method: "GET", Pattern: "/filings/{id}/receipt.json", Right: access.File, Handler: d.receiptJSON},
		{Method: "GET", Pattern: "/filings/{id}/receipt.pdf", Right: access.File, Handler: d.receiptPDF},
		{Method: "GET", Pattern: "/filings/{id}/document.pdf", Right: access.File, Handler: d.documentPDF},
		{Method: "GET", Pattern: "/filings/{id}/version", Right: access.File, Handler: d.version},
		{Method: "POST", Pattern: "/filings/{id}/version", Right: access.File, Handler: d.upgrade},
		{Method: "GET", Pattern: "/filings/{id}/payments/{payment}", Right: access.File, Handler: d.slip},
		{Method: "GET", Pattern: "/fees", Right: access.File, Handler: d.fees},
		{Method: "POST", Pattern: "/fees/back", Right: access.File, Handler: d.takeBack},
		{Method: "GET", Pattern: "/filings/{id}/withdraw", Right: access.File, Handler: d.askWithdraw},
		{Method: "POST", Pattern: "/filings/{id}/withdraw", Right: access.File, Handler: d.withdraw},
	}
}
