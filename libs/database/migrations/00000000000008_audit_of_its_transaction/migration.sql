-- Who did it and when is what the transaction says, not what an INSERT says: the person for whom it works
-- (todoke.person), else who acts in it (todoke.actor), and the time at which it began. Whoever told neither, as the
-- release before, is noted by the name of its role, with what it said in the detail. Nothing else may be chosen: not the
-- place of a row among others. An administrator restores rows as they were.
CREATE FUNCTION audit_of_its_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  told text := coalesce(nullif(current_setting('todoke.person', true), ''), nullif(current_setting('todoke.actor', true), ''));
BEGIN
  IF session_user NOT IN (TG_TABLE_SCHEMA || '_app', TG_TABLE_SCHEMA || '_worker') THEN
    RETURN NEW;
  END IF;
  IF told IS NULL AND NEW.actor IS NOT NULL THEN
    NEW.detail := NEW.detail || jsonb_build_object('said', NEW.actor);
  END IF;
  NEW.actor := coalesce(told, session_user);
  NEW.at := now();
  RETURN NEW;
END
$$;

CREATE TRIGGER audit_of_its_transaction BEFORE INSERT ON audit
  FOR EACH ROW EXECUTE FUNCTION audit_of_its_transaction();

DO $$
DECLARE
  role text;
BEGIN
  FOREACH role IN ARRAY ARRAY['_app', '_worker'] LOOP
    EXECUTE format('REVOKE INSERT ON audit FROM %I', current_schema() || role);
    EXECUTE format('GRANT INSERT (at, actor, action, subject, detail) ON audit TO %I', current_schema() || role);
    EXECUTE format('REVOKE ALL ON SEQUENCE audit_id_seq FROM %I', current_schema() || role);
  END LOOP;
END
$$;
