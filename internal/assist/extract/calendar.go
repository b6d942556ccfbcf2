package extract

import (
	"time"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

func small(s string) int { return int(whole(s)) }

// month are the months of the Solar year.
var month = values(small,
	"1:فروردین فروردینماه farvardin", "2:اردیبهشت اردیبهشتماه ordibehesht", "3:خرداد خردادماه khordad", "4:تیر تیرماه tir", "5:مرداد امرداد مردادماه mordad", "6:شهریور شهریورماه shahrivar",
	"7:مهر مهرماه mehr", "8:آبان آبانماه aban", "9:آذر آذرماه azar", "10:دی دیماه dey dei", "11:بهمن بهمنماه bahman", "12:اسفند اسفندماه esfand",
)

// doubtful months are names of people or other things as well: «مهر» is a dower and a stamp,
// «تیر» a bullet. They need a day, a year or the word «ماه».
var doubtful = words("مهر تیر آذر دی آبان بهمن mehr tir azar dey dei aban bahman")

// foreignMonth are the months of the Gregorian year, as Persian and English name them.
var foreignMonth = values(small,
	"1:ژانویه january jan", "2:فوریه february feb", "3:مارس march", "4:آوریل اوریل april", "5:مه می may", "6:ژوئن june", "7:ژوئیه جولای july",
	"8:اوت آگوست august", "9:سپتامبر september", "10:اکتبر october", "11:نوامبر november", "12:دسامبر december",
)

// weekday is one more than the weekday of Go, so that none is 0; names of two words are run
// together.
var weekday = values(small,
	"7:شنبه shanbe", "1:یکشنبه یشنبه yekshanbe", "2:دوشنبه doshanbe", "3:سهشنبه seshanbe", "4:چهارشنبه چارشنبه chaharshanbe", "5:پنجشنبه پنشنبه پنجشنبه panjshanbe panshanbe", "6:جمعه jome jomee",
)

// ordinal are the days of a month in words; those above twenty are of two words.
var ordinal = values(whole,
	"1:اول یکم اولین avval aval yekom", "2:دوم دویم dovom", "3:سوم سیوم sevom", "4:چهارم چارم chaharom", "5:پنجم panjom", "6:ششم شیشم sheshom", "7:هفتم haftom", "8:هشتم hashtom", "9:نهم nohom", "10:دهم dahom",
	"11:یازدهم", "12:دوازدهم", "13:سیزدهم", "14:چهاردهم چاردهم", "15:پانزدهم پونزدهم", "16:شانزدهم شونزدهم", "17:هفدهم هیفدهم", "18:هجدهم هیجدهم", "19:نوزدهم", "20:بیستم bistom", "30:سیم سی‌ام",
)

// dayOf reads the weekday at token i, of one word or two.
func (s *story) dayOf(i int) (day time.Weekday, next int, ok bool) {
	if n := weekday[s.at(i)+s.at(i+1)]; n > 0 && s.at(i+1) == "شنبه" && !parts(s.gap(i+1)) {
		return time.Weekday(n - 1), i + 2, true
	}
	if n := weekday[s.at(i)]; n > 0 {
		return time.Weekday(n - 1), i + 1, true
	}
	return 0, i, false
}

// Days between two, both included.
type interval struct{ first, last lang.Date }

func oneDay(d lang.Date) interval { return interval{d, d} }

// monthOf is a month of the Solar year; the month after the twelfth is the first of the next.
func monthOf(year, m int) (interval, bool) {
	year, m = year+(m-1)/12, (m-1)%12+1
	first, err := lang.NewJalali(year, m, 1)
	after, err2 := lang.NewJalali(year+m/12, m%12+1, 1)
	return interval{first, after.AddDays(-1)}, err == nil && err2 == nil
}

func yearOf(year int) (interval, bool) {
	first, err := lang.NewJalali(year, 1, 1)
	after, err2 := lang.NewJalali(year+1, 1, 1)
	return interval{first, after.AddDays(-1)}, err == nil && err2 == nil
}

// fullYear makes four digits of two: a year that was, at most a few years ahead.
func fullYear(y, now int) int {
	switch {
	case y >= 100:
		return y
	case y+1400 <= now+5:
		return y + 1400
	}
	return y + 1300
}

// weekOf is the week, from Saturday, so many weeks before that of a day.
func weekOf(day lang.Date, before int) interval {
	start := day.AddDays(-(int(day.Weekday())+1)%7 - 7*before)
	return interval{start, start.AddDays(6)}
}
