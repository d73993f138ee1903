-- What the inbox needs to know of each conversation: whose hands it is in, an address that was left, what is unread or waits for a decision.
alter table conversations add column inbox text not null default '{"human":null,"contact":null,"unread":0,"approvals":0,"name":null,"email":null}';
-- Ties are settled by id, so that a page goes on exactly after the one before.
drop index conversations_by_change;
create index conversations_by_change on conversations (project, changed_at, id);
create index conversations_human on conversations (project, changed_at, id) where status in ('waiting_for_human', 'with_human');
create index conversations_approving on conversations (project, changed_at, id) where json_extract(inbox, '$.approvals') > 0;
create index conversations_contact on conversations (project, changed_at, id) where json_extract(inbox, '$.contact') is not null;

-- What an external desk is still to be told; a row leaves once it has arrived.
create table outbox (
  number integer primary key autoincrement,
  conversation integer not null references conversations (number) on delete cascade,
  id text not null unique,
  kind text not null,
  body text not null,
  attempts integer not null default 0,
  next_at integer not null default 0
) strict;
create index outbox_by_conversation on outbox (conversation, number);
