-- +goose Up
-- what the filer's own story seems to answer, until she answers it herself
alter table filings add column heard text not null default '{}';
