package api

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "renew golden files")

// newest is the description as the routes make it now.
func newest(t *testing.T) []byte {
	t.Helper()
	text, err := describe((&API{}).Routes()).JSON()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestDescription shows a review what a change of types does to the API. Renew with make golden.
func TestDescription(t *testing.T) {
	golden := filepath.Join("testdata", "openapi.json")
	got := newest(t)
	if *update {
		if err := os.WriteFile(golden, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || !bytes.Equal(want, got) {
		t.Errorf("%s is not what the routes make (%v); run make golden and read the diff", golden, err)
	}
}
