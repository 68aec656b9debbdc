-- What is doubtful about an application, the pile in which that puts it, and by which version of the rules. The service
-- renews older ones: 0 is what rows have that nobody has judged yet.
ALTER TABLE reviews
  ADD COLUMN possible_duplicate boolean NOT NULL DEFAULT false,
  ADD COLUMN warnings text[] NOT NULL DEFAULT '{}',
  ADD COLUMN warnings_version integer NOT NULL DEFAULT 0,
  -- NULL: in none.
  ADD COLUMN pile text CHECK (pile IN ('clean', 'check', 'duplicate', 'undeliverable')),
  -- The official or health centre who looks after it; NULL: nobody yet.
  ADD COLUMN assignee text;
CREATE INDEX reviews_by_warnings_version ON reviews (warnings_version);

-- One index for each pile, within a prefecture and for all, in the order of the queue: oldest first.
DROP INDEX reviews_by_state;
DROP INDEX reviews_of_all_by_state;
CREATE INDEX reviews_by_state ON reviews (prefecture, state, received_at, number)
  INCLUDE (pile, institution_type, municipality_code, assignee);
CREATE INDEX reviews_of_all_by_state ON reviews (state, received_at, number)
  INCLUDE (pile, institution_type, prefecture, municipality_code);
CREATE INDEX reviews_by_pile ON reviews (prefecture, pile, received_at, number)
  INCLUDE (institution_type, municipality_code, assignee) WHERE pile IS NOT NULL;
CREATE INDEX reviews_of_all_by_pile ON reviews (pile, received_at, number) WHERE pile IS NOT NULL;
CREATE INDEX reviews_by_assignee ON reviews (assignee, state, received_at, number) WHERE assignee IS NOT NULL;

-- Keys of reviews and institutions that came or went: whoever else has them may have become a possible duplicate, or
-- ceased to be one. A job takes them.
CREATE TABLE changed_keys (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  prefecture text NOT NULL,
  institution_code text,
  insurance_code text,
  name_and_address text NOT NULL
);
ALTER TABLE changed_keys ENABLE ROW LEVEL SECURITY;
CREATE POLICY worker_all ON changed_keys TO approval_worker USING (true) WITH CHECK (true);
REVOKE ALL ON changed_keys FROM approval_app;

CREATE FUNCTION note_keys_of_reviews() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO changed_keys (prefecture, institution_code, insurance_code, name_and_address)
    SELECT prefecture, institution_code, insurance_code, name_and_address FROM now_there;
  ELSE
    INSERT INTO changed_keys (prefecture, institution_code, insurance_code, name_and_address)
    SELECT DISTINCT keys.* FROM was_there AS was JOIN now_there AS now USING (number), LATERAL (VALUES
      (was.prefecture, was.institution_code, was.insurance_code, was.name_and_address),
      (now.prefecture, now.institution_code, now.insurance_code, now.name_and_address)) AS keys
    WHERE (was.state, was.institution_code, was.insurance_code, was.name_and_address)
      IS DISTINCT FROM (now.state, now.institution_code, now.insurance_code, now.name_and_address);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER note_keys_of_new AFTER INSERT ON reviews
  REFERENCING NEW TABLE AS now_there FOR EACH STATEMENT EXECUTE FUNCTION note_keys_of_reviews();
CREATE TRIGGER note_keys_of_changed AFTER UPDATE ON reviews
  REFERENCING OLD TABLE AS was_there NEW TABLE AS now_there
  FOR EACH STATEMENT EXECUTE FUNCTION note_keys_of_reviews();

CREATE FUNCTION note_keys_of_institutions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO changed_keys (prefecture, institution_code, insurance_code, name_and_address)
    SELECT prefecture, institution_code, insurance_code, name_and_address FROM now_there WHERE has_account;
  ELSE
    INSERT INTO changed_keys (prefecture, institution_code, insurance_code, name_and_address)
    SELECT DISTINCT keys.* FROM was_there AS was JOIN now_there AS now USING (id), LATERAL (VALUES
      (was.prefecture, was.institution_code, was.insurance_code, was.name_and_address),
      (now.prefecture, now.institution_code, now.insurance_code, now.name_and_address)) AS keys
    WHERE (was.has_account, was.institution_code, was.insurance_code, was.name_and_address)
      IS DISTINCT FROM (now.has_account, now.institution_code, now.insurance_code, now.name_and_address);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER note_keys_of_new AFTER INSERT ON institutions
  REFERENCING NEW TABLE AS now_there FOR EACH STATEMENT EXECUTE FUNCTION note_keys_of_institutions();
CREATE TRIGGER note_keys_of_changed AFTER UPDATE ON institutions
  REFERENCING OLD TABLE AS was_there NEW TABLE AS now_there
  FOR EACH STATEMENT EXECUTE FUNCTION note_keys_of_institutions();
