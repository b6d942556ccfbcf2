package advisor

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// typed brings what a reply says into the type of a fact, if the quote says it: numbers,
// sums and dates are counted out of both, texts have to stand in the quote, choices are
// codes of the fact. A list is never taken from a story.
func typed(f Asked, said, quote string) (any, bool) {
	switch f.Type {
	case form.TypeYesNo:
		return said == "yes", said == "yes" || said == "no"
	case form.TypeChoice:
		return said, f.offers(said)
	case form.TypeChoices:
		return chosen(f, said)
	case form.TypeNumber:
		return typedNumber(said, quote)
	case form.TypeMoney:
		return typedMoney(said, quote)
	case form.TypeDate, form.TypeMonth:
		return typedDay(f.Type, said, quote)
	case form.TypeText, form.TypeProse, form.TypePlace:
		return said, lang.Fold(said) != "" && strings.Contains(" "+lang.Fold(quote)+" ", " "+lang.Fold(said)+" ")
	case form.TypeList:
	}
	return nil, false
}

func (f Asked) offers(code string) bool {
	return slices.ContainsFunc(f.Options, func(o Option) bool { return o.Code == code })
}

func chosen(f Asked, said string) (any, bool) {
	var codes []any
	for code := range strings.SplitSeq(said, ",") {
		if code = strings.TrimSpace(code); !f.offers(code) || slices.Contains(codes, any(code)) {
			return nil, false
		}
		codes = append(codes, code)
	}
	return codes, true
}

// one is the only figure that a value counts, when the quote counts it too.
func one(said, quote string) (figure, bool) {
	all := figures(said)
	if len(all) != 1 {
		return figure{}, false
	}
	all[0].loose = false
	return all[0], all[0].said(figures(quote))
}

func typedNumber(said, quote string) (any, bool) {
	f, ok := one(said, quote)
	return json.Number(strconv.FormatInt(f.value/1000, 10)), ok && f.kind == 'n' && f.value%1000 == 0
}

// typedMoney takes a sum with its unit only: «پانصد میلیون» alone is a tenth or ten times
// of what was meant.
func typedMoney(said, quote string) (any, bool) {
	f, ok := one(said, quote)
	return json.Number(strconv.FormatInt(f.value/1000, 10)), ok && f.kind == 'm' && f.value%1000 == 0
}

func typedDay(t form.Type, said, quote string) (any, bool) {
	f, ok := one(said, quote)
	switch {
	case !ok || f.kind != 'd' || f.y < 1200 || f.y > 1600 || f.mo < 1 || f.mo > 12:
		return nil, false
	case t == form.TypeMonth:
		return fmt.Sprintf("%d/%02d", f.y, f.mo), f.value == 0
	}
	if _, err := lang.NewJalali(int(f.y), int(f.mo), int(f.value)); err != nil {
		return nil, false
	}
	return fmt.Sprintf("%d/%02d/%02d", f.y, f.mo, f.value), true
}
