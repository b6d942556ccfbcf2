package advisor

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

var deposit = Brief{
	Title: "مطالبهٔ ودیعهٔ اجاره", Own: "من زهرا امینی خانه را خالی کردم و کلید را دادم ولی موجر ودیعه را پس نمی‌دهد و دو بار هم گفت صبر کن",
	Facts: []Fact{{"مبلغ ودیعه", "۲۵۰ میلیون تومان"}, {"تاریخ پرداخت", "۱۴۰۲/۰۳/۱۵"}, {"مدت", "دوازده ماه"}},
	Law:   []Article{{"cc.219", "مادهٔ ۲۱۹ قانون مدنی"}}, Told: Told{Names: []string{"زهرا امینی"}},
}

const good = "اینجانب ⟦PERSON1⟧ خانه را خالی کردم و کلید را دادم. موجر ودیعه را پس نمی‌دهد. مستند درخواست [L1] است. "

// TestNarrativesAreHeld reads narratives that add a sentence to a good one.
func TestNarrativesAreHeld(t *testing.T) {
	work := Narration(deposit, []string{"قانون حمایت از اطفال و نوجوانان مصوب ۱۳۹۹", "قانون کار"})
	for _, row := range rows(t, "narratives.tsv", 2) {
		text, err := work.Judge(string(mustJSON(map[string]string{"narrative": good + row[1]})))
		if taken := err == nil; taken != (row[0] == "taken") {
			t.Errorf("%s: %s\n%v %s", row[0], row[1], err, text.Text)
		}
		if err != nil && !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v", row[1], err)
		}
	}
}

// TestSignsOutOfPlaceAreRefused: what a table cannot show.
func TestSignsOutOfPlaceAreRefused(t *testing.T) {
	work := Narration(deposit, nil)
	for name, text := range map[string]string{
		"override": good + "\u202eخانه", "zero width": good + "خا\u200bنه", "mark of direction": good + "\u200fخانه", "control": good + "خانه\x07", "Cyrillic": good + "о", "private": good + "\ue000",
	} {
		if _, err := work.Judge(string(mustJSON(map[string]string{"narrative": text}))); !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, text := range []string{strings.ReplaceAll(good, "ی", "ي") + "کلید را به موجر دادم.", strings.ReplaceAll(good, "ک", "ك")} {
		if got, err := work.Judge(string(mustJSON(map[string]string{"narrative": text}))); err != nil || strings.ContainsAny(got.Text, "يك") {
			t.Errorf("Arabic letters: %v %s", err, got.Text)
		}
	}
}

func TestFigures(t *testing.T) {
	for _, row := range [][2]string{
		{"۲۵۰ میلیون تومان", "m2500000000"},
		{"دویست و پنجاه میلیون تومان", "m2500000000"},
		{"۲٬۵۰۰٬۰۰۰٬۰۰۰ ریال", "m2500000000"},
		{"۲ میلیارد و ۵۰۰ میلیون ریال", "m2500000000"},
		{"یک و نیم", "n1"},
		{"۲.۵ میلیون تومن", "m25000000"},
		{"هزار میلیارد ریال", "m1000000000000"},
		{"یکصد و بیست و سه هزار و چهارصد ریال", "m123400"},
		{"۱۴۰۲/۰۳/۱۵", "d1402/3/15"},
		{"15/3/1402", "d1402/3/15"},
		{"پانزدهم خرداد ماه سال ۱۴۰۲", "d1402/3/15"},
		{"۱۵ خرداد", "d0/3/15"},
		{"خرداد ۱۴۰۲", "d1402/3/0"},
		{"سه ماه و ۱۲ روز", "n3 n12"},
		{"۱۲ و ۱۳ و ۱۴", "n12 n13 n14"},
		{"بیست‌وسه", "n23"},
		{"مهر و امضا", ""},
		{"تخفیف سوم و چهارم", "n3 n4"},
		{"ساعت ۱۸:۳۰", "n18 n30"},
	} {
		text, want := row[0], row[1]
		var list []string
		for _, f := range figures(text) {
			if f.kind == 'd' {
				list = append(list, fmt.Sprintf("d%d/%d/%d", f.y, f.mo, f.value))
				continue
			}
			list = append(list, fmt.Sprintf("%c%d", f.kind, f.value/1000))
		}
		if got := strings.Join(list, " "); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// TestJSONIsReadOneWay: what two readers read differently is refused.
func TestJSONIsReadOneWay(t *testing.T) {
	work := Reranking(Story{Text: "ودیعه"}, []Candidate{{"a", "ودیعه", ""}, {"b", "اجاره", ""}})
	for content, ok := range map[string]bool{
		`{"order":["T2","T1"]}`: true, `{"order":[]}`: true, " {\"order\":[\"T2\"]}\n": true, `{"order":["T1"],"order":["T2"]}`: false, `{"Order":["T2"]}`: false, `{"order":["T2"]} {}`: false,
		`{"order":["T3"]}`: false, `{"order":["T1","T1"]}`: false, `{"order":"T1"}`: false, `{"order":[1]}`: false, `{"order":["t1"]}`: false, `[]`: false, `null`: false, ``: false, `{"order":["T1"],"x":{}}`: false,
		"\ufeff{\"order\":[]}": false, `{"order":["\u0054\u0032"]}`: true, `{"order":["T2 "]}`: false, `{"order":["Т2"]}`: false,
	} {
		if _, err := work.Judge(content); (err == nil) != ok || err != nil && !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v", content, err)
		}
	}
}

// FuzzReplies: whatever a model says is taken within its bounds or refused with a code.
func FuzzReplies(f *testing.F) {
	for _, row := range rows(f, "narratives.tsv", 2) {
		f.Add(good + row[1])
	}
	narrate := Narration(deposit, nil)
	extract := Extraction(Story{Text: deposit.Own}, []Asked{{Name: "f", Type: "money"}, {Name: "g", Type: "date"}, {Name: "h", Type: "text"}})
	f.Fuzz(func(t *testing.T, text string) {
		got, err := narrate.Judge(string(mustJSON(map[string]string{"narrative": text})))
		if err == nil && (strings.ContainsFunc(got.Text, notLetters) || citesLaw(strings.ReplaceAll(got.Text, deposit.Law[0].Citation, " "), nil)) || err != nil && !errors.Is(err, ErrRefused) {
			t.Errorf("%q: %v", text, err)
		}
		for _, fact := range []string{"f", "g", "h"} {
			reply := map[string]any{"values": []map[string]string{{"fact": fact, "value": text, "quote": text}}}
			if v, _ := extract.Judge(string(mustJSON(reply))); len(v) > 0 && !strings.Contains(plain(deposit.Own), v[0].Quote) {
				t.Errorf("%q: %v", text, v)
			}
		}
	})
}
