package form

import (
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// What may be wrong with an answer; the words stand in lang/messages under these codes.
var (
	ErrUnknownFact    = fault.New(fault.NotFound, "form.unknown_fact")
	ErrRequired       = fault.New(fault.Invalid, "form.required")
	ErrYesNo          = fault.New(fault.Invalid, "form.yes_no")
	ErrOption         = fault.New(fault.Invalid, "form.option")
	ErrNumber         = fault.New(fault.Invalid, "form.number")
	ErrTooSmall       = fault.New(fault.Invalid, "form.too_small") // least
	ErrTooBig         = fault.New(fault.Invalid, "form.too_big")   // most
	ErrTooShort       = fault.New(fault.Invalid, "form.too_short") // least
	ErrTooLong        = fault.New(fault.Invalid, "form.too_long")  // most
	ErrTooFew         = fault.New(fault.Invalid, "form.too_few")   // least
	ErrTooMany        = fault.New(fault.Invalid, "form.too_many")  // most
	ErrFuture         = fault.New(fault.Invalid, "form.future")
	ErrDateImpossible = fault.New(fault.Invalid, "form.date_impossible")
	ErrAmountLow      = fault.New(fault.Invalid, "form.amount_low")      // meanings: []int64 rials
	ErrPlaceUnknown   = fault.New(fault.Invalid, "form.place_unknown")   // text
	ErrPlaceAmbiguous = fault.New(fault.Invalid, "form.place_ambiguous") // places: []Located
	ErrTrackingCode   = fault.New(fault.Invalid, "form.tracking_code")   //
	ErrShape          = fault.New(fault.Invalid, "form.shape")           // stored answer of another type
)

// Raw is an answer as a person typed it.
type Raw struct {
	Text             string
	Texts            []string // of choices
	Day, Month, Year string
	Unit             string    // money: toman or rial
	Sure             bool      // an unlikely amount was confirmed
	Today            lang.Date // for dates that may not lie ahead; none: Run tells them later
}

func (r Raw) empty() bool {
	return strings.TrimSpace(r.Text+r.Day+r.Month+r.Year+strings.Join(r.Texts, "")) == ""
}

// maxLine bounds a text that sets no bound of its own; Prose has maxProse.
const (
	maxLine  = 500
	maxProse = 20_000
)

// Parse reads one typed answer. An empty answer of an optional fact is nil.
func (t *Title) Parse(fact string, raw Raw) (any, error) {
	f, ok := t.lib.Facts[fact]
	if !ok {
		return nil, ErrUnknownFact.With("fact", fact)
	}
	optional := f.Optional
	if at, ok := t.asked[fact]; ok {
		optional = t.pages[at.page].asks[at.ask].optional
	}
	return t.lib.parse(f, raw, optional)
}

// ParseItem reads one item of a list. Fields that the item's own answers rule out are dropped.
func (t *Title) ParseItem(fact string, raw map[string]Raw) (map[string]any, map[string]error) {
	f, ok := t.lib.Facts[fact]
	if !ok || f.Type != TypeList {
		return nil, map[string]error{"": ErrUnknownFact.With("fact", fact)}
	}
	rec := t.lib.Records[f.Record]
	item, wrong := map[string]any{}, map[string]error{}
	for _, field := range rec.Fields {
		if !slices.Contains(t.lib.item(rec, item).active, field) {
			continue
		}
		v, err := t.lib.parse(field, raw[field.Name], field.Optional)
		switch {
		case err != nil:
			wrong[field.Name] = err
		case v != nil:
			item[field.Name] = v
		}
	}
	return item, wrong
}

func (l *Library) parse(f *Fact, raw Raw, optional bool) (any, error) {
	if raw.empty() {
		if optional {
			return nil, nil
		}
		return nil, ErrRequired
	}
	v, err := l.read(f, raw)
	if err != nil {
		return nil, err
	}
	if err := l.sound(f, v, raw.Today); err != nil {
		return nil, err
	}
	return v, nil
}

func (l *Library) read(f *Fact, raw Raw) (any, error) {
	switch f.Type {
	case TypeYesNo:
		switch strings.TrimSpace(raw.Text) {
		case "yes", "true":
			return true, nil
		case "no", "false":
			return false, nil
		}
		return nil, ErrYesNo
	case TypeText, TypeProse:
		return readText(f, raw.Text)
	case TypeNumber:
		n, err := lang.ParseAmount(raw.Text)
		if err != nil {
			return nil, ErrNumber.Because(err)
		}
		return n, nil
	case TypeMoney:
		return readMoney(raw)
	case TypeDate:
		return readDate(raw)
	case TypeMonth:
		return readMonth(raw)
	case TypePlace:
		return l.readPlace(raw.Text)
	case TypeChoice:
		return strings.TrimSpace(raw.Text), nil
	case TypeChoices:
		return raw.Texts, nil
	case TypeList:
	}
	return nil, ErrShape
}

func readText(f *Fact, text string) (any, error) {
	if f.Format == "" {
		return lang.Clean(text), nil
	}
	return formatted(f.Format, text)
}

func formatted(format, text string) (string, error) {
	switch format {
	case "national_id":
		return lang.NationalID(text)
	case "legal_id":
		return lang.LegalID(text)
	case "postal_code":
		return lang.PostalCode(text)
	case "mobile":
		return lang.Mobile(text)
	case "iban":
		return lang.IBAN(text)
	case "case_number":
		return lang.CaseNumber(text)
	case "tracking_code":
		code := strings.ToUpper(lang.CleanCode(text))
		if len(code) < 4 || len(code) > 40 {
			return "", ErrTrackingCode
		}
		return code, nil
	}
	return lang.Clean(text), nil
}

// lowRials is where typing millions of toman short is likelier than so small a sum.
const lowRials = 100_000

// readMoney turns toman into rials. «85 تومان» hardly ever means 85 toman: the person is
// asked which of the likely amounts was meant.
func readMoney(raw Raw) (any, error) {
	n, err := lang.ParseAmount(raw.Text)
	if err != nil {
		return nil, err
	}
	typed := n
	if raw.Unit == "toman" {
		if n > lang.MaxAmount/10 {
			return nil, lang.ErrAmountBig
		}
		n *= 10
	}
	if raw.Unit == "toman" && n > 0 && n < lowRials && !raw.Sure {
		return nil, ErrAmountLow.With("meanings", []int64{n, typed * 1_000_000 * 10, typed * 1_000_000_000 * 10})
	}
	return n, nil
}

func readDate(raw Raw) (any, error) {
	d, err := lang.ParseDateParts(raw.Day, raw.Month, raw.Year)
	if raw.Day+raw.Month+raw.Year == "" {
		d, err = lang.ParseJalali(raw.Text)
	}
	if err != nil {
		if lang.ErrDateDay.Is(err) || fault.Is(err, fault.Invalid) {
			return nil, err
		}
		return nil, ErrDateImpossible.Because(err)
	}
	return d.ISO(), nil
}

func readMonth(raw Raw) (any, error) {
	m, err := lang.ParseMonthParts(raw.Month, raw.Year)
	if raw.Month+raw.Year == "" {
		m, err = lang.ParseMonth(raw.Text)
	}
	if err != nil {
		return nil, err
	}
	return m.ISO(), nil
}

func (l *Library) readPlace(text string) (any, error) {
	if p, ok := l.Places.ByKey(strings.TrimSpace(text)); ok {
		return p.Key, nil
	}
	found := l.Places.Find(text)
	switch len(found) {
	case 0:
		return nil, ErrPlaceUnknown.With("text", lang.Clean(text))
	case 1:
		return found[0].Key, nil
	}
	return nil, ErrPlaceAmbiguous.With("places", found)
}
