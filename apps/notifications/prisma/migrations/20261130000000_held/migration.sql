-- Why the SMTP server refuses us, for mails that wait because of it, and since when. They are nobody's bounce.
ALTER TABLE mails ADD COLUMN held text, ADD COLUMN held_at timestamptz(3),
  ADD CONSTRAINT mails_held CHECK ((held IS NULL) = (held_at IS NULL));

CREATE INDEX mails_held_waiting ON mails (held, held_at) WHERE held IS NOT NULL;
