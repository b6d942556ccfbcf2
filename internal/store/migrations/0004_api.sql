-- +goose Up
-- data classes: name is personal; token_hash is secret; body of answers may be personal and is swept after a day
create table tokens (
	id text primary key,
	token_hash text not null unique,
	account text not null references accounts (id),
	standing text not null references standings (id),
	name text not null,
	scopes text not null,
	how text not null,
	created_at bigint not null,
	used_at bigint not null,
	until_at bigint not null,
	ended_at bigint not null default 0
);
create index tokens_of_account on tokens (account, created_at, id);

-- the answers of requests that carried an idempotency key
create table answers (
	account text not null,
	key text not null,
	request text not null,
	status bigint not null default 0,
	body text not null default '',
	at bigint not null,
	primary key (account, key)
);
create index answers_by_time on answers (at);

create index filings_of_owner_created on filings (owner, created_at, id);
