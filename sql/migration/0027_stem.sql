-- The stemmers of PostgreSQL, one a language that PostgreSQL 14 and libstemmer
-- both know, without its lists of stop words: see harvester/normalise/stem.c.

CREATE TEXT SEARCH DICTIONARY sheaf.stem_ar
    (TEMPLATE = pg_catalog.snowball, Language = arabic);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_ca
    (TEMPLATE = pg_catalog.snowball, Language = catalan);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_da
    (TEMPLATE = pg_catalog.snowball, Language = danish);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_de
    (TEMPLATE = pg_catalog.snowball, Language = german);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_el
    (TEMPLATE = pg_catalog.snowball, Language = greek);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_en
    (TEMPLATE = pg_catalog.snowball, Language = english);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_es
    (TEMPLATE = pg_catalog.snowball, Language = spanish);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_eu
    (TEMPLATE = pg_catalog.snowball, Language = basque);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_fi
    (TEMPLATE = pg_catalog.snowball, Language = finnish);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_fr
    (TEMPLATE = pg_catalog.snowball, Language = french);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_ga
    (TEMPLATE = pg_catalog.snowball, Language = irish);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_hi
    (TEMPLATE = pg_catalog.snowball, Language = hindi);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_hu
    (TEMPLATE = pg_catalog.snowball, Language = hungarian);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_hy
    (TEMPLATE = pg_catalog.snowball, Language = armenian);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_id
    (TEMPLATE = pg_catalog.snowball, Language = indonesian);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_it
    (TEMPLATE = pg_catalog.snowball, Language = italian);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_lt
    (TEMPLATE = pg_catalog.snowball, Language = lithuanian);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_ne
    (TEMPLATE = pg_catalog.snowball, Language = nepali);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_nl
    (TEMPLATE = pg_catalog.snowball, Language = dutch);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_no
    (TEMPLATE = pg_catalog.snowball, Language = norwegian);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_pt
    (TEMPLATE = pg_catalog.snowball, Language = portuguese);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_ro
    (TEMPLATE = pg_catalog.snowball, Language = romanian);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_ru
    (TEMPLATE = pg_catalog.snowball, Language = russian);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_sv
    (TEMPLATE = pg_catalog.snowball, Language = swedish);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_ta
    (TEMPLATE = pg_catalog.snowball, Language = tamil);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_tr
    (TEMPLATE = pg_catalog.snowball, Language = turkish);
CREATE TEXT SEARCH DICTIONARY sheaf.stem_yi
    (TEMPLATE = pg_catalog.snowball, Language = yiddish);

-- It has more parameters now; it comes again with the views.
DROP FUNCTION IF EXISTS api.search(text, integer, text);

-- Searches that want the newest first, where much matches.
CREATE INDEX item_newest ON sheaf.item (year DESC, issued_from DESC)
 WHERE year IS NOT NULL;
DROP INDEX sheaf.item_year;
