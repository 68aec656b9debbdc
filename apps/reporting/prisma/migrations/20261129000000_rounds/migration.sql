-- How often an application went to its prefecture. Whoever knows nothing of rounds is in the first.
ALTER TABLE applications ADD COLUMN round integer NOT NULL DEFAULT 1 CHECK (round > 0);

-- 取り下げ is an end of its own; 発行見送り is none, and no application was ever in it.
ALTER TABLE applications DROP CONSTRAINT applications_state_check;
ALTER TABLE applications ADD CONSTRAINT applications_state_check CHECK (
  state IN (
    'waiting', 'approved', 'rejected', 'withdrawn', 'issued', 'granted', 'nothing-to-do', 'pre-notice-undeliverable', 'voided'
  )
);
