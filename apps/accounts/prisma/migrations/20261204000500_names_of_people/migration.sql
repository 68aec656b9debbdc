-- What colleagues call the person or the office whose account it is. A new name ends no session: a sign-in reads it.
ALTER TABLE identity_people ADD COLUMN name text CHECK (char_length(name) BETWEEN 1 AND 100);
