-- What is looked at of an item to tell whether another is of the same work: those
-- of one key are gathered, and only they are compared.
CREATE TYPE sheaf.duplicate_candidate AS (
    repository_id bigint,
    identifier text COLLATE "C",
    doi text,
    type text,
    year integer,
    titles text[],
    creators integer
);
