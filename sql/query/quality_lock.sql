-- Who counts quality: 0 while somebody else does. No row is locked for that: a
-- transaction with a number of its own would keep the change feed from whatever
-- is written meanwhile, and counting takes minutes.
SELECT pg_try_advisory_xact_lock(495672713575)::integer
