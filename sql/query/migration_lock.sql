-- One migration at a time. The number is "sheaf" in ASCII.
SELECT pg_advisory_xact_lock(495672713574)
