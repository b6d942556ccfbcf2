package filing

import (
	"errors"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

func TestTrackingCatchesSlips(t *testing.T) {
	number := NewTracking("23", lang.DateAt(time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)))
	if got, err := ParseTracking("۲۳ " + lang.PersianDigits(number[2:6]) + "-" + number[6:]); err != nil || got != number || number[:6] != "231405" {
		t.Fatalf("%s read as %s, %v", number, got, err)
	}
	for i := range number {
		for d := byte('0'); d <= '9'; d++ {
			b := []byte(number)
			if b[i] == d {
				continue
			}
			b[i] = d
			if _, err := ParseTracking(string(b)); !errors.Is(err, ErrTracking) {
				t.Errorf("wrong digit at %d passes: %s", i, b)
			}
		}
		if i > 0 && number[i] != number[i-1] {
			b := []byte(number)
			b[i], b[i-1] = b[i-1], b[i]
			if _, err := ParseTracking(string(b)); err == nil {
				t.Errorf("swap at %d passes: %s", i, b)
			}
		}
	}
}
