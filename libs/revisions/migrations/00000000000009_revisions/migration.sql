-- Versions of texts and definitions that officials change in the browser. Append only: to go back is a new version.
CREATE TABLE revisions (
  kind text NOT NULL,
  key text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  valid_from date NOT NULL,
  body jsonb NOT NULL,
  note text NOT NULL,
  published_by text NOT NULL,
  published_at timestamptz NOT NULL,
  PRIMARY KEY (kind, key, version)
);

-- What is being changed and holds nowhere yet: one of each.
CREATE TABLE revision_drafts (
  kind text NOT NULL,
  key text NOT NULL,
  body jsonb NOT NULL,
  drafted_by text NOT NULL,
  drafted_at timestamptz NOT NULL,
  PRIMARY KEY (kind, key)
);

DO $$
DECLARE
  role text;
BEGIN
  FOREACH role IN ARRAY ARRAY['_app', '_worker'] LOOP
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON revisions FROM %I', current_schema() || role);
  END LOOP;
END
$$;
