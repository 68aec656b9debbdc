-- identity: people, credentials, sessions, the OpenID Provider

CREATE TABLE identity_people (
  id                  uuid PRIMARY KEY,
  login_id            text NOT NULL UNIQUE,
  role                text NOT NULL CHECK (role IN ('institution', 'prefecture', 'health-centre', 'municipality', 'secretariat', 'ops')),
  prefecture          char(2),
  area                text[] NOT NULL DEFAULT '{}',
  institution         uuid,
  addresses           text[] NOT NULL,
  state               text NOT NULL CHECK (state IN ('issued-unset', 'active', 'suspended', 'voided')),
  password_hash       text,
  password_set_at     timestamptz(3),
  last_sign_in_at     timestamptz(3),
  previous_sign_in_at timestamptz(3),
  version             integer NOT NULL DEFAULT 1,
  created_at          timestamptz(3) NOT NULL,
  CHECK (state <> 'active' OR password_hash IS NOT NULL),
  CHECK (role <> 'institution' OR institution IS NOT NULL)
);
-- One account an institution (R162). A voided one does not count (R58).
CREATE UNIQUE INDEX identity_people_one_account ON identity_people (institution)
  WHERE role = 'institution' AND state <> 'voided';

CREATE TABLE identity_password_links (
  id         uuid PRIMARY KEY,
  person_id  uuid NOT NULL REFERENCES identity_people (id) ON DELETE CASCADE ON UPDATE CASCADE,
  token_hash text NOT NULL UNIQUE,
  purpose    text NOT NULL CHECK (purpose IN ('first-password', 'reset')),
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3),
  used_at    timestamptz(3),
  dead_at    timestamptz(3)
);
CREATE INDEX identity_password_links_person_id_idx ON identity_password_links (person_id);

CREATE TABLE identity_sign_in_tickets (
  ticket_hash text PRIMARY KEY,
  person_id   uuid NOT NULL,
  expires_at  timestamptz(3) NOT NULL
);

CREATE TABLE identity_attempts (
  id          bigserial PRIMARY KEY,
  kind        text NOT NULL CHECK (kind IN ('sign-in', 'reset')),
  subject_key text NOT NULL,
  client_key  text NOT NULL,
  at          timestamptz(3) NOT NULL
);
CREATE INDEX identity_attempts_kind_subject_key_at_idx ON identity_attempts (kind, subject_key, at);
CREATE INDEX identity_attempts_kind_client_key_at_idx ON identity_attempts (kind, client_key, at);

CREATE TABLE identity_provider_items (
  model       text NOT NULL,
  id_hash     text NOT NULL,
  -- JSON, but as text: clients may send NUL, which jsonb refuses.
  payload     text NOT NULL,
  uid_hash    text,
  grant_hash  text,
  account_id  text,
  consumed_at timestamptz(3),
  expires_at  timestamptz(3),
  PRIMARY KEY (model, id_hash)
);
CREATE INDEX identity_provider_items_model_uid_hash_idx ON identity_provider_items (model, uid_hash);
CREATE INDEX identity_provider_items_grant_hash_idx ON identity_provider_items (grant_hash);
CREATE INDEX identity_provider_items_model_account_id_idx ON identity_provider_items (model, account_id);
CREATE INDEX identity_provider_items_expires_at_idx ON identity_provider_items (expires_at);

CREATE TABLE identity_pending_logouts (
  id         bigserial PRIMARY KEY,
  client_id  text NOT NULL,
  person     text NOT NULL,
  sid        text NOT NULL,
  attempts   integer NOT NULL DEFAULT 0,
  next_at    timestamptz(3) NOT NULL,
  give_up_at timestamptz(3) NOT NULL
);
CREATE UNIQUE INDEX identity_pending_logouts_client_id_sid_key ON identity_pending_logouts (client_id, sid);
CREATE INDEX identity_pending_logouts_next_at_idx ON identity_pending_logouts (next_at);

-- institutions: the master

CREATE TABLE institutions_institutions (
  id               uuid PRIMARY KEY,
  prefecture       char(2) NOT NULL,
  institution_code text,
  insurance_code   text,
  name             text NOT NULL,
  type             text NOT NULL CHECK (type IN ('hospital', 'clinic', 'dental-clinic', 'midwifery-centre', 'pharmacy')),
  postal_code      text,
  municipality     text NOT NULL,
  street           text NOT NULL,
  building         text,
  phone            text,
  name_key         text NOT NULL,
  address_key      text NOT NULL,
  permissions      text[] NOT NULL DEFAULT '{}',
  has_account      boolean NOT NULL DEFAULT false,
  state            text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'voided')),
  version          integer NOT NULL DEFAULT 1,
  created_at       timestamptz(3) NOT NULL,
  CHECK (permissions <@ ARRAY['medical', 'pharmacy'])
);
-- A code is given once (R87, R162). What was voided gives its codes back.
CREATE UNIQUE INDEX institutions_one_institution_code ON institutions_institutions (prefecture, institution_code)
  WHERE institution_code IS NOT NULL AND state = 'active';
CREATE UNIQUE INDEX institutions_one_insurance_code ON institutions_institutions (insurance_code)
  WHERE insurance_code IS NOT NULL AND state = 'active';
CREATE INDEX institutions_institutions_prefecture_name_key_address_key_idx
  ON institutions_institutions (prefecture, name_key, address_key);

-- issuance: from approval to account

CREATE TABLE issuance_applications (
  number                 text PRIMARY KEY,
  prefecture             char(2) NOT NULL,
  route                  text NOT NULL CHECK (route IN ('self', 'proxy')),
  items                  jsonb NOT NULL,
  address                text NOT NULL,
  approved_by            text NOT NULL,
  approved_at            timestamptz(3) NOT NULL,
  submitted_at           timestamptz(3) NOT NULL,
  status                 text NOT NULL CHECK (status IN ('to-check', 'pre-notice-sent', 'guidance-waiting', 'issued',
                           'permission-granted', 'nothing-to-do', 'pre-notice-undeliverable', 'voided')),
  decision               jsonb,
  checked_by             text,
  checked_at             timestamptz(3),
  pre_notice_accepted_at timestamptz(3),
  guidance_due_at        timestamptz(3),
  institution            uuid,
  institution_created    boolean NOT NULL DEFAULT false,
  person                 uuid,
  issued_at              timestamptz(3),
  guidance               text CHECK (guidance IN ('accepted', 'bounced', 'failed')),
  retry_at               timestamptz(3),
  version                integer NOT NULL DEFAULT 1,
  changed_at             timestamptz(3) NOT NULL,
  CHECK (status <> 'guidance-waiting' OR guidance_due_at IS NOT NULL),
  CHECK (status <> 'issued' OR (institution IS NOT NULL AND person IS NOT NULL AND issued_at IS NOT NULL))
);
CREATE INDEX issuance_applications_status_submitted_at_number_idx ON issuance_applications (status, submitted_at, number);
CREATE INDEX issuance_applications_guidance_due_at_idx ON issuance_applications (guidance_due_at);
