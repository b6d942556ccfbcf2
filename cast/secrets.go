package cast

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/tarazu-justice/tarazu/internal/identity"
)

// digest makes the fixed secrets of a person. They are public and protect nothing.
func digest(what, nationalID string) [32]byte {
	return sha256.Sum256([]byte("tarazu cast " + what + " " + nationalID))
}

func personalCode(nationalID string) string {
	d := digest("personal code", nationalID)
	return fmt.Sprintf("%010d", binary.BigEndian.Uint64(d[:8])%1e10)
}

func totpSecret(nationalID string) string {
	d := digest("totp", nationalID)
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(d[:20])
}

func standingID(nationalID string, kind identity.StandingKind) string {
	d := digest("standing "+string(kind), nationalID)
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(d[:16]))
}
