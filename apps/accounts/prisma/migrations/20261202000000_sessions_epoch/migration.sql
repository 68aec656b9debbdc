-- The provider saves a session when its request ends, and with it codes and tokens. A request that had read the session
-- before its person was changed would bring it back. So all that belongs to a person carries the person's epoch, which
-- every such change raises, and nothing of an earlier epoch is saved (ProviderStore).
ALTER TABLE identity_people ADD COLUMN sessions_epoch integer NOT NULL DEFAULT 0;
-- NULL: written by the release before, which knows no epochs.
ALTER TABLE identity_provider_items ADD COLUMN epoch integer;

CREATE FUNCTION raise_sessions_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.sessions_epoch := OLD.sessions_epoch + 1;
  RETURN NEW;
END
$$;

-- The condition stood at person_changed, which follows from it now.
CREATE TRIGGER person_changes BEFORE UPDATE ON identity_people FOR EACH ROW
  WHEN ((OLD.state, OLD.role, OLD.prefecture, OLD.area, OLD.institution, OLD.password_set_at)
        IS DISTINCT FROM (NEW.state, NEW.role, NEW.prefecture, NEW.area, NEW.institution, NEW.password_set_at)
        OR (OLD.password_hash IS DISTINCT FROM NEW.password_hash
            AND (OLD.version <> NEW.version OR OLD.last_sign_in_at IS NOT DISTINCT FROM NEW.last_sign_in_at)))
  EXECUTE FUNCTION raise_sessions_epoch();

DROP TRIGGER person_changed ON identity_people;
CREATE TRIGGER person_changed AFTER UPDATE ON identity_people FOR EACH ROW
  WHEN (OLD.sessions_epoch <> NEW.sessions_epoch)
  EXECUTE FUNCTION end_sessions_of_person();

-- As before, and with the tickets of passwords that were set earlier.
CREATE OR REPLACE FUNCTION end_sessions_of_person() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  DELETE FROM identity_sign_in_tickets WHERE person_id = OLD.id;
  DELETE FROM identity_provider_items WHERE account_id = OLD.id::text AND model NOT IN ('Session', 'EndedSession');
  UPDATE identity_provider_items
  SET model = 'EndedSession', id_hash = gen_random_uuid()::text, uid_hash = NULL, expires_at = NULL
  WHERE account_id = OLD.id::text AND model = 'Session';
  RETURN NULL;
END
$$;
