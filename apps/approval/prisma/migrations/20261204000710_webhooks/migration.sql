-- Webhooks: what happened to applications and their mails, told to the systems of prefectures.

CREATE TABLE webhooks_endpoints (
  id             uuid PRIMARY KEY,
  prefecture     text NOT NULL CHECK (prefecture ~ '^[0-9]{2}$'),
  url            text NOT NULL,
  events         text[] NOT NULL CHECK (cardinality(events) > 0),
  -- Encrypted: a delivery has to be signed with it.
  secret         text NOT NULL,
  secret_number  integer NOT NULL DEFAULT 1,
  earlier_secret text,
  earlier_until  timestamptz(3),
  created_at     timestamptz(3) NOT NULL,
  -- Since when no delivery has been taken.
  failing_since  timestamptz(3),
  stopped_at     timestamptz(3),
  stopped_why    text CHECK (stopped_why IN ('failing', 'gone', 'wished')),
  -- Made by the page: the same page sent twice registers one address.
  request        uuid NOT NULL UNIQUE,
  CHECK ((earlier_secret IS NULL) = (earlier_until IS NULL)),
  CHECK ((stopped_at IS NULL) = (stopped_why IS NULL))
);
CREATE INDEX webhooks_endpoints_of_prefecture ON webhooks_endpoints (prefecture, created_at, id);

-- What is still to be handed to the addresses that want it: an outbox of webhooks, written with the change itself.
CREATE TABLE webhooks_facts (
  place      bigserial PRIMARY KEY,
  -- Names the fact: told twice it is the same.
  key        text NOT NULL UNIQUE,
  prefecture text NOT NULL,
  type       text NOT NULL,
  data       jsonb NOT NULL,
  at         timestamptz(3) NOT NULL
);

CREATE TABLE webhooks_deliveries (
  id         uuid PRIMARY KEY,
  endpoint   uuid NOT NULL REFERENCES webhooks_endpoints ON DELETE CASCADE,
  prefecture text NOT NULL,
  key        text NOT NULL,
  type       text NOT NULL,
  -- As it is sent and signed, byte for byte.
  body       text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  state      text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'given-up')),
  attempts   integer NOT NULL DEFAULT 0,
  -- While one process sends it, the others wait until then.
  next_at    timestamptz(3) NOT NULL,
  tried_at   timestamptz(3),
  status     integer,
  error      text,
  took_ms    integer,
  UNIQUE (endpoint, key)
);
CREATE INDEX webhooks_deliveries_due ON webhooks_deliveries (endpoint, next_at) WHERE state = 'waiting';
CREATE INDEX webhooks_deliveries_log ON webhooks_deliveries (endpoint, created_at DESC, id);
CREATE INDEX webhooks_deliveries_by_age ON webhooks_deliveries (created_at);

-- A prefecture's own (R158). Health centres and the secretariat have none.
CREATE FUNCTION is_prefectures_own(place_prefecture text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT current_setting('todoke.role', true) = 'prefecture'
    AND place_prefecture = current_setting('todoke.prefecture', true)
$$;

ALTER TABLE webhooks_endpoints ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhooks_facts ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhooks_deliveries ENABLE ROW LEVEL SECURITY;
CREATE POLICY worker_all ON webhooks_endpoints TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON webhooks_facts TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_all ON webhooks_deliveries TO approval_worker USING (true) WITH CHECK (true);
CREATE POLICY prefectures_own ON webhooks_endpoints TO approval_app
  USING (is_prefectures_own(prefecture)) WITH CHECK (is_prefectures_own(prefecture));
CREATE POLICY prefectures_own ON webhooks_deliveries TO approval_app
  USING (is_prefectures_own(prefecture)) WITH CHECK (is_prefectures_own(prefecture));
-- Officials tell facts of applications that they see, and read none.
CREATE POLICY officials_tell ON webhooks_facts FOR INSERT TO approval_app WITH CHECK (true);

REVOKE SELECT, UPDATE, DELETE ON webhooks_facts FROM approval_app;
REVOKE DELETE ON webhooks_deliveries FROM approval_app;
