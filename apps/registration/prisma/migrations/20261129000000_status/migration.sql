-- What became of applications and of their mails, in the form in which their status is looked up. What was heard until
-- now is carried over; version 0 lets whatever is heard again replace it.
CREATE TABLE status_applications (
  number  TEXT PRIMARY KEY CHECK (number ~ '^APF-[0-9]{8}$'),
  state   TEXT NOT NULL,
  since   TIMESTAMPTZ(3) NOT NULL,
  round   INTEGER NOT NULL,
  stage   INTEGER NOT NULL,
  version INTEGER NOT NULL
);

CREATE TABLE status_mails (
  id      TEXT PRIMARY KEY,
  number  TEXT NOT NULL,
  mail    TEXT NOT NULL,
  state   TEXT NOT NULL CHECK (state IN ('accepted', 'bounced', 'failed')),
  reason  TEXT,
  version INTEGER NOT NULL,
  at      TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX status_mails_number_idx ON status_mails (number);

INSERT INTO status_applications (number, state, since, round, stage, version)
SELECT number,
       CASE status
         WHEN 'submitted' THEN 'waiting'
         WHEN 'permission-granted' THEN 'granted'
         WHEN 'undeliverable' THEN 'pre-notice-undeliverable'
         ELSE status
       END,
       COALESCE((SELECT max(occurred_at) FROM application_steps s
                 WHERE s.number = a.number AND s.status = a.status), submitted_at),
       1,
       CASE WHEN status = 'submitted' THEN 1 WHEN status IN ('approved', 'rejected') THEN 2 ELSE 3 END,
       0
FROM applications a
WHERE route = 'proxy' OR status <> 'submitted';

INSERT INTO status_mails (id, number, mail, state, reason, version, at)
SELECT id, number, mail, state, reason, version, occurred_at FROM application_mails;

-- Only what was heard changes them.
REVOKE INSERT, UPDATE, DELETE ON status_applications, status_mails FROM registration_app;

-- The release before writes these until its last process has ended: they keep their place, and this one leaves them to
-- their defaults. `application_steps`, `application_mails`, rows of route 'proxy' and the three columns go with the next
-- migration.
ALTER TABLE applications ALTER COLUMN route SET DEFAULT 'self', ALTER COLUMN status SET DEFAULT 'submitted';
