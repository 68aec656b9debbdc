-- How often an application went to its prefecture, and the version of what was heard of it last. What was heard before
-- this release is taken for the least version that the status has at the service that tells it, so that whatever follows is
-- newer and whatever came before is not.
ALTER TABLE applications ADD COLUMN round integer NOT NULL DEFAULT 1 CHECK (round > 0);
ALTER TABLE applications ADD COLUMN heard integer NOT NULL DEFAULT 0;
UPDATE applications SET heard = CASE status
  WHEN 'submitted' THEN 0
  WHEN 'approved' THEN 2
  WHEN 'rejected' THEN 2
  WHEN 'pre-notice-sent' THEN 2
  WHEN 'permission-granted' THEN 2
  WHEN 'nothing-to-do' THEN 2
  WHEN 'undeliverable' THEN 3
  WHEN 'issued' THEN 4
  WHEN 'voided' THEN 5
  ELSE 0
END;
ALTER TABLE application_steps ADD COLUMN round integer NOT NULL DEFAULT 1 CHECK (round > 0);
ALTER TABLE application_steps DROP CONSTRAINT application_steps_pkey;
ALTER TABLE application_steps ADD PRIMARY KEY (number, round, status);
