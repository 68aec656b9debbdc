-- Called by todoke-backup in the end. Numbers that were shown to people after the backup was made are gone here, but not
-- for them: none of those is ever given to somebody else. The gap is more than is applied for between two backups.
CREATE FUNCTION after_restore() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM setval('application_numbers', (SELECT last_value FROM application_numbers) + 100000);
END
$$;
REVOKE ALL ON FUNCTION after_restore() FROM PUBLIC;
