-- Called by todoke-backup in the end. What waited when the backup was made may have gone out since, which nobody here
-- knows any more.
CREATE FUNCTION after_restore() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE mails SET possibly_twice = true WHERE state IN ('waiting', 'sending');
END
$$;
REVOKE ALL ON FUNCTION after_restore() FROM PUBLIC;
