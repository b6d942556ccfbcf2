-- +goose Up
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
);
create unique index filings_tracking on filings (tracking);
create unique index filings_link on filings (link);
create index filings_of_owner on filings (owner, saved_at, id);
create index filings_inbox on filings (authority, received_at, id) where state in ('submitted', 'transferred');

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

create table contents (
	filing text not null references filings (id),
	number bigint not null,
	hash text not null,
	body text not null,
	at bigint not null,
	primary key (filing, number)
);

create table receipts (
	filing text not null references filings (id),
	content bigint not null,
	body text not null,
	at bigint not null,
	primary key (filing, content)
);

create table submission_keys (
	key text primary key,
	filing text not null references filings (id),
	body text not null,
	content bigint not null,
	at bigint not null
);

create table cases (
	number text primary key,
	authority text not null,
	branch text not null,
	filing text not null references filings (id),
	opened_at bigint not null
);
create index cases_of_authority on cases (authority, opened_at);
