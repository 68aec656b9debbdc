-- A round of a survey: one a day (日次調査), one a week (週次調査, named by its Monday).
CREATE TABLE surveys_rounds (
  survey text NOT NULL,
  day date NOT NULL,
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (survey, day)
);

-- The hour of day (Japan) until which a prefecture wants the day's answers; 13:00 where it has no row.
CREATE TABLE surveys_deadlines (
  prefecture text NOT NULL CHECK (prefecture ~ '^(0[1-9]|[1-3][0-9]|4[0-7])$'),
  survey text NOT NULL,
  at time NOT NULL,
  PRIMARY KEY (prefecture, survey)
);

-- The answer of a respondent to a round. A respondent is an institution, or a prefecture by its two digits.
-- "answers" is what was answered; "draft" is what is being typed and is nobody's answer yet.
CREATE TABLE surveys_answers (
  survey text NOT NULL,
  day date NOT NULL,
  respondent text NOT NULL,
  prefecture text NOT NULL,
  municipality_code text,
  form_version integer NOT NULL CHECK (form_version > 0),
  version integer NOT NULL CHECK (version > 0),
  answers jsonb,
  answered_by text,
  answered_at timestamptz,
  draft jsonb,
  drafted_by text,
  drafted_at timestamptz,
  PRIMARY KEY (respondent, survey, day),
  CHECK ((answers IS NULL) = (answered_at IS NULL)),
  CHECK ((draft IS NULL) = (drafted_at IS NULL))
);
CREATE INDEX surveys_answers_by_round ON surveys_answers (survey, day, prefecture) WHERE answered_at IS NOT NULL;

-- Every answer that ever was, with who and when (R141). Append only.
CREATE TABLE surveys_answer_versions (
  survey text NOT NULL,
  day date NOT NULL,
  respondent text NOT NULL,
  version integer NOT NULL,
  form_version integer NOT NULL,
  answers jsonb NOT NULL,
  answered_by text NOT NULL,
  answered_at timestamptz NOT NULL,
  PRIMARY KEY (respondent, survey, day, version)
);

-- The latest answer of each respondent to each survey, for what is looked at daily: one row each, so that pages of
-- all hospitals need not look through hundreds of days.
CREATE TABLE surveys_latest (
  survey text NOT NULL,
  respondent text NOT NULL,
  day date NOT NULL,
  prefecture text NOT NULL,
  municipality_code text,
  form_version integer NOT NULL,
  answers jsonb NOT NULL,
  answered_at timestamptz NOT NULL,
  PRIMARY KEY (survey, respondent)
);

-- M12 went out for this respondent in this round: once, whoever asks (a prefecture asks for its own).
CREATE TABLE surveys_reminders (
  survey text NOT NULL,
  day date NOT NULL,
  respondent text NOT NULL,
  prefecture text NOT NULL,
  municipality_code text,
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  PRIMARY KEY (survey, day, respondent)
);

-- Officials read their jurisdiction, an institution its own, a prefecture writes its own, an institution its own.
CREATE FUNCTION is_respondent(respondent text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE current_setting('todoke.role', true)
    WHEN 'institution' THEN respondent = current_setting('todoke.institution', true)
    WHEN 'prefecture' THEN respondent = current_setting('todoke.prefecture', true)
    ELSE false
  END
$$;
-- What a prefecture answers for itself, its municipalities and health centres read (R140).
CREATE FUNCTION is_reader_of_prefecture(respondent text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT current_setting('todoke.role', true) IN ('municipality', 'health-centre')
    AND respondent = current_setting('todoke.prefecture', true)
$$;
ALTER TABLE surveys_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE surveys_answer_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE surveys_latest ENABLE ROW LEVEL SECURITY;
ALTER TABLE surveys_reminders ENABLE ROW LEVEL SECURITY;
CREATE POLICY worker_all ON surveys_answers TO reporting_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON surveys_answer_versions TO reporting_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON surveys_latest TO reporting_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON surveys_reminders TO reporting_worker USING (true) WITH CHECK (true);
CREATE POLICY officials_read ON surveys_answers FOR SELECT TO reporting_app
  USING (in_jurisdiction(prefecture, municipality_code) OR is_reader_of_prefecture(respondent));
CREATE POLICY officials_read ON surveys_latest FOR SELECT TO reporting_app
  USING (in_jurisdiction(prefecture, municipality_code) OR is_reader_of_prefecture(respondent));
CREATE POLICY officials_read ON surveys_reminders FOR SELECT TO reporting_app
  USING (in_jurisdiction(prefecture, municipality_code));
CREATE POLICY own ON surveys_answers TO reporting_app
  USING (is_respondent(respondent)) WITH CHECK (is_respondent(respondent));
CREATE POLICY own ON surveys_latest TO reporting_app
  USING (is_respondent(respondent)) WITH CHECK (is_respondent(respondent));
CREATE POLICY own_read ON surveys_answer_versions FOR SELECT TO reporting_app USING (is_respondent(respondent));
CREATE POLICY own_write ON surveys_answer_versions FOR INSERT TO reporting_app WITH CHECK (is_respondent(respondent));
CREATE POLICY officials_read ON surveys_answer_versions FOR SELECT TO reporting_app USING (
  EXISTS (
    SELECT FROM surveys_answers a
    WHERE a.respondent = surveys_answer_versions.respondent
      AND a.survey = surveys_answer_versions.survey AND a.day = surveys_answer_versions.day
  )
);
REVOKE UPDATE, DELETE ON surveys_answer_versions FROM reporting_app, reporting_worker;
REVOKE DELETE ON surveys_answers, surveys_latest FROM reporting_app;
REVOKE INSERT, UPDATE, DELETE ON surveys_rounds, surveys_deadlines, surveys_reminders FROM reporting_app;
