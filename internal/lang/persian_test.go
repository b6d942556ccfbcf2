package lang

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// habits are what careful Persian does not do; each with what to write instead.
var habits = []struct {
	name  string
	wrong *regexp.Regexp
	mend  string
}{
	{"an Arabic letter", regexp.MustCompile(`[يكىٱ]`), "ی and ک"},
	{"an Arabic digit", regexp.MustCompile(`[٠-٩]`), "۰ to ۹"},
	{"می apart from its verb", regexp.MustCompile(`(^|[\s«(])ن?می\s`), "a half-space: می‌شود"},
	{"ها apart from its noun", regexp.MustCompile(`\sها(ی|یی|یم|یت|یش|یمان|یتان|یشان)?($|[\s،.؛:»؟)])`), "a half-space: برگه‌ها"},
	{"a plea", regexp.MustCompile(`لطفاً|لطفا(\s|$)`), "the request itself"},
	{"a customer", regexp.MustCompile(`کاربر گرامی`), "شما"},
	{"praise of ourselves", regexp.MustCompile(`موفقیت`), "what was done"},
	{"a shout", regexp.MustCompile(`!`), "a full stop"},
	{"a straight quote", regexp.MustCompile(`["“”]|(^|\s)'|'(\s|$)`), "«»"},
	{"a Latin comma or question mark", regexp.MustCompile(`[\p{Arabic}»]\s*[,;?]`), "، ؛ ؟"},
	{"a space before a mark", regexp.MustCompile(`\s[،؛؟.:»](\s|$)`), "the mark right after the word"},
}

var (
	persianLetter = regexp.MustCompile(`[آ-یيك]`)
	expression    = regexp.MustCompile(`\$?\{[^{}]*\}`)
	// PEA-REY-1, SHA-256, 0600, and the number of a cheque, which is kept as it was typed
	latinWord    = regexp.MustCompile(`[A-Za-z][A-Za-z0-9_./-]*[0-9]|\b0[0-7]{3}\b|\b[0-9]{5,}\b`)
	asciiDigit   = regexp.MustCompile(`[0-9]`)
	persianDigit = regexp.MustCompile(`[۰-۹]`)
	sentenceEnd  = regexp.MustCompile(`[.؟!\n]+(\s|$)|[؟!\n]`)
)

const longestSentence = 20 // words

// persianFaults tells what a text does wrong. Expressions are not Persian and are left out.
func persianFaults(text string, short bool) (faults []string) {
	if !persianLetter.MatchString(text) {
		return nil
	}
	plain := expression.ReplaceAllString(text, "٪")
	for _, h := range habits {
		if found := h.wrong.FindString(plain); found != "" {
			faults = append(faults, fmt.Sprintf("%s %q; write %s", h.name, found, h.mend))
		}
	}
	for _, sentence := range sentenceEnd.Split(latinWord.ReplaceAllString(plain, ""), -1) {
		if asciiDigit.MatchString(sentence) && persianDigit.MatchString(sentence) {
			faults = append(faults, "digits of two scripts in one sentence; write ۰ to ۹")
		}
		if n := len(strings.Fields(sentence)); short && n > longestSentence {
			faults = append(faults, fmt.Sprintf("a sentence of %d words; make it two", n))
		}
	}
	return faults
}

// TestPersianIsCarefullyWritten reads every Persian word of pages and catalogue.
func TestPersianIsCarefullyWritten(t *testing.T) {
	for _, room := range []struct {
		folder string
		short  bool
		least  int
	}{{"messages/fa", true, 600}, {"../../catalogs/iran", false, 600}} {
		read := 0
		err := filepath.WalkDir(room.folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || strings.HasSuffix(path, ".en.yaml") {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for _, v := range values(t, path, text) {
				read++
				for _, fault := range persianFaults(v.text, room.short) {
					t.Errorf("%s:%d: %s\n\t%s", path, v.line, fault, v.text)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if read < room.least {
			t.Errorf("%s: read %d texts only; the search is broken", room.folder, read)
		}
	}
}

type value struct {
	text string
	line int
}

// values are the texts of a YAML file without keys and remarks, and the cells of a table.
func values(t *testing.T, path string, text []byte) (list []value) {
	t.Helper()
	switch filepath.Ext(path) {
	case ".csv":
		for i, line := range strings.Split(string(text), "\n") {
			for _, cell := range strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == ';' }) {
				list = append(list, value{strings.Trim(cell, `"`), i + 1})
			}
		}
	case ".yaml":
		var root yaml.Node
		if err := yaml.Unmarshal(text, &root); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		list = scalars(&root, list)
	}
	return list
}

// expressions are the keys of the catalogue whose values are CEL, not Persian.
var expressions = []string{"if", "when", "let", "must", "from", "at", "of", "times", "waived", "each", "value"}

func scalars(n *yaml.Node, list []value) []value {
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && (i%2 == 0 || slices.Contains(expressions, n.Content[i-1].Value)) {
			continue // a key, or an expression
		}
		list = scalars(child, list)
	}
	if n.Kind == yaml.ScalarNode {
		list = append(list, value{n.Value, n.Line})
	}
	return list
}

// The linter finds what it is there to find, and leaves alone what is right.
func TestPersianFaults(t *testing.T) {
	for text, want := range map[string]bool{
		"پرونده ثبت می‌شود.": false, "پرونده ثبت می شود.": true, "نمی شود": true, "برگه ها": true, "برگه‌های شما": false, "برگه های شما": true, "علی": false, "علي": true,
		"لطفاً صبر کنید": true, "کاربر گرامی": true, "با موفقیت ثبت شد": true, "ثبت شد!": true, "مبلغ ${!x.y ? 'الف' : \"ب\"} است": false, "گفت \"نه\"": true,
		"از ۳ تا 5": true, "از ۳ تا ۵": false, "اثر انگشت (SHA-256) ۳ بار": false, "چرا?": true, "چرا ؟": true, "گفت «نه».": false,
		strings.Repeat("واژه ", 21): true, strings.Repeat("واژه ", 19) + "واژه.": false,
	} {
		if got := persianFaults(text, true); len(got) > 0 != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
