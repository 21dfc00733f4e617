-- The database of the private cluster; its locale is that of the cluster.
CREATE DATABASE sheaf OWNER sheaf_owner TEMPLATE template0 ENCODING 'UTF8'
