package advisor

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// person is somebody whose name is hidden: the whole of it and each part.
type person struct {
	whole string
	parts []string
}

// meet remembers a name. Titles, and words that anybody says, are no part of it.
func (m *Mask) meet(name string) {
	var p person
	for _, w := range words(plain(name)) {
		if part := w.squashed; !slices.Contains(honours, part) {
			p.parts = append(p.parts, part)
		}
	}
	p.whole = strings.Join(p.parts, "")
	p.parts = slices.DeleteFunc(p.parts, func(s string) bool { return utf8.RuneCountInString(s) < 3 })
	if utf8.RuneCountInString(p.whole) >= 2 && !slices.ContainsFunc(m.people, func(q person) bool { return q.whole == p.whole }) {
		m.people = append(m.people, p)
	}
}

// word is a word of a text and where it stands.
type word struct {
	from, to int
	squashed string
}

var aWord = regexp.MustCompile(`[\p{L}\p{M}\x{200c}]+`)

func words(text string) (list []word) {
	for _, at := range aWord.FindAllStringIndex(text, -1) {
		if s := squash(text[at[0]:at[1]]); s != "" {
			list = append(list, word{at[0], at[1], s})
		}
	}
	return list
}

// mostWords is how many words a name may be written in: «علی رضا» is «علیرضا».
const mostWords = 6

// persons finds the names of people, whole or in part, with the endings of speech.
func (m *Mask) persons(part string) (list []span) {
	all := words(part)
	for i := 0; i < len(all); i++ {
		n, whose := m.nameAt(all[i:])
		if n == 0 {
			continue
		}
		list = append(list, span{all[i].from, all[i+n-1].to, "PERSON", whose})
		i += n - 1
	}
	return list
}

// nameAt says how many words at the beginning are somebody's name: the whole of it first.
func (m *Mask) nameAt(all []word) (n int, whose string) {
	joined := ""
	for i := range min(len(all), mostWords) {
		last := all[i].squashed
		joined += last
		for _, p := range m.people {
			if ended(joined, p.whole) && len(joined)-len(p.whole) < len(last) { // «و» alone is no ending
				n, whose = i+1, p.whole
			}
		}
	}
	if n > 0 {
		return n, whose
	}
	for _, p := range m.people {
		for _, part := range p.parts {
			if ended(all[0].squashed, part) {
				return 1, p.whole
			}
		}
	}
	return 0, ""
}

// endings are what speech hangs on a name.
var endings = strings.Fields("ی م ش ت و ه ام اش ات ها رو را یه ای هم جان جون خان شون مون اینا s")

func ended(said, name string) bool {
	rest, ok := strings.CutPrefix(said, name)
	return ok && (rest == "" || utf8.RuneCountInString(name) >= 3 && slices.Contains(endings, rest))
}

// introduced lists the names that words such as «آقای», «اسمش» and «به نام» announce.
func introduced(text string) (names []string) {
	all := words(text)
	for i := range all {
		n := cue(all[i:])
		if n == 0 || i > 0 && slices.Contains(placed, all[i-1].squashed) && (n == 2 || named(all[i].squashed)) {
			continue
		}
		if name := nameAfter(text, all[i+n-1:]); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// named says that a cue is «اسم» or «نام» with an ending, not a form of address.
func named(cue string) bool {
	return strings.HasPrefix(cue, "اسم") || strings.HasPrefix(cue, "نام")
}

func cue(all []word) int {
	if slices.Contains(cues, all[0].squashed) {
		return 1
	}
	if len(all) > 1 && slices.Contains(cuesOfTwo, all[0].squashed+" "+all[1].squashed) {
		return 2
	}
	return 0
}

// nameAfter takes up to two words after a cue, three where a name is made of more. It ends
// before anything but a space, and before a word that is no name.
func nameAfter(text string, all []word) string {
	var name []string
	most := 2
	for i := 1; i < len(all) && len(name) < most; i++ {
		w, between := all[i], text[all[i-1].to:all[i].from]
		if strings.Trim(between, " \u200c") != "" && (len(name) > 0 || strings.Trim(between, " :«\"=") != "") {
			break
		}
		if len(name) == 0 && slices.Contains(honours, w.squashed) {
			continue
		}
		if slices.Contains(ordinary, w.squashed) || strings.HasPrefix(w.squashed, "می") && len(name) > 0 || utf8.RuneCountInString(w.squashed) < 2 {
			break
		}
		if slices.Contains(compound, w.squashed) {
			most = 3
		}
		name = append(name, text[w.from:w.to])
	}
	return strings.Join(name, " ")
}
