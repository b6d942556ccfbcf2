package extract

import (
	"strings"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// verb is what a form of a verb says: who, what, and whether not.
type verb struct {
	root   string
	person int // 1 and 2 are the teller, asked or telling; 3 is somebody else; 0 is not said
	not    bool
	past   bool
}

// roots gives of each verb the stems of past and present, as written and as spoken.
var roots = values(strings.Clone,
	"give/p:داد", "give/n:ده د", "take/p:گرفت", "take/n:گیر", "do/p:کرد", "do/n:کن", "become/p:شد", "become/n:شو ش", "hit/p:زد خورد", "hit/n:زن خور", "go/p:رفت", "go/n:رو ر",
	"come/p:آمد اومد", "come/n:آی یا", "want/p:خواست", "want/n:خواه خوا", "say/p:گفت", "say/n:گوی گو گ", "write/p:نوشت", "write/n:نویس", "send/p:فرستاد", "send/n:فرست",
	"take_away/p:برد", "take_away/n:بر", "bring/p:آورد", "bring/n:آور آر یار", "see/p:دید", "see/n:بین", "close/p:بست", "close/n:بند", "pay/p:پرداخت", "pay/n:پرداز", "pour/p:ریخت", "pour/n:ریز",
	"sell/p:فروخت", "sell/n:فروش", "buy/p:خرید", "buy/n:خر", "put/p:گذاشت ذاشت", "put/n:گذار ذار", "stay/p:ماند موند", "stay/n:مان مون", "entrust/p:سپرد", "entrust/n:سپار سپر",
	"break/p:شکست", "break/n:شکن", "know/p:دانست دونست", "know/n:دان دون", "forgive/p:بخشید", "forgive/n:بخش", "back/p:برگرداند برگردوند", "back/n:برگردان برگردون",
	"snatch/p:قاپید", "steal/p:دزدید", "sleep/p:خوابید", "pass/p:گذشت", "fear/p:ترسید", "fear/n:ترس", "throw/p:انداخت", "throw/n:انداز", "die/p:درگذشت",
)

// forms are the forms of all verbs, without half-spaces.
var forms = conjugate()

func conjugate() map[string]verb {
	all := map[string]verb{}
	for stem, name := range roots {
		root, tense, _ := strings.Cut(name, "/")
		if tense == "p" {
			past(all, stem, root)
		} else {
			present(all, stem, root)
		}
	}
	for _, row := range []struct {
		root, words string
		person      int
		not         bool
	}{
		{"have", "دارم داریم داشتم داشتیم daram darim", 1, false},
		{"have", "ندارم نداریم نداشتم نداشتیم nadaram nadarim", 1, true},
		{"have", "دارید داشتید", 2, false},
		{"have", "دارد داره دارند دارن داشت داشتند dare", 3, false},
		{"have", "ندارد نداره ندارند نداشت nadare", 3, true},
		{"be", "هستم هستیم بودم بودیم", 1, false},
		{"be", "نیستم نیستیم نبودم نبودیم", 1, true},
		{"be", "هستید بودید", 2, false},
		{"be", "است هست هستند بود بودند بودن بوده ast hast bood", 3, false},
		{"be", "نیست نیستند نبود نبوده nist", 3, true},
	} {
		for _, w := range strings.Fields(row.words) {
			all[lang.Fold(w)] = verb{root: row.root, person: row.person, not: row.not}
		}
	}
	delete(all, "نزد") // «نزد من»
	return all
}

// endings of a past stem by person; a pronoun may follow («دیدمش»).
var (
	pastEnds    = map[string]int{"ی": 2, "م": 1, "یم": 1, "ید": 2, "": 3, "ند": 3, "ن": 3, "ه": 3, "ه‌ام": 1, "ه‌اید": 2, "ه‌ایم": 1, "مش": 1, "مشون": 1, "ش": 3, "ه‌اند": 3, "ه‌است": 3}
	presentEnds = map[string]int{"م": 1, "یم": 1, "ید": 2, "د": 3, "ه": 3, "ند": 3, "ن": 3, "مش": 1, "هش": 3, "ام": 1, "اد": 3}
)

func past(all map[string]verb, stem, root string) {
	for end, person := range pastEnds {
		form := stem + strings.ReplaceAll(end, string(lang.ZWNJ), "")
		yes, no := verb{root, person, false, true}, verb{root, person, true, true}
		all[form], all["می"+form], all["ن"+form], all["نمی"+form] = yes, yes, no, no
	}
}

func present(all map[string]verb, stem, root string) {
	for end, person := range presentEnds {
		yes, no := verb{root, person, false, false}, verb{root, person, true, false}
		all["می"+stem+end], all["ب"+stem+end], all["نمی"+stem+end], all["ن"+stem+end] = yes, yes, no, no
	}
}

// auxiliary are the words behind a participle that tell who: «داده‌ام», «گرفته بودم», «شده است».
var auxiliary = map[string]int{"ام": 1, "ایم": 1, "بودم": 1, "بودیم": 1, "اید": 2, "بودید": 2, "است": 3, "اند": 3, "بود": 3, "بودند": 3, "بودن": 3}

// verbAt reads the verb that begins at token i, with its prefix and auxiliary.
func (s *story) verbAt(i int) (v verb, next int, ok bool) {
	word, next := s.at(i), i+1
	if word == "می" || word == "نمی" || word == "mi" || word == "nemi" {
		word, next = word+s.next(i+1), i+2
	}
	v, ok = forms[word]
	if !ok {
		v, ok = finglishVerbs[word]
	}
	if !ok || s.at(i-1) == "پیش" && v.root == "pay" { // «پیش‌پرداخت»
		return v, i, false
	}
	if word == "پرداخت" { // «پرداخت شده است», «پرداخت کردم»
		if carried, after, ok := s.verbAt(next); ok && (carried.root == "become" || carried.root == "do") {
			if carried.root == "become" {
				carried.person = 0
			}
			carried.root = "pay"
			return carried, after, true
		}
	}
	if word == "نوشته" && forms[s.next(next)].root == "have" { // «قرارداد نوشته دارم»
		return v, i, false
	}
	if v.root == "want" && v.past && strings.HasPrefix(word, "می") { // «می‌خواستم بزنم» asks nobody
		v.root = "wish"
	}
	if strings.HasSuffix(word, "ه") {
		if s.next(next) == "شده" || s.next(next) == "می" && s.next(next+1) == "شود" { // «تحویل داده شده است»
			next++
			v.person = 3
		}
		if person, ok := auxiliary[s.next(next)]; ok {
			v.person, next = person, next+1
		}
	}
	return v, next, true
}

// finglishVerbs are the commonest forms in Latin letters.
var finglishVerbs = latinVerbs(
	"give1:dadam dadim", "give3:dad dade mide", "give3-:nadad nadade nemide", "take1:gereftam gereftim", "take3:gereft gerefte", "do1:kardam kardim", "do3:kard karde mikone", "do3-:nakarde nemikone",
	"hit3:zad zade khord khorde", "become3:shod shode", "become3-:nashode", "say3:mige goft", "want1:mikham", "want3:mikhad", "sell1:forookhtam foroukhtam", "buy1:kharidam", "go3:raft rafte", "steal3:dozdidan dozdid",
)

func latinVerbs(rows ...string) map[string]verb {
	all := map[string]verb{}
	for _, row := range rows {
		head, list, _ := strings.Cut(row, ":")
		v := verb{root: strings.TrimRight(head, "13-"), person: 3, not: strings.HasSuffix(head, "-"), past: true}
		if strings.Contains(head, "1") {
			v.person = 1
		}
		for w := range strings.FieldsSeq(list) {
			all[w] = v
		}
	}
	return all
}
