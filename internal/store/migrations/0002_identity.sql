-- +goose Up
-- data classes: national_id, names, mobile, address are personal; *_hash, totp_secret and sum are secret
create table accounts (
	id text primary key,
	national_id text not null unique,
	first_name text not null,
	last_name text not null,
	father text not null,
	birth text not null,
	mobile text not null,
	postal_code text not null,
	address text not null,
	county text not null,
	personal_hash text not null,
	totp_secret text not null,
	totp_step bigint not null,
	locale text not null,
	created_at bigint not null,
	disabled_at bigint not null default 0
);

create table standings (
	id text primary key,
	account text not null references accounts (id),
	kind text not null,
	authority text not null,
	licence text not null,
	from_at bigint not null,
	until_at bigint not null default 0
);
create index standings_of_account on standings (account, from_at, id);

create table sessions (
	id text primary key,
	token_hash text not null unique,
	account text not null references accounts (id),
	standing text not null references standings (id),
	how text not null,
	device text not null,
	shared bigint not null,
	created_at bigint not null,
	seen_at bigint not null,
	ended_at bigint not null default 0
);
create index sessions_of_account on sessions (account, created_at, id);

create table codes (
	id text primary key,
	purpose text not null,
	account text not null,
	session text not null,
	mobile text not null,
	how text not null,
	sum text not null,
	sent_at bigint not null,
	until_at bigint not null,
	tries bigint not null,
	used_at bigint not null default 0
);
create index codes_of_session on codes (session) where session <> '';

create table registrations (
	token_hash text primary key,
	national_id text not null,
	first_name text not null,
	last_name text not null,
	father text not null,
	birth text not null,
	mobile text not null,
	proven_at bigint not null default 0,
	postal_code text not null,
	address text not null,
	county text not null,
	started_at bigint not null,
	ended_at bigint not null default 0
);

create table counts (
	key text not null,
	at bigint not null,
	n bigint not null,
	primary key (key, at)
);
create index counts_by_time on counts (at);
