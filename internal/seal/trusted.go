package seal

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"time"

	"github.com/tarazu-justice/tarazu/internal/fault"
)

// Trusted is a public key that counts, and for when.
type Trusted struct {
	ID     string `json:"id"`
	Public string `json:"public"`
	Name   string `json:"name"`
	From   string `json:"from,omitempty"`  // RFC 3339; empty = always was
	Until  string `json:"until,omitempty"` // RFC 3339; empty = still is
}

// Keys are the public keys that count, as in the file that verifiers hold.
type Keys struct {
	Keys []Trusted `json:"keys"`
	demo bool
}

// ErrKeys means that the file of trusted keys cannot be used.
var ErrKeys = fault.New(fault.Invalid, "seal.keys_broken")

// ParseKeys reads a file of trusted keys and checks that every entry is sound.
func ParseKeys(text []byte) (Keys, error) {
	var k Keys
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&k); err != nil {
		return Keys{}, ErrKeys.Because(err)
	}
	for _, t := range k.Keys {
		if err := t.check(); err != nil {
			return Keys{}, ErrKeys.With("key", t.ID).Because(err)
		}
	}
	return k, nil
}

func (t Trusted) check() error {
	public, ok := decode(t.Public, ed25519.PublicKeySize)
	if !ok || keyID(public) != t.ID {
		return fmt.Errorf("the public key of %q does not fit its id", t.ID)
	}
	for _, s := range []string{t.From, t.Until} {
		if _, err := time.Parse(time.RFC3339, s); s != "" && err != nil {
			return fmt.Errorf("key %s: %w", t.ID, err)
		}
	}
	return nil
}

// WithDemo also takes the key of demonstrations; its findings say Demo.
func (k Keys) WithDemo() Keys {
	k.demo = true
	return k
}

// Faults of a key that signed well but does not count.
var (
	ErrUnknownKey = fault.New(fault.Invalid, "seal.unknown_key")
	ErrDemoKey    = fault.New(fault.Invalid, "seal.demo_key")
	ErrKeyTime    = fault.New(fault.Invalid, "seal.key_time")
)

// judge says whether the key counted at the instant that the seal claims.
func (k Keys) judge(f *Finding, public []byte) error {
	for _, t := range k.Keys {
		if t.ID == f.KeyID && t.Public == encode(public) {
			if !t.covers(f.SignedAt) {
				return ErrKeyTime.With("key", t.Name)
			}
			f.KeyName, f.Trusted, f.Demo = t.Name, true, f.KeyID == DemoKey().ID()
			return nil
		}
	}
	if f.KeyID != DemoKey().ID() {
		return ErrUnknownKey.With("key", f.KeyID)
	}
	f.Demo = true
	if !k.demo {
		return ErrDemoKey
	}
	f.KeyName = "demonstration"
	return nil
}

// covers needs a claimed instant only when the key has limits.
func (t Trusted) covers(at time.Time) bool {
	from, _ := time.Parse(time.RFC3339, t.From) // checked when parsed; empty is the zero time
	until, _ := time.Parse(time.RFC3339, t.Until)
	if at.IsZero() {
		return t.From == "" && t.Until == ""
	}
	return !at.Before(from) && (t.Until == "" || at.Before(until))
}
