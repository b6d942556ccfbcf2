package seal

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

const (
	pdfDomain = "tarazu seal 1 pdf\x00"
	pdfTail   = "%%EOF\n"
	sealWord  = "%TARAZU-SEAL"
	noStamp   = "-"
)

// SignPDF appends one comment line after the end of the PDF. Readers skip it; it signs every
// byte before its own signature.
func (k *Key) SignPDF(pdf []byte) []byte {
	if !bytes.HasSuffix(pdf, []byte("\n")) {
		pdf = append(bytes.Clone(pdf), '\n')
	}
	stamp := k.stamp()
	if stamp == "" {
		stamp = noStamp
	}
	signed := append(bytes.Clone(pdf), fmt.Sprintf("%s 1 %s %s %s ", sealWord, k.ID(), encode(k.public()), stamp)...)
	signature := k.sign(append([]byte(pdfDomain), signed...))
	return append(append(signed, encode(signature)...), '\n')
}

func verifyPDF(file []byte, trusted Keys) (Finding, error) {
	start := bytes.LastIndex(file, []byte(pdfTail+sealWord+" "))
	if start < 0 {
		return Finding{}, ErrUnsealed
	}
	fields := strings.Split(string(file[start+len(pdfTail):]), " ")
	if len(fields) != 6 || fields[1] != "1" || !strings.HasSuffix(fields[5], "\n") {
		return Finding{}, ErrForm
	}
	f := Finding{Form: "pdf", Kind: "pdf", KeyID: fields[2]}
	public, ok1 := decode(fields[3], ed25519.PublicKeySize)
	signature, ok2 := decode(strings.TrimSuffix(fields[5], "\n"), ed25519.SignatureSize)
	at, ok3 := parseStamp(strings.TrimPrefix(fields[4], noStamp))
	if !ok1 || !ok2 || !ok3 || fields[2] != keyID(public) {
		return Finding{}, ErrForm
	}
	f.SignedAt = at
	signed := file[:len(file)-len(fields[5])]
	if !ed25519.Verify(public, append([]byte(pdfDomain), signed...), signature) {
		return Finding{}, ErrChanged
	}
	if err := trusted.judge(&f, public); err != nil {
		return f, err
	}
	return f, f.addAttached(file[:start+len(pdfTail)], trusted)
}

// addAttached verifies the sealed JSON inside the PDF. Only bytes whose outer seal holds
// come this far, so the parser never meets a stranger's PDF.
func (f *Finding) addAttached(pdf []byte, trusted Keys) error {
	if !bytes.Contains(pdf, []byte("/EmbeddedFiles")) {
		return nil // pdfcpu calls a PDF without attached files an error
	}
	api.DisableConfigDir()
	files, err := api.ExtractAttachmentsRaw(bytes.NewReader(pdf), "", nil, model.NewDefaultConfiguration())
	if err != nil {
		return ErrForm.Because(err)
	}
	for _, a := range files {
		var content bytes.Buffer
		if _, err := content.ReadFrom(a.Reader); err != nil {
			return ErrForm.Because(err)
		}
		if !looksSealed(content.Bytes()) {
			continue
		}
		inner, err := verifyJSON(content.Bytes(), trusted)
		if err != nil {
			return fmt.Errorf("attached %s: %w", a.FileName, err)
		}
		f.Kind, f.Payload, f.Attached = inner.Kind, inner.Payload, &inner
	}
	return nil
}

func looksSealed(b []byte) bool {
	var head struct {
		Seal string `json:"seal"`
	}
	return json.Unmarshal(b, &head) == nil && strings.HasPrefix(head.Seal, "tarazu-seal")
}
