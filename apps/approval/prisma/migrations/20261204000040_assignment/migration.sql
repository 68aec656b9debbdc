-- Who looks after which applications of a prefecture, by 機関区分 and area. The narrowest rule counts.
CREATE TABLE assignment_rules (
  id uuid PRIMARY KEY,
  prefecture text NOT NULL CHECK (prefecture ~ '^[0-9]{2}$'),
  -- NULL: all types.
  institution_type text,
  -- Five digits each; NULL: all municipalities.
  municipality_codes text[],
  -- Subject of the official or health centre.
  assignee text NOT NULL
);
CREATE INDEX assignment_rules_by_prefecture ON assignment_rules (prefecture, id);

ALTER TABLE assignment_rules ENABLE ROW LEVEL SECURITY;
CREATE POLICY worker_all ON assignment_rules TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY officials_read ON assignment_rules FOR SELECT TO approval_app USING (
  (SELECT current_setting('todoke.role', true)) IN ('prefecture', 'health-centre')
  AND prefecture = (SELECT current_setting('todoke.prefecture', true))
);
CREATE POLICY prefectures_edit ON assignment_rules TO approval_app
  USING (
    (SELECT current_setting('todoke.role', true)) = 'prefecture'
    AND prefecture = (SELECT current_setting('todoke.prefecture', true)))
  WITH CHECK (
    (SELECT current_setting('todoke.role', true)) = 'prefecture'
    AND prefecture = (SELECT current_setting('todoke.prefecture', true)));

-- Who has an application open: an official looks at it until then, unless the page is opened again.
CREATE TABLE viewers (
  number text NOT NULL REFERENCES reviews ON DELETE CASCADE,
  person text NOT NULL,
  until timestamptz(3) NOT NULL,
  PRIMARY KEY (number, person)
);
ALTER TABLE viewers ENABLE ROW LEVEL SECURITY;
CREATE POLICY worker_all ON viewers TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY officials_read ON viewers FOR SELECT TO approval_app
  USING (EXISTS (SELECT FROM reviews WHERE reviews.number = viewers.number));
CREATE POLICY oneself ON viewers TO approval_app
  USING (person = (SELECT current_setting('todoke.person', true)))
  WITH CHECK (
    person = (SELECT current_setting('todoke.person', true))
    AND EXISTS (SELECT FROM reviews WHERE reviews.number = viewers.number));
