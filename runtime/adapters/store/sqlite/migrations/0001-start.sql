-- 1349676400 is "Prmp": how a file is known as one of Promptside.
pragma application_id = 1349676400;

-- Rows that are appended stay small: the rest refers to a conversation by its number.
create table conversations (
  number integer primary key,
  id text not null unique,
  project text not null,
  version integer not null,
  visitor text not null,
  status text not null,
  stage text not null,
  turns integer not null,
  started_at integer not null,
  changed_at integer not null,
  preview text not null,
  -- Of the last event: what the next commit must follow.
  seq integer not null,
  shown integer not null,
  is_open integer not null
) strict;
create index conversations_by_change on conversations (project, changed_at);
create index conversations_by_visitor on conversations (project, visitor, started_at);
create index conversations_unfinished on conversations (changed_at) where is_open = 1;

create table events (
  conversation integer not null references conversations (number) on delete cascade,
  seq integer not null,
  shown integer,
  body text not null,
  primary key (conversation, seq)
) strict;
create unique index events_shown on events (conversation, shown) where shown is not null;

create table inputs (
  conversation integer not null references conversations (number) on delete cascade,
  id text not null,
  digest text not null,
  seq integer not null,
  primary key (conversation, id)
) strict, without rowid;

create table snapshots (
  conversation integer primary key references conversations (number) on delete cascade,
  seq integer not null,
  body text not null
) strict;

create table profiles (
  project text not null,
  visitor text not null,
  field text not null,
  value text not null,
  primary key (project, visitor, field)
) strict, without rowid;

create table versions (
  project text not null,
  version integer not null,
  document text not null,
  note text not null,
  author text not null,
  at integer not null,
  primary key (project, version)
) strict;

create table drafts (
  project text primary key,
  revision integer not null,
  document text not null,
  changed_at integer not null
) strict;

create table keeps (
  kind text not null,
  key text not null,
  value text not null,
  expires_at integer not null,
  primary key (kind, key)
) strict;
create index keeps_by_expiry on keeps (expires_at) where expires_at > 0;
