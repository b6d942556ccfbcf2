package lang_test

import (
	"testing"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// A number is read in Persian digits; a code with letters is compared as other programs print it.
func TestCodeDigits(t *testing.T) {
	for code, want := range map[string]string{
		"140568920001234567": "۱۴۰۵۶۸۹۲۰۰۰۱۲۳۴۵۶۷", "1405/8812": "۱۴۰۵/۸۸۱۲", "9c9089b9": "9c9089b9", "IR060120": "IR060120", "": "",
	} {
		if got := lang.CodeDigits(code); got != want {
			t.Errorf("CodeDigits(%q) = %q, want %q", code, got, want)
		}
	}
}
