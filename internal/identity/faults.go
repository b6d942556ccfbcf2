package identity

import "github.com/tarazu-justice/tarazu/internal/fault"

// Faults of identity. Each sentence says what to do next and gives nothing away.
var (
	// The civil registry and the owner of a number.
	ErrNoRecord      = fault.New(fault.Invalid, "identity.no_record")      // no such national id
	ErrBirthMismatch = fault.New(fault.Invalid, "identity.birth_mismatch") // the birth date belongs to somebody else
	ErrDeceased      = fault.New(fault.Invalid, "identity.deceased")
	ErrMinor         = fault.New(fault.Invalid, "identity.minor")        // under eighteen: a guardian acts
	ErrNotOwner      = fault.New(fault.Invalid, "identity.not_owner")    // the number is in another name
	ErrAddress       = fault.New(fault.Invalid, "identity.address")      // too short to deliver to
	ErrCounty        = fault.New(fault.Invalid, "identity.county")       // no county chosen
	ErrStep          = fault.New(fault.Conflict, "identity.step")        // an earlier step is not done
	ErrRegistration  = fault.New(fault.Conflict, "identity.late")        // the hour of a registration is over
	ErrHasAccount    = fault.New(fault.Conflict, "identity.has_account") // said only after the number is proven

	// Signing in.
	ErrRefused        = fault.New(fault.Invalid, "identity.refused")          // national id or personal code is wrong: never which
	ErrPersonalCode   = fault.New(fault.Invalid, "identity.personal_code")    // not ten digits
	ErrLocked         = fault.New(fault.TooMany, "identity.locked")           // minutes: this pair of account and place waits
	ErrNoFactor       = fault.New(fault.Forbidden, "identity.no_factor")      // staff without an authenticator
	ErrSession        = fault.New(fault.SignIn, "identity.session")           // no such session: never was, ended or disabled
	ErrIdle           = fault.New(fault.SignIn, "identity.idle")              // fifteen minutes of silence
	ErrOld            = fault.New(fault.SignIn, "identity.old")               // twelve hours are over
	ErrSessionUnknown = fault.New(fault.NotFound, "identity.session_unknown") // not there, or not yours
	ErrStanding       = fault.New(fault.Forbidden, "identity.standing")       // not yours, or not in this session

	// Personal tokens.
	ErrToken        = fault.New(fault.SignIn, "identity.token")           // no such token: never was, ended or run out
	ErrTokenUnknown = fault.New(fault.NotFound, "identity.token_unknown") // not there, or not yours
	ErrTokenWish    = fault.New(fault.Invalid, "identity.token_wish")     // name, scopes or days cannot be
	ErrTokens       = fault.New(fault.Conflict, "identity.tokens_full")   // n: that many are the most

	// ErrStandingEnded says that the standing was revoked or ran out.
	ErrStandingEnded = fault.New(fault.Forbidden, "identity.standing_ended")

	// One-time codes.
	ErrCodeShape   = fault.New(fault.Invalid, "identity.code_shape")   // not six digits
	ErrCodeWrong   = fault.New(fault.Invalid, "identity.code_wrong")   // n: tries that are left
	ErrCodeExpired = fault.New(fault.Invalid, "identity.code_expired") // five minutes are over
	ErrCodeUsed    = fault.New(fault.Invalid, "identity.code_used")    // it worked already
	ErrCodeForeign = fault.New(fault.Invalid, "identity.code_foreign") // it was asked for something else
	ErrCodeVoid    = fault.New(fault.Invalid, "identity.code_void")    // too many wrong tries
	ErrCodeNone    = fault.New(fault.Invalid, "identity.code_none")    // none was asked for

	ErrTOTPWrong = fault.New(fault.Invalid, "identity.totp_wrong") // not what the authenticator shows now

	// Limits.
	ErrTooSoon   = fault.New(fault.TooMany, "identity.too_soon")         // seconds: a code was just sent
	ErrTooMany   = fault.New(fault.TooMany, "identity.too_many")         // minutes: enough for now
	ErrSendingUp = fault.New(fault.Unavailable, "identity.sending_full") // the whole system sends no more this hour

	// Granting.
	ErrNotAdministrator = fault.New(fault.Forbidden, "identity.not_administrator")
	ErrGrant            = fault.New(fault.Invalid, "identity.grant")       // kind, authority or licence is missing
	ErrNoAccount        = fault.New(fault.NotFound, "identity.no_account") // said to administrators only
)
