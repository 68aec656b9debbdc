-- Called by todoke-backup in the end. Numbers of proxy applications that were shown to officials after the backup was
-- made are gone here, but not for them: none of those is ever given again.
CREATE FUNCTION after_restore() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM setval('proxy_numbers', (SELECT last_value FROM proxy_numbers) + 100000);
END
$$;
REVOKE ALL ON FUNCTION after_restore() FROM PUBLIC;
