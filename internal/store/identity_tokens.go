package store

import "github.com/tarazu-justice/tarazu/internal/identity"

const grantColumns = `id, token_hash, account, standing, name, scopes, how, created_at, used_at, until_at, ended_at`

const (
	tokenByHash = `
	select ` + grantColumns + `
	from tokens
	where token_hash = $1`
	tokenByID = `
	select ` + grantColumns + `
	from tokens
	where id = $1`
	tokensOf = `
	select ` + grantColumns + `
	from tokens
	where account = $1 and ended_at = 0
	order by created_at, id`
	putToken = `
	insert into tokens (` + grantColumns + `)
	values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
	on conflict (id) do update
	set used_at = excluded.used_at, ended_at = excluded.ended_at`
)

func scanToken(r row) (*identity.Token, error) {
	var t identity.Token
	var created, used, until, ended int64
	err := r.Scan(&t.ID, &t.Hash, &t.Account, &t.Standing, &t.Name, asJSON{&t.Scopes}, &t.How, &created, &used, &until, &ended)
	t.CreatedAt, t.UsedAt, t.Until, t.EndedAt = instant(created), instant(used), instant(until), instant(ended)
	return &t, err
}

// Token finds a personal token by the hash of its secret.
func (l ledger) Token(hash string) (*identity.Token, error) {
	return find(scanToken, ask(l.ctx, l.q, tokenByHash, hash))
}

// TokenByID finds a personal token by its id.
func (l ledger) TokenByID(id string) (*identity.Token, error) {
	return find(scanToken, ask(l.ctx, l.q, tokenByID, id))
}

// Tokens lists the tokens of an account that were not ended.
func (l ledger) Tokens(account string) ([]*identity.Token, error) {
	return all(l.ctx, l.q, scanToken, tokensOf, account)
}

// PutToken writes a token; of an old one only its use and its end change.
func (l ledger) PutToken(t *identity.Token) error {
	scopes, err := jsonText(t.Scopes)
	if err != nil {
		return err
	}
	return l.put(putToken, t.ID, t.Hash, t.Account, t.Standing, t.Name, scopes, string(t.How), micros(t.CreatedAt), micros(t.UsedAt), micros(t.Until), micros(t.EndedAt))
}
