-- The recipient's server goes on refusing us while servers of others take our mails: that is no fault of ours, and the
-- mail is tried as one that is deferred.
ALTER TABLE mails ADD COLUMN recipients_fault boolean NOT NULL DEFAULT false;

CREATE INDEX mails_recipients_fault ON mails (created_at) WHERE recipients_fault AND ended_at IS NULL;
