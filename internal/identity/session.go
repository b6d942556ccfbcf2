package identity

import (
	"context"
	"slices"
	"time"

	"github.com/tarazu-justice/tarazu/internal/record"
)

// sightings is how often a living session is written down, at most.
const sightings = time.Minute

// Session says who a token belongs to, now: ended, disabled, silent, old and revoked are
// seen at once.
func (a *Accounts) Session(ctx context.Context, token string) (who Who, err error) {
	at := a.now()
	var s *Session
	err = a.store.Read(ctx, func(l Ledger) error {
		who, s, err = a.alive(l, hashToken(token), at)
		return err
	})
	if err != nil {
		return Who{}, err
	}
	if at.Sub(s.SeenAt) >= sightings {
		return who, a.seen(ctx, s.TokenHash, at)
	}
	return who, nil
}

// alive finds the session of a token with all that it rests on.
func (a *Accounts) alive(l Ledger, hash string, at time.Time) (Who, *Session, error) {
	s, err := l.Session(hash)
	if err != nil {
		return Who{}, nil, err
	}
	if err := s.living(at); err != nil {
		return Who{}, nil, err
	}
	account, err := l.Account(s.Account)
	if err != nil {
		return Who{}, nil, err
	}
	if account == nil || !account.DisabledAt.IsZero() {
		return Who{}, nil, ErrSession
	}
	standing, err := a.standing(l, s.Account, s.Standing, at)
	return a.who(account, s, standing), s, err
}

// living judges the session itself.
func (s *Session) living(at time.Time) error {
	idle, life := IdleLife, SessionLife
	if s != nil && s.Shared {
		idle, life = SharedIdleLife, SharedLife
	}
	switch {
	case s == nil || !s.EndedAt.IsZero():
		return ErrSession
	case at.Sub(s.CreatedAt) >= life:
		return ErrOld
	case at.Sub(s.SeenAt) >= idle:
		return ErrIdle
	}
	return nil
}

// standing finds a standing in force.
func (a *Accounts) standing(l Ledger, account, id string, at time.Time) (Standing, error) {
	standings, err := l.Standings(account)
	if err != nil {
		return Standing{}, err
	}
	for _, s := range standings {
		if s.ID == id && s.Active(at) {
			return s, nil
		}
	}
	return Standing{}, ErrStandingEnded
}

// seen prolongs the silence that a session bears, if it still lives.
func (a *Accounts) seen(ctx context.Context, hash string, at time.Time) error {
	return a.settle(ctx, func(l Ledger) (outcome, error) {
		s, err := l.Session(hash)
		if err != nil {
			return outcome{}, err
		}
		if err := s.living(at); err != nil {
			return refuse(err)
		}
		if s.SeenAt.Before(at) {
			s.SeenAt = at
		}
		return outcome{}, l.PutSession(s)
	})
}

// Sessions lists the living sessions of who, the latest first.
func (a *Accounts) Sessions(ctx context.Context, who Who) (list []Session, err error) {
	at := a.now()
	err = a.store.Read(ctx, func(l Ledger) error {
		all, err := l.Sessions(who.Account)
		for _, s := range all {
			if s.living(at) == nil {
				shown := *s
				shown.TokenHash = ""
				list = append(list, shown)
			}
		}
		return err
	})
	slices.SortFunc(list, func(x, y Session) int { return y.SeenAt.Compare(x.SeenAt) })
	return list, err
}

// End ends one session of who. A session of somebody else looks like none.
func (a *Accounts) End(ctx context.Context, who Who, session string) error {
	n, err := a.end(ctx, who, func(s *Session) bool { return s.ID == session })
	if err == nil && n == 0 {
		return ErrSessionUnknown
	}
	return err
}

// EndOthers ends all sessions of who but this one.
func (a *Accounts) EndOthers(ctx context.Context, who Who) error {
	_, err := a.end(ctx, who, func(s *Session) bool { return s.ID != who.Session })
	return err
}

// SignOut ends this session. Doing it twice is no fault.
func (a *Accounts) SignOut(ctx context.Context, who Who) error {
	_, err := a.end(ctx, who, func(s *Session) bool { return s.ID == who.Session })
	return err
}

func (a *Accounts) end(ctx context.Context, who Who, which func(*Session) bool) (n int, err error) {
	at := a.now()
	err = a.settle(ctx, func(l Ledger) (outcome, error) {
		e, ended, err := a.endSessions(l, who.Account, at, which)
		n = ended
		return outcome{Effects: e}, err
	})
	return n, err
}

func (a *Accounts) endSessions(l Ledger, account string, at time.Time, which func(*Session) bool) (e record.Effects, n int, err error) {
	all, err := l.Sessions(account)
	if err != nil {
		return e, 0, err
	}
	for _, s := range all {
		if !which(s) {
			continue
		}
		s.EndedAt = at
		if err := l.PutSession(s); err != nil {
			return e, 0, err
		}
		n++
		e.Events = append(e.Events, a.event("identity.session_ended", account, at, map[string]any{"session": s.ID}))
	}
	return e, n, nil
}

// Act goes on in another standing of the same account, in a new session with a new token:
// what the old token could do ends with the change.
func (a *Accounts) Act(ctx context.Context, who Who, standing string) (token string, now Who, err error) {
	at := a.now()
	token, hash := newToken()
	id := record.NewID()
	err = a.settle(ctx, func(l Ledger) (outcome, error) {
		old, account, err := a.current(l, who, at)
		if err != nil {
			return outcome{}, err
		}
		to, err := a.standing(l, who.Account, standing, at)
		if err != nil || to.Kind.Staff() && old.How != ByTOTP {
			return refuse(ErrStanding)
		}
		next := *old
		next.ID, next.TokenHash, next.Standing, next.SeenAt = id, hash, to.ID, at
		old.EndedAt = at
		if err := l.PutSession(old); err != nil {
			return outcome{}, err
		}
		now = a.who(account, &next, to)
		event := a.event("identity.acts_as", who.Account, at, map[string]any{"standing": string(to.Kind), "session": id})
		return outcome{Effects: record.Effects{Events: []record.Event{event}}}, l.PutSession(&next)
	})
	if err != nil {
		return "", Who{}, err
	}
	return token, now, nil
}

// current finds the living session and account of who, in the transaction that rests on them.
func (a *Accounts) current(l Ledger, who Who, at time.Time) (*Session, *Account, error) {
	s, err := a.currentSession(l, who, at)
	if err != nil {
		return nil, nil, err
	}
	account, err := l.Account(s.Account)
	if err == nil && (account == nil || account.ID != who.Account || !account.DisabledAt.IsZero()) {
		err = ErrSession
	}
	return s, account, err
}

// currentSession is the living session of who, or the living token seen as one.
func (a *Accounts) currentSession(l Ledger, who Who, at time.Time) (*Session, error) {
	if who.Token {
		t, err := l.TokenByID(who.Session)
		if err != nil {
			return nil, err
		}
		if err := t.living(at); err != nil {
			return nil, err
		}
		return t.session(), nil
	}
	s, err := l.SessionByID(who.Session)
	if err != nil {
		return nil, err
	}
	return s, s.living(at)
}

// endAll ends every way in that an account has: sessions and tokens.
func (a *Accounts) endAll(l Ledger, account string, at time.Time) (record.Effects, error) {
	sessions, _, err := a.endSessions(l, account, at, func(*Session) bool { return true })
	if err != nil {
		return sessions, err
	}
	tokens, _, err := a.endTokens(l, account, at, func(*Token) bool { return true })
	return sessions.And(tokens), err
}
