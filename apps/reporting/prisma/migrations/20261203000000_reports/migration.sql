-- 報告期間: when the institutions of a prefecture report, a row for each fiscal year and scheme. Where there is none, the
-- usual days hold: 5 January to 31 March, as of 1 January (R52, R97).
CREATE TABLE reports_windows (
  prefecture text NOT NULL CHECK (prefecture ~ '^(0[1-9]|[1-3][0-9]|4[0-7])$'),
  scheme text NOT NULL CHECK (scheme IN ('medical', 'pharmacy')),
  fiscal_year integer NOT NULL CHECK (fiscal_year BETWEEN 2023 AND 2200),
  opens_on date NOT NULL,
  closes_on date NOT NULL,
  extended_until date,
  -- 基準日.
  reference_day date NOT NULL,
  -- The fiscal year of the figures in 実績.
  results_fiscal_year integer NOT NULL,
  note text,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  PRIMARY KEY (prefecture, scheme, fiscal_year),
  CHECK (opens_on <= closes_on),
  CHECK (extended_until > closes_on),
  -- It begins within its fiscal year and has ended before that of the next begins.
  CHECK (opens_on BETWEEN make_date(fiscal_year, 4, 1) AND make_date(fiscal_year + 1, 3, 31)),
  CHECK (coalesce(extended_until, closes_on) <= make_date(fiscal_year + 1, 12, 31))
);

-- The days of before were months and days of every year. Those that differ from the usual ones become the windows of the
-- present fiscal year and of the next. A last day before the first one is meant in the year after it.
WITH told AS (
  SELECT prefecture, year, from_day, to_day,
         (year + CASE WHEN from_day < '04-01' THEN 1 ELSE 0 END) AS opening,
         (year + CASE WHEN to_day < '04-01' THEN 1 ELSE 0 END) AS closing
  FROM report_windows,
       (SELECT extract(year FROM now() AT TIME ZONE 'Asia/Tokyo' - interval '3 months')::integer AS present) AS clock,
       generate_series(present, present + 1) AS year
  WHERE (from_day, to_day) <> ('01-05', '03-31')
    AND from_day ~ '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
    AND to_day ~ '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'),
days AS (
  SELECT prefecture, year, opening,
         make_date(opening, left(from_day, 2)::integer, 1) AS first_month, right(from_day, 2)::integer AS first_day,
         make_date(closing + CASE WHEN (closing, to_day) < (opening, from_day) THEN 1 ELSE 0 END,
           left(to_day, 2)::integer, 1) AS last_month, right(to_day, 2)::integer AS last_day
  FROM told),
-- 29 February is the last day of February where the year has none.
existing AS (
  SELECT prefecture, year, opening,
         least(first_month + first_day - 1, (first_month + interval '1 month')::date - 1) AS opens_on,
         least(last_month + last_day - 1, (last_month + interval '1 month')::date - 1) AS closes_on
  FROM days)
INSERT INTO reports_windows
  (prefecture, scheme, fiscal_year, opens_on, closes_on, reference_day, results_fiscal_year)
SELECT prefecture, scheme, year, opens_on, closes_on, make_date(opening, 1, 1), year - 1
FROM existing, unnest(ARRAY['medical', 'pharmacy']) AS scheme
WHERE opens_on <= closes_on AND closes_on <= make_date(year + 1, 12, 31);
DROP TABLE report_windows;

-- A report of an institution: 新規, 定期 or 随時報告. "values" is what was reported last; what is being typed is in
-- reports_drafts. Values are kept out of line, so that lists and counts read short rows.
CREATE TABLE reports (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  institution text NOT NULL,
  scheme text NOT NULL CHECK (scheme IN ('medical', 'pharmacy')),
  fiscal_year integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('new', 'yearly', 'occasional')),
  route text NOT NULL CHECK (route IN ('web', 'paper')),
  prefecture text NOT NULL,
  municipality_code text,
  -- 機関区分, which says what the form asks.
  type text NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'released', 'published')),
  form_version integer NOT NULL CHECK (form_version > 0),
  -- Grows with every step from state to state.
  version integer NOT NULL CHECK (version > 0),
  -- How often the prefecture gets it to see: 1, and one more after each 差戻し.
  round integer NOT NULL CHECK (round > 0),
  values jsonb,
  drafted_by text NOT NULL,
  drafted_at timestamptz NOT NULL,
  submitted_by text,
  submitted_at timestamptz,
  returned_by text,
  returned_at timestamptz,
  reason text,
  released_by text,
  released_at timestamptz,
  published_on date,
  CHECK (state = 'draft' OR values IS NOT NULL),
  CHECK ((values IS NULL) = (submitted_at IS NULL)),
  CHECK (state <> 'returned' OR reason IS NOT NULL),
  CHECK ((state IN ('released', 'published')) = (released_at IS NOT NULL)),
  CHECK ((state = 'published') = (published_on IS NOT NULL))
) WITH (toast_tuple_target = 256);
-- One report a year counts (R95), and one 随時報告 is under way.
CREATE UNIQUE INDEX reports_of_year ON reports (institution, scheme, fiscal_year) WHERE kind IN ('new', 'yearly');
CREATE UNIQUE INDEX reports_under_way ON reports (institution, scheme)
  WHERE kind = 'occasional' AND state IN ('draft', 'submitted', 'returned');
CREATE INDEX reports_by_institution ON reports (institution, scheme, submitted_at);
CREATE INDEX reports_by_state ON reports (scheme, fiscal_year, prefecture, state, institution)
  WHERE kind IN ('new', 'yearly');
CREATE INDEX reports_to_be_published ON reports (fiscal_year, institution, scheme) WHERE state = 'released';

-- What is being typed, by the names of the fields: nobody's report yet, and nobody's to read but those who fill it in.
CREATE TABLE reports_drafts (
  report uuid PRIMARY KEY REFERENCES reports (id),
  texts jsonb NOT NULL,
  -- What was said last time, as it was when the draft was begun.
  last jsonb,
  typed_by text NOT NULL,
  typed_at timestamptz NOT NULL
);

-- Every step of every report, with what was reported. Append only.
CREATE TABLE reports_history (
  report uuid NOT NULL REFERENCES reports (id),
  version integer NOT NULL,
  state text NOT NULL,
  by text NOT NULL,
  at timestamptz NOT NULL,
  form_version integer NOT NULL,
  values jsonb,
  reason text,
  PRIMARY KEY (report, version)
);

-- What the public may read now: the newest published report of each institution.
CREATE TABLE reports_published (
  institution text NOT NULL,
  scheme text NOT NULL CHECK (scheme IN ('medical', 'pharmacy')),
  type text NOT NULL,
  prefecture text NOT NULL,
  municipality_code text,
  fiscal_year integer NOT NULL,
  form_version integer NOT NULL,
  values jsonb NOT NULL,
  published_on date NOT NULL,
  report uuid,
  PRIMARY KEY (institution, scheme)
) WITH (toast_tuple_target = 256);
-- The order of the open data.
CREATE INDEX reports_published_by_type ON reports_published (type, prefecture, institution);
CREATE INDEX reports_published_by_year ON reports_published (fiscal_year, institution, scheme);

-- What was known of an institution before its first report here: imported from the open data.
CREATE TABLE reports_known (
  institution text NOT NULL,
  scheme text NOT NULL CHECK (scheme IN ('medical', 'pharmacy')),
  prefecture text NOT NULL,
  municipality_code text,
  values jsonb NOT NULL,
  as_of date NOT NULL,
  source text NOT NULL,
  PRIMARY KEY (institution, scheme)
);

ALTER TABLE reports_windows ENABLE ROW LEVEL SECURITY;
ALTER TABLE reports ENABLE ROW LEVEL SECURITY;
ALTER TABLE reports_drafts ENABLE ROW LEVEL SECURITY;
ALTER TABLE reports_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE reports_published ENABLE ROW LEVEL SECURITY;
ALTER TABLE reports_known ENABLE ROW LEVEL SECURITY;
CREATE POLICY worker_all ON reports_windows TO reporting_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON reports TO reporting_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON reports_drafts TO reporting_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON reports_history TO reporting_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON reports_published TO reporting_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON reports_known TO reporting_worker USING (true) WITH CHECK (true);

-- A prefecture sets its own windows, the secretariat any.
CREATE POLICY everybody_reads ON reports_windows FOR SELECT TO reporting_app USING (true);
CREATE POLICY officials_set ON reports_windows TO reporting_app
  USING (
    CASE (SELECT current_setting('todoke.role', true))
      WHEN 'secretariat' THEN true
      WHEN 'prefecture' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
      ELSE false
    END)
  WITH CHECK (
    CASE (SELECT current_setting('todoke.role', true))
      WHEN 'secretariat' THEN true
      WHEN 'prefecture' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
      ELSE false
    END);

-- Officials read the reports of their jurisdiction, an institution its own. The settings stand in sub-selects, which
-- Postgres evaluates once a query.
CREATE POLICY readers ON reports FOR SELECT TO reporting_app USING (
  CASE (SELECT current_setting('todoke.role', true))
    WHEN 'secretariat' THEN true
    WHEN 'prefecture' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
    WHEN 'institution' THEN institution = (SELECT current_setting('todoke.institution', true))
    WHEN 'health-centre' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
      AND municipality_code = ANY ((SELECT string_to_array(current_setting('todoke.area', true), ','))::text[])
    WHEN 'municipality' THEN prefecture = (SELECT current_setting('todoke.prefecture', true))
      AND municipality_code = ANY ((SELECT string_to_array(current_setting('todoke.area', true), ','))::text[])
    ELSE false
  END);
-- An institution fills in what is its own and reports it; whatever comes after is its prefecture's to do.
CREATE POLICY own ON reports TO reporting_app
  USING (
    (SELECT current_setting('todoke.role', true)) = 'institution'
    AND institution = (SELECT current_setting('todoke.institution', true)))
  WITH CHECK (
    (SELECT current_setting('todoke.role', true)) = 'institution'
    AND institution = (SELECT current_setting('todoke.institution', true))
    AND route = 'web' AND state IN ('draft', 'submitted'));
CREATE POLICY prefecture_acts ON reports TO reporting_app
  USING (
    (SELECT current_setting('todoke.role', true)) = 'prefecture'
    AND prefecture = (SELECT current_setting('todoke.prefecture', true)))
  WITH CHECK (
    (SELECT current_setting('todoke.role', true)) = 'prefecture'
    AND prefecture = (SELECT current_setting('todoke.prefecture', true)));

-- A draft is seen by whoever fills it in: the institution, or of a report on paper the prefecture.
CREATE POLICY those_who_fill_in ON reports_drafts TO reporting_app
  USING (EXISTS (
    SELECT FROM reports AS r WHERE r.id = report AND r.route = CASE (SELECT current_setting('todoke.role', true))
      WHEN 'institution' THEN 'web' WHEN 'prefecture' THEN 'paper' END))
  WITH CHECK (EXISTS (
    SELECT FROM reports AS r WHERE r.id = report AND r.route = CASE (SELECT current_setting('todoke.role', true))
      WHEN 'institution' THEN 'web' WHEN 'prefecture' THEN 'paper' END));

CREATE POLICY with_its_report ON reports_history FOR SELECT TO reporting_app
  USING (EXISTS (SELECT FROM reports AS r WHERE r.id = report));
CREATE POLICY those_who_act ON reports_history FOR INSERT TO reporting_app WITH CHECK (
  (SELECT current_setting('todoke.role', true)) IN ('institution', 'prefecture')
  AND EXISTS (SELECT FROM reports AS r WHERE r.id = report));

-- Published is published: everybody reads it. A prefecture publishes what is its own.
CREATE POLICY everybody_reads ON reports_published FOR SELECT TO reporting_app USING (true);
CREATE POLICY prefecture_publishes ON reports_published TO reporting_app
  USING (
    (SELECT current_setting('todoke.role', true)) = 'prefecture'
    AND prefecture = (SELECT current_setting('todoke.prefecture', true)))
  WITH CHECK (
    (SELECT current_setting('todoke.role', true)) = 'prefecture'
    AND prefecture = (SELECT current_setting('todoke.prefecture', true)));

CREATE POLICY readers ON reports_known FOR SELECT TO reporting_app USING (
  CASE (SELECT current_setting('todoke.role', true))
    WHEN 'institution' THEN institution = (SELECT current_setting('todoke.institution', true))
    ELSE in_jurisdiction(prefecture, municipality_code)
  END);

REVOKE UPDATE, DELETE ON reports_history FROM reporting_app, reporting_worker;
REVOKE DELETE ON reports, reports_windows, reports_published FROM reporting_app;
REVOKE INSERT, UPDATE, DELETE ON reports_known FROM reporting_app;
