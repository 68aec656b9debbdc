-- Pages of this service announce nothing: one that begins to gets back INSERT (id, subject, envelope, traceparent, root)
-- on outbox, and SELECT on correlation_roots.
REVOKE ALL ON outbox, correlation_roots FROM reporting_app;
