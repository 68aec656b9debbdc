-- How many applications there are, so that no page counts them. Each change of reviews adds rows here and locks none;
-- a job folds rows of the same kind into one. The number of a kind is the sum of its rows.
CREATE TABLE tallies (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- A prefecture (two digits), a municipality (five), or blank for all.
  place text NOT NULL,
  institution_type text NOT NULL,
  state text NOT NULL,
  -- Blank: in none.
  pile text NOT NULL,
  applications integer NOT NULL
);
CREATE INDEX tallies_by_place ON tallies (place, institution_type, state, pile) INCLUDE (applications);

CREATE FUNCTION tally_reviews() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO tallies (place, institution_type, state, pile, applications)
    SELECT place, institution_type, state, coalesce(pile, ''), count(*)
    FROM now_there, unnest(ARRAY['', prefecture, municipality_code]) AS place
    WHERE place IS NOT NULL GROUP BY 1, 2, 3, 4;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO tallies (place, institution_type, state, pile, applications)
    SELECT place, institution_type, state, coalesce(pile, ''), -count(*)
    FROM was_there, unnest(ARRAY['', prefecture, municipality_code]) AS place
    WHERE place IS NOT NULL GROUP BY 1, 2, 3, 4;
  ELSE
    INSERT INTO tallies (place, institution_type, state, pile, applications)
    SELECT place, institution_type, state, coalesce(pile, ''), sum(more)
    FROM (SELECT prefecture, municipality_code, institution_type, state, pile, 1 AS more FROM now_there
          UNION ALL
          SELECT prefecture, municipality_code, institution_type, state, pile, -1 FROM was_there) AS moved,
      unnest(ARRAY['', prefecture, municipality_code]) AS place
    WHERE place IS NOT NULL GROUP BY 1, 2, 3, 4 HAVING sum(more) <> 0;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER tally_new AFTER INSERT ON reviews
  REFERENCING NEW TABLE AS now_there FOR EACH STATEMENT EXECUTE FUNCTION tally_reviews();
CREATE TRIGGER tally_changed AFTER UPDATE ON reviews
  REFERENCING OLD TABLE AS was_there NEW TABLE AS now_there FOR EACH STATEMENT EXECUTE FUNCTION tally_reviews();
CREATE TRIGGER tally_gone AFTER DELETE ON reviews
  REFERENCING OLD TABLE AS was_there FOR EACH STATEMENT EXECUTE FUNCTION tally_reviews();

CREATE FUNCTION tally_nothing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  TRUNCATE tallies;
  RETURN NULL;
END
$$;
CREATE TRIGGER tally_truncated AFTER TRUNCATE ON reviews FOR EACH STATEMENT EXECUTE FUNCTION tally_nothing();

INSERT INTO tallies (place, institution_type, state, pile, applications)
SELECT place, institution_type, state, coalesce(pile, ''), count(*)
FROM reviews, unnest(ARRAY['', prefecture, municipality_code]) AS place
WHERE place IS NOT NULL GROUP BY 1, 2, 3, 4;

-- Jurisdiction (R158), with the settings in sub-selects, which Postgres evaluates once a query.
ALTER TABLE tallies ENABLE ROW LEVEL SECURITY;
CREATE POLICY worker_all ON tallies TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY officials_read ON tallies FOR SELECT TO approval_app USING (
  CASE (SELECT current_setting('todoke.role', true))
    WHEN 'secretariat' THEN true
    WHEN 'prefecture' THEN place = (SELECT current_setting('todoke.prefecture', true))
    WHEN 'health-centre' THEN place = ANY ((SELECT string_to_array(current_setting('todoke.area', true), ','))::text[])
    ELSE false
  END
);
REVOKE INSERT, UPDATE, DELETE ON tallies FROM approval_app;

DROP POLICY officials_read ON reviews;
CREATE POLICY officials_read ON reviews FOR SELECT TO approval_app USING (
  CASE (SELECT current_setting('todoke.role', true))
    WHEN 'secretariat' THEN true
    WHEN 'prefecture' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
    WHEN 'health-centre' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
      AND municipality_code = ANY ((SELECT string_to_array(current_setting('todoke.area', true), ','))::text[])
    ELSE false
  END
);
