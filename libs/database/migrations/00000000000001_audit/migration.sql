CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}'
);

CREATE INDEX audit_subject ON audit (subject, id);

-- What is written here stays: only the migrator could change it. The same goes for the list of migrations.
DO $$
BEGIN
  EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON audit FROM %I, %I', current_schema() || '_app', current_schema() || '_worker');
  EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON _prisma_migrations FROM %I, %I', current_schema() || '_app', current_schema() || '_worker');
END
$$;
