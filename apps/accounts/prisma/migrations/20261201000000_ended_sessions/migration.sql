-- Whoever is suspended, removed, has another role or jurisdiction, or a new password, is signed out everywhere, by whatever
-- the row is changed: an action, a command, an operator. Codes and tokens are gone at once. Sessions at the provider are
-- none any more, and stay under another name until their services are on the list of those to be told (send-logouts).
CREATE FUNCTION end_sessions_of_person() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  DELETE FROM identity_provider_items WHERE account_id = OLD.id::text AND model NOT IN ('Session', 'EndedSession');
  UPDATE identity_provider_items
  SET model = 'EndedSession', id_hash = gen_random_uuid()::text, uid_hash = NULL, expires_at = NULL
  WHERE account_id = OLD.id::text AND model = 'Session';
  RETURN NULL;
END
$$;

-- A sign-in may renew the hash of the same password: that is no change of the person, whose version stays.
CREATE TRIGGER person_changed AFTER UPDATE ON identity_people FOR EACH ROW
  WHEN ((OLD.state, OLD.role, OLD.prefecture, OLD.area, OLD.institution, OLD.password_set_at)
        IS DISTINCT FROM (NEW.state, NEW.role, NEW.prefecture, NEW.area, NEW.institution, NEW.password_set_at)
        OR (OLD.password_hash IS DISTINCT FROM NEW.password_hash
            AND (OLD.version <> NEW.version OR OLD.last_sign_in_at IS NOT DISTINCT FROM NEW.last_sign_in_at)))
  EXECUTE FUNCTION end_sessions_of_person();

CREATE TRIGGER person_removed AFTER DELETE ON identity_people FOR EACH ROW EXECUTE FUNCTION end_sessions_of_person();
