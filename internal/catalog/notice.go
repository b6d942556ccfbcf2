package catalog

import (
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// Notice is a kind of paper that the judiciary sends, and what it asks of whom it comes to.
type Notice struct {
	Code       string
	Name, What form.Words
	Do         []form.Words // in order
	Times      []NoticeTime
	Until      form.Words // by when, where no row of the limits says it, or beside it
	IfNot      form.Words // what happens where nothing is done
	Ways       []Way      // titles that fit
	Things     []form.Words
	People     []form.Words // whom to ask
	Law        []string
	Ask        *NoticeAsk
	Signs, Not []string // words that stand near each other; a sign of Not speaks against the kind
}

// NoticeTime is a limit that a notice starts.
type NoticeTime struct {
	Row  string     // of tables/limits.yaml
	When form.Words // in which case
	From form.Words // from when, if not from the day of service
}

// NoticeAsk is a question that parts kinds which a text may leave open.
type NoticeAsk struct {
	Ask     form.Words
	Choices []NoticeChoice
}

// NoticeChoice is an answer, and the kind that it means.
type NoticeChoice struct {
	Notice string
	Say    form.Words
}

const noticesFile = "rules/notices.yaml"

// noticeReader reads the kinds of notices with what they share.
type noticeReader struct {
	*loader
	catalog        *Catalog
	en             *twin
	kinds          []string
	people, things map[string]form.Words
}

// readNotices reads the kinds of notices; a catalogue need not have any.
func (l *loader) readNotices(c *Catalog) {
	if !l.exists(noticesFile) {
		return
	}
	f := l.shaped(noticesFile, "notices")
	if f == nil {
		return
	}
	root, en := f.node(), l.twinOf(noticesFile)
	r := noticeReader{loader: l, catalog: c, en: en}
	r.people, r.things = r.shared(root, "people"), r.shared(root, "things")
	for _, p := range root.get("notices").pairs() {
		r.kinds = append(r.kinds, p.key)
	}
	for _, p := range root.get("notices").pairs() {
		c.notices = append(c.notices, r.notice(p))
	}
	en.leftOver()
}

func (r *noticeReader) shared(root node, key string) map[string]form.Words {
	all := map[string]form.Words{}
	for _, p := range root.get(key).pairs() {
		all[p.key] = r.say(p.value, key, p.key)
	}
	return all
}

// say is a short text with its English. A number of days is law, and stands in the tables.
func (r *noticeReader) say(v node, path ...string) form.Words {
	if daysIn(v.text()) {
		r.wrong(v.at(), "a number of days may not be written here; name a row of tables/limits.yaml: %q", v.text())
	}
	return r.told(r.en, v, path...)
}

// daysIn says whether a text tells a number of days, weeks or months.
func daysIn(text string) bool {
	words := strings.Fields(lang.Fold(text))
	for i, w := range words {
		if i > 0 && slices.Contains(spans, w) && (words[i-1][0] <= '9' || slices.Contains(spanNumbers, words[i-1])) {
			return true
		}
	}
	return false
}

var (
	spans       = strings.Fields("روز روزه هفته ماه سال")
	spanNumbers = strings.Fields("یک دو سه چهار پنج شش هفت هشت نه ده پانزده بیست سی چهل شصت نود")
)

func (r *noticeReader) notice(p pair) Notice {
	v := p.value
	say := func(key string) form.Words { return r.say(v.get(key), "notices", p.key, key) }
	n := Notice{Code: p.key, Name: say("name"), What: say("what"), Until: say("until"), IfNot: say("if_not"), Law: v.get("law").texts(), Signs: v.get("signs").texts(), Not: v.get("not").texts()}
	for i, item := range v.get("do").items() {
		n.Do = append(n.Do, r.say(item, "notices", p.key, "do", itoa(i)))
	}
	n.Times = r.times(p)
	for i, item := range v.get("titles").items() {
		code := item.get("title").text()
		if !r.written(r.catalog, code) {
			r.wrong(item.at(), "notice %s names %q, which is no title%s", p.key, code, meant(code, keysOf(r.catalog.titles)))
		}
		n.Ways = append(n.Ways, Way{code, r.say(item.get("when"), "notices", p.key, "titles", itoa(i))})
	}
	n.Things, n.People = r.pick(p, "things", r.things), r.pick(p, "people", r.people)
	for _, item := range v.get("law").items() {
		if _, ok := r.lib.Articles[item.text()]; !ok {
			r.wrong(item.at(), "article %q is not in rules/law.yaml%s", item.text(), meant(item.text(), keysOf(r.lib.Articles)))
		}
	}
	n.Ask = r.ask(p)
	if len(n.Times) == 0 && n.Until.FA == "" {
		r.wrong(p.keyAt, "notice %s tells neither limits nor until: people have to know by when", p.key)
	}
	return n
}

func (r *noticeReader) times(p pair) (list []NoticeTime) {
	items := p.value.get("limits").items()
	for i, item := range items {
		row, at := item.get("row").text(), itoa(i)
		if !slices.Contains(r.lib.LimitRows, row) {
			r.wrong(item.at(), "notice %s names limit %q, which is not in tables/limits.yaml%s", p.key, row, meant(row, r.lib.LimitRows))
		}
		if len(items) > 1 && !item.get("when").there() {
			r.wrong(item.at(), "notice %s has several limits; say when this one holds", p.key)
		}
		list = append(list, NoticeTime{row, r.say(item.get("when"), "notices", p.key, "limits", at, "when"), r.say(item.get("from"), "notices", p.key, "limits", at, "from")})
	}
	return list
}

// pick gives what a kind has of what all share.
func (r *noticeReader) pick(p pair, key string, all map[string]form.Words) (list []form.Words) {
	for _, item := range p.value.get(key).items() {
		w, ok := all[item.text()]
		if !ok {
			r.wrong(item.at(), "%q does not stand under %s%s", item.text(), key, meant(item.text(), keysOf(all)))
		}
		list = append(list, w)
	}
	return list
}

func (r *noticeReader) ask(p pair) *NoticeAsk {
	v := p.value.get("asks")
	if !v.there() {
		return nil
	}
	ask := &NoticeAsk{Ask: r.say(v.get("ask"), "notices", p.key, "asks", "ask")}
	for i, item := range v.get("choices").items() {
		kind := item.get("notice").text()
		if !slices.Contains(r.kinds, kind) {
			r.wrong(item.at(), "notice %s asks for %q, which is no notice%s", p.key, kind, meant(kind, r.kinds))
		}
		ask.Choices = append(ask.Choices, NoticeChoice{kind, r.say(item.get("say"), "notices", p.key, "asks", "choices", itoa(i))})
	}
	return ask
}

// Notices lists the kinds of notices, in the order of the catalogue.
func (c *Catalog) Notices() []Notice { return c.notices }

// Notice finds a kind of notice by its code.
func (c *Catalog) Notice(code string) (Notice, bool) {
	i := slices.IndexFunc(c.notices, func(n Notice) bool { return n.Code == code })
	if i < 0 {
		return Notice{}, false
	}
	return c.notices[i], true
}
