-- +goose Up
-- what a court sent back, accepted or rejected, by time; drafts have no court yet
create index filings_desk on filings (authority, state, received_at, id) where authority <> '';

-- what is swept
create index codes_by_time on codes (until_at);
create index sessions_by_time on sessions (created_at);
create index tokens_by_time on tokens (until_at);
create index registrations_by_time on registrations (started_at);
