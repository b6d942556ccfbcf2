package simulator

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Trouble is a way in which a language model fails or lies.
type Trouble string

// The troubles.
const (
	NoTrouble       Trouble = ""
	ServerError     Trouble = "500"
	Busy            Trouble = "busy"      // 429 each time
	BusyOnce        Trouble = "busy once" // 503, then well
	Hang            Trouble = "hang"
	SlowDrip        Trouble = "slow drip"
	TruncatedJSON   Trouble = "truncated JSON"
	NotJSON         Trouble = "not JSON"
	WrongSchema     Trouble = "wrong schema"
	UnknownRef      Trouble = "unknown reference"
	InventedArticle Trouble = "invented article"
	HugeBody        Trouble = "huge body"
	Redirect        Trouble = "redirect"
	PromptLeak      Trouble = "prompt leak"
	EmptyChoices    Trouble = "empty choices"
	CutShort        Trouble = "cut short" // finish_reason length
	ToolCall        Trouble = "tool call"
)

// Troubles lists them all.
var Troubles = []Trouble{ServerError, Busy, BusyOnce, Hang, SlowDrip, TruncatedJSON, NotJSON, WrongSchema, UnknownRef, InventedArticle, HugeBody, Redirect, PromptLeak, EmptyChoices, CutShort, ToolCall}

// Question is what the model was asked: the body as it came, and its parts.
type Question struct {
	Body   []byte
	Kind   string
	System string
	Data   map[string]any
}

// Language plays a language model that speaks chat completions. It understands nothing: it
// puts titles in order by the words they share with the story, finds no values, and tells
// the facts of an account one after the other.
type Language struct {
	mu      sync.Mutex
	trouble Trouble
	obeys   func(Question) string
	asked   []Question
}

// Trouble makes the model fail in one way from now on.
func (l *Language) Trouble(t Trouble) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.trouble = t
}

// Obey makes the model answer what reply gives, nil as always.
func (l *Language) Obey(reply func(Question) string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.obeys = reply
}

// Asked lists what came in, oldest first, and forgets it.
func (l *Language) Asked() []Question {
	l.mu.Lock()
	defer l.mu.Unlock()
	asked := l.asked
	l.asked = nil
	return asked
}

// ServeHTTP answers POST …/chat/completions.
func (l *Language) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Tarazu-Simulator", "invented answers")
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	q, ok := readQuestion(body)
	if err != nil || !ok || r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/chat/completions") {
		http.Error(w, "bad request", http.StatusBadRequest)
		return
	}
	l.mu.Lock()
	l.asked = append(l.asked, q)
	trouble, obeys := l.trouble, l.obeys
	if trouble == BusyOnce {
		l.trouble = NoTrouble
	}
	l.mu.Unlock()
	if !failed(w, r, trouble) {
		answerIn(w, trouble, content(q, trouble, obeys))
	}
}

func readQuestion(body []byte) (q Question, ok bool) {
	var in struct {
		Messages []struct{ Role, Content string }
		Format   struct {
			Schema struct{ Name string } `json:"json_schema"`
		} `json:"response_format"`
	}
	if json.Unmarshal(body, &in) != nil || len(in.Messages) != 2 || in.Messages[0].Role != "system" || in.Messages[1].Role != "user" {
		return q, false
	}
	q = Question{Body: body, Kind: in.Format.Schema.Name, System: in.Messages[0].Content}
	return q, json.Unmarshal([]byte(in.Messages[1].Content), &q.Data) == nil
}

// failed plays the troubles of the line; those of the words are played by content.
func failed(w http.ResponseWriter, r *http.Request, t Trouble) bool {
	switch t {
	case ServerError:
		http.Error(w, "down", http.StatusInternalServerError)
	case Busy:
		http.Error(w, "busy", http.StatusTooManyRequests)
	case BusyOnce:
		http.Error(w, "busy", http.StatusServiceUnavailable)
	case Redirect:
		http.Redirect(w, r, "/elsewhere/chat/completions", http.StatusTemporaryRedirect)
	case Hang:
		<-r.Context().Done()
	case SlowDrip:
		drip(w, r)
	case HugeBody:
		_, _ = io.WriteString(w, `{"choices":[],"padding":"`+strings.Repeat("x", 8<<20)+`"}`)
	case TruncatedJSON:
		_, _ = io.WriteString(w, `{"model":"m","choices":[{"finish_reason":"stop","message":{"content":"{\"ord`)
	case NotJSON:
		_, _ = io.WriteString(w, "<html>the model is out</html>")
	case EmptyChoices:
		_, _ = io.WriteString(w, `{"model":"m","choices":[]}`)
	default:
		return false
	}
	return true
}

// drip sends one byte after the other, as long as somebody listens.
func drip(w http.ResponseWriter, r *http.Request) {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
			_, _ = io.WriteString(w, " ")
			_ = http.NewResponseController(w).Flush()
		}
	}
}

func answerIn(w http.ResponseWriter, t Trouble, text string) {
	message := map[string]any{"role": "assistant", "content": text}
	finish := "stop"
	if t == CutShort {
		finish = "length"
	}
	if t == ToolCall {
		message["tool_calls"] = []any{map[string]any{"type": "function", "function": map[string]string{"name": "submit_filing", "arguments": "{}"}}}
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"model": "simulator", "choices": []any{map[string]any{"index": 0, "finish_reason": finish, "message": message}}})
}

// content is what the model says.
func content(q Question, t Trouble, obeys func(Question) string) string {
	switch t {
	case WrongSchema:
		return `{"order":"T1","values":{},"narrative":7}`
	case UnknownRef:
		return said(q.Kind, []string{"T1", "T99"}, []any{map[string]string{"fact": "no.such", "value": "x", "quote": "x"}}, tale(q)+" مستند آن [L99] است.")
	case InventedArticle:
		return said(q.Kind, []string{"PET-INVENTED"}, []any{map[string]string{"fact": "law", "value": "x", "quote": "x"}}, tale(q)+" به استناد مادهٔ ۱۰ قانون مدنی تقاضای رسیدگی دارم.")
	case PromptLeak:
		return said(q.Kind, []string{q.System}, []any{map[string]string{"fact": "x", "value": q.System, "quote": q.System}}, q.System)
	default:
	}
	if obeys != nil {
		return obeys(q)
	}
	return said(q.Kind, nearest(q), []any{}, tale(q))
}

func said(kind string, order []string, values []any, narrative string) string {
	text, _ := json.Marshal(map[string]map[string]any{
		"rerank": {"order": order}, "extract": {"values": values}, "narrative": {"narrative": narrative},
	}[kind])
	return string(text)
}

// nearest orders the candidates by how many words of the story their names have.
func nearest(q Question) (order []string) {
	words := strings.Fields(fmt.Sprint(q.Data["story"]))
	shared := map[string]int{}
	candidates, _ := q.Data["candidates"].([]any)
	for _, c := range candidates {
		one, _ := c.(map[string]any)
		ref := fmt.Sprint(one["ref"])
		order = append(order, ref)
		for _, w := range words {
			if strings.Contains(fmt.Sprint(one["name"], " ", one["does"]), w) {
				shared[ref]++
			}
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return shared[b] - shared[a] })
	return order
}

// tale tells the facts, then the person's own words, then the law by its references.
func tale(q Question) string {
	var b strings.Builder
	b.WriteString("با احترام به استحضار می‌رساند.")
	facts, _ := q.Data["facts"].([]any)
	for _, f := range facts {
		one, _ := f.(map[string]any)
		fmt.Fprintf(&b, " %v %v است.", one["label"], one["value"])
	}
	if own, ok := q.Data["own"].(string); ok {
		b.WriteString(" " + own)
	}
	laws, _ := q.Data["law"].([]any)
	for _, l := range laws {
		one, _ := l.(map[string]any)
		fmt.Fprintf(&b, " مستند درخواست %v است.", one["ref"])
	}
	return b.String()
}
