package seal

import (
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"time"
)

// Key signs. It has no String method that could leak its secret, and fmt prints only its id.
type Key struct {
	private ed25519.PrivateKey
	at      time.Time
}

// NewKey makes the key of a seed.
func NewKey(seed [32]byte) *Key { return &Key{private: ed25519.NewKeyFromSeed(seed[:])} }

// demoSeed is printed here for all to see: whatever it signs proves nothing.
const demoSeed = "tarazu demonstration, not a proof"

// DemoKey is the key of every demonstration. Verify says so, and real instances refuse it.
func DemoKey() *Key { return NewKey(sha256.Sum256([]byte(demoSeed))) }

// At is the same key, noting this instant in what it signs.
func (k *Key) At(t time.Time) *Key { return &Key{private: k.private, at: t} }

// ID names the key: the first 16 hexadecimal digits of the SHA-256 of its public half.
func (k *Key) ID() string { return keyID(k.public()) }

// String keeps the secret out of logs.
func (k *Key) String() string { return "key " + k.ID() }

// GoString keeps the secret out of %#v.
func (k *Key) GoString() string { return k.String() }

// Trust is the entry of this key in a file of trusted keys.
func (k *Key) Trust(name string) Trusted {
	return Trusted{ID: k.ID(), Public: encode(k.public()), Name: name}
}

func (k *Key) public() ed25519.PublicKey {
	return ed25519.PublicKey(k.private[ed25519.SeedSize:]) // RFC 8032: the private key ends in the public one
}

func (k *Key) sign(message []byte) []byte { return ed25519.Sign(k.private, message) }

func (k *Key) stamp() string {
	if k.at.IsZero() {
		return ""
	}
	return k.at.UTC().Format(stampForm)
}

// stampForm is RFC 3339 in UTC with milliseconds, the only spelling accepted.
const stampForm = "2006-01-02T15:04:05.000Z"

func keyID(public []byte) string {
	sum := sha256.Sum256(public)
	return hex.EncodeToString(sum[:8])
}

func encode(b []byte) string { return base64.StdEncoding.EncodeToString(b) }

// decode takes the one spelling of n bytes. (Go's decoder skips line ends, so compare again.)
func decode(s string, n int) ([]byte, bool) {
	b, err := base64.StdEncoding.Strict().DecodeString(s)
	return b, err == nil && len(b) == n && encode(b) == s
}

const pemKind = "PRIVATE KEY"

func (k *Key) pem() ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(k.private)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: pemKind, Bytes: der}), nil
}

func parsePEM(text []byte) (*Key, bool) {
	block, _ := pem.Decode(text)
	if block == nil || block.Type != pemKind {
		return nil, false
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	private, ok := parsed.(ed25519.PrivateKey)
	return &Key{private: private}, err == nil && ok
}
