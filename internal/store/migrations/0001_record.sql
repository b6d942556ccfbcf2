-- +goose Up
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

create table leaves (
	seq bigint primary key,
	kind text not null,
	digest text not null,
	at bigint not null
);

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
