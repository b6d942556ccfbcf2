package extract

// span is a length of time: so many units.
type span struct {
	amount float64
	unit   string
	word   string // of the unit as it was said
	next   int
}

// span reads «یک سال و نیم», «دو سال و سه ماه», «۴۵ روز».
func (s *story) span(i int) (span, bool) {
	n, ok := s.number(i)
	if !ok || n.vague || n.value > 1000 {
		return span{}, false
	}
	if s.next(n.next) == "تا" {
		n.next++
	}
	unit, ok := units[s.next(n.next)]
	if !ok {
		return span{}, false
	}
	d := span{n.value, unit, s.at(n.next), n.next + 1}
	if and[s.next(d.next)] {
		if half[s.next(d.next+1)] {
			d.amount, d.next = d.amount+0.5, d.next+2
		} else if more, ok := s.span(d.next + 1); ok && d.unit == "year" && more.unit == "month" {
			d.amount, d.unit, d.next = d.amount*12+more.amount, "month", more.next
		}
	}
	return d.whole()
}

// whole makes whole units of halves: a year and a half is eighteen months.
func (d span) whole() (span, bool) {
	if d.amount == float64(int64(d.amount)) {
		return d, true
	}
	switch d.unit {
	case "year":
		d.amount, d.unit = d.amount*12, "month"
	case "month":
		d.amount, d.unit = d.amount*30, "day"
	case "week":
		d.amount, d.unit = d.amount*7, "day"
	case "day":
		d.amount, d.unit = d.amount*24, "hour"
	}
	return d, d.amount == float64(int64(d.amount))
}

// Words that make an age, or nothing, of a span.
var (
	aged    = words("سن دارم داره دارد داشت سنش سنم ساله‌ام dare daram")
	persons = words("بچه دختر پسر فرزند زن مرد نوزاد خانم آقا پیرمرد پیرزن جوان نوه dokhtar pesar bache")
	limits  = words("زیر بالای بالاتر کمتر zire")
	paper   = words("قرارداد اجاره مدت چک وام قولنامه حبس زندان اجاره‌نامه تعهد ضمانت گارانتی")
)

// spans finds how long something was: «۵ سال زندگی کردیم». Ages are none, and «یه روز» tells
// a story.
func spans(s *story) {
	for i := 0; i < len(s.toks); i++ {
		d, ok := s.span(i)
		if !ok || s.taken[i] {
			if n, ok := s.number(i); ok {
				i = n.next - 1
			}
			continue
		}
		if s.lasts(i, d) && s.free(i, d.next) {
			s.take(i, d.next, Found{Kind: Duration, Value: int64(d.amount), Unit: d.unit, Sure: 0.85})
		}
		s.block(i, d.next)
		i = d.next - 1
	}
}

func (s *story) lasts(i int, d span) bool {
	one := d.amount == 1 && !s.toks[i].digits
	switch {
	case d.amount <= 0, one && d.unit == "day", one && d.unit == "hour", s.at(i-1) == "هر" && !parts(s.gap(i)), s.at(i-1) == "har", s.next(i) != "" && limits[s.at(i-1)] && d.unit == "year":
		return false
	case (d.unit == "year" || d.word == "ماهه") && s.age(i, d):
		return false
	}
	return true
}

// age says whether a span of years, or the months of a child, is how old somebody is.
func (s *story) age(i int, d span) bool {
	if aged[s.next(d.next)] || s.at(i-1) == "سن" {
		return d.amount > 4 && (s.next(d.next) == "سن" || s.at(i-1) == "سن" || d.amount >= 14)
	}
	if d.word == "ماهه" {
		return s.near(i, 2, 0, persons)
	}
	if d.word == "ساله" || d.word == "sale" || d.word == "saleh" {
		return !s.near(i, 2, 0, paper) && (s.near(i, 3, 0, persons) || s.next(d.next) == "ام" || s.next(d.next) == "است" || s.next(d.next) == "هستم" || d.amount >= 90)
	}
	return false
}
