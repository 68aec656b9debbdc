-- Institutions as a desk looks them up: by name, address, codes and telephone number (R79, R85). What accounts announces
-- of them, whole but for the login ID, which is asked for when it is told and kept nowhere here.
CREATE TABLE desk_institutions (
  id text PRIMARY KEY,
  version integer NOT NULL CHECK (version > 0),
  name text NOT NULL,
  type text NOT NULL,
  prefecture text NOT NULL,
  municipality text NOT NULL,
  municipality_code text,
  location text NOT NULL,
  -- 町名・番地; NULL where it was announced without it.
  street text,
  -- Looked up by how they begin, so they are compared sign by sign.
  phone text COLLATE "C",
  institution_code text COLLATE "C",
  insurance_code text COLLATE "C",
  has_account boolean NOT NULL,
  -- Keys of the name and of the address, and the version of the rules that made them. The service renews older ones.
  search_key text NOT NULL,
  search_key_version integer NOT NULL
);

-- The list by name, within a municipality, a prefecture, and everywhere.
CREATE INDEX desk_institutions_by_name ON desk_institutions (name, id);
CREATE INDEX desk_institutions_by_prefecture ON desk_institutions (prefecture, name, id);
CREATE INDEX desk_institutions_by_municipality ON desk_institutions (municipality_code, name, id);
CREATE INDEX desk_institutions_by_search_key_version ON desk_institutions (search_key_version);

-- Codes and telephone numbers are found by how they begin; insurance codes also by the seven digits that people use
-- within their prefecture.
CREATE INDEX desk_institutions_by_institution_code ON desk_institutions (institution_code);
CREATE INDEX desk_institutions_by_insurance_code ON desk_institutions (insurance_code);
CREATE INDEX desk_institutions_by_short_code ON desk_institutions (right(insurance_code, 7));
CREATE INDEX desk_institutions_by_phone ON desk_institutions (phone);

-- Names and addresses are found by the pieces of their keys.
CREATE INDEX desk_institutions_by_pieces ON desk_institutions
  USING gin (pieces_within(prefecture, search_key)) WITH (fastupdate = off);

-- Whether the person of the transaction works for a place (R158). The settings stand in sub-selects, which Postgres
-- evaluates once a query: a list may look through all institutions.
ALTER TABLE desk_institutions ENABLE ROW LEVEL SECURITY;
CREATE POLICY worker_all ON desk_institutions TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY officials_read ON desk_institutions FOR SELECT TO approval_app USING (
  CASE (SELECT current_setting('todoke.role', true))
    WHEN 'secretariat' THEN true
    WHEN 'prefecture' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
    WHEN 'health-centre' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
      AND municipality_code = ANY ((SELECT string_to_array(current_setting('todoke.area', true), ','))::text[])
    ELSE false
  END
);
REVOKE INSERT, UPDATE, DELETE ON desk_institutions FROM approval_app;

-- The ids of institutions that a search finds; NULL where there are more than `most`. Row-level security keeps the
-- operators of these indexes from being used, so the function runs as the owner of the table, and asks the rule itself.
-- part: in the key; address: the same as an address is compared; code: how a code or number begins, or ''.
CREATE FUNCTION desk_institutions_found(
  part text, address text, code text, within_prefecture text, most integer
) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT CASE WHEN count(DISTINCT id) <= most THEN coalesce(array_agg(DISTINCT id), '{}') END
  FROM (
    (SELECT id FROM desk_institutions
     WHERE pieces_within(prefecture, search_key) @> pieces_sought(within_prefecture, part)
       AND strpos(search_key, part) > 0 AND in_jurisdiction(prefecture, municipality_code) LIMIT most + 1)
    UNION ALL
    (SELECT id FROM desk_institutions
     WHERE address <> part
       AND pieces_within(prefecture, search_key) @> pieces_sought(within_prefecture, address)
       AND strpos(search_key, address) > 0 AND in_jurisdiction(prefecture, municipality_code) LIMIT most + 1)
    UNION ALL
    (SELECT id FROM desk_institutions
     WHERE code <> '' AND institution_code >= code AND institution_code <= code || '~'
       AND (within_prefecture IS NULL OR prefecture = within_prefecture)
       AND in_jurisdiction(prefecture, municipality_code) LIMIT most + 1)
    UNION ALL
    (SELECT id FROM desk_institutions
     WHERE code <> '' AND insurance_code >= code AND insurance_code <= code || '~'
       AND (within_prefecture IS NULL OR prefecture = within_prefecture)
       AND in_jurisdiction(prefecture, municipality_code) LIMIT most + 1)
    UNION ALL
    (SELECT id FROM desk_institutions
     WHERE length(code) = 7 AND right(insurance_code, 7) = code
       AND (within_prefecture IS NULL OR prefecture = within_prefecture)
       AND in_jurisdiction(prefecture, municipality_code) LIMIT most + 1)
    UNION ALL
    (SELECT id FROM desk_institutions
     WHERE code <> '' AND phone >= code AND phone <= code || '~'
       AND (within_prefecture IS NULL OR prefecture = within_prefecture)
       AND in_jurisdiction(prefecture, municipality_code) LIMIT most + 1)
  ) AS found
$$;
REVOKE ALL ON FUNCTION desk_institutions_found FROM PUBLIC;
GRANT EXECUTE ON FUNCTION desk_institutions_found TO approval_app;

-- How an official checked who calls before a login ID was shown (R163). Only ever added to.
CREATE TABLE desk_identity_checks (
  -- Made by the page: the same page sent twice records one check.
  id uuid PRIMARY KEY,
  institution text NOT NULL REFERENCES desk_institutions,
  prefecture text NOT NULL,
  official text NOT NULL,
  at timestamptz(3) NOT NULL,
  -- Facts that the caller knew.
  facts text[] NOT NULL CHECK (cardinality(facts) > 0),
  -- The number that was called back, and what else the official noted.
  callback text,
  note text
);
CREATE INDEX desk_identity_checks_by_institution ON desk_identity_checks (institution, at DESC, id);

ALTER TABLE desk_identity_checks ENABLE ROW LEVEL SECURITY;
CREATE POLICY worker_all ON desk_identity_checks TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY officials_read ON desk_identity_checks FOR SELECT TO approval_app USING (
  CASE (SELECT current_setting('todoke.role', true))
    WHEN 'secretariat' THEN true
    WHEN 'prefecture' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
    ELSE false
  END
);
CREATE POLICY prefectures_add ON desk_identity_checks FOR INSERT TO approval_app WITH CHECK (
  current_setting('todoke.role', true) = 'prefecture'
  AND prefecture = current_setting('todoke.prefecture', true)
  AND official = current_setting('todoke.person', true)
  AND EXISTS (
    SELECT FROM desk_institutions AS i
    WHERE i.id = institution AND i.prefecture = current_setting('todoke.prefecture', true)
  )
);
REVOKE UPDATE, DELETE ON desk_identity_checks FROM approval_app;
