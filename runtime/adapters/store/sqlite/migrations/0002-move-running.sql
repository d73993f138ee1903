-- Whether conversations that run on an older version move to this one at their next turn. Until now all of them did.
alter table versions add column move_running integer not null default 1;

-- How many conversations still run on which version is asked before every publish.
create index conversations_running on conversations (project, version) where status not in ('ended', 'aborted', 'failed');
