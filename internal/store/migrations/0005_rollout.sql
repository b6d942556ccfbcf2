-- +goose Up
-- data classes: names of publishers and reviewers are public office; reason and notes are theirs
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

-- a named lawyer's review of one version of a title
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
