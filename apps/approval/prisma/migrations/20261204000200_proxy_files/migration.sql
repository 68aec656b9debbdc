-- 代理申請 by CSV file (R74): files that officials have read in, and what becomes of each row.
CREATE TABLE proxy_files (
  -- Made by the page with the file's form: the same page sent twice reads one file.
  id uuid PRIMARY KEY,
  prefecture text NOT NULL CHECK (prefecture ~ '^[0-9]{2}$'),
  file_name text NOT NULL,
  -- SHA-256 of its bytes.
  digest text NOT NULL,
  encoding text NOT NULL CHECK (encoding IN ('utf-8', 'cp932')),
  -- reading: rows are missing; read: nothing is filed yet; filing: rows are filed, batch by batch; filed: none is left.
  state text NOT NULL CHECK (state IN ('reading', 'read', 'filing', 'filed')),
  read_by text NOT NULL,
  read_at timestamptz(3) NOT NULL,
  started_by text,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  CHECK ((state IN ('reading', 'read')) = (started_at IS NULL)),
  CHECK ((started_at IS NULL) = (started_by IS NULL)),
  CHECK ((state = 'filed') = (finished_at IS NOT NULL))
);
CREATE INDEX proxy_files_by_time ON proxy_files (prefecture, read_at DESC, id);
CREATE INDEX proxy_files_by_digest ON proxy_files (prefecture, digest);
CREATE INDEX proxy_files_under_way ON proxy_files (started_at) WHERE state = 'filing';

CREATE TABLE proxy_file_rows (
  file uuid NOT NULL REFERENCES proxy_files ON DELETE CASCADE,
  -- As a spreadsheet counts: the header is 1.
  row integer NOT NULL,
  -- The request of its application, so that a row is filed once.
  request uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
  -- Of the institution, as it is listed.
  name text NOT NULL,
  -- faulty: it cannot be filed; left-out: it was not wanted; failed: it could not be stored.
  state text NOT NULL CHECK (state IN ('ready', 'filed', 'faulty', 'left-out', 'failed')),
  -- Why it may not be needed: an account, an application under way, or an earlier row of the file.
  mark text CHECK (mark IN ('holder', 'applied', 'repeated')),
  -- Sentences for people, each with its column.
  notes jsonb NOT NULL,
  -- What is filed; personal data, and gone as soon as it is not needed.
  items jsonb,
  number text,
  PRIMARY KEY (file, row),
  CHECK ((state = 'ready') = (items IS NOT NULL)),
  CHECK ((state = 'filed') = (number IS NOT NULL))
);
CREATE INDEX proxy_file_rows_by_state ON proxy_file_rows (file, state, row);

-- A prefecture works with its own files. What is filed is filed for the official who asked for it, within the same limits.
ALTER TABLE proxy_files ENABLE ROW LEVEL SECURITY;
ALTER TABLE proxy_file_rows ENABLE ROW LEVEL SECURITY;
CREATE POLICY worker_all ON proxy_files TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON proxy_file_rows TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY own_prefecture ON proxy_files TO approval_app
  USING (
    (SELECT current_setting('todoke.role', true)) = 'prefecture'
    AND prefecture = (SELECT current_setting('todoke.prefecture', true))
  );
CREATE POLICY with_their_file ON proxy_file_rows TO approval_app
  USING (file IN (SELECT id FROM proxy_files));
REVOKE DELETE ON proxy_file_rows FROM approval_app;
