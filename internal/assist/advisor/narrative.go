package advisor

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Brief is what an account may tell, and all that it may.
type Brief struct {
	Account string // whose calls are counted; never sent
	Title   string // of the paper
	Facts   []Fact // answers as the form shows them
	Own     string // what the person wrote of it
	Law     []Article
	Told    Told
}

// Fact is an answer as the form shows it.
type Fact struct{ Label, Value string }

// Article is a provision of the catalogue that the title cites.
type Article struct{ ID, Citation string }

// Account is the narrative, and the articles it cites.
type Account struct {
	Text string
	Law  []string // IDs, each once
}

const (
	mostNarrative   = 4000 // letters
	leastNarrative  = 40
	narrativeTokens = 2200
)

func (b Brief) texts() []string {
	list := []string{b.Own}
	for _, f := range b.Facts {
		list = append(list, f.Value)
	}
	return list
}

// all is everything that an account may repeat.
func (b Brief) all() string {
	parts := []string{b.Title, b.Own}
	for _, f := range b.Facts {
		parts = append(parts, f.Label+": "+f.Value)
	}
	return strings.Join(parts, "\n")
}

// said is a brief without the sentences that speak to a program: what they say carries nothing.
func said(brief string) string {
	var b strings.Builder
	for line := range strings.SplitAfterSeq(brief, "\n") {
		for sentence := range strings.SplitAfterSeq(line, ". ") {
			if !suspect(sentence) {
				b.WriteString(sentence)
			}
		}
	}
	return b.String()
}

// Narrative writes an account in formal Persian. Law stands in it only where the reply put
// a reference of the brief; a reply that says more than the brief is refused. The text is a
// proposal: a person reads it and takes it, or not.
func (a *Advisor) Narrative(ctx context.Context, b Brief) (text Account, used Use, err error) {
	return run(ctx, a, b.Account, b.texts(), func() Work[Account] { return Narration(b, a.options.Laws) })
}

// Narration is the pure part of Narrative. laws are names of laws that no account may say.
func Narration(b Brief, laws []string) Work[Account] {
	type fact struct {
		Label datum `json:"label"`
		Value datum `json:"value"`
	}
	type article struct {
		Ref      string `json:"ref"`
		Citation datum  `json:"citation"`
	}
	var sent struct {
		Title datum     `json:"title"`
		Facts []fact    `json:"facts"`
		Own   datum     `json:"own"`
		Law   []article `json:"law"`
	}
	mask := NewMask(b.Told, b.texts()...)
	sent.Title, sent.Own = datum(mask.Hide(b.Title)), datum(mask.Hide(b.Own))
	for _, f := range b.Facts {
		sent.Facts = append(sent.Facts, fact{datum(mask.Hide(f.Label)), datum(mask.Hide(f.Value))})
	}
	refs := map[string]Article{}
	for i, l := range b.Law {
		ref := "[L" + strconv.Itoa(i+1) + "]"
		refs[ref] = l
		sent.Law = append(sent.Law, article{ref, datum(plain(l.Citation))})
		laws = append(laws, l.Citation)
	}
	n := narration{said(b.all()), mask, refs, laws}
	r := newRequest(KindNarrative, narrativePrompt, sent, object(map[string]any{"narrative": anyText}), narrativeTokens)
	return Work[Account]{r, func(content string) (Account, error) {
		var reply struct{ Narrative string }
		if err := judged(r, content, &reply); err != nil {
			return Account{}, err
		}
		return n.held(reply.Narrative)
	}}
}

type narration struct {
	brief string // what it says to a court
	mask  *Mask
	refs  map[string]Article
	laws  []string
}

var lawRef = regexp.MustCompile(`\[L\d{1,3}\]`)

// held takes an account or refuses it, then puts the law and the hidden words in.
func (n narration) held(reply string) (Account, error) {
	text := persian(reply)
	bare := anyMark.ReplaceAllString(lawRef.ReplaceAllString(text, " "), " ")
	shown := n.mask.Show(lawRef.ReplaceAllString(text, " "))
	length := utf8.RuneCountInString(text)
	for _, rule := range []struct {
		broken bool
		why    string
	}{
		{length < leastNarrative || length > min(mostNarrative, 600+3*utf8.RuneCountInString(n.brief)), "too short or too long"},
		{strings.ContainsFunc(bare, notLetters), "letters or signs that are not of Persian prose"},
		{strings.ContainsAny(shown, "⟦⟧"), "a mark that was not given"},
		{n.unknownRef(text), "a law that was not given"},
		{citesLaw(bare, n.laws), "a law in its own words"},
		{!counted(shown, n.brief), "a number that the brief does not say"},
		{weighty(shown, n.brief), "a waiver, a confession or an accusation that the brief does not say"},
		{!grounded(shown, n.brief), "a sentence that the brief does not carry"},
	} {
		if rule.broken {
			return Account{}, refuse(rule.why)
		}
	}
	return n.complete(text), nil
}

// persian normalises what the letters of Arabic keyboards get wrong, and nothing else.
var arabicLetters = strings.NewReplacer("ي", "ی", "ى", "ی", "ك", "ک", "\r\n", "\n")

func persian(s string) string { return strings.TrimSpace(arabicLetters.Replace(s)) }

func (n narration) unknownRef(text string) bool {
	for _, ref := range lawRef.FindAllString(text, -1) {
		if _, ok := n.refs[ref]; !ok {
			return true
		}
	}
	return false
}

func (n narration) complete(text string) (a Account) {
	seen := map[string]bool{}
	a.Text = lawRef.ReplaceAllStringFunc(n.mask.Show(text), func(ref string) string {
		article := n.refs[ref]
		if !seen[article.ID] {
			seen[article.ID] = true
			a.Law = append(a.Law, article.ID)
		}
		return article.Citation
	})
	return a
}
