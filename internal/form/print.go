package form

import (
	"strconv"
	"strings"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

func localeOf(v ref.Val) lang.Locale { return lang.Locale(v.(types.String)) }

// print writes a value into a text, by its type. Digits of Persian texts are Persian,
// but for what stands in a left-to-right isolate: ids and codes are read as typed.
func (l *Library) print(v ref.Val, loc lang.Locale) string {
	switch x := v.(type) {
	case types.String:
		if loc == lang.EN {
			return string(x)
		}
		return persianOutsideIsolates(string(x))
	case types.Int:
		if loc == lang.EN {
			return strconv.FormatInt(int64(x), 10)
		}
		return lang.PersianDigits(strconv.FormatInt(int64(x), 10))
	case moneyVal:
		return printRials(x.rials, loc)
	case dateVal:
		if loc == lang.EN {
			return plainDate(x.day)
		}
		return x.day.Persian()
	case monthVal:
		return printMonth(x.month, loc)
	case placeVal:
		return l.placeName(x.key, loc)
	case choiceVal:
		return x.words(loc, false)
	case types.Bool:
		return strconv.FormatBool(bool(x))
	}
	return ""
}

func printRials(n int64, loc lang.Locale) string {
	if loc == lang.EN {
		return english(n) + " rials"
	}
	return lang.Rials(n)
}

func english(n int64) string { return strings.ReplaceAll(lang.LatinDigits(lang.Group(n)), "٬", ",") }

// plainDate leaves the weekday out: "1 Mehr 1405".
func plainDate(d lang.Date) string {
	_, rest, _ := strings.Cut(d.English(), " ")
	return rest
}

func printMonth(m lang.Month, loc lang.Locale) string {
	if loc == lang.EN {
		year, month := m.Parts()
		if d, err := lang.NewJalali(year, month, 1); err == nil {
			_, rest, _ := strings.Cut(plainDate(d), " ")
			return rest
		}
	}
	return m.Persian()
}

func (l *Library) placeName(key string, loc lang.Locale) string {
	p, ok := l.Places.ByKey(key)
	switch {
	case !ok:
		return key
	case loc == lang.EN && p.NameEN != "":
		return p.NameEN
	}
	return p.Name
}

func persianOutsideIsolates(s string) string {
	const open, end = "\u2066", "\u2069"
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, open)
		b.WriteString(lang.PersianDigits(before))
		if !ok {
			return b.String()
		}
		inside, after, _ := strings.Cut(rest, end)
		b.WriteString(open + inside + end)
		s = after
	}
}

func joinList(loc lang.Locale, items []string) string {
	comma, and := "، ", " و "
	if loc == lang.EN {
		comma, and = ", ", " and "
	}
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:len(items)-1], comma) + and + items[len(items)-1]
}

func (l *Library) textMoney(args ...ref.Val) ref.Val {
	n, loc := args[0].(moneyVal).rials, localeOf(args[1])
	if loc == lang.EN {
		return types.String(printRials(n, loc))
	}
	return types.String(lang.Rials(n) + " (" + lang.Words(n) + " ریال)")
}

func textToman(args ...ref.Val) ref.Val {
	n := args[0].(moneyVal).rials
	if localeOf(args[1]) == lang.EN {
		if n%10 != 0 {
			return types.String(english(n/10) + "." + strconv.FormatInt(n%10, 10) + " toman")
		}
		return types.String(english(n/10) + " toman")
	}
	return types.String(lang.Toman(n))
}

func textWords(args ...ref.Val) ref.Val {
	n := int64(args[0].(types.Int))
	if localeOf(args[1]) == lang.EN {
		return types.String(strconv.FormatInt(n, 10))
	}
	return types.String(lang.Words(n))
}

func (l *Library) textList(args ...ref.Val) ref.Val {
	loc := localeOf(args[1])
	var items []string
	for _, v := range each(args[0]) {
		if r, ok := v.(*recordVal); ok {
			v = l.printRecord(r)
		}
		if isUnknown(v) {
			return v
		}
		items = append(items, l.print(v, loc))
	}
	return types.String(joinList(loc, items))
}

// printRecord evaluates the record's own `print`.
func (l *Library) printRecord(r *recordVal) ref.Val {
	if r.rec.print == nil {
		return unanswered
	}
	return r.rec.print.eval(itemScope{r})
}

func (l *Library) textFormal(args ...ref.Val) ref.Val {
	loc := localeOf(args[1])
	if c, ok := args[0].(choiceVal); ok {
		return types.String(c.words(loc, true))
	}
	var items []string
	for _, v := range each(args[0]) {
		items = append(items, v.(choiceVal).words(loc, true))
	}
	return types.String(joinList(loc, items))
}

func textCount(args ...ref.Val) ref.Val {
	if len(each(args[0])) > 1 {
		return args[2]
	}
	return args[1]
}

// textPerson is the legal identification of a person, as far as it is known.
func (l *Library) textPerson(args ...ref.Val) ref.Val {
	r, loc := args[0].(*recordVal), localeOf(args[1])
	labels := map[string]string{"father": "فرزند ", "national_id": "کد ملی ", "legal_id": "شناسهٔ ملی ", "address": "به نشانی "}
	comma, nobody := "، ", "شخص ناشناس"
	if loc == lang.EN {
		labels = map[string]string{"father": "child of ", "national_id": "national id ", "legal_id": "national id ", "address": "address: "}
		comma, nobody = ", ", "an unknown person"
	}
	var parts []string
	if v := r.field("name"); !isUnknown(v) {
		parts = append(parts, l.print(v, loc))
	} else {
		parts = append(parts, nobody)
	}
	for _, name := range []string{"father", "national_id", "legal_id", "address"} {
		v := r.field(name)
		if isUnknown(v) {
			continue
		}
		text := l.print(v, loc)
		if f, ok := r.rec.Field(name); ok && f.Format != "" {
			text = string(v.(types.String))
			if loc == lang.FA {
				text = lang.PersianDigits(text)
			}
			text = lang.IsolateLTR(text)
		}
		parts = append(parts, labels[name]+text)
	}
	return types.String(strings.Join(parts, comma))
}
