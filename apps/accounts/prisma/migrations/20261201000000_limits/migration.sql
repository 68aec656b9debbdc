-- Robot checks that ended a pause: each counts once.
CREATE TABLE identity_robot_checks_used (
  signature  text PRIMARY KEY,
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX identity_robot_checks_used_expires_at_idx ON identity_robot_checks_used (expires_at);

-- By which refused sign-ins are audited: the first of an hour, then each time that their number has doubled.
CREATE TABLE identity_refused_sign_ins (
  subject text PRIMARY KEY,
  hour    timestamptz(3) NOT NULL,
  refused integer NOT NULL
);
