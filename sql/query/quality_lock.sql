-- Who counts quality: 0 while somebody else does. The one advisory lock besides
-- that of migrations: whoever locks a row, be it FOR SHARE, has a transaction
-- with a number of its own, which would keep the change feed from whatever is
-- written meanwhile, and counting takes minutes. It ends with the transaction,
-- as a row's would.
SELECT pg_try_advisory_xact_lock(495672713575)::integer
