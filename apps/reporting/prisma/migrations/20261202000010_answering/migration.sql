-- Whether the first answer to a round came after the deadline (期限後). It is stored, since a prefecture may change its
-- hour later.
ALTER TABLE surveys_answers ADD COLUMN late boolean NOT NULL DEFAULT false;

-- A prefecture sets its own hours.
ALTER TABLE surveys_deadlines ENABLE ROW LEVEL SECURITY;
GRANT INSERT, UPDATE ON surveys_deadlines TO reporting_app;
CREATE POLICY worker_all ON surveys_deadlines TO reporting_worker USING (true) WITH CHECK (true);
CREATE POLICY everybody_reads ON surveys_deadlines FOR SELECT TO reporting_app USING (true);
CREATE POLICY prefecture_sets ON surveys_deadlines TO reporting_app
  USING (current_setting('todoke.role', true) = 'prefecture' AND prefecture = current_setting('todoke.prefecture', true))
  WITH CHECK (
    current_setting('todoke.role', true) = 'prefecture' AND prefecture = current_setting('todoke.prefecture', true));

-- Those who may remind announce it in the transaction of their page: what the role of pages needs for that, it gets back.
GRANT INSERT ON surveys_reminders TO reporting_app;
CREATE POLICY officials_remind ON surveys_reminders FOR INSERT TO reporting_app WITH CHECK (
  current_setting('todoke.role', true) IN ('prefecture', 'secretariat')
  AND in_jurisdiction(prefecture, municipality_code));
GRANT INSERT (id, subject, envelope, traceparent, root) ON outbox TO reporting_app;
GRANT SELECT ON correlation_roots TO reporting_app;

-- Who answered for a prefecture, for the history of its answers (R141): officials see the people of their prefecture.
CREATE POLICY officials_of_the_prefecture ON institutions_people FOR SELECT TO reporting_app USING (
  institution IS NULL
  AND CASE current_setting('todoke.role', true)
    WHEN 'secretariat' THEN true
    WHEN 'prefecture' THEN prefecture = current_setting('todoke.prefecture', true)
    WHEN 'municipality' THEN prefecture = current_setting('todoke.prefecture', true)
    WHEN 'health-centre' THEN prefecture = current_setting('todoke.prefecture', true)
    ELSE false
  END);
