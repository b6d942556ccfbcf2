package store_test

import (
	"sync"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/record"
	"github.com/tarazu-justice/tarazu/internal/store"
	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// TestAnswers: of twenty who reserve a key one gets it, the others what stands; a kept
// answer stands, a refused one leaves the key free, an abandoned one is taken over.
func TestAnswers(t *testing.T) { storetest.Each(t, testAnswers) }

func testAnswers(t *testing.T, e storetest.Engine) {
	o := newOffice(t, e)
	answers := store.Answers{Store: o.db}
	reserve := func(key string) *record.Answer {
		earlier, err := answers.Reserve(t.Context(), "a", key, "", o.now(), o.now().Add(-time.Minute))
		if err != nil {
			t.Error(err)
		}
		return earlier
	}
	var won int
	var mu sync.Mutex
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if reserve("k") == nil {
				mu.Lock()
				won++
				mu.Unlock()
			}
		})
	}
	if all.Wait(); won != 1 {
		t.Errorf("%d of twenty reserved one key", won)
	}
	o.pass(2 * time.Minute)
	if reserve("k") != nil {
		t.Error("an abandoned key was not taken over")
	}
	o.ok(answers.Drop(t.Context(), "a", "k"))
	if reserve("k") != nil {
		t.Error("a refused request kept its key")
	}
	o.ok(answers.Keep(t.Context(), "a", "k", record.Answer{Request: "hash", Status: 200, Body: []byte(`{"a":"ب"}`)}))
	o.pass(2 * time.Minute)
	o.ok(answers.Drop(t.Context(), "a", "k"))
	if got := reserve("k"); got == nil || got.Request != "hash" || got.Status != 200 || string(got.Body) != `{"a":"ب"}` {
		t.Errorf("kept %+v", got)
	}
	if earlier, err := answers.Reserve(t.Context(), "b", "k", "", o.now(), o.now()); earlier != nil || err != nil {
		t.Errorf("another account's key is taken: %+v, %v", earlier, err)
	}
	o.ok(answers.Sweep(t.Context(), o.now()))
	if reserve("k") != nil {
		t.Error("an old answer was not swept")
	}
}
