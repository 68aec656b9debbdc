-- 医療機関マスタ (R154): what accounts announces of an institution, whole. `area` and `search_key` are made here.
-- Table, reaction and history move from the module home to institutions, which hears the same event.
ALTER TABLE institutions
  ADD COLUMN municipality text NOT NULL DEFAULT '',
  ADD COLUMN location text NOT NULL DEFAULT '',
  ADD COLUMN phone text,
  ADD COLUMN institution_code text,
  ADD COLUMN insurance_code text,
  ADD COLUMN has_account boolean NOT NULL DEFAULT false,
  -- Code of the 二次医療圏 of the plan in force, by municipality; '' where none is known.
  ADD COLUMN area text NOT NULL DEFAULT '',
  -- matchKey of the name, and the version of the rule that made it.
  ADD COLUMN search_key text NOT NULL DEFAULT '',
  ADD COLUMN search_key_version integer NOT NULL DEFAULT 0,
  -- The day from which an institution owes answers to surveys: the day (Japan) on which it was first heard of.
  ADD COLUMN known_since date NOT NULL DEFAULT '2020-01-01',
  ADD COLUMN closed_on date;
UPDATE inbox SET module = 'institutions' WHERE module = 'home' AND subject = 'accounts.institution-changed.v1';
CREATE INDEX institutions_by_prefecture ON institutions (prefecture, name, id);
CREATE INDEX institutions_by_name ON institutions (name, id);
CREATE INDEX institutions_by_type ON institutions (type, prefecture, area);
CREATE INDEX institutions_by_area ON institutions (area, name, id);

CREATE TABLE institutions_names (
  institution text NOT NULL,
  version integer NOT NULL,
  name text NOT NULL,
  since timestamptz NOT NULL,
  PRIMARY KEY (institution, version)
);

-- 二次医療圏 by version of the medical plan: an area, and the municipalities of which it consists.
CREATE TABLE institutions_areas (
  plan text NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  prefecture text NOT NULL,
  valid_from date NOT NULL,
  valid_until date,
  official boolean NOT NULL DEFAULT true,
  PRIMARY KEY (plan, code),
  CHECK (valid_until IS NULL OR valid_from <= valid_until)
);
CREATE TABLE institutions_area_municipalities (
  plan text NOT NULL,
  municipality text NOT NULL,
  code text NOT NULL,
  PRIMARY KEY (plan, municipality),
  FOREIGN KEY (plan, code) REFERENCES institutions_areas (plan, code) ON DELETE CASCADE
);

-- People, for the addresses of reminders and the names beside what they did. Erased with the person.
CREATE TABLE institutions_people (
  id text PRIMARY KEY,
  version integer NOT NULL CHECK (version > 0),
  role text NOT NULL,
  prefecture text,
  area text[] NOT NULL DEFAULT '{}',
  institution text,
  name text,
  addresses text[] NOT NULL DEFAULT '{}',
  active boolean NOT NULL
);
CREATE INDEX institutions_people_by_institution ON institutions_people (institution) WHERE institution IS NOT NULL;

-- Officials read the institutions of their jurisdiction, and what belongs to these.
CREATE POLICY officials_read ON institutions FOR SELECT TO reporting_app
  USING (in_jurisdiction(prefecture, municipality_code));
ALTER TABLE institutions_names ENABLE ROW LEVEL SECURITY;
ALTER TABLE institutions_people ENABLE ROW LEVEL SECURITY;
CREATE POLICY worker_all ON institutions_names TO reporting_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON institutions_people TO reporting_worker USING (true) WITH CHECK (true);
CREATE POLICY with_its_institution ON institutions_names FOR SELECT TO reporting_app
  USING (EXISTS (SELECT FROM institutions WHERE id = institution));
CREATE POLICY with_its_institution ON institutions_people FOR SELECT TO reporting_app
  USING (EXISTS (SELECT FROM institutions WHERE id = institution));
REVOKE INSERT, UPDATE, DELETE
  ON institutions_names, institutions_areas, institutions_area_municipalities, institutions_people FROM reporting_app;
