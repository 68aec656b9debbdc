CREATE TABLE applications (
  number text PRIMARY KEY,
  prefecture text NOT NULL,
  municipality_code text,
  institution_type text,
  state text NOT NULL CHECK (
    state IN (
      'waiting', 'approved', 'rejected', 'issued', 'granted',
      'nothing-to-do', 'pre-notice-undeliverable', 'not-issued', 'voided'
    )
  ),
  stage integer NOT NULL CHECK (stage BETWEEN 1 AND 3),
  version integer NOT NULL CHECK (version > 0)
);
CREATE INDEX applications_by_state ON applications (prefecture, state);

CREATE TABLE institutions (
  id text PRIMARY KEY,
  version integer NOT NULL CHECK (version > 0),
  prefecture text NOT NULL,
  municipality_code text,
  name text NOT NULL,
  type text NOT NULL,
  permissions text[] NOT NULL
);

CREATE TABLE report_windows (
  prefecture text PRIMARY KEY CHECK (prefecture ~ '^(0[1-9]|[1-3][0-9]|4[0-7])$'),
  from_day text NOT NULL CHECK (from_day ~ '^[0-9]{2}-[0-9]{2}$'),
  to_day text NOT NULL CHECK (to_day ~ '^[0-9]{2}-[0-9]{2}$')
);
-- The nation-wide default; a prefecture that differs changes its row (R52).
INSERT INTO report_windows (prefecture, from_day, to_day)
SELECT lpad(number::text, 2, '0'), '01-05', '03-31' FROM generate_series(1, 47) AS number;

-- Jurisdiction (R158). Each transaction of a person's request says for whom it works; one that does not say it
-- sees nothing. The worker works for nobody in particular and sees all.
CREATE FUNCTION in_jurisdiction(place_prefecture text, place_municipality text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN current_setting('todoke.role', true) = 'secretariat' THEN true
    WHEN current_setting('todoke.role', true) = 'prefecture'
      THEN place_prefecture = current_setting('todoke.prefecture', true)
    WHEN current_setting('todoke.role', true) IN ('health-centre', 'municipality')
      THEN place_prefecture = current_setting('todoke.prefecture', true)
      AND place_municipality = ANY (string_to_array(current_setting('todoke.area', true), ','))
    ELSE false
  END
$$;

ALTER TABLE applications ENABLE ROW LEVEL SECURITY;
ALTER TABLE institutions ENABLE ROW LEVEL SECURITY;
CREATE POLICY worker_all ON applications TO reporting_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON institutions TO reporting_worker USING (true) WITH CHECK (true);
CREATE POLICY officials_read ON applications FOR SELECT TO reporting_app
  USING (in_jurisdiction(prefecture, municipality_code));
CREATE POLICY institution_reads_itself ON institutions FOR SELECT TO reporting_app
  USING (current_setting('todoke.role', true) = 'institution' AND id = current_setting('todoke.institution', true));

REVOKE INSERT, UPDATE, DELETE ON applications, institutions, report_windows FROM reporting_app;
