-- By which version of its rules a key for comparing was made. The service renews older ones.
ALTER TABLE institutions_institutions ADD COLUMN identity_version integer NOT NULL DEFAULT 1;
CREATE INDEX institutions_institutions_identity_version_idx ON institutions_institutions (identity_version);

-- How often an application was approved. Whoever knows nothing of rounds is in the first.
ALTER TABLE issuance_applications ADD COLUMN round integer NOT NULL DEFAULT 1 CHECK (round > 0);
