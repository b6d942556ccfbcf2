package identity

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"runtime"
	"strings"

	"golang.org/x/crypto/argon2"
)

// The cost of a personal code: 19 MiB twice, as OWASP has it; about 40 ms on one core of
// today. Stored beside each hash, so that a later cost leaves old hashes readable.
const (
	argonTime   = 2
	argonMemory = 19 << 10
	saltLength  = 16
	hashLength  = 32
)

// argonSeats bounds how many hashes are computed at once: each takes 19 MiB.
var argonSeats = make(chan struct{}, 2*runtime.GOMAXPROCS(0))

func argon(code string, salt []byte, t, memory uint32) []byte {
	argonSeats <- struct{}{}
	defer func() { <-argonSeats }()
	return argon2.IDKey([]byte(code), salt, t, memory, 1, hashLength)
}

// hashPersonal gives the kept form of a personal code.
func hashPersonal(code string) string { return hashAt(code, argonTime, argonMemory) }

// hashPublic gives the same form for a code that stands on a public page: work would protect
// nobody, and a demonstration of many people starts at once.
func hashPublic(code string) string { return hashAt(code, 1, 8) }

func hashAt(code string, t, memory uint32) string {
	salt := make([]byte, saltLength)
	_, _ = rand.Read(salt)
	return fmt.Sprintf("argon2id$%d$%d$%x$%x", t, memory, salt, argon(code, salt, t, memory))
}

// nobody is a hash that no code fits: unknown people cost as much work as known ones.
var nobody = fmt.Sprintf("argon2id$%d$%d$%x$%s", argonTime, argonMemory, make([]byte, saltLength), strings.Repeat("00", hashLength))

func personalFits(kept, code string) bool {
	var t, memory uint32
	var salt, sum []byte
	if _, err := fmt.Sscanf(strings.ReplaceAll(kept, "$", " "), "argon2id %d %d %x %x", &t, &memory, &salt, &sum); err != nil {
		return false
	}
	return subtle.ConstantTimeCompare(argon(code, salt, t, memory), sum) == 1
}

// digits makes a code of n decimal digits, each code as likely as any other.
func digits(n int) string {
	most := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
	v, err := rand.Int(rand.Reader, most)
	if err != nil {
		panic(err) // cannot be: crypto/rand aborts the program instead
	}
	return fmt.Sprintf("%0*d", n, v)
}

// newToken makes a bearer token of 256 bits; only its hash is kept.
func newToken() (token, hash string) {
	var b [32]byte
	_, _ = rand.Read(b[:])
	token = base64.RawURLEncoding.EncodeToString(b[:])
	return token, hashToken(token)
}

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// sum is a keyed sum: without the key of this installation, six digits could be found by trying.
func (a *Accounts) sum(what string, parts ...string) string {
	mac := hmac.New(sha256.New, a.key32[:])
	mac.Write([]byte(what))
	for _, p := range parts {
		_, _ = fmt.Fprintf(mac, "|%d|%s", len(p), p)
	}
	return hex.EncodeToString(mac.Sum(nil))
}

// key names a count without telling whose it is.
func (a *Accounts) key(name string, of ...string) string { return a.sum("count "+name, of...)[:32] }

func sameSum(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// seal keeps an authenticator's secret unreadable to whoever copies the database.
func (a *Accounts) seal(account, secret string) string {
	gcm := a.box()
	nonce := make([]byte, gcm.NonceSize())
	_, _ = rand.Read(nonce)
	return base64.RawStdEncoding.EncodeToString(gcm.Seal(nonce, nonce, []byte(secret), []byte(account)))
}

func (a *Accounts) unseal(account, sealed string) (string, error) {
	gcm := a.box()
	b, err := base64.RawStdEncoding.DecodeString(sealed)
	if err != nil || len(b) < gcm.NonceSize() {
		return "", errors.New("a sealed secret is damaged")
	}
	plain, err := gcm.Open(nil, b[:gcm.NonceSize()], b[gcm.NonceSize():], []byte(account))
	return string(plain), err
}

func (a *Accounts) box() cipher.AEAD {
	key := sha256.Sum256(append([]byte("seal"), a.key32[:]...))
	block, errBlock := aes.NewCipher(key[:])
	gcm, err := cipher.NewGCM(block)
	if err := errors.Join(errBlock, err); err != nil {
		panic(err) // cannot be: the key has 32 bytes
	}
	return gcm
}
