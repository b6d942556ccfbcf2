package extract

import (
	"cmp"
	"slices"
	"sync"

	"github.com/tarazu-justice/tarazu/internal/court"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Kind is what was found.
type Kind string

// The kinds, and the Value that a form would keep for each.
const (
	Money      Kind = "money"       // int64: rials
	Date       Kind = "date"        // string: an ISO day; nil where the text tells no day
	Duration   Kind = "duration"    // int64, of Unit: hour, day, week, month, year
	Count      Kind = "count"       // int64, of Unit: what is counted, in Persian
	Percent    Kind = "percent"     // int64
	Place      Kind = "place"       // string: key of a county
	Province   Kind = "province"    // string: slug of a province
	Relation   Kind = "relation"    // string: husband, landlord, …
	Mobile     Kind = "mobile"      // string: 09…
	NationalID Kind = "national_id" // string: ten digits that check
	LegalID    Kind = "legal_id"    // string: eleven digits that check
	IBAN       Kind = "iban"        // string: IR…
	Card       Kind = "card"        // string: six digits, stars, four digits; never the whole
	Sayad      Kind = "sayad"       // string: sixteen digits of a cheque
	Cheque     Kind = "cheque"      // string: serial number of a cheque
	Account    Kind = "account"     // string: number of a bank account
	Plate      Kind = "plate"       // string: 12 ب 345 ایران 67
	Case       Kind = "case"        // string: 16 or 18 digits
	PostalCode Kind = "postal_code" // string: ten digits
)

// Found is one thing that a text says.
type Found struct {
	Kind     Kind
	From, To int     // the source words: byte offsets into the text
	Value    any     // as the form keeps it; nil where only Other fields tell
	Other    any     // a second reading; nil when there is none
	Sure     float64 // 0 to 1
	Unit     string  // of durations and counts, and of dates told by a span: «سه ماه پیش»
	Amount   int64   // of dates told by a span: how many Unit
	Since    bool    // of dates: «سه ماه است که», not «سه ماه پیش»

	// First and Last are the days that a date may mean, both included.
	First, Last lang.Date
}

// Words are the source words of f in the text it was found in.
func (f Found) Words(text string) string { return text[f.From:f.To] }

// Book tells the places. A court.Book is one.
type Book interface {
	Counties() []court.County
	Provinces() []court.Province
}

// Reader reads texts. It is safe for concurrent use.
type Reader struct {
	places places
	plans  sync.Map // *form.Title → plan
}

// New makes a reader that knows the places of a book; nil knows none.
func New(book Book) *Reader {
	r := &Reader{places: places{}}
	if book != nil {
		r.places.learn(book)
	}
	return r
}

// Read tells what text says, in the order of the text. Days are told as seen from today.
// Of a very long text only the beginning is read.
func (r *Reader) Read(text string, today lang.Date) []Found {
	s := newStory(text, today)
	r.read(s)
	return s.found
}

// read runs the readers from the most to the least particular: what one has taken, the next
// do not see.
func (r *Reader) read(s *story) {
	for _, step := range []func(*story){
		codes, plates, labels, days, money, percents, spans, counts, r.placesOf, relations,
	} {
		step(s)
	}
	slices.SortFunc(s.found, func(a, b Found) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
}
