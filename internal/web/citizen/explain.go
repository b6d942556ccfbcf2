package citizen

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web"
)

var errServedAhead = fault.New(fault.Invalid, "citizen.served_ahead")

// Pasted is a notice as a person gives it.
type Pasted struct {
	Text   string
	Kind   string    // that the person chose; none: what the text shows
	Served lang.Date // that the person typed; none: what the text tells
}

// Explanation is what is said to a notice.
type Explanation struct {
	Notice  *Notice // nil: the text shows no kind that we know
	Sure    bool
	Words   []string // of the text, that spoke for it
	Others  []Named  // kinds that it may be, too
	Kinds   []Named  // all
	Served  lang.Date
	Read    string    // the words of the text that told Served; none: it was typed
	Sitting lang.Date // for which it calls, if the text tells
}

// Notice is a kind of paper: what it is, and what it asks of whom it comes to.
type Notice struct {
	Code, Name, What string
	Do               []string
	Times            []Time
	Until, IfNot     string
	Ways             []Way
	Things, People   []string
	Law              []string
	Ask              *Parting
}

// Time is a limit that a notice starts.
type Time struct {
	Row, Name, When string
	From            string // from when it runs, if not from the day of service
	Days, Abroad    int64
	Last            lang.Date // none: the day from which it runs is not known
	Left            int       // days from today; negative when it is over
	Moved           bool      // the end fell on a closed day
	Told            bool      // by the paper itself, not by our tables
	Unverified      bool
}

// Over says whether the last day is gone.
func (t Time) Over() bool { return !t.Last.IsZero() && t.Left < 0 }

// Gone is for how many days it is over.
func (t Time) Gone() int { return -t.Left }

type explainPage struct {
	web.Page
	Explanation
	Asked  bool
	Told   []piece // the text with the words that spoke marked
	Typed  string
	Typing form.Raw // the day of service, as it was typed
	Today  lang.Date
}

// Judged says how sure the page is of the kind, as a message key.
func (p explainPage) Judged() string {
	switch {
	case p.Sure && len(p.Words) == 0:
		return "explain.chosen"
	case p.Sure:
		return "explain.is"
	}
	return "explain.perhaps"
}

// NeedsDay says whether a limit waits for the day of service.
func (p explainPage) NeedsDay() bool {
	return p.Served.IsZero() && slices.ContainsFunc(p.Notice.Times, func(t Time) bool { return t.From == "" })
}

// OwnTime says whether our tables have a limit for the kind, beside what the paper says.
func (p explainPage) OwnTime() bool {
	return slices.ContainsFunc(p.Notice.Times, func(t Time) bool { return !t.Told && t.From == "" })
}

// Late says whether a limit is over.
func (p explainPage) Late() bool { return slices.ContainsFunc(p.Notice.Times, Time.Over) }

// SittingOver says whether the day that the text calls for is gone.
func (p explainPage) SittingOver() bool { return p.Sitting.Compare(p.Today) < 0 }

// maxNotice bounds what is pasted at once: a long judgment.
const maxNotice = 20_000

func (d *Desk) showExplain(w http.ResponseWriter, r *http.Request) error {
	p := explainPage{Page: d.Site.Page(r, "explain.title")}
	p.Back = "/"
	p.Kinds = d.Services.NoticeKinds(p.Locale)
	return d.Site.Render(w, r, "explain", p)
}

// explain tells what a notice is. It is a post because a notice is nobody's business: it stays
// out of addresses and logs, and is not stored.
func (d *Desk) explain(w http.ResponseWriter, r *http.Request) error {
	p := explainPage{Page: d.Site.Page(r, "explain.title"), Typed: pastedText(r)}
	p.Back, p.Today = "/explain", lang.DateAt(d.Site.Now())
	p.Typing = form.Raw{Day: r.PostFormValue("day.day"), Month: r.PostFormValue("day.month"), Year: r.PostFormValue("day.year")}
	in := Pasted{Text: p.Typed, Kind: r.PostFormValue("kind")}
	var err error
	if p.Typing.Day+p.Typing.Month+p.Typing.Year != "" {
		in.Served, err = servedOn(p.Typing, p.Today)
	}
	if err != nil {
		p.WithError("day", err)
	}
	if len([]rune(in.Text)) < 3 && in.Kind == "" {
		p.Errors = append(p.Errors, web.Mistake{Field: "text", Text: p.T("explain.empty")})
	}
	if len(p.Errors) > 0 {
		p.Kinds = d.Services.NoticeKinds(p.Locale)
		return d.Site.RenderStatus(w, r, filing.ErrIncomplete, "explain", p)
	}
	p.Explanation, p.Asked = d.Services.Explain(in, filer(r), p.Locale), true
	p.Told = marked(beginning(p.Typed), p.Words)
	if p.Notice != nil {
		p.Title = p.Notice.Name
	}
	if !p.Served.IsZero() && in.Served.IsZero() {
		p.Typing = p.typedDay(p.Served)
	}
	return d.Site.Render(w, r, "explain", p)
}

func pastedText(r *http.Request) string {
	text := lang.Clean(r.PostFormValue("text"))
	if letters := []rune(text); len(letters) > maxNotice {
		text = string(letters[:maxNotice])
	}
	return text
}

func servedOn(day form.Raw, today lang.Date) (lang.Date, error) {
	served, err := lang.ParseDateParts(day.Day, day.Month, day.Year)
	if err == nil && served.Compare(today) > 0 {
		return lang.Date{}, errServedAhead
	}
	return served, err
}

// shownOfNotice is how many letters of a notice its page repeats.
const shownOfNotice = 280

func beginning(text string) string {
	letters := []rune(text)
	if len(letters) <= shownOfNotice {
		return text
	}
	return string(letters[:shownOfNotice]) + "…"
}

// typedDay shows a day as a person would have typed it.
func (p explainPage) typedDay(day lang.Date) form.Raw {
	y, m, d := day.Jalali()
	return form.Raw{Day: p.Digits(strconv.Itoa(d)), Month: p.Digits(strconv.Itoa(m)), Year: p.Digits(strconv.Itoa(y))}
}
