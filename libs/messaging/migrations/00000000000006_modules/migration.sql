-- Several modules of a service hear one event, and each takes it once. '' is what was taken, or dead-lettered, for the
-- whole service: before it had modules, or for no module in particular.
ALTER TABLE inbox
  ADD COLUMN module text NOT NULL DEFAULT '',
  DROP CONSTRAINT inbox_pkey,
  ADD PRIMARY KEY (event_id, module);

ALTER TABLE dead_letters
  ADD COLUMN module text NOT NULL DEFAULT '',
  DROP CONSTRAINT dead_letters_event_id_subject_key,
  ADD UNIQUE (event_id, subject, module);

-- During a rolling update the release before takes events for the whole service. It must not take one again that a module
-- has taken, nor acknowledge one that another module still waits for: it is told that the database is unavailable (57P03),
-- and redelivers the event until a process of this release has it.
CREATE FUNCTION leave_to_modules() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF EXISTS (SELECT FROM inbox WHERE event_id = NEW.event_id AND module <> '')
     AND NOT EXISTS (SELECT FROM inbox WHERE event_id = NEW.event_id AND module = '') THEN
    RAISE EXCEPTION 'modules of this service take event %', NEW.event_id USING ERRCODE = '57P03';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER inbox_whole_service BEFORE INSERT ON inbox
  FOR EACH ROW WHEN (NEW.module = '') EXECUTE FUNCTION leave_to_modules();

-- The root of an aggregate's correlation: the correlation and the trace of the first event that was heard about it.
ALTER TABLE origins RENAME TO correlation_roots;
ALTER TABLE correlation_roots RENAME CONSTRAINT origins_pkey TO correlation_roots_pkey;
ALTER TABLE outbox RENAME COLUMN origin TO root;

-- The release before reads and writes these names during a rolling update.
CREATE VIEW origins AS SELECT aggregate_id, correlation_id, traceparent, noted_at FROM correlation_roots;
ALTER TABLE outbox ADD COLUMN origin text;
