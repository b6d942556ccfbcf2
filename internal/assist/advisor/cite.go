package advisor

import (
	"regexp"
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

var foldedWord = regexp.MustCompile(`[^\d\s]+|\d+`)

// Words that begin a citation when a number follows, and what may stand between.
var (
	provisions = strings.Fields("ماده مادهی مواد ماددین مادتین اصل اصول تبصره تبصرهی تبصرههای تباصر")
	between    = strings.Fields("ی های شماره قانونی مکرر واحده و ردیف بند")
	lawNouns   = strings.Fields("قانون قوانین قانونگذار مقنن شارع بخشنامه تصویبنامه ق قانونمدنی قانونکار ائیننامه اییننامه")
	lawPhrases = []string{"ایین دادرسی", "ایین نامه", "وحدت رویه", "لایحه قانونی", "قانون گذار", "رای وحدت", "نظریه مشورتی", "دستورالعمل ریاست", "قاعده لاضرر", "قاعده ید", "قاعده تسبیب", "اصل برایت", "اصل صحت", "اصل لزوم", "اصل استصحاب", "کنوانسیون", "مصوبه مجلس", "منشور حقوق", "کد مدنی"}
)

// citesLaw says whether a text names a provision or a law itself: «ماده», «اصل» or «تبصره»
// with a number in digits or words, the word «قانون», or a name of one of the laws. «قانونی»
// is a word of everyday and stays. Half-spaces inside a word hide nothing.
func citesLaw(text string, laws []string) bool {
	return cites(lang.Fold(text), laws) || cites(lang.Fold(strings.ReplaceAll(text, string(lang.ZWNJ), "")), laws)
}

func cites(folded string, laws []string) bool {
	all := foldedWord.FindAllString(folded, -1)
	for i, w := range all {
		if slices.Contains(lawNouns, w) || slices.Contains(provisions, w) && numberFollows(all[i+1:]) {
			return true
		}
	}
	joined := " " + strings.Join(all, " ") + " "
	return slices.ContainsFunc(lawPhrases, func(p string) bool { return strings.Contains(joined, " "+p) }) ||
		slices.ContainsFunc(laws, func(name string) bool { return namesLaw(joined, name) })
}

// numberFollows looks past «های شماره» and the like; «واحده» is a number too.
func numberFollows(all []string) bool {
	for i, w := range all {
		if _, ok := numberWord(w); ok || w == "واحده" || w[0] >= '0' && w[0] <= '9' {
			return true
		}
		if _, ok := scaleWord(w); ok {
			return true
		}
		if i == 3 || !slices.Contains(between, w) {
			return false
		}
	}
	return false
}

// namesLaw looks for a name without its «قانون» and year: «حمایت از اطفال و نوجوانان». A name
// of one or two words, such as «کار» or «صدور چک», is everyday language.
func namesLaw(text, name string) bool {
	_, core, found := strings.Cut(" "+lang.Fold(name)+" ", " قانون ")
	if !found {
		return false
	}
	core, _, _ = strings.Cut(core, " مصوب ")
	core = strings.TrimSpace(core)
	return len(strings.Fields(core)) >= 3 && strings.Contains(text, " "+core+" ")
}
