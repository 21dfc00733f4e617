-- What is in quarantine is read again, or let go by a person; and what is wrong
-- with it has a kind.
ALTER TABLE sheaf.quarantine
    ADD COLUMN rule text CHECK (rule IN
        ('xml', 'namespace', 'identifier', 'datestamp', 'set', 'metadata',
         'limit', 'database', 'answer')),
    ADD COLUMN read_at timestamptz,
    ADD COLUMN dropped_at timestamptz;

COMMENT ON COLUMN sheaf.quarantine.rule IS
    'the kind of its reason, enum reject_rule; answer: the repository does not give it; NULL: bytes that workers died of';
COMMENT ON COLUMN sheaf.quarantine.read_at IS
    'when the record was next read, changed or not; NULL: not since';
COMMENT ON COLUMN sheaf.quarantine.dropped_at IS
    'when a person let it go; one that comes again the same inherits it';

UPDATE sheaf.quarantine
   SET rule = CASE
           WHEN reason LIKE 'it is not well-formed%'
             OR reason LIKE 'another record begins%' THEN 'xml'
           WHEN reason LIKE 'the prefix%' THEN 'namespace'
           WHEN reason LIKE '%identifier%' THEN 'identifier'
           WHEN reason LIKE '%datestamp%' THEN 'datestamp'
           WHEN reason LIKE '%sets%' OR reason LIKE '%setSpec%' THEN 'set'
           WHEN reason LIKE '%metadata%' THEN 'metadata'
           WHEN reason LIKE '%larger than%' OR reason LIKE '%longer than%'
             OR reason LIKE '%more than%' THEN 'limit'
           WHEN reason LIKE 'the database refused%' THEN 'database' END;

UPDATE sheaf.quarantine AS q
   SET read_at = greatest(c.changed_at, q.at)
  FROM sheaf.record AS c
 WHERE c.repository_id = q.repository_id
   AND c.identifier = q.identifier
   AND c.metadata_prefix = q.metadata_prefix
   AND (c.harvest_id > q.harvest_id OR c.changed_at > q.at);

-- What stands, by what a page looks for: see query/page_known.sql.
CREATE INDEX quarantine_standing ON sheaf.quarantine
       (repository_id, identifier, metadata_prefix)
 WHERE read_at IS NULL AND identifier IS NOT NULL;
