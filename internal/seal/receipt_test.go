package seal_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/assets"
	"github.com/tarazu-justice/tarazu/internal/document"
	"github.com/tarazu-justice/tarazu/internal/seal"
)

var at = time.Date(2026, 11, 16, 19, 17, 9, 0, time.UTC)

// printedReceipt is a receipt as the product gives it: printed, carrying its sealed data, sealed.
func printedReceipt(t *testing.T, key *seal.Key) (data, file []byte) {
	t.Helper()
	data, err := key.At(at).SignJSON("tarazu.receipt.v1", map[string]any{"tracking": "23140508814726", "name": "زهرا امینی"})
	if err != nil {
		t.Fatal(err)
	}
	regular, bold, err := assets.Fonts()
	if err != nil {
		t.Fatal(err)
	}
	press, err := document.NewPress(regular, bold)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	err = press.Print(&out, document.Paper{
		Title: "رسید", Foot: "رسید", Created: at, Blocks: []document.Block{document.Code{Label: "کد رهگیری", Value: "23140508814726", Groups: []int{2, 4, 4, 4}}},
		Attached: []document.Attached{{Name: "receipt.json", Mime: "application/json", Data: data}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return data, key.At(at).SignPDF(out.Bytes())
}

func TestAPrintedReceiptIsVerifiedWithItsData(t *testing.T) {
	data, file := printedReceipt(t, seal.DemoKey())
	f, err := seal.Verify(file, seal.Keys{}.WithDemo())
	if err != nil || !f.Demo || f.Kind != "tarazu.receipt.v1" || f.Attached == nil || !bytes.Contains(data, f.Payload) {
		t.Fatalf("Verify() = %+v, %v", f, err)
	}
	path := filepath.Join(t.TempDir(), "receipt.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "pdftotext", path, "-").CombinedOutput()
	if err != nil {
		t.Fatalf("pdftotext: %v %s; if it is missing, run: apt-get install -y poppler-utils", err, out)
	}
	if !strings.Contains(string(out), "23140508814726") {
		t.Errorf("readers no longer read the sealed file: %s", out)
	}
}

// Two changes for each of its bytes, none accepted.
func TestEveryByteOfAPrintedReceiptCounts(t *testing.T) {
	_, file := printedReceipt(t, seal.DemoKey())
	keys := seal.Keys{}.WithDemo()
	var wait sync.WaitGroup
	for part := range 2 {
		wait.Go(func() {
			for i := part; i < len(file); i += 2 {
				flipped := bytes.Clone(file)
				flipped[i] ^= 1
				shorter := append(bytes.Clone(file[:i]), file[i+1:]...)
				for _, changed := range [][]byte{flipped, shorter} {
					if _, err := seal.Verify(changed, keys); err == nil {
						t.Errorf("byte %d of %d: the change was accepted", i, len(file))
					}
				}
			}
		})
	}
	wait.Wait()
	t.Logf("%d bytes, %d changes", len(file), 2*len(file))
}
