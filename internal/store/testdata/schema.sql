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

create table cases (
	number text primary key,
	authority text not null,
	branch text not null,
	filing text not null references filings (id),
	opened_at bigint not null
);

create index cases_of_authority on cases (authority, opened_at);

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

create index codes_by_time on codes (until_at);

create index codes_of_session on codes (session) where session <> '';

create table contents (
	filing text not null references filings (id),
	number bigint not null,
	hash text not null,
	body text not null,
	at bigint not null,
	primary key (filing, number)
);

create table counts (
	key text not null,
	at bigint not null,
	n bigint not null,
	primary key (key, at)
);

create index counts_by_time on counts (at);

create table credits (
	id text primary key,
	owner text not null references accounts (id),
	filing text not null references filings (id),
	gateway text not null,
	why text not null check (why in ('surplus', 'kept', 'undone')),
	amount bigint not null check (amount > 0),
	remains bigint not null check (remains >= 0),
	back bigint not null default 0 check (back >= 0 and remains + back <= amount),
	at bigint not null,
	back_at bigint not null default 0,
	done_at bigint not null default 0
);

create index credits_of_owner on credits (owner, at, id);

create table events (
	id text primary key,
	subject text not null,
	kind text not null,
	actor text not null,
	at bigint not null,
	request text not null,
	detail text not null
);

create index events_of_subject on events (subject, at, id);

create table filings (
	id text primary key,
	version bigint not null,
	title text not null,
	title_version bigint not null,
	family text not null,
	owner text not null,
	owner_national_id text not null,
	owner_name text not null,
	standing text not null,
	channel text not null,
	province text not null,
	state text not null check (state in ('draft', 'discarded', 'submitted', 'returned', 'transferred', 'accepted', 'rejected', 'withdrawn')),
	answers text not null,
	court text not null,
	acknowledged text not null,
	attachments text not null,
	ledger text not null,
	remarks text not null,
	content_number bigint not null,
	tracking text,
	link text,
	authority text not null,
	authority_name text not null,
	claimed_by text not null,
	claimed_at bigint not null,
	case_number text not null,
	branch text not null,
	cure_by text not null,
	created_at bigint not null,
	saved_at bigint not null,
	received_at bigint not null,
	committed_at bigint not null,
	returned_at bigint not null,
	closed_at bigint not null,
	search text not null
, told text not null default '{}', heard text not null default '{}');

create index filings_desk on filings (authority, state, received_at, id) where authority <> '';

create index filings_inbox on filings (authority, received_at, id) where state in ('submitted', 'transferred');

create unique index filings_link on filings (link);

create index filings_of_owner on filings (owner, saved_at, id);

create index filings_of_owner_created on filings (owner, created_at, id);

create unique index filings_tracking on filings (tracking);

create table jobs (
	id text primary key,
	kind text not null,
	payload text not null,
	run_at bigint not null,
	attempts bigint not null default 0,
	leased_until bigint not null default 0,
	fence bigint not null default 0,
	done_at bigint not null default 0,
	failed text not null default ''
);

create index jobs_waiting on jobs (run_at, id) where done_at = 0;

create table leaves (
	seq bigint primary key,
	kind text not null,
	digest text not null,
	at bigint not null
);

create table receipts (
	filing text not null references filings (id),
	content bigint not null,
	body text not null,
	at bigint not null,
	primary key (filing, content)
);

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

create index registrations_by_time on registrations (started_at);

create table releases (
	id text primary key,
	turn bigint not null default 0,
	action text not null check (action in ('open', 'close', 'undo')),
	titles text not null,
	standings text not null,
	provinces text not null,
	from_day text not null,
	hold bigint not null,
	undoes text not null,
	reason text not null,
	state text not null check (state in ('waiting', 'released', 'dropped')),
	proposed_by text not null references accounts (id),
	proposed_name text not null,
	proposed_at bigint not null,
	decided_by text not null default '',
	decided_name text not null default '',
	decided_at bigint not null default 0,
	check (state <> 'released' or decided_by <> '' and decided_by <> proposed_by)
);

create index releases_by_time on releases (proposed_at, id);

create table reviews (
	id text primary key,
	title text not null,
	version bigint not null,
	hash text not null,
	by_name text not null,
	licence text not null,
	on_day text not null,
	notes text not null,
	recorded_by text not null,
	recorded_at bigint not null
);

create index reviews_of_title on reviews (title, version);

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

create index sessions_by_time on sessions (created_at);

create index sessions_of_account on sessions (account, created_at, id);

create table signers (
	filing text not null references filings (id),
	national_id text not null,
	position bigint not null,
	name text not null,
	account text not null,
	signed_at bigint not null,
	said text not null,
	primary key (filing, national_id)
);

create index signers_people on signers (national_id, filing);

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

create table submission_keys (
	key text primary key,
	filing text not null references filings (id),
	body text not null,
	content bigint not null,
	at bigint not null
);

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

create index tokens_by_time on tokens (until_at);

create index tokens_of_account on tokens (account, created_at, id);

