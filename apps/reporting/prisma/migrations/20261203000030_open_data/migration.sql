-- IDs that files of the open data have for institutions: they may differ from 機関コード in the master in case, and are
-- known of institutions that have none there. Public.
CREATE TABLE open_data_ids (
  institution text NOT NULL,
  scheme text NOT NULL CHECK (scheme IN ('medical', 'pharmacy')),
  id text NOT NULL,
  as_of date NOT NULL,
  PRIMARY KEY (institution, scheme)
);
CREATE INDEX open_data_ids_by_id ON open_data_ids (id);

-- Files of the open data that officials have read in.
CREATE TABLE open_data_imports (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- Whose institutions are taken; NULL: those of all prefectures, for the secretariat.
  prefecture text,
  slug text NOT NULL,
  file_name text NOT NULL,
  -- SHA-256 of its bytes.
  digest text NOT NULL,
  -- The day as of which it tells.
  as_of date NOT NULL,
  -- reading: rows are missing; read: nothing is taken over yet; taken: reports begin with what it tells.
  state text NOT NULL CHECK (state IN ('reading', 'read', 'taken')),
  started_by text NOT NULL,
  started_at timestamptz NOT NULL,
  taken_by text,
  taken_at timestamptz,
  CHECK ((state = 'taken') = (taken_at IS NOT NULL))
);
CREATE UNIQUE INDEX open_data_imports_of_file ON open_data_imports (coalesce(prefecture, ''), digest, as_of);
CREATE INDEX open_data_imports_by_time ON open_data_imports (started_at DESC, id);

-- What became of each row of a file, and what it tells until that is taken over.
CREATE TABLE open_data_import_rows (
  import uuid NOT NULL REFERENCES open_data_imports (id) ON DELETE CASCADE,
  -- As a spreadsheet counts: the header is 1.
  row integer NOT NULL,
  -- The ID, and the name where the file has one.
  facility text NOT NULL,
  name text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN
    ('matched', 'doubtful', 'unknown', 'faulty', 'held', 'elsewhere', 'repeated', 'taken', 'older')),
  institution text,
  -- A sentence for people.
  note text NOT NULL,
  values jsonb,
  PRIMARY KEY (import, row)
);
CREATE INDEX open_data_import_rows_by_outcome ON open_data_import_rows (import, outcome, row);
CREATE INDEX open_data_import_rows_by_institution ON open_data_import_rows (import, institution)
  WHERE institution IS NOT NULL;


-- What the files of the open data tell: published reports, each under the ID of its institution, NULL where it has none.
-- The view reads institutions as its owner, of which it shows the ID alone.
CREATE VIEW open_data_published AS
SELECT p.institution, p.type, p.prefecture, p.values,
       -- Grows or changes with every change of the row.
       p.xmin::text::bigint + i.version AS written,
       CASE
         WHEN starts_with(known.id, p.prefecture || kind.code) THEN known.id
         WHEN i.institution_code <> '' THEN p.prefecture || kind.code || i.institution_code
       END AS facility
FROM reports_published AS p
JOIN institutions AS i ON i.id = p.institution
JOIN (VALUES ('hospital', '1'), ('clinic', '2'), ('dental-clinic', '3'), ('midwifery-centre', '4'), ('pharmacy', '5'))
  AS kind (type, code) ON kind.type = p.type
LEFT JOIN open_data_ids AS known ON known.institution = p.institution AND known.scheme = p.scheme;

ALTER TABLE open_data_ids ENABLE ROW LEVEL SECURITY;
ALTER TABLE open_data_imports ENABLE ROW LEVEL SECURITY;
ALTER TABLE open_data_import_rows ENABLE ROW LEVEL SECURITY;
CREATE POLICY worker_all ON open_data_ids TO reporting_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON open_data_imports TO reporting_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON open_data_import_rows TO reporting_worker USING (true) WITH CHECK (true);
-- A prefecture sees what it has read in itself, the secretariat everything.
CREATE POLICY readers ON open_data_imports FOR SELECT TO reporting_app USING (
  CASE (SELECT current_setting('todoke.role', true))
    WHEN 'secretariat' THEN true
    WHEN 'prefecture' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
    ELSE false
  END);
CREATE POLICY with_their_import ON open_data_import_rows FOR SELECT TO reporting_app
  USING (import IN (SELECT id FROM open_data_imports));
REVOKE INSERT, UPDATE, DELETE ON open_data_ids, open_data_imports, open_data_import_rows FROM reporting_app;
REVOKE INSERT, UPDATE, DELETE ON open_data_published FROM reporting_app, reporting_worker;
