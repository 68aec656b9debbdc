-- 地域病床見える化: hospitals in the order of their areas.
CREATE INDEX institutions_by_type_and_area ON institutions (type, prefecture, area, name, id);

-- Conditions of a table that a person has saved under a name. "query" is the state as it stands in an address.
CREATE TABLE tables_filters (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  person text NOT NULL,
  table_key text NOT NULL,
  name text NOT NULL,
  query text NOT NULL,
  on_home boolean NOT NULL,
  saved_at timestamptz NOT NULL,
  UNIQUE (person, table_key, name)
);

-- Tables that a person sees on the home page, as they are.
CREATE TABLE tables_on_home (
  person text NOT NULL,
  table_key text NOT NULL,
  PRIMARY KEY (person, table_key)
);

-- A person has only the own ones.
ALTER TABLE tables_filters ENABLE ROW LEVEL SECURITY;
ALTER TABLE tables_on_home ENABLE ROW LEVEL SECURITY;
CREATE POLICY worker_all ON tables_filters TO reporting_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON tables_on_home TO reporting_worker USING (true) WITH CHECK (true);
CREATE POLICY own ON tables_filters TO reporting_app
  USING (person = current_setting('todoke.person', true)) WITH CHECK (person = current_setting('todoke.person', true));
CREATE POLICY own ON tables_on_home TO reporting_app
  USING (person = current_setting('todoke.person', true)) WITH CHECK (person = current_setting('todoke.person', true));

-- The figures by which hospitals are summed up and ordered, so that neither reads whole answers. Blank where the answer
-- has no such figure.
ALTER TABLE surveys_latest
  ADD COLUMN secured_beds integer GENERATED ALWAYS AS (
    CASE WHEN jsonb_typeof(answers -> 'secured_beds') = 'number' THEN (answers -> 'secured_beds')::integer END) STORED,
  ADD COLUMN empty_beds integer GENERATED ALWAYS AS (
    CASE WHEN jsonb_typeof(answers -> 'empty_beds') = 'number' THEN (answers -> 'empty_beds')::integer END) STORED;
CREATE INDEX surveys_latest_beds ON surveys_latest (survey, respondent)
  INCLUDE (prefecture, municipality_code, answered_at, secured_beds, empty_beds);
