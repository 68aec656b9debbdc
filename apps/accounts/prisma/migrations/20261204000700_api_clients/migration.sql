-- Systems of prefectures that work with the API of approval. The secrets are nowhere: only their SHA-256.
CREATE TABLE identity_api_clients (
  id             text PRIMARY KEY CHECK (id ~ '^api-[0-9]{2}-[a-z0-9]{1,32}$'),
  name           text NOT NULL,
  prefecture     char(2) NOT NULL,
  scopes         text[] NOT NULL CHECK (
                   scopes <@ ARRAY['applications:read', 'applications:decide', 'applications:file', 'mails:read']
                   AND cardinality(scopes) > 0),
  sandbox        boolean NOT NULL,
  secret_hash    text NOT NULL,
  secret_number  integer NOT NULL DEFAULT 1,
  secret_since   timestamptz(3) NOT NULL,
  -- The secret before, and until when it is still accepted.
  earlier_hash   text,
  earlier_until  timestamptz(3),
  issued_at      timestamptz(3) NOT NULL,
  revoked_at     timestamptz(3),
  last_used_at   timestamptz(3),
  -- Made by the page: the same page sent twice issues one client.
  request        uuid UNIQUE,
  version        integer NOT NULL DEFAULT 1,
  CHECK ((earlier_hash IS NULL) = (earlier_until IS NULL))
);
CREATE INDEX identity_api_clients_issued_at_id_idx ON identity_api_clients (issued_at, id);
CREATE INDEX identity_api_clients_prefecture_issued_at_id_idx ON identity_api_clients (prefecture, issued_at, id);

-- What was issued is never removed: a revoked client stays in the list.
REVOKE DELETE ON identity_api_clients FROM accounts_app;

ALTER TABLE identity_attempts DROP CONSTRAINT identity_attempts_kind_check;
ALTER TABLE identity_attempts ADD CONSTRAINT identity_attempts_kind_check
  CHECK (kind IN ('sign-in', 'reset', 'api-client'));
