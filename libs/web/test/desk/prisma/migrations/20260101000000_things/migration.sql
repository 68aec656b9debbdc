CREATE TABLE things (
  id integer PRIMARY KEY,
  name text NOT NULL,
  name_key text NOT NULL,
  phone text NOT NULL DEFAULT '',
  amount integer NOT NULL DEFAULT 0,
  prefecture text NOT NULL DEFAULT '46',
  at timestamptz NOT NULL
);
CREATE INDEX things_by_time ON things (at, id);
CREATE INDEX things_by_name ON things (name, id);

ALTER TABLE things ENABLE ROW LEVEL SECURITY;
-- For every role: the services of the tests have names of their own.
CREATE POLICY own ON things USING (prefecture = current_setting('todoke.prefecture', true));
