package catalog

import "github.com/tarazu-justice/tarazu/internal/lang"

const alikeFile = "rules/alike.yaml"

// readAlike reads which words people use for one matter.
func (l *loader) readAlike(c *Catalog) {
	if !l.exists(alikeFile) {
		return
	}
	f := l.shaped(alikeFile, "alike")
	if f == nil {
		return
	}
	for _, row := range f.node().get("alike").items() {
		words := map[string]bool{}
		for _, v := range row.items() {
			folded := lang.Fold(v.text())
			if folded == "" || words[folded] {
				l.wrong(v.at(), "%q stands twice in its row, or holds no letter", v.text())
			}
			words[folded] = true
		}
		c.alike = append(c.alike, row.texts())
	}
}

// Alike lists the words that people use for one matter, a row a matter; the law's word is first.
func (c *Catalog) Alike() [][]string { return c.alike }
