-- In the private cluster pg_ident.conf says who may log in as whom. Readers
-- are whoever reaches the socket: they must leave room for the others.
ALTER ROLE sheaf_writer LOGIN;
ALTER ROLE sheaf_reader LOGIN CONNECTION LIMIT 50;
