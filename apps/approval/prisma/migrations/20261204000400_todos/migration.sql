-- メールアドレス変更依頼 (R59, R164): the four facts, and how far the request is.
CREATE TABLE address_changes (
  -- Made by the page of the form: the same page sent twice makes one request.
  id uuid PRIMARY KEY,
  version integer NOT NULL CHECK (version > 0),
  institution text NOT NULL,
  prefecture text NOT NULL CHECK (prefecture ~ '^[0-9]{2}$'),
  municipality_code text,
  institution_name text NOT NULL,
  institution_code text,
  old_address text NOT NULL,
  new_address text NOT NULL,
  shared boolean NOT NULL,
  received_by text NOT NULL,
  received_at timestamptz(3) NOT NULL,
  state text NOT NULL CHECK (state IN ('received', 'requested', 'done', 'refused', 'withdrawn')),
  requested_by text,
  requested_at timestamptz(3),
  ended_at timestamptz(3),
  refusal text,
  -- What became of M9, which tells the institution.
  notice text CHECK (notice IN ('accepted', 'bounced', 'failed')),
  notice_reason text,
  notice_version integer NOT NULL DEFAULT 0,
  CHECK ((state IN ('received', 'requested')) = (ended_at IS NULL)),
  CHECK ((state = 'refused') = (refusal IS NOT NULL)),
  CHECK ((requested_by IS NULL) = (requested_at IS NULL))
);
CREATE INDEX address_changes_by_day ON address_changes (prefecture, received_at, id);
-- An institution has one request at a time.
CREATE UNIQUE INDEX address_changes_one_open ON address_changes (institution) WHERE state IN ('received', 'requested');
CREATE INDEX address_changes_of_all_by_day ON address_changes (received_at, id);

-- 要対応: what a prefecture has to tell somebody, or to look after.
CREATE TABLE todos (
  -- What it is about and which to-do of it: APF-00000001-M5.
  id text PRIMARY KEY,
  kind text NOT NULL CHECK (
    kind IN (
      'pre-notice-undeliverable', 'guidance-undeliverable', 'guidance-given-up', 'account-kept',
      'rejection-undeliverable', 'existing-user-undeliverable', 'completion-undeliverable',
      'permission-granted', 'change-refused', 'change-late'
    )
  ),
  number text REFERENCES reviews ON DELETE CASCADE,
  change uuid REFERENCES address_changes ON DELETE CASCADE,
  prefecture text NOT NULL,
  municipality_code text,
  institution_name text NOT NULL,
  -- Code of what a mail server or accounts said.
  reason text,
  -- From this instant on it is to be done.
  since timestamptz(3) NOT NULL,
  voiding_asked_at timestamptz(3),
  voiding_asked_by text,
  done_at timestamptz(3),
  done_by text,
  -- Nothing is to be done any more.
  ended_at timestamptz(3),
  CHECK ((number IS NULL) <> (change IS NULL)),
  CHECK ((done_at IS NULL) = (done_by IS NULL)),
  CHECK ((voiding_asked_at IS NULL) = (voiding_asked_by IS NULL))
);
-- The list and the count of what is open look at these alone.
CREATE INDEX todos_open ON todos (prefecture, since, id) WHERE done_at IS NULL AND ended_at IS NULL;
CREATE INDEX todos_open_of_all ON todos (since, id) WHERE done_at IS NULL AND ended_at IS NULL;
CREATE INDEX todos_done ON todos (prefecture, since, id) WHERE done_at IS NOT NULL;
CREATE INDEX todos_by_change ON todos (change) WHERE change IS NOT NULL;
CREATE INDEX todos_by_number ON todos (number) WHERE number IS NOT NULL;

ALTER TABLE address_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE todos ENABLE ROW LEVEL SECURITY;

CREATE POLICY worker_all ON address_changes TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON todos TO approval_worker USING (true) WITH CHECK (true);

-- Requests are the prefecture's own business: a health centre has none of them (R158).
CREATE FUNCTION may_change_addresses() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT current_setting('todoke.role', true) = 'prefecture'
$$;

CREATE POLICY officials_read ON address_changes FOR SELECT TO approval_app USING (
  current_setting('todoke.role', true) IN ('prefecture', 'secretariat')
  AND in_jurisdiction(prefecture, municipality_code)
);
CREATE POLICY prefectures_receive ON address_changes FOR INSERT TO approval_app
  WITH CHECK (may_change_addresses() AND in_jurisdiction(prefecture, municipality_code));
CREATE POLICY prefectures_change ON address_changes FOR UPDATE TO approval_app
  USING (may_change_addresses() AND in_jurisdiction(prefecture, municipality_code))
  WITH CHECK (may_change_addresses() AND in_jurisdiction(prefecture, municipality_code));

CREATE POLICY officials_read ON todos FOR SELECT TO approval_app USING (
  in_jurisdiction(prefecture, municipality_code)
  AND (change IS NULL OR current_setting('todoke.role', true) <> 'health-centre')
);
CREATE POLICY officials_mark ON todos FOR UPDATE TO approval_app
  USING (may_decide() AND in_jurisdiction(prefecture, municipality_code))
  WITH CHECK (may_decide() AND in_jurisdiction(prefecture, municipality_code));
-- Who receives a request is reminded of it once it is late.
CREATE POLICY prefectures_remind ON todos FOR INSERT TO approval_app
  WITH CHECK (kind = 'change-late' AND may_change_addresses() AND in_jurisdiction(prefecture, municipality_code));

-- What people's requests never do, their role cannot do.
REVOKE DELETE ON address_changes, todos FROM approval_app;
