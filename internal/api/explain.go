package api

import (
	"unicode/utf8"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

var errServedAhead = fault.New(fault.Invalid, "citizen.served_ahead")

// Notices explains papers of the judiciary.
type Notices interface {
	// Explain tells what a notice is. A kind goes before what the text shows, a day of service
	// before what it tells.
	Explain(text, kind string, served lang.Date, by filing.Filer, loc lang.Locale) Explanation
}

type noticeRequest struct {
	Text   string `json:"text" doc:"The paper, a part or a summary of it; up to 20000 letters"`
	Kind   string `json:"kind,omitempty" doc:"Its kind, if it is known; else what the text shows"`
	Served string `json:"served,omitempty" format:"date" doc:"Day of service, if it is known; else what the text tells"`
}

// Explanation is what is said to a notice: from its kind and dated rules, never who is right.
type Explanation struct {
	Kinds   []NoticeKind  `json:"kinds" doc:"What the text may be, the likeliest first; none: no notice that we know"`
	Notice  *NoticeSheet  `json:"notice,omitempty" doc:"What the kind, or the likeliest, asks of whom it comes to"`
	Served  string        `json:"served,omitempty" format:"date" doc:"Day of service that the limits are counted from"`
	Sitting string        `json:"sitting,omitempty" format:"date" doc:"Day for which the text calls"`
	Limits  []NoticeLimit `json:"limits"`
}

// NoticeKind is a kind that a text may be.
type NoticeKind struct {
	Kind  string   `json:"kind"`
	Name  string   `json:"name"`
	Score float64  `json:"score" doc:"0 to 1: how much the text shows it"`
	Words []string `json:"words" doc:"What in the text spoke for it"`
}

// NoticeSheet is a kind of paper: what it is, and what it asks of whom it comes to.
type NoticeSheet struct {
	Kind     string          `json:"kind"`
	Name     string          `json:"name"`
	What     string          `json:"what"`
	Do       []string        `json:"do" doc:"What to do, in order"`
	Until    string          `json:"until,omitempty" doc:"By when, in words, where no limit tells it"`
	IfNot    string          `json:"if_not" doc:"What happens where nothing is done"`
	Services []NoticeService `json:"services" doc:"Titles that fit"`
	Things   []string        `json:"things" doc:"What to have at hand"`
	People   []string        `json:"people" doc:"Whom to ask"`
	Law      []string        `json:"law"`
	Ask      string          `json:"ask,omitempty" doc:"A question that parts kinds which the text may leave open"`
	Choices  []NoticeChoice  `json:"choices,omitempty"`
}

// NoticeService is a title that fits, and in which case.
type NoticeService struct {
	Service
	When string `json:"when"`
}

// NoticeChoice is an answer to the question, and the kind that it means.
type NoticeChoice struct {
	Kind string `json:"kind"`
	Say  string `json:"say"`
}

// NoticeLimit is a time within which one has to act.
type NoticeLimit struct {
	Row      string `json:"row,omitempty" doc:"Of the table of limits; none: the paper itself tells it"`
	Name     string `json:"name,omitempty"`
	When     string `json:"when,omitempty" doc:"In which case it holds"`
	From     string `json:"from,omitempty" doc:"From when it runs, if not from the day of service"`
	Days     int64  `json:"days"`
	LastDay  string `json:"last_day,omitempty" format:"date"`
	DaysLeft int    `json:"days_left" doc:"To the last day; negative when it is over. 0 without one"`
	Verified bool   `json:"verified" doc:"The number was seen in the official source"`
}

// maxNotice bounds what is explained at once: a long judgment.
const maxNotice = 20_000

func (a *API) notice(c *call, in noticeRequest) (Explanation, error) {
	text := lang.Clean(in.Text)
	switch n := utf8.RuneCountInString(text); {
	case n < 3 && in.Kind == "":
		return Explanation{}, form.ErrTooShort.With("least", 3)
	case n > maxNotice:
		return Explanation{}, form.ErrTooLong.With("most", maxNotice)
	}
	var served lang.Date
	if in.Served != "" {
		day, err := lang.ParseISO(in.Served)
		if err != nil {
			return Explanation{}, err
		}
		if day.Compare(c.today()) > 0 {
			return Explanation{}, errServedAhead
		}
		served = day
	}
	out := a.Catalogue.Explain(text, in.Kind, served, c.filer(), c.loc)
	out.Kinds, out.Limits = nonNil(out.Kinds), nonNil(out.Limits)
	return out, nil
}
