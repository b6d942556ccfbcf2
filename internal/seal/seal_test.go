package seal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

var (
	signer = NewKey([32]byte{1, 2, 3})
	noon   = time.Date(2026, 11, 16, 12, 0, 0, 0, time.UTC)
)

func court(key *Key) Keys { return Keys{Keys: []Trusted{key.Trust("دادگستری نمونه")}} }

func sealed(t testing.TB) []byte {
	t.Helper()
	file, err := signer.At(noon).SignJSON("tarazu.receipt.v1", map[string]any{"tracking": "23140508814726", "fee": 27_790_000, "name": "زهرا امینی"})
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// pdfWith is the smallest PDF with one attached file; the writer of papers is tested elsewhere.
func pdfWith(content []byte) []byte {
	var b bytes.Buffer
	offsets := []int{}
	object := func(text string) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), text)
	}
	b.WriteString("%PDF-1.7\n")
	object("<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(receipt.json) 4 0 R]>>>>>>")
	object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
	object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources<<>>>>")
	object("<</Type/Filespec/F(receipt.json)/UF(receipt.json)/EF<</F 5 0 R>>>>")
	object(fmt.Sprintf("<</Type/EmbeddedFile/Length %d>>stream\n%s\nendstream", len(content), content))
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

func TestSealedJSONIsAccepted(t *testing.T) {
	f, err := Verify(sealed(t), court(signer))
	if err != nil || !f.Trusted || f.Demo || f.Kind != "tarazu.receipt.v1" || f.KeyName != "دادگستری نمونه" || !f.SignedAt.Equal(noon) {
		t.Fatalf("Verify() = %+v, %v", f, err)
	}
	if want := `{"fee":27790000,"name":"زهرا امینی","tracking":"23140508814726"}`; string(f.Payload) != want {
		t.Errorf("payload %s, want %s", f.Payload, want)
	}
}

func TestSealedPDFIsAcceptedWithWhatItCarries(t *testing.T) {
	f, err := Verify(signer.SignPDF(pdfWith(sealed(t))), court(signer))
	if err != nil || f.Form != "pdf" || f.Kind != "tarazu.receipt.v1" || f.Attached == nil || !f.Attached.SignedAt.Equal(noon) {
		t.Fatalf("Verify() = %+v, %v", f, err)
	}
	plain, err := Verify(signer.SignPDF(pdfWith([]byte(`{"just":"data"}`))), court(signer))
	if err != nil || plain.Kind != "pdf" || plain.Attached != nil {
		t.Errorf("a PDF with plain data: %+v, %v", plain, err)
	}
	bare := bytes.Replace(pdfWith(nil), []byte("/EmbeddedFiles"), []byte("/OtherwiseFile"), 1)
	if f, err := Verify(signer.SignPDF(bare), court(signer)); err != nil || f.Kind != "pdf" {
		t.Errorf("a PDF without attached files: %+v, %v", f, err)
	}
}

func TestRefusals(t *testing.T) {
	other := NewKey([32]byte{9})
	demo, _ := DemoKey().SignJSON("k", 1)
	dated := court(signer)
	dated.Keys[0].Until = noon.Format(time.RFC3339)
	undated, _ := signer.SignJSON("k", 1)
	old, _ := signer.At(noon.Add(-time.Second)).SignJSON("k", 1)
	file := sealed(t)
	var loose map[string]any
	if err := json.Unmarshal(file, &loose); err != nil {
		t.Fatal(err)
	}
	indented, _ := json.MarshalIndent(loose, "", " ")
	for _, tc := range []struct {
		name string
		file []byte
		keys Keys
		want error
	}{
		{"empty", nil, court(signer), ErrUnsealed},
		{"a picture", []byte("\xff\xd8\xff"), court(signer), ErrUnsealed},
		{"other JSON", []byte(`{}`), court(signer), ErrForm},
		{"the same in another spelling", indented, court(signer), ErrForm},
		{"a line end added", append(bytes.Clone(file), '\n'), court(signer), ErrForm},
		{"a key said twice", bytes.Replace(file, []byte(`{"at"`), []byte(`{"at":"x","at"`), 1), court(signer), ErrForm},
		{"a letter of the payload", bytes.Replace(file, []byte("امینی"), []byte("امیری"), 1), court(signer), ErrChanged},
		{"somebody else's key", file, court(other), ErrUnknownKey},
		{"nobody's key", file, Keys{}, ErrUnknownKey},
		{"demonstration at a real court", demo, court(signer), ErrDemoKey},
		{"key was over by then", file, dated, ErrKeyTime},
		{"key with limits, instant not told", undated, dated, ErrKeyTime},
		{"key in time", old, dated, nil},
		{"PDF without a seal", pdfWith(file), court(signer), ErrUnsealed},
		{"PDF sealed by a stranger", other.SignPDF(pdfWith(file)), court(signer), ErrUnknownKey},
		{"PDF carries a stranger's receipt", signer.SignPDF(pdfWith(demo)), court(signer), ErrDemoKey},
		{"JSON signature used on a PDF", append(pdfWith(nil), sealWord+" 1 x"...), court(signer), ErrForm},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if _, err := Verify(tc.file, tc.keys); !errors.Is(err, tc.want) {
				t.Errorf("Verify() = %v, want %v", err, tc.want)
			}
		})
	}
}

func TestDemonstrationIsCalledSo(t *testing.T) {
	file, err := DemoKey().SignJSON("k", "v")
	if err != nil {
		t.Fatal(err)
	}
	f, err := Verify(file, Keys{}.WithDemo())
	if err != nil || !f.Demo || f.Trusted {
		t.Errorf("Verify() = %+v, %v", f, err)
	}
}

// One changed or missing byte, anywhere, and the file is refused.
func TestEveryByteCounts(t *testing.T) {
	for name, file := range map[string][]byte{"json": sealed(t), "pdf": signer.At(noon).SignPDF(pdfWith(sealed(t)))} {
		t.Run(name, func(t *testing.T) {
			keys, accepted := court(signer).WithDemo(), 0
			for i := range file {
				for _, changed := range [][]byte{
					append(append(bytes.Clone(file[:i]), file[i]^1), file[i+1:]...),
					append(bytes.Clone(file[:i]), file[i+1:]...),
					append(append(bytes.Clone(file[:i]), ' '), file[i:]...),
				} {
					if _, err := Verify(changed, keys); err == nil {
						accepted++
						t.Errorf("byte %d of %d: the change was accepted", i, len(file))
					}
				}
			}
			for _, tail := range []string{" ", "\n", "\r\n", "\x00", "%%EOF\n"} {
				if _, err := Verify(append(bytes.Clone(file), tail...), keys); err == nil {
					t.Errorf("%q after the end was accepted", tail)
				}
			}
			t.Logf("%d bytes, 3 changes each, %d accepted", len(file), accepted)
		})
	}
}

func TestKeyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key.pem")
	first, err := LoadOrCreate(path)
	if err != nil {
		t.Fatal(err)
	}
	again, err := LoadOrCreate(path)
	if err != nil || again.ID() != first.ID() {
		t.Fatalf("the key came back as %v, %v", again, err)
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadOrCreate(path); !errors.Is(err, ErrKeyReadable) {
		t.Errorf("a key that others may read gave %v", err)
	}
	broken := filepath.Join(t.TempDir(), "broken.pem")
	if err := os.WriteFile(broken, []byte("not a key"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadOrCreate(broken); !errors.Is(err, ErrKeyBroken) {
		t.Errorf("a broken key gave %v", err)
	}
	if text := fmt.Sprintf("%v %+v %#v", first, first, first); strings.Contains(text, "private") || len(text) > 300 {
		t.Errorf("printing the key says too much: %s", text)
	}
}

func TestFileOfTrustedKeys(t *testing.T) {
	good, _ := json.Marshal(court(signer))
	if k, err := ParseKeys(good); err != nil || len(k.Keys) != 1 {
		t.Fatalf("ParseKeys() = %+v, %v", k, err)
	}
	for name, text := range map[string]string{
		"not JSON":          "keys",
		"unknown field":     `{"keys":[],"more":1}`,
		"id of another key": strings.Replace(string(good), signer.ID(), DemoKey().ID(), 1),
		"broken date":       strings.Replace(string(good), `"name"`, `"from":"1405/01/01","name"`, 1),
	} {
		if _, err := ParseKeys([]byte(text)); !errors.Is(err, ErrKeys) || !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzVerify(f *testing.F) {
	file := sealed(f)
	f.Add(file)
	f.Add(signer.SignPDF(pdfWith(file)))
	f.Fuzz(func(t *testing.T, b []byte) {
		finding, err := Verify(b, court(signer))
		if err == nil && finding.Form == "json" && !bytes.Equal(b, file) {
			again, _ := recanonical(b)
			if !bytes.Equal(again, b) {
				t.Errorf("accepted a file that is not canonical: %q", b)
			}
		}
	})
}
