package seal

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

// envelope is a sealed JSON file: canonical, so that it has one spelling.
type envelope struct {
	At        string          `json:"at,omitempty"`
	Key       string          `json:"key"`
	Kind      string          `json:"kind"`
	Payload   json.RawMessage `json:"payload"`
	Public    string          `json:"public"`
	Signature string          `json:"signature,omitempty"`
	Seal      string          `json:"seal"`
}

const (
	envelopeForm = "tarazu-seal-1"
	jsonDomain   = "tarazu seal 1 json\x00" // what is signed here fits nowhere else
)

// Faults of a sealed file.
var (
	ErrUnsealed = fault.New(fault.Invalid, "seal.unsealed") // nothing of ours to verify
	ErrForm     = fault.New(fault.Invalid, "seal.form")     // not byte for byte as we write
	ErrChanged  = fault.New(fault.Invalid, "seal.changed")  // the signature does not fit
)

// SignJSON seals a payload of the named kind, "tarazu.receipt.v1" say.
func (k *Key) SignJSON(kind string, payload any) ([]byte, error) {
	body, err := Canonical(payload)
	if err != nil {
		return nil, fmt.Errorf("seal %s: %w", kind, err)
	}
	e := envelope{Seal: envelopeForm, At: k.stamp(), Key: k.ID(), Kind: kind, Payload: body, Public: encode(k.public())}
	message, err := e.message()
	if err != nil {
		return nil, fmt.Errorf("seal %s: %w", kind, err)
	}
	e.Signature = encode(k.sign(message))
	return e.spell()
}

// message is everything but the signature itself.
func (e envelope) message() ([]byte, error) {
	e.Signature = ""
	body, err := e.spell()
	return append([]byte(jsonDomain), body...), err
}

// spell is Canonical of an envelope whose payload is canonical already.
func (e envelope) spell() ([]byte, error) {
	parts := map[string]any{"key": e.Key, "kind": e.Kind, "payload": canonicalText(e.Payload), "public": e.Public, "seal": e.Seal}
	if e.At != "" {
		parts["at"] = e.At
	}
	if e.Signature != "" {
		parts["signature"] = e.Signature
	}
	return Canonical(parts)
}

func verifyJSON(file []byte, trusted Keys) (Finding, error) {
	e, err := parseEnvelope(file)
	if err != nil {
		return Finding{}, err
	}
	public, ok1 := decode(e.Public, ed25519.PublicKeySize)
	signature, ok2 := decode(e.Signature, ed25519.SignatureSize)
	at, ok3 := parseStamp(e.At)
	if !ok1 || !ok2 || !ok3 || e.Key != keyID(public) {
		return Finding{}, ErrForm
	}
	message, err := e.message()
	if err != nil || !ed25519.Verify(public, message, signature) {
		return Finding{}, ErrChanged
	}
	f := Finding{Form: "json", Kind: e.Kind, KeyID: e.Key, SignedAt: at, Payload: e.Payload}
	return f, trusted.judge(&f, public)
}

// parseEnvelope refuses every spelling but the canonical one.
func parseEnvelope(file []byte) (envelope, error) {
	var e envelope
	d := json.NewDecoder(bytes.NewReader(file))
	d.DisallowUnknownFields()
	if err := d.Decode(&e); err != nil {
		return e, ErrForm.Because(err)
	}
	again, err := Canonical(e)
	if err != nil || !bytes.Equal(again, file) || e.Seal != envelopeForm {
		return e, ErrForm
	}
	return e, nil
}

func parseStamp(s string) (time.Time, bool) {
	if s == "" {
		return time.Time{}, true
	}
	t, err := time.Parse(stampForm, s)
	return t, err == nil && t.Format(stampForm) == s
}
