package identity

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

func TestPersonalCodes(t *testing.T) {
	kept := hashPersonal("1234567890")
	if !strings.HasPrefix(kept, "argon2id$2$19456$") || strings.Contains(kept, "1234567890") {
		t.Errorf("kept as %s", kept)
	}
	for code, want := range map[string]bool{"1234567890": true, "1234567891": false, "": false} {
		if personalFits(kept, code) != want {
			t.Errorf("%q fits: %v", code, !want)
		}
	}
	for _, broken := range []string{"", "argon2id$", nobody} {
		if personalFits(broken, "1234567890") {
			t.Errorf("%q fits", broken)
		}
	}
	if hashPersonal("1234567890") == kept {
		t.Error("two hashes share their salt")
	}
}

func TestTokensAndCodes(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		token, hash := newToken()
		if len(token) < 43 || seen[token] || hash != hashToken(token) || strings.Contains(hash, token) { // 43 letters of base64 are 256 bits
			t.Fatalf("token %s", token)
		}
		seen[token] = true
		if code := digits(codeDigits); !regexp.MustCompile(`^\d{6}$`).MatchString(code) {
			t.Fatalf("code %q", code)
		}
	}
}

func TestSealedSecrets(t *testing.T) {
	a := &Accounts{key32: [32]byte{1}}
	sealed := a.seal("account", "SECRET")
	if strings.Contains(sealed, "SECRET") {
		t.Error("not sealed")
	}
	if got, err := a.unseal("account", sealed); err != nil || got != "SECRET" {
		t.Error(got, err)
	}
	if _, err := a.unseal("another", sealed); err == nil {
		t.Error("a secret fits another account")
	}
	if _, err := (&Accounts{}).unseal("account", sealed); err == nil {
		t.Error("a secret opens with another key")
	}
}

func TestAuthenticatorSteps(t *testing.T) {
	const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" // of RFC 6238
	at := time.Unix(1111111109, 0)
	now := at.Unix() / totpSeconds
	code := func(step int64) string {
		c, err := hotp.GenerateCodeCustom(secret, uint64(step), hotp.ValidateOpts{Digits: otp.DigitsSix})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	if code(now) != "081804" { // the last six digits of the RFC's 07081804
		t.Errorf("code %s", code(now))
	}
	for _, tc := range []struct {
		name       string
		step, last int64
		fits, used bool
	}{
		{"now", now, 0, true, false},
		{"just before", now - 1, 0, true, false},
		{"just after", now + 1, 0, true, false},
		{"too early", now - 2, 0, false, false},
		{"too late", now + 2, 0, false, false},
		{"used", now, now, false, true},
		{"older than the last used", now - 1, now, false, true},
		{"after the last used", now + 1, now, true, false},
	} {
		if step, fits, used := totpFits(secret, code(tc.step), tc.last, at); fits != tc.fits || used != tc.used || fits && step != tc.step {
			t.Errorf("%s: step %d, fits %v, used %v", tc.name, step-now, fits, used)
		}
	}
}

func BenchmarkPersonalCode(b *testing.B) {
	kept := hashPersonal("1234567890")
	for b.Loop() {
		personalFits(kept, "1234567890")
	}
}
