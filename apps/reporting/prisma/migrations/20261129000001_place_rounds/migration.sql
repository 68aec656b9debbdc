-- The round whose items told municipality and type: those of a later round replace them.
ALTER TABLE applications ADD COLUMN place_round integer NOT NULL DEFAULT 0;
UPDATE applications SET place_round = 1 WHERE institution_type IS NOT NULL;
