package lang

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	ptime "github.com/yaa110/go-persian-calendar"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

// Faults of dates typed by people.
var (
	ErrDate      = fault.New(fault.Invalid, "lang.date")       // not a date at all
	ErrDateYear  = fault.New(fault.Invalid, "lang.date_year")  // outside 1200-1500
	ErrDateMonth = fault.New(fault.Invalid, "lang.date_month") // no such month
	ErrDateDay   = fault.New(fault.Invalid, "lang.date_day")   // the month is shorter: name, days
)

// Tehran is the civil time of all dates here: +03:30, without summer time since 1402.
var Tehran = time.FixedZone("Asia/Tehran", 12600)

// Date is a civil day in Tehran. The zero Date is no day. Dates compare with ==.
type Date struct{ days int32 } // days since 1 January 1800, Gregorian, plus one

const dayZero = -62092 // the day before 1800-01-01, counted from 1970-01-01

func fromUnix(seconds int64) Date {
	day := seconds / 86400
	if seconds%86400 < 0 { // round down before 1970, too
		day--
	}
	return Date{int32(day - dayZero)}
}

func (d Date) utc() time.Time { return time.Unix(int64(int(d.days)+dayZero)*86400, 0).UTC() }

// NewJalali gives the day y/m/d of the Solar Hijri calendar. The calendar library rolls
// impossible days over, so the result is compared back.
func NewJalali(y, m, d int) (Date, error) {
	if y < 1200 || y > 1500 {
		return Date{}, ErrDateYear
	}
	if m < 1 || m > 12 {
		return Date{}, ErrDateMonth
	}
	t := ptime.Date(y, ptime.Month(m), d, 12, 0, 0, 0, time.UTC)
	if d < 1 || t.Year() != y || int(t.Month()) != m || t.Day() != d {
		return Date{}, ErrDateDay.With("month", MonthName(m)).With("days", Group(int64(monthDays(y, m)))).With("year", PersianDigits(strconv.Itoa(y)))
	}
	return fromUnix(t.Time().Unix()), nil
}

func monthDays(y, m int) int {
	switch {
	case m <= 6:
		return 31
	case m <= 11 || ptime.Date(y, 1, 1, 12, 0, 0, 0, time.UTC).IsLeap():
		return 30
	}
	return 29
}

// DateAt gives the day in Tehran at an instant.
func DateAt(t time.Time) Date { return fromUnix(t.Unix() + 12600) }

// ParseJalali reads 1405/07/01, the form of catalogue files and command lines.
func ParseJalali(s string) (Date, error) {
	parts := strings.Split(LatinDigits(strings.TrimSpace(s)), "/")
	if len(parts) != 3 {
		return Date{}, ErrDate
	}
	return ParseDateParts(parts[2], parts[1], parts[0])
}

// ParseISO reads 2026-09-23, the form of storage and API.
func ParseISO(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1800 || t.Year() > 2150 {
		return Date{}, ErrDate
	}
	return fromUnix(t.Unix()), nil
}

// ParseDateParts reads a date typed in three boxes: digits of any script, the month by
// number or by name. A year of two digits is refused rather than guessed.
func ParseDateParts(day, month, year string) (Date, error) {
	y, errY := strconv.Atoi(CleanCode(year))
	d, errD := strconv.Atoi(CleanCode(day))
	m, ok := parseMonthName(month)
	switch {
	case errY != nil || errD != nil:
		return Date{}, ErrDate
	case !ok:
		return Date{}, ErrDateMonth
	}
	return NewJalali(y, m, d)
}

func parseMonthName(s string) (int, bool) {
	if n, err := strconv.Atoi(CleanCode(s)); err == nil {
		return n, n >= 1 && n <= 12
	}
	folded := Fold(s)
	for i, name := range monthNames {
		if Fold(name) == folded || Fold(monthNamesEN[i]) == folded {
			return i + 1, true
		}
	}
	if folded == "امرداد" {
		return 5, true
	}
	return 0, false
}

// IsZero says whether d is no day.
func (d Date) IsZero() bool { return d.days == 0 }

// Jalali gives year, month and day of the Solar Hijri calendar.
func (d Date) Jalali() (y, m, day int) {
	t := ptime.New(d.utc().Add(12 * time.Hour))
	return t.Year(), int(t.Month()), t.Day()
}

// ISO prints 2026-09-23.
func (d Date) ISO() string { return d.utc().Format(time.DateOnly) }

// String prints 1405/07/01.
func (d Date) String() string {
	y, m, day := d.Jalali()
	return fmt.Sprintf("%04d/%02d/%02d", y, m, day)
}

// Persian prints «۱ مهر ۱۴۰۵».
func (d Date) Persian() string {
	y, m, day := d.Jalali()
	return PersianDigits(strconv.Itoa(day)) + " " + MonthName(m) + " " + PersianDigits(strconv.Itoa(y))
}

// Long prints «چهارشنبه ۱ مهر ۱۴۰۵».
func (d Date) Long() string { return weekdayNames[d.Weekday()] + " " + d.Persian() }

// English prints "Wednesday 1 Mehr 1405".
func (d Date) English() string {
	y, m, day := d.Jalali()
	return fmt.Sprintf("%s %d %s %d", d.Weekday(), day, monthNamesEN[m-1], y)
}

// In prints the day with its weekday in the language of a page.
func (d Date) In(loc Locale) string {
	if loc == EN {
		return d.English()
	}
	return d.Long()
}

// Weekday gives the day of the week; Friday is the day of rest.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// AddDays moves n days on.
func (d Date) AddDays(n int) Date { return Date{d.days + int32(n)} }

// DaysUntil counts the days from d to e; negative when e is past.
func (d Date) DaysUntil(e Date) int { return int(e.days - d.days) }

// Compare is -1, 0 or 1.
func (d Date) Compare(e Date) int { return cmp.Compare(d.days, e.days) }

// Start gives the first instant of the day in Tehran.
func (d Date) Start() time.Time {
	t := d.utc()
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, Tehran)
}
