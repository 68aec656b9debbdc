-- Whether a person decides with single keys (WCAG 2.1.4). Who has no row does.
CREATE TABLE shortcuts (
  person text PRIMARY KEY,
  used boolean NOT NULL
);
ALTER TABLE shortcuts ENABLE ROW LEVEL SECURITY;
CREATE POLICY worker_all ON shortcuts TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY own ON shortcuts TO approval_app
  USING (person = (SELECT current_setting('todoke.person', true)))
  WITH CHECK (person = (SELECT current_setting('todoke.person', true)));
REVOKE DELETE ON shortcuts FROM approval_app;
