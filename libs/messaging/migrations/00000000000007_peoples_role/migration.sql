-- People's requests announce events, and read under which correlation. All else of messaging is the worker's.
DO $$
DECLARE
  app text := current_schema() || '_app';
BEGIN
  EXECUTE format('REVOKE ALL ON outbox, inbox, dead_letters, correlation_roots, origins FROM %I', app);
  EXECUTE format('REVOKE ALL ON SEQUENCE outbox_position_seq, dead_letters_id_seq FROM %I', app);
  EXECUTE format('GRANT INSERT (id, subject, envelope, traceparent, root) ON outbox TO %I', app);
  EXECUTE format('GRANT SELECT ON correlation_roots TO %I', app);
END
$$;
