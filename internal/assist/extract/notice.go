package extract

import (
	"strings"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Notice is what a paper of the judiciary says of time.
type Notice struct {
	Served  *Found // the day on which it came to the person
	Sitting *Found // the day for which it calls
	Within  *Found // the time that it gives; Value is in Days
	Days    int64
}

// Words that tell what a day is.
var (
	cameTo    = words("ابلاغ ابالغ رویت دریافت رسید رسیده دستم اومد آمد آمده اومده eblagh")
	callsOn   = words("ساعت حاضر حضور حضوری جلسه رسیدگی مزایده برگزار دادرسی باشم باشید مراجعه")
	sinceThen = words("از پس بعد")
	grants    = words("ظرف مهلت مدت وقت فرصت حداکثر zarf")
	rulings   = words("حبس اعتبار محکوم قرارداد بازداشت اجاره تمدید")
)

// Words within which a cue belongs to a day, on either side.
const (
	cueBefore = 4
	cueAfter  = 4
)

// Notice reads what a notice says of time: when it was served, for when it calls, within
// what time something is to be done. The longest part of a text is read that Read reads.
func (r *Reader) Notice(text string, today lang.Date) (n Notice) {
	s := newStory(text, today)
	r.read(s)
	s.placeFound()
	for i := range s.found {
		f := &s.found[i]
		switch {
		case f.Kind == Date && f.First == f.Last && !f.First.IsZero():
			s.dayOfNotice(&n, i)
		case f.Kind == Duration && n.Within == nil:
			if days, ok := s.grantedDays(i); ok {
				n.Within, n.Days = f, days
			}
		}
	}
	return n
}

// dayOfNotice tells by the nearest cue whether a day is that of service or one to come.
func (s *story) dayOfNotice(n *Notice, i int) {
	came, calls := s.cue(i, cameTo), s.cue(i, callsOn)
	f := &s.found[i]
	switch {
	case calls > 0 && (came == 0 || calls <= came):
		if other, ok := f.Other.(string); ok { // «۲۰ آذر»: the coming one
			if day, err := lang.ParseISO(other); err == nil && f.First.Compare(s.today) < 0 && s.today.Compare(day) <= 0 {
				f.First, f.Last, f.Value = day, day, other
			}
		}
		if n.Sitting == nil {
			n.Sitting = f
		}
	case came > 0 && f.First.Compare(s.today) <= 0 && n.Served == nil:
		n.Served = f
	}
}

// cue is how far a cue stands from a day, 0 for none. «از تاریخ ابلاغ» says how a time is
// counted, not when it was.
func (s *story) cue(i int, of set) int {
	spot := s.spots[i]
	for far := 1; far <= cueBefore; far++ {
		if at := spot.from - far; s.unbroken(at+1, spot.from) && of.has(s.at(at)) && !s.reckonedFrom(at) {
			return far
		}
		if far <= cueAfter && s.unbroken(spot.to, spot.to+far-1) && of.has(s.at(spot.to+far-1)) && !s.reckonedFrom(spot.to+far-1) {
			return far
		}
	}
	return 0
}

// unbroken says whether no sentence ends before a token from i to j. A colon joins here:
// «تاریخ ابلاغ: ۲۰ آبان».
func (s *story) unbroken(i, j int) bool {
	for ; i <= j; i++ {
		if strings.ContainsAny(s.gap(i), ".؛;!؟?\n") {
			return false
		}
	}
	return true
}

func (s *story) reckonedFrom(at int) bool {
	return sinceThen[s.at(at-1)] || sinceThen[s.at(at-2)] && s.at(at-1) == "تاریخ"
}

// grantedDays is a time that is given, in days.
func (s *story) grantedDays(i int) (int64, bool) {
	spot, f := s.spots[i], s.found[i]
	if s.near(spot.from, 5, 0, rulings) || !s.near(spot.from, 3, 0, grants) && !s.near(spot.to, 0, 1, grants) {
		return 0, false
	}
	amount, ok := f.Value.(int64)
	per, known := map[string]int64{"day": 1, "week": 7, "month": 30}[f.Unit]
	return amount * per, ok && known && amount > 0 && amount*per <= 365
}
