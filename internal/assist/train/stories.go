package train

import (
	"bufio"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Story is a text with the title that it should lead to.
type Story struct{ Code, Text string }

// ReadStories reads the stories of a folder: FILE.tsv, a line a story, «CODE<tab>text»; lines
// that begin with # are remarks. Mistakes are told as file:line, all at once.
func ReadStories(dir fs.FS, known func(code string) bool) (list []Story, mistakes []string) {
	names, err := fs.Glob(dir, "*.tsv")
	if err != nil || len(names) == 0 {
		return nil, []string{"no stories: the folder has no .tsv file"}
	}
	slices.Sort(names)
	first := map[string]string{}
	for _, name := range names {
		f, err := dir.Open(name)
		if err != nil {
			mistakes = append(mistakes, err.Error())
			continue
		}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for n := 1; lines.Scan(); n++ {
			at := fmt.Sprintf("%s:%d", name, n)
			code, text, tab := strings.Cut(lines.Text(), "\t")
			switch text = strings.TrimSpace(text); {
			case strings.HasPrefix(code, "#"), strings.TrimSpace(lines.Text()) == "":
			case !tab || text == "":
				mistakes = append(mistakes, at+": write the title's code, a tab and the story")
			case !known(code):
				mistakes = append(mistakes, fmt.Sprintf("%s: %q is no title of the catalogue", at, code))
			case first[text] != "":
				mistakes = append(mistakes, at+": the same story as "+first[text])
			default:
				first[text] = at
				list = append(list, Story{code, text})
			}
		}
		if err := lines.Err(); err != nil {
			mistakes = append(mistakes, name+": "+err.Error())
		}
		_ = f.Close()
	}
	return list, mistakes
}
