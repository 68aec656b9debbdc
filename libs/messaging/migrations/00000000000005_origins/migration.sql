-- Where the story of an aggregate began, as the first event about it told: what is announced about it later belongs to
-- the same correlation, and its trace is tied to that one. Ids alone.
CREATE TABLE origins (
  aggregate_id text PRIMARY KEY,
  correlation_id text NOT NULL,
  traceparent text,
  noted_at timestamptz NOT NULL DEFAULT now()
);

-- The trace that an event goes back to, where it was announced in another.
ALTER TABLE outbox ADD COLUMN origin text;
