package lang

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

var (
	monthNames   = []string{"فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"}
	monthNamesEN = []string{"Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand"}
	weekdayNames = map[time.Weekday]string{
		time.Saturday: "شنبه", time.Sunday: "یکشنبه", time.Monday: "دوشنبه", time.Tuesday: "سه‌شنبه",
		time.Wednesday: "چهارشنبه", time.Thursday: "پنجشنبه", time.Friday: "جمعه",
	}
)

// MonthName gives the Persian name of month 1-12.
func MonthName(m int) string { return monthNames[m-1] }

// Month is a month of the Solar Hijri calendar, such as Mehr 1405. The zero Month is none.
type Month struct{ year, month int16 }

// Month gives the month in which d lies.
func (d Date) Month() Month {
	y, m, _ := d.Jalali()
	return Month{int16(y), int16(m)}
}

// ParseMonth reads 1405/07; ParseMonthISO reads 1405-07, the form of storage.
func ParseMonth(s string) (Month, error) { return parseMonth(LatinDigits(s), "/") }

// ParseMonthISO reads 1405-07.
func ParseMonthISO(s string) (Month, error) { return parseMonth(s, "-") }

func parseMonth(s, sep string) (Month, error) {
	year, month, ok := strings.Cut(strings.TrimSpace(s), sep)
	if !ok {
		return Month{}, ErrDate
	}
	return ParseMonthParts(month, year)
}

// ParseMonthParts reads a month typed in two boxes, by number or by name.
func ParseMonthParts(month, year string) (Month, error) {
	d, err := ParseDateParts("1", month, year)
	if err != nil {
		return Month{}, err
	}
	return d.Month(), nil
}

// IsZero says whether m is no month.
func (m Month) IsZero() bool { return m.year == 0 }

// Parts gives year and month as numbers.
func (m Month) Parts() (year, month int) { return int(m.year), int(m.month) }

// String prints 1405/07.
func (m Month) String() string { return fmt.Sprintf("%04d/%02d", m.year, m.month) }

// ISO prints 1405-07.
func (m Month) ISO() string { return fmt.Sprintf("%04d-%02d", m.year, m.month) }

// Persian prints «مهر ۱۴۰۵».
func (m Month) Persian() string {
	return MonthName(int(m.month)) + " " + PersianDigits(strconv.Itoa(int(m.year)))
}

// Compare is -1, 0 or 1.
func (m Month) Compare(n Month) int {
	return cmp.Or(cmp.Compare(m.year, n.year), cmp.Compare(m.month, n.month))
}
