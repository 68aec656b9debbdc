-- What applications are searched for by: matchKey of the name, and codes and telephone numbers as they stand, in lower
-- case. The service fills them in with the other keys of a row.
ALTER TABLE reviews
  ADD COLUMN name_key text NOT NULL DEFAULT '',
  ADD COLUMN codes text[] NOT NULL DEFAULT '{}';

-- Each character of a key and each pair of neighbours, also with the prefecture before it: a name contains a text only
-- where it has all of these. Of a text with several characters the pairs suffice.
CREATE FUNCTION pieces_within(prefecture text, key text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT place || substr(key, at, length)), '{}')
  FROM generate_series(1, length(key)) AS at, generate_series(1, 2) AS length, unnest(ARRAY['', prefecture]) AS place
$$;
CREATE FUNCTION pieces_sought(within_prefecture text, part text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT coalesce(within_prefecture, '') || substr(part, at, 2)), '{}')
  FROM generate_series(1, greatest(length(part) - 1, 1)) AS at
$$;
CREATE INDEX reviews_by_pieces ON reviews USING gin (pieces_within(prefecture, name_key)) WITH (fastupdate = off);
CREATE INDEX reviews_by_codes ON reviews USING gin (codes) WITH (fastupdate = off);

-- The numbers of applications whose name contains a text, or that have a code or telephone number; NULL where there are
-- more than `most`. Row-level security keeps these conditions from every index, so the function runs as the owner of
-- the table, and repeats what the policy says.
CREATE FUNCTION reviews_containing(part text, code text, within_prefecture text, most integer) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT CASE WHEN count(*) <= most THEN coalesce(array_agg(number), '{}') END
  FROM (
    SELECT number FROM (
      SELECT number, prefecture, municipality_code FROM reviews
      WHERE pieces_within(prefecture, name_key) @> pieces_sought(within_prefecture, part)
        AND strpos(name_key, part) > 0
      UNION ALL
      SELECT number, prefecture, municipality_code FROM reviews
      WHERE codes @> ARRAY[code] AND strpos(name_key, part) = 0) AS containing
    WHERE CASE (SELECT current_setting('todoke.role', true))
      WHEN 'secretariat' THEN true
      WHEN 'prefecture' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
      WHEN 'health-centre' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
        AND municipality_code = ANY ((SELECT string_to_array(current_setting('todoke.area', true), ','))::text[])
      ELSE false
    END
    LIMIT most + 1
  ) AS found
$$;
REVOKE ALL ON FUNCTION reviews_containing FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reviews_containing TO approval_app;
