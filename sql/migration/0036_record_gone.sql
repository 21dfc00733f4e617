-- Who leaves out a format, or takes one back, asks which items it may bring back
-- or end, while a host waits.
CREATE INDEX record_gone
    ON sheaf.record (repository_id, identifier)
 WHERE status = 'gone';
