package cli

import (
	"bytes"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/form"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// TestAHiddenAddressIsNotInTheFile: the answers travel inside a paper as a file, where anybody
// whom the paper is served on can open them; not those of a person who hides.
func TestAHiddenAddressIsNotInTheFile(t *testing.T) {
	api.DisableConfigDir()
	press, err := newPress()
	if err != nil {
		t.Fatal(err)
	}
	messages, err := lang.LoadMessages()
	if err != nil {
		t.Fatal(err)
	}
	papers := &filing.Papers{Press: press, Messages: messages, Base: "https://tarazu.example"}
	for hides, files := range map[bool]int{false: 1, true: 0} {
		content := &filing.Content{TitleName: "ضرب و جرح", Answers: form.Answers{"safety.hide": hides, "party.us": "خیابان بهار، پلاک ۱۲"}}
		pdf, err := papers.Document(content, &filing.Filing{Tracking: "23140508814726", Link: "k7w2m9q4", ReceivedAt: time.Date(2026, 11, 16, 19, 17, 9, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		found, err := api.ExtractAttachmentsRaw(bytes.NewReader(pdf), "", nil, model.NewDefaultConfiguration())
		if len(found) != files || files > 0 && err != nil { // none is an error to the reader
			t.Errorf("hide %v: %d files inside, want %d, %v", hides, len(found), files, err)
		}
		if inside := bytes.Contains(pdf, []byte("filing.json")); inside == hides {
			t.Errorf("hide %v: the file's name is inside: %v", hides, inside)
		}
	}
}
