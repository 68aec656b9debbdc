-- The officials who work on applications, as accounts announces them: for their names in histories and lists, and for
-- the assignment of applications. Institutions' people are not kept.
CREATE TABLE people (
  id text PRIMARY KEY,
  version integer NOT NULL CHECK (version > 0),
  role text NOT NULL CHECK (role IN ('prefecture', 'health-centre', 'secretariat')),
  prefecture text,
  -- Municipality codes of a health centre, five digits each.
  area text[] NOT NULL DEFAULT '{}',
  name text,
  login_id text,
  active boolean NOT NULL
);
CREATE INDEX people_by_prefecture ON people (prefecture, id);

ALTER TABLE people ENABLE ROW LEVEL SECURITY;
CREATE POLICY worker_all ON people TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY own_prefecture ON people FOR SELECT TO approval_app USING (
  (SELECT current_setting('todoke.role', true)) IN ('prefecture', 'health-centre')
  AND prefecture = (SELECT current_setting('todoke.prefecture', true))
);
REVOKE INSERT, UPDATE, DELETE ON people FROM approval_app;

-- How a person is shown to the person of the transaction: the role to everybody, the name within the own prefecture.
-- Row-level security hides whole rows, so the function runs as the owner of the table, and repeats what the policy says.
CREATE FUNCTION people_shown(ids text[]) RETURNS TABLE (id text, role text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT people.id, people.role,
    CASE WHEN current_setting('todoke.role', true) IN ('prefecture', 'health-centre')
      AND people.prefecture = current_setting('todoke.prefecture', true)
    THEN coalesce(people.name, people.login_id) END
  FROM people WHERE people.id = ANY (ids)
$$;
REVOKE ALL ON FUNCTION people_shown FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_shown TO approval_app, approval_worker;
