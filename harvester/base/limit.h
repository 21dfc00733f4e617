#ifndef BASE_LIMIT_H
#define BASE_LIMIT_H

/*
 * Everything that a stranger controls has its limit here, with the reason.
 * Bytes unless the name says otherwise. Real repositories stay below a tenth
 * of these; whoever hits one is broken or hostile.
 */
#define KIB ((size_t)1024)
#define MIB ((size_t)1024 * 1024)

/* HTTP */
#define CONNECT_SECONDS     15L  /* as rpki-client */
#define STALL_SECONDS       300L /* below STALL_BYTES a second so long */
#define STALL_BYTES         128L
#define REQUEST_SECONDS     1800L /* a page that is generated slowly */
#define HEADERS_BYTES       (64 * KIB)
#define REDIRECTS           5L
#define WIRE_BYTES          (256 * MIB)
#define BODY_BYTES          (256 * MIB)
#define INFLATE_RATIO       200            /* XML packs 10:1, rarely 50:1 ... */
#define INFLATE_FREE        (16 * MIB)     /* ... judged above this only */
#define ZSTD_WINDOW         27             /* 2^27 bytes, as zstd(1) itself */
#define URL_BYTES           ((size_t)2048) /* of a base URL */
#define GET_BYTES           ((size_t)4000) /* longer URLs go by POST */
#define RETRY_AFTER_SECONDS (366L * 86400)
#define RATE_LIMIT_SECONDS  3600L         /* RateLimit-Reset; no promise */
#define COOKIES             32            /* of one list request */
#define COOKIE_BYTES        (4 * KIB)     /* RFC 6265 6.1 */
#define CREDENTIALS_BYTES   (16 * KIB)    /* a file of the operator's own */
#define USER_AGENT_BYTES    ((size_t)256) /* likewise */

/* XML. libxml2 2.9.14 in push mode limits neither depth nor attributes. */
#define PARSE_CHUNK      (16 * KIB)
#define XML_DEPTH        200
#define XML_ATTRIBUTES   256
#define XML_PENDING      (64 * KIB) /* one start tag: O(n^2) above */
#define XML_PENDING_TEXT (4 * MIB)  /* one CDATA section or comment */
#define XML_DICTIONARY   1000000    /* all distinct names together */
#define XML_NAMESPACES   1000       /* in scope at once: searched linearly */
#define NAMESPACE_BYTES  ((size_t)1024) /* a URI */
#define PROLOG_BYTES     (16 * KIB) /* to the declaration's end: PHP notices */

/* OAI-PMH */
#define IDENTIFIER_BYTES  ((size_t)2048) /* a B-tree key must fit */
#define SET_SPEC_BYTES    ((size_t)1024)
#define SET_SPECS         1000
#define ABOUTS            64
#define TOKEN_BYTES       (64 * KIB)
#define DATESTAMP_BYTES   ((size_t)64)
#define FIELD_BYTES       (8 * MIB) /* one run of text */
#define RECORD_BYTES      (16 * MIB)
#define RECORDS           100000          /* in one response */
#define LIST_SIZE         1000000000000LL /* said; beyond, it is not */
#define OAI_ERROR_BYTES   ((size_t)1024)  /* of the message */
#define DESCRIPTION_BYTES (64 * KIB)      /* kept of Identify */
#define LIST_ENTRIES      50000           /* sets or formats */
#define EMPTY_PAGES       10              /* in a row, with tokens */
#define SAME_PAGES        10              /* each with another token */
#define LIST_PAGES        1000000
#define PROBE_PAGES       100        /* of ListSets, for a person */
#define PROBE_BYTES       (64 * MIB) /* kept of what it answers */
#define MOVED_HARVESTS    3          /* in a row led elsewhere: moved */
#define LIST_RESTARTS     3          /* of one list request */
#define PAGE_TRIES        8          /* of one request */
#define SPLIT_TRIES       3          /* then its list is split by date */
#define SPLIT_PIECES      8          /* around what fails */
#define SINGLE_TRIES      2          /* of a GetRecord */
#define SINGLES_LOST      10         /* in a row: it is not the records */
#define PARTS_LOST        3          /* of a split list: it is not they */
#define QUARANTINE_AGAIN  100        /* records of it beside a harvest */
#define OLDER_AGAIN       100        /* of a page, likewise: see page.h */
#define SINGLES_BESIDE    200        /* of both; then the older are stored */
#define SINGLES           10000      /* asked for one by one in one harvest */
#define WINDOWS           2000       /* of one harvest, halved ones too */
#define WINDOW_RECORDS    50000      /* a list of more is split, first */
/* Cuts in a row in vain, for each connection; one record can lie 13 deep: of
 * 2,030 years into eighths to a day, and on to a second. */
#define VAIN_CUTS         16

#define QUIRK_DAYS 30 /* learned, then looked for again */

/* Memory and batches of a harvest worker */
#define PAGE_BATCH_BYTES       (4 * MIB)
#define PAGE_BATCH_RECORDS     1000
#define KEPT_BYTES             (256 * KIB) /* of a buffer, between records */
#define PAGE_ARENA_BYTES       (48 * MIB)  /* a record, its copy, its batch */
#define TRANSFER_WAITING_PAGES 2           /* then this transfer pauses */
#define WORKER_HELD_BYTES      (48 * MIB)  /* then all transfers pause */
#define WORKER_READING_BYTES   (48 * MIB)  /* then the largest is given up, */
#define READING_BYTES          (2 * MIB)   /* if it is larger than ordinary */
#define READING_SHARES         4           /* of all that may be held */
#define TRANSFERS              200         /* at once in one worker */
#define LISTERS                1000U       /* with those that are quiet */
#define QUIET_SHARE            16U         /* of one that is busy: pace.h */
#define QUIET_BYTES            (2 * KIB)   /* fewer came ... */
#define QUIET_MILLISECONDS     500         /* ... in such a time */
#define CONNECTIONS_PER_HOST   16

/* Items */
#define ITEM_BYTES            RECORD_BYTES     /* metadata of all its records */
#define NODES                 65536            /* elements of one record */
#define ATTRIBUTES            65536            /* in one record */
#define LANGUAGE_TAG_BYTES    ((size_t)64)     /* xml:lang */
#define WORDS_BYTES           ((size_t)900000) /* a tsvector ends at 1 MiB */
#define WORD_CHARACTERS       63               /* 252 bytes */
#define ISSUES                64               /* of one item */
#define UNMAPPED_SHARE        7                /* of ISSUES, of any scheme */
#define PUBLISHERS            1000             /* of one item */
#define LANGUAGES             100              /* of one item */
#define RIGHTS                1000             /* of one item */
#define TITLES                100              /* of one item */
#define TYPES                 100              /* of one item */
#define VALUES                65536            /* of one column, when split */
#define CITATIONS             64               /* read of one item */
#define CITATION_BYTES        ((size_t)4096)   /* of a line that is cited so */
#define LOCATOR_BYTES         ((size_t)600)    /* journal, volume, pages */
#define SERIALS               64               /* ISSNs, series: of one item */
#define ISSN_BYTES            ((size_t)256)    /* with what stands around it */
#define SERIES_NUMBER_BYTES   ((size_t)64)
#define ITEM_READ_BYTES       (128 * MIB) /* then no further record */
/*
 * Reading takes ITEM_READ_BYTES and one more record: NODES and
 * ATTRIBUTES are 20 MiB, its text is there twice; both up to three times where
 * it is escaped XML. Cleaning takes up to 6 times the text (composing can
 * triple it), columns up to 15 times. In all 736 MiB;
 * what is nearest to it that we know of is held against this in
 * test_normalise.c.
 */
#define NORMALISE_ARENA_BYTES (1024 * MIB)

/* Workers that die of what they read */
#define CRASHES           3  /* then what they died of is held */
#define BLAME_CPU_SECONDS 60 /* of an item, of 16 KiB; the worst take 10 */

/* Quarantine */
#define REJECT_BYTES     (64 * KIB)
#define REJECTS_PER_PAGE 1000
#define RECOVERIES       10000      /* in one response: a fresh parser each */
#define REREAD_BYTES     (64 * MIB) /* of a response, behind records cut off */
#define REOPEN_BYTES     (1 * KIB)  /* a fresh parser's first piece */
#define SECTION_BYTES    (64 * KIB) /* to "-->" behind a record's end tag */

/* Sweeps. What one does not see is concluded from it only below both of these,
 * so that no repository that is half empty for a day empties ours. */
#define SWEEP_REFUSED_RECORDS 100 /* records, */
#define SWEEP_REFUSED_SHARE   10 /* and one in so many of those that are here */
#define SWEEP_SINGLES         20 /* fewer are asked for one by one; */
#define SWEEP_SET_SINGLES     200 /* what has left a set: nothing else tells */
#define SWEEP_UNKNOWN         1000L /* never harvested, and asked for one by one */
#define SWEEP_SAMPLE          50    /* looked for under other identifiers */
#define SWEEP_BATCH           2000L /* records in one statement */
#define SWEEP_AGAIN           72000L /* seconds to the second one: within a day */
#define SWEEP_SPARED_DAYS     30     /* what a person undid is not missed */

/* Identify, asked by the daemon before lists that wait for it */
#define INQUIRY_BYTES   (1 * MIB)
#define INQUIRY_SECONDS 60

/* A person who waits */
#define PROBE_SECONDS 60L  /* for the next bytes of an answer */
#define PAUSE_SECONDS 300L /* a harvest in the foreground; longer: later */

/* Of all answers to a person together; and so of "check --quick" */
#define PROBE_ALL_SECONDS   1800L
#define PROBE_ALL_BYTES     (256 * MIB)
#define PROBE_QUICK_SECONDS 180L
#define PROBE_QUICK_BYTES   (64 * MIB)

/* Time of ours */
#define CHORES_SECONDS       60 /* a harvest without a daemon, at its end */
#define LEASE_SECONDS        120
#define LEASE_MARGIN_SECONDS 20 /* stop so long before the end of it */
#define RENEW_SECONDS        10 /* and how soon a holder hears of changes */

#endif
