-- Whoever may read answers, with the settings in sub-selects: Postgres evaluates these once a query, where a function
-- call was evaluated for each of 8,000 answers. What may be written stays as it was.
DO $$
DECLARE
  kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['surveys_answers', 'surveys_latest'] LOOP
    EXECUTE format('DROP POLICY officials_read ON %I', kept);
    EXECUTE format('DROP POLICY own ON %I', kept);
    EXECUTE format($policy$
      CREATE POLICY readers ON %I FOR SELECT TO reporting_app USING (
        CASE (SELECT current_setting('todoke.role', true))
          WHEN 'secretariat' THEN true
          WHEN 'prefecture' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
          WHEN 'institution' THEN respondent = (SELECT current_setting('todoke.institution', true))
          WHEN 'health-centre' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
            AND (respondent = prefecture OR municipality_code = ANY (
              (SELECT string_to_array(current_setting('todoke.area', true), ','))::text[]))
          WHEN 'municipality' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
            AND (respondent = prefecture OR municipality_code = ANY (
              (SELECT string_to_array(current_setting('todoke.area', true), ','))::text[]))
          ELSE false
        END)$policy$, kept);
    EXECUTE format(
      'CREATE POLICY own_insert ON %I FOR INSERT TO reporting_app WITH CHECK (is_respondent(respondent))', kept);
    EXECUTE format(
      'CREATE POLICY own_update ON %I FOR UPDATE TO reporting_app
       USING (is_respondent(respondent)) WITH CHECK (is_respondent(respondent))', kept);
  END LOOP;
END
$$;

-- What counting needs of an institution and of an answer stands in the index: a count of the whole country reads no
-- table. The order is that of lists by 二次医療圏.
DROP INDEX institutions_by_type;
DROP INDEX institutions_by_type_and_area;
CREATE INDEX institutions_by_type_and_area ON institutions (type, prefecture, area, name, id)
  INCLUDE (municipality_code, known_since, closed_on, area_name, search_key);
DROP INDEX surveys_answers_by_round;
CREATE INDEX surveys_answers_by_round ON surveys_answers (survey, day, prefecture)
  INCLUDE (respondent, municipality_code, answered_at, late) WHERE answered_at IS NOT NULL;

-- A search within a prefecture reads the names of that prefecture alone: its two digits stand before the pieces as well.
-- Of a text with several characters the pairs suffice.
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
DROP FUNCTION institutions_containing;
DROP INDEX institutions_by_pieces;
CREATE INDEX institutions_by_pieces ON institutions
  USING gin (pieces_within(prefecture, search_key)) WITH (fastupdate = off);
DROP FUNCTION pieces_of;
CREATE INDEX institutions_by_code ON institutions (institution_code);

-- 機関コード is searched for as well where that is wanted: all that begin with what was typed.
CREATE FUNCTION institutions_containing(part text, within_prefecture text, codes boolean, most integer) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT CASE WHEN count(*) <= most THEN coalesce(array_agg(id), '{}') END
  FROM (
    SELECT id FROM (
      SELECT id, prefecture, municipality_code FROM institutions
      WHERE pieces_within(prefecture, search_key) @> pieces_sought(within_prefecture, part)
        AND strpos(search_key, part) > 0
      UNION ALL
      SELECT id, prefecture, municipality_code FROM institutions
      WHERE codes AND institution_code >= part AND institution_code <= part || '~' AND strpos(search_key, part) = 0
        AND (within_prefecture IS NULL OR prefecture = within_prefecture)) AS containing
    WHERE CASE (SELECT current_setting('todoke.role', true))
      WHEN 'secretariat' THEN true
      WHEN 'prefecture' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
      WHEN 'institution' THEN id = (SELECT current_setting('todoke.institution', true))
      WHEN 'health-centre' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
        AND municipality_code = ANY ((SELECT string_to_array(current_setting('todoke.area', true), ','))::text[])
      WHEN 'municipality' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
        AND municipality_code = ANY ((SELECT string_to_array(current_setting('todoke.area', true), ','))::text[])
      ELSE false
    END
    LIMIT most + 1
  ) AS found
$$;
REVOKE ALL ON FUNCTION institutions_containing FROM PUBLIC;
GRANT EXECUTE ON FUNCTION institutions_containing TO reporting_app;
