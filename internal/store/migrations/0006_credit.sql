-- +goose Up
-- data classes: sums of a person are personal; gateway is the bank's number of a payment
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

-- what the filer was told when she last looked: court, fee, version of the title
alter table filings add column told text not null default '{}';
