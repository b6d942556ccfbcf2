package measure

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/assist"
)

// Case is a line of an evaluation file. Codes are the titles that would be right, the best
// first; or assist.OutOfScope or assist.Clarify alone.
type Case struct {
	ID    string   `json:"id"`
	Text  string   `json:"text"`
	Codes []string `json:"codes"`
	Slice []string `json:"slice"`
}

// InScope says whether some title is right.
func (c Case) InScope() bool { return c.Codes[0] != assist.OutOfScope && c.Codes[0] != assist.Clarify }

// right says whether one of the answers is.
func (c Case) right(codes []string) bool {
	return slices.ContainsFunc(codes, func(code string) bool { return slices.Contains(c.Codes, code) })
}

// longestCase bounds a line, in bytes.
const longestCase = 1 << 20

// Read reads cases, one JSON object a line. Errors give the line; known says whether there
// is a title with a code.
func Read(r io.Reader, known func(code string) bool) (cases []Case, err error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longestCase)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var c Case
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if len(c.Codes) == 0 {
			return nil, fmt.Errorf("line %d: no codes; write the titles that would be right, %s or %s", n, assist.OutOfScope, assist.Clarify)
		}
		for _, code := range c.Codes {
			if none := code == assist.OutOfScope || code == assist.Clarify; !none && !known(code) || none && len(c.Codes) > 1 {
				return nil, fmt.Errorf("line %d: %s is no title of the catalogue, nor may it stand beside others", n, code)
			}
		}
		cases = append(cases, c)
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	return cases, nil
}
