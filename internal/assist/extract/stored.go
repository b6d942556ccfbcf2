package extract

import (
	"strings"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// stored is a value as the fact keeps it; false when it is of another type.
func stored(f *form.Fact, v Found) (any, bool) {
	switch f.Type {
	case form.TypeMoney:
		return v.Value, v.Kind == Money
	case form.TypeDate: // without its year a day may only be one that was
		return v.Value, v.Kind == Date && v.Value != nil && (f.MaxToday || v.Other == nil)
	case form.TypePlace:
		return v.Value, v.Kind == Place
	case form.TypeNumber:
		return v.Value, counted(f.Unit.FA, f.Ask.FA, v)
	case form.TypeText:
		return ofText(f, v)
	default:
		return nil, false
	}
}

// counted says whether a count, a span or a share is in the unit that is asked.
func counted(unit, ask string, v Found) bool {
	switch v.Kind {
	case Percent:
		return unit == "درصد"
	case Duration:
		return map[string]string{"day": "روز", "week": "هفته", "month": "ماه", "year": "سال"}[v.Unit] == unit && unit != ""
	case Count:
		return unit == v.Unit || unit == "" && strings.Contains(ask, "چند "+v.Unit)
	default:
		return false
	}
}

// ofText are the numbers that a line of text asks for.
func ofText(f *form.Fact, v Found) (any, bool) {
	switch v.Kind {
	case Case:
		return v.Value, f.Format == "case_number"
	case Sayad:
		return v.Value, f.Format == "tracking_code" && strings.Contains(f.Ask.FA, "صیاد")
	case Cheque:
		return v.Value, f.Format == "tracking_code" && strings.Contains(f.Ask.FA, "سریال چک")
	case Plate:
		part := strings.Fields(v.Value.(string))
		return lang.PersianDigits(part[0] + part[1] + part[2] + " ایران " + part[4]), strings.Contains(f.Ask.FA, "پلاک") && !strings.Contains(f.Ask.FA, "ثبتی")
	default:
		return nil, false
	}
}
