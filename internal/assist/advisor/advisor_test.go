package advisor_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/assist/advisor"
	"github.com/tarazu-justice/tarazu/internal/fault"
	"github.com/tarazu-justice/tarazu/internal/port/simulator"
)

// TestAGoodReplyIsTaken: without this the attacks would prove nothing.
func TestAGoodReplyIsTaken(t *testing.T) {
	w := newWorld(t, plenty)
	w.model.Obey(func(q simulator.Question) string {
		return obey(q, []string{"T3", "T1"}, claim("lease.deposit", "۲۵۰ میلیون تومان", "مبلغ ۲۵۰ میلیون تومان ودیعه"), account)
	})
	order, _, err := w.Rerank(t.Context(), story("", ""), candidates)
	if err != nil || !slices.Equal(order, []int{2, 0, 1}) {
		t.Errorf("Rerank() = %v, %v", order, err)
	}
	values, _, err := w.Extract(t.Context(), story("", ""), facts)
	if err != nil || len(values) != 1 || values[0].Value != json.Number("2500000000") || values[0].Quote != "مبلغ ۲۵۰ میلیون تومان ودیعه" {
		t.Errorf("Extract() = %+v, %v", values, err)
	}
	text, used, err := w.Narrative(t.Context(), brief("", ""))
	if err != nil || !slices.Equal(text.Law, []string{"cc.219", "cpc.515"}) {
		t.Fatalf("Narrative() = %+v, %v", text, err)
	}
	for _, want := range []string{"زهرا امینی", "حسن کریمی", "مادهٔ ۲۱۹ قانون مدنی", "دویست و پنجاه میلیون تومان"} {
		if !strings.Contains(text.Text, want) {
			t.Errorf("no %s in %s", want, text.Text)
		}
	}
	if used.Model != "m" || used.Served != "simulator" || used.PromptVersion != advisor.PromptVersion || used.Commit != "abc" || !used.At.Equal(w.at) || used.Asked.SHA256 == "" {
		t.Errorf("used %+v", used)
	}
	w.model.Obey(nil)
	if text, _, err := w.Narrative(t.Context(), brief("", "")); err != nil {
		t.Errorf("the simulator's own tale: %v, %s", err, text.Text)
	}
}

// TestValuesSayNoMoreThanTheirQuotes takes claims one by one.
func TestValuesSayNoMoreThanTheirQuotes(t *testing.T) {
	work := advisor.Extraction(story("", ""), facts)
	for _, tc := range []struct {
		fact, value, quote string
		want               any
	}{
		{"lease.deposit", "۲۵۰ میلیون تومان", "۲۵۰ میلیون تومان", json.Number("2500000000")},
		{"lease.deposit", "2,500,000,000 ریال", "۲۵۰ میلیون تومان", json.Number("2500000000")},
		{"lease.deposit", "دویست و پنجاه میلیون تومان", "۲۵۰ میلیون تومان", json.Number("2500000000")},
		{"lease.deposit", "۲۵۰ میلیون", "۲۵۰ میلیون تومان", nil}, // of what?
		{"lease.deposit", "۲۵۰ میلیون ریال", "۲۵۰ میلیون تومان", nil},
		{"lease.deposit", "۲۵۰ میلیون تومان", "۲۵۰ میلیون تومن", nil}, // the story says it otherwise
		{"lease.paid_on", "1402/3/15", "۱۴۰۲/۰۳/۱۵", "1402/03/15"},
		{"lease.paid_on", "1402/3/16", "۱۴۰۲/۰۳/۱۵", nil},
		{"lease.keys", "yes", "کلید را دادم", true},
		{"lease.keys", "بله", "کلید را دادم", nil},
		{"lease.months", "۱۲", "دوازده ماه", json.Number("12")},
		{"lease.months", "13", "دوازده ماه", nil},
		{"lease.card", "⟦CARD1⟧", "ودیعه به کارت ⟦CARD1⟧", "۶۰۳۷ ۹۹۷۹ ۱۲۳۴ ۵۶۷۸"},
		{"lease.card", "⟦CARD2⟧", "ودیعه به کارت ⟦CARD1⟧", nil},
		{"lease.card", "⟦CARD1⟧", "ودیعه به کارت", nil},
		{"lease.card", "کارت", "به کارت ⟦CARD", nil}, // a mark cut in two
		{"lease.kind", "home", "خانه", "home"},
		{"lease.kind", "palace", "خانه", nil},
	} {
		got, err := work.Judge(string(raw(map[string]any{"values": []any{claim(tc.fact, tc.value, tc.quote)}})))
		switch {
		case err != nil, tc.want == nil && len(got) > 0, tc.want != nil && (len(got) != 1 || got[0].Value != tc.want):
			t.Errorf("%s %q in %q: %+v, %v", tc.fact, tc.value, tc.quote, got, err)
		}
	}
}

// TestEveryTroubleEndsInTime: each failure of the model is a coded error within the time of
// a call, and changes nothing.
func TestEveryTroubleEndsInTime(t *testing.T) {
	for _, trouble := range simulator.Troubles {
		t.Run(string(trouble), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, plenty)
			w.model.Trouble(trouble)
			for _, did := range w.timed(t, trouble) {
				if did.change {
					t.Errorf("%s changed", did.what)
				}
			}
		})
	}
}

func (w *world) timed(t *testing.T, trouble simulator.Trouble) []outcome {
	t.Helper()
	begun := time.Now()
	order, _, err := w.Rerank(t.Context(), story("", ""), candidates)
	values, _, err2 := w.Extract(t.Context(), story("", ""), facts)
	if trouble == simulator.BusyOnce {
		w.model.Trouble(trouble)
	}
	text, _, err3 := w.Narrative(t.Context(), brief("", ""))
	if took := time.Since(begun); took > 3*400*time.Millisecond+2*time.Second {
		t.Errorf("took %s", took)
	}
	if trouble == simulator.BusyOnce {
		if err != nil || err2 != nil || err3 != nil {
			t.Errorf("the second try: %v, %v, %v", err, err2, err3)
		}
		return nil
	}
	for _, err := range []error{err, err2, err3} {
		if _, ok := fault.As(err); !ok || strings.ContainsAny(err.Error(), "آابپ") {
			t.Errorf("%v", err)
		}
	}
	return []outcome{{what: "order", change: order != nil}, {what: "values", change: len(values) > 0}, {what: "narrative", change: text.Text != ""}}
}

// model is a model as a test says it.
type model func() (advisor.Reply, error)

func (m model) Complete(context.Context, advisor.Request) (advisor.Reply, error) { return m() }

func asked(t *testing.T, a *advisor.Advisor, account string) error {
	t.Helper()
	s := story("", "")
	s.Account = account
	_, _, err := a.Rerank(t.Context(), s, candidates)
	return err
}

func TestTheCircuitRestsAfterThreeFailures(t *testing.T) {
	at, calls, fails := time.Unix(0, 0), 0, true
	a := advisor.New(model(func() (advisor.Reply, error) {
		if calls++; fails {
			return advisor.Reply{}, errors.New("down")
		}
		return advisor.Reply{Content: `{"order":["T1"]}`}, nil
	}), advisor.Options{Now: func() time.Time { return at }, Budget: plenty})
	for range 3 {
		if err := asked(t, a, "a"); !errors.Is(err, advisor.ErrModel) {
			t.Errorf("failing: %v", err)
		}
	}
	if err := asked(t, a, "a"); !errors.Is(err, advisor.ErrResting) || calls != 3 {
		t.Errorf("resting: %v after %d calls", err, calls)
	}
	at = at.Add(time.Minute)
	if err := asked(t, a, "a"); !errors.Is(err, advisor.ErrModel) || calls != 4 {
		t.Errorf("one tries: %v", err)
	}
	if err := asked(t, a, "a"); !errors.Is(err, advisor.ErrResting) {
		t.Errorf("resting again: %v", err)
	}
	at, fails = at.Add(time.Minute), false
	for range 3 {
		if err := asked(t, a, "a"); err != nil {
			t.Errorf("well again: %v", err)
		}
	}
}

// TestARefusedReplyRestsNobody: one person's story takes the model from nobody else.
func TestARefusedReplyRestsNobody(t *testing.T) {
	a := advisor.New(model(func() (advisor.Reply, error) { return advisor.Reply{Content: "no"}, nil }), advisor.Options{Now: func() time.Time { return time.Unix(0, 0) }, Budget: plenty})
	for range 5 {
		if err := asked(t, a, "a"); !errors.Is(err, advisor.ErrRefused) {
			t.Errorf("%v", err)
		}
	}
}

func TestBudgets(t *testing.T) {
	at := time.Unix(0, 0)
	a := advisor.New(model(func() (advisor.Reply, error) { return advisor.Reply{Content: `{"order":["T1"]}`}, nil }), advisor.Options{
		Now: func() time.Time { return at }, Budget: advisor.Budget{Tokens: 3000, AnHour: 3, AMinute: 4},
	})
	for i, tc := range []struct {
		account string
		wait    time.Duration
		want    error
	}{
		{"a", 0, nil},
		{"a", 0, nil},
		{"a", 0, nil},
		{"a", 0, advisor.ErrBudget},
		{"b", 0, nil},
		{"b", 0, advisor.ErrBudget}, // the minute of all
		{"b", time.Minute, nil},
		{"a", 0, advisor.ErrBudget},
		{"a", time.Hour, nil},
	} {
		at = at.Add(tc.wait)
		if err := asked(t, a, tc.account); !errors.Is(err, tc.want) {
			t.Errorf("call %d: %v, want %v", i, err, tc.want)
		}
	}
	long := story(strings.Repeat("کلمه ", 3000), "")
	if _, _, err := a.Rerank(t.Context(), long, candidates); !errors.Is(err, advisor.ErrBudget) {
		t.Errorf("a long story: %v", err)
	}
}

func TestWithoutAModelThereIsNoAdvice(t *testing.T) {
	if err := asked(t, advisor.New(nil, advisor.Options{}), "a"); !errors.Is(err, advisor.ErrOff) {
		t.Errorf("%v", err)
	}
	if _, _, err := advisor.New(nil, advisor.Options{}).Narrative(t.Context(), brief("", "")); !errors.Is(err, advisor.ErrOff) {
		t.Errorf("%v", err)
	}
}

// TestReplay: years later the same comes out of the kept reply, and a changed record shows.
func TestReplay(t *testing.T) {
	w := newWorld(t, plenty)
	w.model.Obey(func(q simulator.Question) string {
		return obey(q, []string{"T3"}, claim("lease.keys", "yes", "کلید را دادم"), account)
	})
	text, used, err := w.Narrative(t.Context(), brief("", ""))
	if err != nil {
		t.Fatal(err)
	}
	var kept advisor.Use
	if err := json.Unmarshal(raw(used), &kept); err != nil {
		t.Fatal(err)
	}
	again, is, err := advisor.Replay(kept, advisor.Narration(brief("", ""), laws))
	if err != nil || !is.Same() || again.Text != text.Text {
		t.Errorf("Replay() = %+v, %v", is, err)
	}
	if leaksIn(t, string(raw(kept)), "use") > 0 {
		t.Error("the record tells who it is")
	}
	other := brief("", "")
	other.Own += " و دیگر هیچ"
	if _, is, _ := advisor.Replay(kept, advisor.Narration(other, laws)); is.Request || is.Same() {
		t.Errorf("another input: %+v", is)
	}
	kept.Answered.Text = strings.Replace(kept.Answered.Text, "خالی", "ویران", 1)
	if _, is, _ := advisor.Replay(kept, advisor.Narration(brief("", ""), laws)); is.Whole || is.Outcome {
		t.Errorf("another reply: %+v", is)
	}
	_, used, err = w.Rerank(t.Context(), story("", ""), candidates)
	if order, is, err2 := advisor.Replay(used, advisor.Reranking(story("", ""), candidates)); err != nil || err2 != nil || !is.Same() || order[0] != 2 {
		t.Errorf("order: %v, %+v", order, is)
	}
	_, used, err = w.Extract(t.Context(), story("", ""), facts)
	if values, is, err2 := advisor.Replay(used, advisor.Extraction(story("", ""), facts)); err != nil || err2 != nil || !is.Same() || len(values) != 1 {
		t.Errorf("values: %v, %+v", values, is)
	}
}
