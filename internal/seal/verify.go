package seal

import (
	"bytes"
	"encoding/json"
	"time"
)

// Finding is what a sealed file turned out to be. It is worth something only when the
// error beside it is nil, and then only as a demonstration if Demo is set.
type Finding struct {
	Form     string          // "json" or "pdf"
	Kind     string          // of the payload; "pdf" for a PDF that carries none
	KeyID    string          // who signed
	KeyName  string          // as the file of trusted keys calls the signer
	SignedAt time.Time       // as the signer claims; zero when not noted
	Payload  json.RawMessage // canonical; nil for a PDF that carries none
	Trusted  bool            // the key counts, for a reality
	Demo     bool            // signed with the key of demonstrations
	Attached *Finding        // the sealed JSON inside a PDF
}

// Verify accepts a file only if it is byte for byte what a key that counts has sealed.
func Verify(file []byte, trusted Keys) (Finding, error) {
	switch {
	case bytes.HasPrefix(file, []byte("%PDF-")):
		return verifyPDF(file, trusted)
	case bytes.HasPrefix(file, []byte("{")):
		return verifyJSON(file, trusted)
	}
	return Finding{}, ErrUnsealed
}
