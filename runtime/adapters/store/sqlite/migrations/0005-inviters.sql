-- Whose an invitation is, by account: a name may change. Those from before this step belong to nobody and only expire.
alter table invitations add column inviter text not null default '';
