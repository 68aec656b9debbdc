-- 医療機関マスタ (R154): what accounts announces of an institution, whole. Area and search_key are made here.
-- Table, reaction and history move from the module home to institutions, which hears the same event.
ALTER TABLE institutions
  ADD COLUMN municipality text NOT NULL DEFAULT '',
  ADD COLUMN location text NOT NULL DEFAULT '',
  ADD COLUMN phone text,
  ADD COLUMN institution_code text,
  ADD COLUMN insurance_code text,
  ADD COLUMN has_account boolean NOT NULL DEFAULT false,
  -- The 二次医療圏 by the plan in force and the municipality: code, name, plan; '' where none is known.
  ADD COLUMN area text NOT NULL DEFAULT '',
  ADD COLUMN area_name text NOT NULL DEFAULT '',
  ADD COLUMN area_plan text NOT NULL DEFAULT '',
  -- matchKey of the name, and the version of the rules that made it. The service renews older ones.
  ADD COLUMN search_key text NOT NULL DEFAULT '',
  ADD COLUMN search_key_version integer NOT NULL DEFAULT 0,
  -- The day in Japan of the first event about the institution: from then on it owes answers to surveys.
  ADD COLUMN known_since date NOT NULL DEFAULT '2020-01-01',
  ADD COLUMN closed_on date,
  -- Puts institutions in the order of their places: codes of municipalities begin with their prefecture. A column, since
  -- row-level security keeps coalesce from every index.
  ADD COLUMN place text NOT NULL GENERATED ALWAYS AS (coalesce(municipality_code, prefecture)) STORED;
UPDATE inbox SET module = 'institutions' WHERE module = 'home' AND subject = 'accounts.institution-changed.v1';

-- One index for each order of 医療機関マスタ, alone and after what usually narrows it.
CREATE INDEX institutions_by_place ON institutions (place, name, id);
CREATE INDEX institutions_by_name ON institutions (name, id);
CREATE INDEX institutions_by_prefecture ON institutions (prefecture, place, name, id);
CREATE INDEX institutions_by_prefecture_and_name ON institutions (prefecture, name, id);
CREATE INDEX institutions_by_type ON institutions (type, prefecture, area);
CREATE INDEX institutions_by_type_and_place ON institutions (type, place, name, id);
CREATE INDEX institutions_by_area ON institutions (area, place, name, id);
CREATE INDEX institutions_by_search_key_version ON institutions (search_key_version);

-- Each character of a key and each pair of neighbours: a name contains a text only where it has all of these.
CREATE FUNCTION pieces_of(key text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT substr(key, place, length)), '{}')
  FROM generate_series(1, length(key)) AS place, generate_series(1, 2) AS length
$$;
CREATE INDEX institutions_by_pieces ON institutions USING gin (pieces_of(search_key)) WITH (fastupdate = off);

-- Names that an institution has had, each with the version of the master that first had it.
CREATE TABLE institutions_names (
  institution text NOT NULL,
  version integer NOT NULL,
  name text NOT NULL,
  -- NULL: it had the name when names began to be kept.
  since timestamptz,
  PRIMARY KEY (institution, version)
);
INSERT INTO institutions_names (institution, version, name) SELECT id, version, name FROM institutions;

-- 二次医療圏 by version of the medical plan: an area, and the municipalities of which it consists.
CREATE TABLE institutions_areas (
  plan text NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  -- matchKey of the name.
  search_key text NOT NULL,
  prefecture text NOT NULL,
  valid_from date NOT NULL,
  valid_until date,
  -- Whether the code is one that the ministry gave.
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

-- Officials read the institutions of their jurisdiction, and what belongs to these; an institution reads itself. The
-- settings stand in sub-selects, which Postgres evaluates once a query: a list may look through all institutions.
DROP POLICY institution_reads_itself ON institutions;
CREATE POLICY readers ON institutions FOR SELECT TO reporting_app USING (
  CASE (SELECT current_setting('todoke.role', true))
    WHEN 'secretariat' THEN true
    WHEN 'prefecture' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
    WHEN 'institution' THEN id = (SELECT current_setting('todoke.institution', true))
    WHEN 'health-centre' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
      AND municipality_code = ANY ((SELECT string_to_array(current_setting('todoke.area', true), ','))::text[])
    WHEN 'municipality' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
      AND municipality_code = ANY ((SELECT string_to_array(current_setting('todoke.area', true), ','))::text[])
    ELSE false
  END
);

-- The ids of institutions whose key contains another; NULL where there are more than `most`. Row-level security keeps
-- LIKE from every index, so the function runs as the owner of the table, and repeats what the policy says.
CREATE FUNCTION institutions_containing(part text, within_prefecture text, most integer) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT CASE WHEN count(*) <= most THEN coalesce(array_agg(id), '{}') END
  FROM (
    SELECT id FROM institutions
    WHERE pieces_of(search_key) @> pieces_of(part) AND strpos(search_key, part) > 0
      AND (within_prefecture IS NULL OR prefecture = within_prefecture)
      AND (in_jurisdiction(prefecture, municipality_code)
        OR current_setting('todoke.role', true) = 'institution' AND id = current_setting('todoke.institution', true))
    LIMIT most + 1
  ) AS found
$$;
REVOKE ALL ON FUNCTION institutions_containing FROM PUBLIC;
GRANT EXECUTE ON FUNCTION institutions_containing TO reporting_app;

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
