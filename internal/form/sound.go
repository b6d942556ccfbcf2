package form

import (
	"slices"
	"unicode/utf8"

	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// sound checks a canonical answer against its fact: the same rules hold for what a
// person typed, what a program sent and what a draft has kept.
func (l *Library) sound(f *Fact, v any, today lang.Date) error {
	switch f.Type {
	case TypeYesNo:
		if _, ok := v.(bool); !ok {
			return ErrShape
		}
	case TypeText, TypeProse:
		return soundText(f, v)
	case TypeNumber, TypeMoney:
		return soundNumber(f, v)
	case TypeDate, TypeMonth:
		return soundDay(f, v, today)
	case TypePlace:
		key, _ := v.(string)
		if _, ok := l.Places.ByKey(key); !ok {
			return ErrPlaceUnknown.With("text", key)
		}
	case TypeChoice:
		if key, _ := v.(string); !f.hasOption(key) {
			return ErrOption
		}
	case TypeChoices:
		keys := asWords(v)
		if len(keys) == 0 {
			return ErrShape
		}
		return soundChoices(f, keys)
	case TypeList:
		if len(asItems(v)) == 0 {
			return ErrShape
		}
		return within(f, int64(len(asItems(v))), ErrTooFew, ErrTooMany)
	}
	return nil
}

func within(f *Fact, n int64, low, high *fault.Fault) error {
	switch {
	case f.Min != nil && n < *f.Min:
		return low.With("least", *f.Min)
	case f.Max != nil && n > *f.Max:
		return high.With("most", *f.Max)
	}
	return nil
}

func soundText(f *Fact, v any) error {
	text, ok := v.(string)
	if !ok {
		return ErrShape
	}
	if f.Format != "" {
		clean, err := formatted(f.Format, text)
		if err == nil && clean != text {
			err = ErrShape
		}
		return err
	}
	length := int64(utf8.RuneCountInString(text))
	most := int64(maxLine)
	if f.Type == TypeProse {
		most = maxProse
	}
	if f.Max == nil && length > most {
		return ErrTooLong.With("most", most)
	}
	return within(f, length, ErrTooShort, ErrTooLong)
}

func soundNumber(f *Fact, v any) error {
	n, ok := asInt(v)
	if !ok {
		return ErrShape
	}
	if n < 0 && f.Min == nil {
		return ErrTooSmall.With("least", int64(0))
	}
	return within(f, n, ErrTooSmall, ErrTooBig)
}

func soundDay(f *Fact, v any, today lang.Date) error {
	text, _ := v.(string)
	if f.Type == TypeMonth {
		m, err := lang.ParseMonthISO(text)
		if err == nil && f.MaxToday && !today.IsZero() && m.Compare(today.Month()) > 0 {
			return ErrFuture
		}
		return err
	}
	d, err := lang.ParseISO(text)
	if err == nil && f.MaxToday && !today.IsZero() && d.Compare(today) > 0 {
		return ErrFuture
	}
	return err
}

func soundChoices(f *Fact, keys []string) error {
	for i, key := range keys {
		if !f.hasOption(key) || slices.Contains(keys[:i], key) {
			return ErrOption
		}
	}
	return within(f, int64(len(keys)), ErrTooFew, ErrTooMany)
}

// say is the sentence of a fault, in the language of the person.
func (l *Library) say(loc lang.Locale, err error) string { return l.Messages.Error(loc, err) }
