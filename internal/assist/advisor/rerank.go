package advisor

import (
	"context"
	"errors"
	"strconv"
)

// Story is what somebody wrote, and read from files, to find a title or to fill a form.
type Story struct {
	Account string // whose calls are counted; never sent
	Text    string
	Files   []string // texts of their files
	Told    Told
}

func (s Story) texts() []string { return append([]string{s.Text}, s.Files...) }

// storyData is how a story is sent.
type storyData struct {
	Story datum   `json:"story"`
	Files []datum `json:"files"`
}

func (s Story) hidden(m *Mask) storyData {
	d := storyData{Story: datum(m.Hide(s.Text)), Files: []datum{}}
	for _, f := range s.Files {
		d.Files = append(d.Files, datum(m.Hide(f)))
	}
	return d
}

// Candidate is a title that the assistant found: words of the catalogue, of nobody's case.
type Candidate struct{ Code, Name, Does string }

const (
	mostCandidates = 20
	rerankTokens   = 200
)

// Rerank gives the places of candidates in a better order: each of them once, none added.
// Those beyond the first twenty keep their places. Without a reply that holds, the error
// says why and the order is nil: the caller keeps its own.
func (a *Advisor) Rerank(ctx context.Context, story Story, candidates []Candidate) (order []int, used Use, err error) {
	if len(candidates) < 2 || story.Text == "" {
		return unmoved(len(candidates)), Use{}, nil
	}
	return run(ctx, a, story.Account, story.texts(), func() Work[[]int] { return Reranking(story, candidates) })
}

// Reranking is the pure part of Rerank.
func Reranking(story Story, candidates []Candidate) Work[[]int] {
	type candidate struct {
		Ref  string `json:"ref"`
		Name datum  `json:"name"`
		Does datum  `json:"does"`
	}
	var sent struct {
		storyData
		Candidates []candidate `json:"candidates"`
	}
	sent.storyData = story.hidden(NewMask(story.Told, story.texts()...))
	places, refs := map[string]int{}, []string{}
	for i, c := range candidates[:min(len(candidates), mostCandidates)] {
		ref := "T" + strconv.Itoa(i+1)
		places[ref], refs = i, append(refs, ref)
		sent.Candidates = append(sent.Candidates, candidate{ref, datum(plain(c.Name)), datum(plain(c.Does))})
	}
	r := newRequest(KindRerank, rerankPrompt, sent, object(map[string]any{"order": list(oneOf(refs))}), rerankTokens)
	return Work[[]int]{r, func(content string) ([]int, error) {
		var reply struct{ Order []string }
		if err := judged(r, content, &reply); err != nil {
			return nil, err
		}
		return resolved(reply.Order, places, len(candidates))
	}}
}

// resolved turns references into places. One that was not given refuses the whole reply, and
// so does one that stands twice; what the reply leaves out follows in its old order.
func resolved(refs []string, places map[string]int, n int) (order []int, err error) {
	taken := make([]bool, n)
	for _, ref := range refs {
		at, ok := places[ref]
		if !ok || taken[at] {
			return nil, ErrRefused.Because(errors.New("a reference was not given, or stands twice"))
		}
		taken[at] = true
		order = append(order, at)
	}
	for at := range n {
		if !taken[at] {
			order = append(order, at)
		}
	}
	return order, nil
}

func unmoved(n int) (order []int) {
	for i := range n {
		order = append(order, i)
	}
	return order
}
