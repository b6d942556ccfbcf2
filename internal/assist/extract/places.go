package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/tarazu-justice/tarazu/internal/court"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// places knows counties and provinces by every name, folded and without spaces.
type places map[string]placeName

// placeName is what a name may mean. Two counties of one name are none.
type placeName struct {
	county, province string
	doubtful         bool
}

// longestPlace is how many words the name of a place may have.
const longestPlace = 4

func (p places) learn(book Book) {
	for _, c := range book.Counties() {
		p.call(c.Code, c.Name, c.NameEN)
	}
	other := places{}
	for _, c := range book.Counties() { // seats and old names give way to the names of counties
		other.call(c.Code, append([]string{c.Seat}, c.Aliases...)...)
	}
	for name, n := range other {
		if _, taken := p[name]; !taken {
			p[name] = n
		}
	}
	for _, v := range book.Provinces() {
		for _, name := range append([]string{v.Name, v.NameEN}, v.Aliases...) {
			n := p[joined(name)]
			n.province = v.Slug
			p[joined(name)] = n
		}
	}
}

func (p places) call(county string, names ...string) {
	for _, name := range names {
		key := joined(name)
		if n, there := p[key]; there && n.county != county {
			p[key] = placeName{doubtful: true}
			continue
		}
		if key != "" {
			p[key] = placeName{county: county}
		}
	}
}

func joined(name string) string { return strings.ReplaceAll(lang.Fold(name), " ", "") }

var _ Book = (*court.Book)(nil)

// Cues before the name of a place. After its rank every name is a place; after another cue
// those that are no words of their own; without any, only the large cities.
var (
	rank   = words("شهرستان شهرستانهای شهر ساکن اهل مقیم shahre sakene")
	strong = words("دادگاه دادگستری کلانتری دادسرای دادسرا پاسگاه بازار فرودگاه ترمینال شورای")
	weak   = words("تو توی در به از داخل سمت طرف برای اطراف حومه نزدیک تا جاده دانشگاه too tu to toye tooye dar az be jade")
	// These name streets, banks and people by a city.
	named = words("خیابان خیابون کوچه میدان میدون بلوار اتوبان بزرگراه بانک بیمه هتل شرکت پاساژ آقای خانم آقا خانوم رستوران مسجد پل فلکه چهارراه مجتمع برج جناب دکتر مهندس حاج سید kooche khiaboon meydoon")
	// These are words of everyday speech, or names of people.
	common = words(`بهار مهر نور دیر جم کوثر مهران سامان بن ری خاتم انار رستم شهریار فردوس ایوان کیار سیمرغ اوز سرخه گرمه کوار نیر مبارکه صحنه سلسله بم دنا البرز کارون کرخه سراب دشتی
		فارسان میامی سیروان خنج لالی امیدیه ترکمن دلفان فریمان بهمن خوشاب زاوه جوین درمیان دهاقان چهارباغ گلبهار زرند رابر کهک خفر چرام باشت لنده بیضا شوط فامنین عنبران اندیکا فیروزه نمین آوج چالوس
		bam mehr nur bahar jam ben dena anar rey fars`)
	// These are caught without a cue.
	large = words(`تهران مشهد اصفهان شیراز تبریز کرج اهواز کرمانشاه رشت یزد ارومیه زاهدان همدان کرمان اراک اردبیل بندرعباس قزوین زنجان سنندج گرگان ساری بابل آمل کاشان نیشابور سبزوار خرمآباد
		بوشهر بیرجند بجنورد سمنان شهرکرد ایلام یاسوج دزفول آبادان خرمشهر بروجرد مراغه tehran mashhad shiraz tabriz karaj isfahan ahvaz rasht yazd`)
)

// placesOf finds counties and provinces.
func (r *Reader) placesOf(s *story) {
	for i := 0; i < len(s.toks); i++ {
		if s.taken[i] || s.toks[i].digits {
			continue
		}
		name, next := r.places.longest(s, i)
		if next == i {
			continue
		}
		if f, ok := s.placed(i, next, name); ok {
			s.take(i, next, f)
			i = next - 1
		}
	}
}

// longest finds the name of most words that begins at i.
func (p places) longest(s *story, i int) (name placeName, next int) {
	key := ""
	next = i
	for j := i; j < i+longestPlace && j < len(s.toks) && !s.taken[j] && !s.toks[j].digits && (j == i || !parts(s.gap(j))); j++ {
		key += s.at(j)
		n, ok := p[key]
		if is, said := strings.CutSuffix(key, "ه"); !ok && said && utf8.RuneCountInString(is) > 4 && !common[is] { // «تو شهریاره»
			n, ok = p[is]
		}
		if ok {
			name, next = n, j+1
		}
	}
	return name, next
}

// placed decides whether a name is meant as a place: by what stands before it.
func (s *story) placed(i, next int, name placeName) (Found, bool) {
	cue := s.at(i - 1)
	if parts(s.gap(i)) {
		cue = ""
	}
	f := Found{Kind: Place, Value: name.county, Sure: 0.9}
	switch {
	case cue == "استان" || cue == "ostan" || cue == "ostane":
		f.Kind, f.Value = Province, name.province
		return f, name.province != ""
	case name.county == "" || named[cue]:
		return f, false
	case rank[cue]:
		f.Sure = 0.95
	case !strong[cue] && !weak[cue] && !(next-i == 1 && large[s.at(i)]):
		return f, false
	case next-i == 1 && common[s.at(i)] && !(s.at(i) == "بم" && (cue == "تو" || cue == "در" || cue == "توی")):
		return f, false
	}
	return f, !weak[cue] || !named[s.at(i-2)] || s.at(i-2) == ""
}
