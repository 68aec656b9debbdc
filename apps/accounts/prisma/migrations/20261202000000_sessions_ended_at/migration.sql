-- A request to the provider that began before a change of its person may save its session after the change. By this
-- time the provider tells a sign-in from before the change, wherever it comes back.
ALTER TABLE identity_people ADD COLUMN sessions_ended_at timestamptz(6);

CREATE FUNCTION note_end_of_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.sessions_ended_at := clock_timestamp();
  RETURN NEW;
END
$$;

-- The condition stood at person_changed, which goes by its result now.
CREATE TRIGGER person_changes BEFORE UPDATE ON identity_people FOR EACH ROW
  WHEN ((OLD.state, OLD.role, OLD.prefecture, OLD.area, OLD.institution, OLD.password_set_at)
        IS DISTINCT FROM (NEW.state, NEW.role, NEW.prefecture, NEW.area, NEW.institution, NEW.password_set_at)
        OR (OLD.password_hash IS DISTINCT FROM NEW.password_hash
            AND (OLD.version <> NEW.version OR OLD.last_sign_in_at IS NOT DISTINCT FROM NEW.last_sign_in_at)))
  EXECUTE FUNCTION note_end_of_sessions();

DROP TRIGGER person_changed ON identity_people;
CREATE TRIGGER person_changed AFTER UPDATE ON identity_people FOR EACH ROW
  WHEN (OLD.sessions_ended_at IS DISTINCT FROM NEW.sessions_ended_at)
  EXECUTE FUNCTION end_sessions_of_person();
