-- What people have built on what the migrations that are still to come drop,
-- and would be lost: a row each, in words, what has to go first first. That
-- is the order of its making, backwards: what is built on another came later.
-- Last, who was granted what. tests/command/test_migrate.py holds the list
-- below against the migrations.
-- $1 number of the last migration that was applied
WITH RECURSIVE dropped AS (
    SELECT x.kind, x.name,
           CASE x.kind WHEN 'view' THEN 'pg_class'::regclass
                       ELSE 'pg_proc'::regclass END AS class,
           CASE x.kind WHEN 'view' THEN to_regclass(x.name)::oid
                       ELSE to_regprocedure(x.name)::oid END AS oid
      FROM (VALUES (24, 'view', 'api.dublin_core'),
                   (27, 'function', 'api.search(text, integer, text)'))
           AS x(number, kind, name)
     WHERE x.number > $1::integer
), built (class, oid, part) AS (
    SELECT class, oid, 0
      FROM dropped
     WHERE oid IS NOT NULL
    UNION
    -- A view is built on another by its rule; what else, by itself or by one of
    -- its columns.
    SELECT w.class, w.oid, w.part
      FROM built AS b
      JOIN pg_catalog.pg_depend AS d
        ON d.refclassid = b.class
       AND d.refobjid = b.oid
       AND (b.part = 0 OR d.refobjsubid = b.part)
      LEFT JOIN pg_catalog.pg_rewrite AS r
        ON d.classid = 'pg_rewrite'::regclass
       AND r.oid = d.objid
       AND r.rulename = '_RETURN'
     CROSS JOIN LATERAL (
           SELECT CASE WHEN r.oid IS NULL THEN d.classid
                       ELSE 'pg_class'::regclass END AS class,
                  coalesce(r.ev_class, d.objid) AS oid,
                  CASE WHEN r.oid IS NULL THEN d.objsubid ELSE 0 END AS part)
           AS w
)
SELECT pg_describe_object(b.class, b.oid, b.part), b.oid, b.part
  FROM built AS b
 WHERE (b.class, b.oid) NOT IN (SELECT class, oid FROM dropped
                                 WHERE oid IS NOT NULL)
   -- What comes and goes with another: its indexes, the type of its rows.
   AND NOT EXISTS (
       SELECT 1
         FROM pg_catalog.pg_depend AS d
         JOIN built AS o
           ON o.class = d.refclassid
          AND o.oid = d.refobjid
          AND o.part = 0
        WHERE d.classid = b.class
          AND d.objid = b.oid
          AND d.objsubid = b.part
          AND d.deptype IN ('i', 'a'))
UNION ALL
SELECT format('the grant of %s on %s %s to %s',
              string_agg(g.privilege_type, ', ' ORDER BY g.privilege_type),
              x.kind, x.name,
              coalesce(pg_get_userbyid(nullif(g.grantee, 0)), 'public')),
       NULL, NULL
  FROM dropped AS x
 CROSS JOIN LATERAL (
       SELECT relowner AS owner, relacl AS acl
         FROM pg_catalog.pg_class
        WHERE x.kind = 'view'
          AND oid = x.oid
       UNION ALL
       SELECT proowner, proacl
         FROM pg_catalog.pg_proc
        WHERE x.kind = 'function'
          AND oid = x.oid) AS o
 CROSS JOIN LATERAL aclexplode(o.acl) AS g
 WHERE g.grantee <> o.owner
   -- What everybody may by default, and what is granted by itself.
   AND NOT (g.grantee = 0 AND x.kind = 'function')
   AND g.grantee IS DISTINCT FROM to_regrole('sheaf_writer')
   AND g.grantee IS DISTINCT FROM to_regrole('sheaf_reader')
   AND NOT EXISTS (
       SELECT 1
         FROM pg_catalog.pg_default_acl AS a
        CROSS JOIN LATERAL aclexplode(a.defaclacl) AS e
        WHERE a.defaclrole = o.owner
          AND a.defaclnamespace IN (0, to_regnamespace('api'))
          AND a.defaclobjtype = CASE x.kind WHEN 'view' THEN 'r' ELSE 'f' END
          AND e.grantee = g.grantee
          AND e.privilege_type = g.privilege_type)
 GROUP BY x.kind, x.name, g.grantee
 ORDER BY 2 DESC NULLS LAST, 3 DESC, 1
