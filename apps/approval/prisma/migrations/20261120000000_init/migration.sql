CREATE TABLE reviews (
  number text PRIMARY KEY CHECK (number ~ '^APF-[0-9]{8}$'),
  version integer NOT NULL CHECK (version > 0),
  heard integer NOT NULL DEFAULT 0,
  route text NOT NULL CHECK (route IN ('self', 'proxy')),
  prefecture text NOT NULL CHECK (prefecture ~ '^[0-9]{2}$'),
  municipality_code text,
  institution_name text NOT NULL,
  institution_type text NOT NULL,
  institution_code text,
  insurance_code text,
  name_and_address text NOT NULL,
  items jsonb NOT NULL,
  address text NOT NULL,
  received_at timestamptz(3) NOT NULL,
  state text NOT NULL CHECK (
    state IN (
      'waiting', 'approved', 'rejected', 'pre-noticed', 'issued', 'granted',
      'nothing-to-do', 'pre-notice-undeliverable', 'not-issued', 'voided'
    )
  ),
  decided_by text,
  decided_at timestamptz(3),
  rejection_reason text,
  since timestamptz(3),
  -- Made by the page of a proxy application: the same page sent twice files one application.
  request uuid UNIQUE,
  CHECK ((state = 'waiting') = (decided_at IS NULL)),
  CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
  CHECK ((state = 'rejected') = (rejection_reason IS NOT NULL)),
  CHECK ((state IN ('waiting', 'approved', 'rejected')) = (since IS NULL))
);
CREATE INDEX reviews_by_day ON reviews (prefecture, received_at DESC, number DESC);
CREATE INDEX reviews_by_state ON reviews (prefecture, state, received_at DESC, number DESC);
CREATE INDEX reviews_by_institution_code ON reviews (prefecture, institution_code) WHERE institution_code IS NOT NULL;
CREATE INDEX reviews_by_insurance_code ON reviews (prefecture, insurance_code) WHERE insurance_code IS NOT NULL;
CREATE INDEX reviews_by_name_and_address ON reviews (prefecture, name_and_address);

-- Numbers of proxy applications; those of institutions come from registration and stay below.
CREATE SEQUENCE proxy_numbers MINVALUE 50000000 MAXVALUE 99999999;

CREATE TABLE history (
  number text NOT NULL REFERENCES reviews ON DELETE CASCADE,
  what text NOT NULL,
  at timestamptz(3) NOT NULL,
  by text,
  PRIMARY KEY (number, what)
);

CREATE TABLE mails (
  id text PRIMARY KEY,
  version integer NOT NULL CHECK (version > 0),
  number text NOT NULL REFERENCES reviews ON DELETE CASCADE,
  mail text NOT NULL,
  state text NOT NULL CHECK (state IN ('accepted', 'bounced', 'failed')),
  reason text,
  possibly_twice boolean NOT NULL DEFAULT false,
  at timestamptz(3) NOT NULL
);
CREATE INDEX mails_by_number ON mails (number);

CREATE TABLE institutions (
  id text PRIMARY KEY,
  version integer NOT NULL CHECK (version > 0),
  prefecture text NOT NULL,
  municipality_code text,
  name text NOT NULL,
  location text NOT NULL,
  institution_code text,
  insurance_code text,
  name_and_address text NOT NULL,
  has_account boolean NOT NULL
);
CREATE INDEX institutions_by_institution_code ON institutions (prefecture, institution_code);
CREATE INDEX institutions_by_insurance_code ON institutions (prefecture, insurance_code);
CREATE INDEX institutions_by_name_and_address ON institutions (prefecture, name_and_address);

-- Jurisdiction (R158). Each transaction of a person's request says for whom it works; one that does not say it
-- sees nothing. The worker works for nobody in particular and sees all.
CREATE FUNCTION in_jurisdiction(place_prefecture text, place_municipality text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE current_setting('todoke.role', true)
    WHEN 'secretariat' THEN true
    WHEN 'prefecture' THEN place_prefecture = current_setting('todoke.prefecture', true)
    WHEN 'health-centre' THEN place_prefecture = current_setting('todoke.prefecture', true)
      AND place_municipality = ANY (string_to_array(current_setting('todoke.area', true), ','))
    ELSE false
  END
$$;

CREATE FUNCTION may_decide() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT current_setting('todoke.role', true) IN ('prefecture', 'health-centre')
$$;

ALTER TABLE reviews ENABLE ROW LEVEL SECURITY;
ALTER TABLE history ENABLE ROW LEVEL SECURITY;
ALTER TABLE mails ENABLE ROW LEVEL SECURITY;
ALTER TABLE institutions ENABLE ROW LEVEL SECURITY;

CREATE POLICY worker_all ON reviews TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON history TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON mails TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON institutions TO approval_worker USING (true) WITH CHECK (true);

CREATE POLICY officials_read ON reviews FOR SELECT TO approval_app
  USING (in_jurisdiction(prefecture, municipality_code));
CREATE POLICY officials_decide ON reviews FOR UPDATE TO approval_app
  USING (may_decide() AND in_jurisdiction(prefecture, municipality_code))
  WITH CHECK (may_decide() AND in_jurisdiction(prefecture, municipality_code));
CREATE POLICY prefectures_file ON reviews FOR INSERT TO approval_app
  WITH CHECK (
    route = 'proxy' AND current_setting('todoke.role', true) = 'prefecture'
    AND in_jurisdiction(prefecture, municipality_code)
  );
CREATE POLICY officials_read ON history FOR SELECT TO approval_app
  USING (EXISTS (SELECT 1 FROM reviews WHERE reviews.number = history.number));
CREATE POLICY officials_add ON history FOR INSERT TO approval_app
  WITH CHECK (may_decide() AND EXISTS (SELECT 1 FROM reviews WHERE reviews.number = history.number));
CREATE POLICY officials_read ON mails FOR SELECT TO approval_app
  USING (EXISTS (SELECT 1 FROM reviews WHERE reviews.number = mails.number));
CREATE POLICY officials_read ON institutions FOR SELECT TO approval_app
  USING (in_jurisdiction(prefecture, municipality_code));

-- What people's requests never do, their role cannot do.
REVOKE DELETE ON reviews FROM approval_app;
REVOKE UPDATE, DELETE ON history FROM approval_app;
REVOKE INSERT, UPDATE, DELETE ON mails, institutions FROM approval_app;
