-- The interface of prefectures' own systems.

-- Projection of accounts' API clients. A token counts for as much as its client may now.
CREATE TABLE api_clients (
  client_id text PRIMARY KEY,
  version integer NOT NULL CHECK (version > 0),
  prefecture text NOT NULL,
  scopes text[] NOT NULL,
  active boolean NOT NULL,
  sandbox boolean NOT NULL
);

-- What changed, in the order in which it can be read. A transaction adds its changes without a place, so that nobody
-- waits for another; they get their places after its commit. A place is therefore never taken before one that was read.
CREATE TABLE api_changes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  number text NOT NULL REFERENCES reviews ON DELETE CASCADE,
  prefecture text NOT NULL,
  position bigint UNIQUE,
  -- When it got its place, and never before the change before it.
  at timestamptz(3),
  CHECK ((position IS NULL) = (at IS NULL))
);
CREATE INDEX api_changes_without_place ON api_changes (id) WHERE position IS NULL;
CREATE INDEX api_changes_of_prefecture ON api_changes (prefecture, position);
CREATE INDEX api_changes_of_application ON api_changes (number, position);
CREATE SEQUENCE api_positions;

CREATE FUNCTION note_new_reviews() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO api_changes (number, prefecture) SELECT number, prefecture FROM new_rows;
  RETURN NULL;
END
$$;
CREATE TRIGGER note_new_reviews AFTER INSERT ON reviews REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_new_reviews();

CREATE FUNCTION note_changed_reviews() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO api_changes (number, prefecture)
  SELECT changed.number, changed.prefecture FROM new_rows AS changed JOIN old_rows USING (number)
  WHERE changed.version <> old_rows.version;
  RETURN NULL;
END
$$;
CREATE TRIGGER note_changed_reviews AFTER UPDATE ON reviews REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_changed_reviews();

INSERT INTO api_changes (number, prefecture) SELECT number, prefecture FROM reviews ORDER BY received_at, number;

-- Gives places to what was committed without one. One transaction at a time: the lock ends after its commit is seen.
CREATE FUNCTION place_changes(moment timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  latest timestamptz;
BEGIN
  IF NOT EXISTS (SELECT FROM api_changes WHERE position IS NULL) THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(7263006);
  SELECT at INTO latest FROM api_changes WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1;
  UPDATE api_changes SET position = placed.position, at = greatest(moment, latest)
  FROM (
    SELECT id, nextval('api_positions') AS position
    FROM (SELECT id FROM api_changes WHERE position IS NULL ORDER BY id) AS waiting
  ) AS placed
  WHERE api_changes.id = placed.id;
END
$$;

-- Requests under an Idempotency-Key, for a day.
CREATE TABLE api_requests (
  client text NOT NULL,
  key text NOT NULL,
  -- What the actions know it by, so that doing it again does nothing more.
  request uuid NOT NULL,
  -- SHA-256 of method, path and body.
  fingerprint text NOT NULL,
  begun_at timestamptz(3) NOT NULL,
  -- Somebody works on it until then.
  leased_until timestamptz(3),
  answer jsonb,
  PRIMARY KEY (client, key)
);
CREATE INDEX api_requests_by_time ON api_requests (begun_at);

-- How many requests a client has made in its present minute.
CREATE TABLE api_budgets (
  client text PRIMARY KEY,
  used integer NOT NULL,
  ends_at timestamptz(3) NOT NULL
);

-- The trial applications of a sandbox client, which are no reviews: nothing else reads them.
CREATE TABLE api_sandboxes (
  client text PRIMARY KEY,
  content jsonb NOT NULL,
  used_at timestamptz(3) NOT NULL
);
CREATE INDEX api_sandboxes_by_time ON api_sandboxes (used_at);

-- A prefecture's system reads the changes of its prefecture, and besides them what is its own.
ALTER TABLE api_clients ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_budgets ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_sandboxes ENABLE ROW LEVEL SECURITY;
CREATE POLICY worker_all ON api_clients TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON api_changes TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON api_requests TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON api_budgets TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON api_sandboxes TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY itself ON api_clients FOR SELECT TO approval_app
  USING (client_id = (SELECT current_setting('todoke.person', true)));
CREATE POLICY own_prefecture ON api_changes FOR SELECT TO approval_app
  USING (
    (SELECT current_setting('todoke.role', true)) = 'prefecture'
    AND prefecture = (SELECT current_setting('todoke.prefecture', true))
  );
CREATE POLICY own ON api_requests TO approval_app USING (client = (SELECT current_setting('todoke.person', true)));
CREATE POLICY own ON api_budgets TO approval_app USING (client = (SELECT current_setting('todoke.person', true)));
CREATE POLICY own ON api_sandboxes TO approval_app USING (client = (SELECT current_setting('todoke.person', true)));
REVOKE INSERT, UPDATE, DELETE ON api_clients, api_changes FROM approval_app;
REVOKE DELETE ON api_requests, api_budgets, api_sandboxes FROM approval_app;

-- Places that were read after the backup was made are gone here, but not for the systems that read them: what changes
-- from now on comes after them.
CREATE OR REPLACE FUNCTION after_restore() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM setval('proxy_numbers', (SELECT last_value FROM proxy_numbers) + 100000);
  PERFORM setval('api_positions', (SELECT last_value FROM api_positions) + 1000000);
END
$$;
