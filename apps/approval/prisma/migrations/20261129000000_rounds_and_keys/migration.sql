-- How often an application came to its prefecture. Whoever knows nothing of rounds is in the first.
ALTER TABLE reviews ADD COLUMN round integer NOT NULL DEFAULT 1 CHECK (round > 0);
ALTER TABLE history ADD COLUMN round integer NOT NULL DEFAULT 1 CHECK (round > 0);
ALTER TABLE history DROP CONSTRAINT history_pkey;
ALTER TABLE history ADD PRIMARY KEY (number, round, what);

-- 発行見送り is no state, and no application was ever in it.
ALTER TABLE reviews DROP CONSTRAINT reviews_state_check;
ALTER TABLE reviews ADD CONSTRAINT reviews_state_check CHECK (
  state IN (
    'waiting', 'approved', 'rejected', 'pre-noticed', 'issued', 'granted', 'nothing-to-do', 'pre-notice-undeliverable',
    'voided'
  )
);

-- By which version of its rules a key for comparing was made. The service renews older ones.
ALTER TABLE reviews ADD COLUMN identity_version integer NOT NULL DEFAULT 1;
ALTER TABLE institutions ADD COLUMN identity_version integer NOT NULL DEFAULT 1;
CREATE INDEX reviews_by_identity_version ON reviews (identity_version);
CREATE INDEX institutions_by_identity_version ON institutions (identity_version);

-- What the key of an institution's address is made of; unknown of those that were announced without it.
ALTER TABLE institutions ADD COLUMN street text;
