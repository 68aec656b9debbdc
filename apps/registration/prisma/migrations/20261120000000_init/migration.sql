CREATE SEQUENCE application_numbers MINVALUE 1 MAXVALUE 49999999;

CREATE TABLE drafts (
  id                UUID PRIMARY KEY,
  stage             TEXT NOT NULL CHECK (stage IN ('address', 'code', 'input', 'confirm', 'submitted')),
  address           TEXT NOT NULL,
  "values"          JSONB NOT NULL,
  verification_id   UUID,
  code_hash         TEXT,
  code_requested_at TIMESTAMPTZ(3),
  wrong_attempts    INTEGER NOT NULL DEFAULT 0,
  mail_state        TEXT NOT NULL DEFAULT 'under-way' CHECK (mail_state IN ('under-way', 'accepted', 'bounced', 'failed')),
  mail_reason       TEXT,
  mail_version      INTEGER NOT NULL DEFAULT 0,
  items             JSONB,
  terms_version     TEXT,
  privacy_version   TEXT,
  number            TEXT,
  erase_at          TIMESTAMPTZ(3) NOT NULL,
  CHECK (stage IN ('address', 'submitted') OR (verification_id IS NOT NULL AND code_requested_at IS NOT NULL)),
  CHECK (stage <> 'confirm' OR (items IS NOT NULL AND terms_version IS NOT NULL AND privacy_version IS NOT NULL)),
  CHECK ((stage = 'submitted') = (number IS NOT NULL))
);
CREATE UNIQUE INDEX drafts_verification_id_key ON drafts (verification_id);
CREATE UNIQUE INDEX drafts_number_key ON drafts (number);
CREATE INDEX drafts_erase_at_idx ON drafts (erase_at);

CREATE TABLE applications (
  number          TEXT PRIMARY KEY CHECK (number ~ '^APF-[0-9]{8}$'),
  route           TEXT NOT NULL CHECK (route IN ('self', 'proxy')),
  prefecture      TEXT NOT NULL,
  draft_id        UUID,
  address         TEXT,
  items           JSONB,
  terms_version   TEXT,
  privacy_version TEXT,
  submitted_at    TIMESTAMPTZ(3) NOT NULL,
  status          TEXT NOT NULL,
  version         INTEGER NOT NULL DEFAULT 1,
  CHECK (route = 'proxy' OR (draft_id IS NOT NULL AND address IS NOT NULL AND items IS NOT NULL
    AND terms_version IS NOT NULL AND privacy_version IS NOT NULL))
);
CREATE UNIQUE INDEX applications_draft_id_key ON applications (draft_id);

CREATE TABLE application_steps (
  number      TEXT NOT NULL REFERENCES applications (number) ON DELETE CASCADE ON UPDATE CASCADE,
  status      TEXT NOT NULL,
  occurred_at TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY (number, status)
);

CREATE TABLE application_mails (
  id          TEXT PRIMARY KEY,
  number      TEXT NOT NULL REFERENCES applications (number) ON DELETE CASCADE ON UPDATE CASCADE,
  mail        TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('accepted', 'bounced', 'failed')),
  reason      TEXT,
  version     INTEGER NOT NULL,
  occurred_at TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX application_mails_number_idx ON application_mails (number);

CREATE TABLE robot_checks_used (
  signature  TEXT PRIMARY KEY,
  expires_at TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX robot_checks_used_expires_at_idx ON robot_checks_used (expires_at);

CREATE TABLE throttles (
  key     TEXT NOT NULL,
  "limit" TEXT NOT NULL,
  count   INTEGER NOT NULL,
  ends_at TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY (key, "limit")
);
CREATE INDEX throttles_ends_at_idx ON throttles (ends_at);

CREATE TABLE reception_windows (
  id        UUID PRIMARY KEY,
  opens_at  TIMESTAMPTZ(3) NOT NULL,
  closes_at TIMESTAMPTZ(3),
  CHECK (closes_at IS NULL OR closes_at > opens_at)
);

CREATE TABLE notices (
  id          UUID PRIMARY KEY,
  text        TEXT NOT NULL,
  shown_from  TIMESTAMPTZ(3),
  shown_until TIMESTAMPTZ(3),
  CHECK (shown_from IS NULL OR shown_until IS NULL OR shown_until > shown_from)
);

-- The caution that a fresh system shows until the secretariat words another (R6, R51).
INSERT INTO notices (id, text) VALUES (
  '6f1c9a52-3d8e-4b7a-9c1e-0a2b4c6d8e10',
  '注意：G-MIS利用開始案内メールは、都道府県による承認の後に送付します。申請から通常1～2週間かかり、申請が集中する時期はさらに日数を要することがあります。'
);

CREATE TABLE desks (
  id         TEXT PRIMARY KEY,
  prefecture TEXT NOT NULL,
  name       TEXT NOT NULL,
  phone      TEXT NOT NULL,
  position   INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX desks_prefecture_idx ON desks (prefecture);

CREATE TABLE desk_areas (
  municipality TEXT PRIMARY KEY,
  desk_id      TEXT NOT NULL REFERENCES desks (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX desk_areas_desk_id_idx ON desk_areas (desk_id);

-- Applications are facts: people's requests add them and read them; only what was heard changes them.
REVOKE UPDATE, DELETE ON applications, application_steps, application_mails FROM registration_app;
-- The texts and desks are the secretariat's; no page changes them yet.
REVOKE INSERT, UPDATE, DELETE ON reception_windows, notices, desks, desk_areas FROM registration_app;
