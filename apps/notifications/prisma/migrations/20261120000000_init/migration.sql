-- One mail to one address. `sealed` keeps a code or a link's token as it came; what was rendered is never stored.
CREATE TABLE mails (
    id uuid PRIMARY KEY,
    event_id uuid NOT NULL,
    code text NOT NULL,
    -- The place of the address in its event: stays when the address is erased, so a replay is still recognised.
    position smallint NOT NULL,
    reference text NOT NULL,
    address text,
    facts jsonb NOT NULL DEFAULT '{}',
    sealed text,
    urgency smallint NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    possibly_twice boolean NOT NULL DEFAULT false,
    due_at timestamptz(3) NOT NULL,
    give_up_at timestamptz(3) NOT NULL,
    late_reason text NOT NULL,
    -- Who is sending it, and until when; by the database's clock, which all senders share.
    lease_owner uuid,
    lease_until timestamptz(3),
    status text,
    reason text,
    version integer NOT NULL DEFAULT 0,
    correlation_id text NOT NULL,
    traceparent text,
    created_at timestamptz(3) NOT NULL,
    ended_at timestamptz(3),
    erased_at timestamptz(3),
    CONSTRAINT mails_state CHECK (state IN ('waiting', 'sending', 'accepted', 'bounced', 'failed')),
    CONSTRAINT mails_lease CHECK ((state = 'sending') = (lease_owner IS NOT NULL AND lease_until IS NOT NULL)),
    CONSTRAINT mails_end CHECK ((state IN ('accepted', 'bounced', 'failed')) = (ended_at IS NOT NULL)),
    -- Only what has ended may lose its address and its secret.
    CONSTRAINT mails_sendable CHECK (ended_at IS NOT NULL OR address IS NOT NULL)
);

CREATE UNIQUE INDEX mails_event_id_code_position_key ON mails (event_id, code, position);
CREATE INDEX mails_waiting ON mails (urgency, due_at) INCLUDE (give_up_at, created_at) WHERE state = 'waiting';
CREATE INDEX mails_leases ON mails (lease_until) WHERE state = 'sending';
CREATE INDEX mails_counts ON mails (code, state);
CREATE INDEX mails_not_arrived ON mails (ended_at DESC) WHERE state IN ('bounced', 'failed');
CREATE INDEX mails_twice ON mails (code) WHERE possibly_twice;
CREATE INDEX mails_to_erase ON mails (ended_at) WHERE ended_at IS NOT NULL AND erased_at IS NULL;

-- Every mail is written four times within seconds: what is dead is to be cleared away early.
ALTER TABLE mails SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05, fillfactor = 70);
