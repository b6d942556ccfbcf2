package citizen

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web"
)

// field is a question as it stands on a page: with what was typed, and what is wrong with it.
type field struct {
	form.Question
	Page     web.Page
	Name     string // of the input; facts by their name, fields of an item by theirs
	Typed    form.Raw
	Wrong    string
	Heading  bool           // the question is the page's heading
	Meanings []meaning      // what an unlikely amount may have meant
	Places   []form.Located // counties that a typed name may mean
	Pinned   []remark       // what the court remarked at this answer
	List     []item         // items of a list
	Echo     string         // the kept amount, in words
	Heard    string         // words of the filer's story, from which the answer was read and not yet confirmed
	AddURL   string
}

type meaning struct {
	Rials       int64
	Toman, Full string
}

type remark struct{ Reason, Name, Text, At string }

type item struct {
	N                  int
	Title              string
	Lines              []string
	EditURL, RemoveURL string
	Locked             bool
}

// readRaw reads the inputs of one question as they were typed.
func readRaw(r *http.Request, q form.Question, name string, today lang.Date) form.Raw {
	raw := form.Raw{Today: today}
	switch q.Type {
	case form.TypeDate, form.TypeMonth:
		raw.Day, raw.Month, raw.Year = r.PostFormValue(name+".day"), r.PostFormValue(name+".month"), r.PostFormValue(name+".year")
	case form.TypeChoices:
		raw.Texts = r.PostForm[name]
	case form.TypeMoney:
		raw.Text, raw.Unit = r.PostFormValue(name), r.PostFormValue(name+".unit")
		if meant := r.PostFormValue(name + ".meant"); meant == "as_typed" {
			raw.Sure = true
		} else if n, err := strconv.ParseInt(meant, 10, 64); err == nil && n > 0 {
			raw.Text, raw.Unit, raw.Sure = meant, "rial", true
		}
	case form.TypePlace:
		raw.Text = r.PostFormValue(name)
		if key := r.PostFormValue(name + ".key"); key != "" {
			raw.Text = key
		}
	case form.TypeYesNo, form.TypeText, form.TypeProse, form.TypeNumber, form.TypeChoice, form.TypeList:
		raw.Text = r.PostFormValue(name)
	}
	return raw
}

// typed shows a kept answer as a person would have typed it.
func (d *Desk) typed(p web.Page, q form.Question) form.Raw {
	var raw form.Raw
	switch v := q.Value.(type) {
	case nil:
	case bool:
		raw.Text = map[bool]string{true: "yes", false: "no"}[v]
	case []string:
		raw.Texts = v
	case int64:
		raw.Text = p.Digits(strconv.FormatInt(v, 10))
		if q.Type == form.TypeMoney {
			raw.Unit, raw.Text = "rial", p.Num(v)
			if v%10 == 0 {
				raw.Unit, raw.Text = "toman", p.Num(v/10)
			}
		}
	case string:
		raw.Text = v
		switch q.Type {
		case form.TypeDate:
			if day, err := lang.ParseISO(v); err == nil {
				y, m, dd := day.Jalali()
				raw.Day, raw.Month, raw.Year = p.Digits(strconv.Itoa(dd)), p.Digits(strconv.Itoa(m)), p.Digits(strconv.Itoa(y))
			}
		case form.TypeMonth:
			if month, err := lang.ParseMonthISO(v); err == nil {
				y, m := month.Parts()
				raw.Month, raw.Year = p.Digits(strconv.Itoa(m)), p.Digits(strconv.Itoa(y))
			}
		case form.TypePlace:
			raw.Text = d.Services.Place(v, p.Locale)
		case form.TypeText:
			if q.Format != "" {
				raw.Text = p.Digits(v)
			}
		case form.TypeYesNo, form.TypeProse, form.TypeNumber, form.TypeMoney, form.TypeChoice, form.TypeChoices, form.TypeList:
		}
	}
	return raw
}

// field puts a question on a page.
func (d *Desk) field(p web.Page, q form.Question, name string) field {
	f := field{Question: q, Page: p, Name: name, Typed: d.typed(p, q)}
	if n, ok := q.Value.(int64); ok && q.Type == form.TypeMoney {
		f.Echo = p.Rials(n)
		if p.FA() {
			f.Echo = lang.Words(n) + " ریال، برابر " + p.Toman(n)
		}
	}
	return f
}

// fail puts what is wrong at the field, and the ways out that the fault offers.
func (f *field) fail(p *web.Page, err error) {
	f.Wrong = p.Error(err)
	if f.Question.Wrong != "" && !isRequired(err) && fault.KindOf(err) == fault.Invalid {
		f.Wrong = f.Question.Wrong
	}
	if isRequired(err) && f.Question.Type == form.TypeYesNo {
		f.Wrong = p.T("question.choose_one")
	}
	p.Errors = append(p.Errors, web.Mistake{Field: f.Name, Text: f.Wrong})
	known, ok := fault.As(err)
	if !ok {
		return
	}
	if sums, ok := known.Params["meanings"].([]int64); ok {
		for _, n := range sums {
			f.Meanings = append(f.Meanings, meaning{n, p.Toman(n), p.Rials(n)})
		}
	}
	if places, ok := known.Params["places"].([]form.Located); ok {
		f.Places = places
	}
}

func isRequired(err error) bool {
	known, ok := fault.As(err)
	return ok && known.Code == form.ErrRequired.Code
}

// Chosen says whether an option was chosen or typed.
func (f field) Chosen(key string) bool {
	return f.Typed.Text == key || slices.Contains(f.Typed.Texts, key)
}

// Toman says whether the amount stands in toman, the unit that people think in.
func (f field) Toman() bool { return f.Typed.Unit != "rial" }

// ID is the id of the field's first input.
func (f field) ID() string { return f.Name }

// InputMode gives the keyboard of a phone.
func (f field) InputMode() string {
	switch {
	case f.Type == form.TypeNumber, f.Type == form.TypeMoney, f.Type == form.TypeDate:
		return "numeric"
	case f.Format == "mobile":
		return "tel"
	case f.Format != "" && f.Format != "iban":
		return "numeric"
	}
	return "text"
}
