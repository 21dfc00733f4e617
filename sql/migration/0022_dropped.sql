-- What a person let go, by what a page looks for: see query/page_store.sql. Of
-- an identifier that a thousand records share all that stand would be read.
CREATE INDEX quarantine_dropped ON sheaf.quarantine
       (repository_id, identifier, metadata_prefix)
 WHERE dropped_at IS NOT NULL AND identifier IS NOT NULL;
