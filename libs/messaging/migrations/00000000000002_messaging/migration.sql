-- The outbox is the truth: streams can be rebuilt from it.
CREATE TABLE outbox (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  subject text NOT NULL,
  envelope jsonb NOT NULL,
  -- W3C Trace Context of the work that announced it, where that is traced.
  traceparent text,
  created_at timestamptz NOT NULL DEFAULT now(),
  published_at timestamptz
);

CREATE INDEX outbox_unpublished ON outbox (position) WHERE published_at IS NULL;

-- One row an event that had its effect here. Kept as long as the outboxes are: a rebuild delivers history again.
CREATE TABLE inbox (
  event_id uuid PRIMARY KEY,
  subject text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX inbox_received ON inbox (received_at);

CREATE TABLE dead_letters (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id text NOT NULL,
  subject text NOT NULL,
  payload text NOT NULL,
  error_code text NOT NULL,
  deliveries integer NOT NULL,
  died_at timestamptz NOT NULL DEFAULT now(),
  retry_wanted_at timestamptz,
  resolved_at timestamptz,
  UNIQUE (event_id, subject)
);

-- Wakes the relay when the announcing transaction commits.
CREATE FUNCTION wake_outbox_relay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('outbox_' || TG_TABLE_SCHEMA, '');
  RETURN NULL;
END
$$;

CREATE TRIGGER outbox_announced AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION wake_outbox_relay();
