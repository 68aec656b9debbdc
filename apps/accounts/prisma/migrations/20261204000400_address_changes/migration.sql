-- What became of each request for another mail address, so that a request that is told again changes nothing. It has no
-- address.
CREATE TABLE address_changes_requests (
  request     text PRIMARY KEY,
  institution text NOT NULL,
  outcome     text NOT NULL,
  at          timestamptz(3) NOT NULL
);

-- Whether another person has an address.
CREATE INDEX identity_people_addresses_idx ON identity_people USING gin (addresses);
