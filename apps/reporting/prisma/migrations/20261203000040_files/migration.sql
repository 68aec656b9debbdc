-- Files that belong to something else, as the scan of a report on paper: seen by those who see that, and by nobody else.
CREATE TABLE files (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  report uuid NOT NULL REFERENCES reports (id),
  -- As it was called where it came from, with the ending of its kind.
  name text NOT NULL,
  -- What its content is.
  kind text NOT NULL CHECK (kind IN ('pdf', 'jpeg', 'png', 'tiff')),
  size integer NOT NULL CHECK (size > 0),
  -- SHA-256 of its bytes.
  digest text NOT NULL,
  -- held: nobody gets it before it was scanned; refused: something harmful was found, and it is gone.
  state text NOT NULL CHECK (state IN ('held', 'ready', 'refused')),
  bytes bytea,
  uploaded_by text NOT NULL,
  uploaded_at timestamptz NOT NULL,
  CHECK ((state = 'refused') = (bytes IS NULL)),
  UNIQUE (report, digest)
);
-- Scans are compressed already.
ALTER TABLE files ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE INDEX files_held ON files (uploaded_at, id) WHERE state = 'held';

ALTER TABLE files ENABLE ROW LEVEL SECURITY;
CREATE POLICY worker_all ON files TO reporting_worker USING (true) WITH CHECK (true);
CREATE POLICY with_their_report ON files FOR SELECT TO reporting_app
  USING (EXISTS (SELECT FROM reports AS r WHERE r.id = report));
-- Who enters a report on paper attaches its scan.
CREATE POLICY those_who_enter ON files FOR INSERT TO reporting_app WITH CHECK (
  (SELECT current_setting('todoke.role', true)) = 'prefecture'
  AND EXISTS (SELECT FROM reports AS r WHERE r.id = report AND r.route = 'paper'));
REVOKE UPDATE, DELETE ON files FROM reporting_app;
