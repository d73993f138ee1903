create table accounts (
  id text primary key,
  login text not null unique,
  name text not null,
  role text not null,
  password text not null,
  created_at integer not null
) strict;

create table admin_sessions (
  hash text primary key,
  id text not null unique,
  -- Empty for whoever came by the first link and has no account.
  account text not null,
  is_by_link integer not null,
  agent text not null,
  started_at integer not null,
  seen_at integer not null,
  expires_at integer not null
) strict;
create index admin_sessions_by_account on admin_sessions (account);

create table invitations (
  hash text primary key,
  id text not null unique,
  role text not null,
  by text not null,
  created_at integer not null,
  expires_at integer not null
) strict;

create table audit (
  number integer primary key,
  at integer not null,
  who text not null,
  name text not null,
  what text not null,
  project text not null,
  about text not null,
  before text not null,
  after text not null,
  -- Over this row and the hash of the row before it.
  hash text not null
) strict;
