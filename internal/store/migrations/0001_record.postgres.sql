-- +goose Up
-- the same tables as 0001_record.sql; events lie in a partition for each year (docs/decisions)
create table events (
	id text not null,
	subject text not null,
	kind text not null,
	actor text not null,
	at bigint not null,
	request text not null,
	detail text not null,
	primary key (id, at)
) partition by range (at);
create table events_2026 partition of events for values from (minvalue) to (1798761600000000);
create table events_2027 partition of events for values from (1798761600000000) to (1830297600000000);
create table events_2028 partition of events for values from (1830297600000000) to (1861920000000000);
create table events_2029 partition of events for values from (1861920000000000) to (1893456000000000);
create table events_2030 partition of events for values from (1893456000000000) to (1924992000000000);
create table events_2031 partition of events for values from (1924992000000000) to (1956528000000000);
create table events_2032 partition of events for values from (1956528000000000) to (1988150400000000);
create table events_2033 partition of events for values from (1988150400000000) to (2019686400000000);
create table events_2034 partition of events for values from (2019686400000000) to (2051222400000000);
create table events_2035 partition of events for values from (2051222400000000) to (2082758400000000);
create table events_later partition of events for values from (2082758400000000) to (maxvalue);
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
