#include "record.h"

#define XOAI(inside) \
	"<metadata xmlns='http://www.lyncode.com/xoai'>" inside "</metadata>"
#define IN(name, inside)  "<element name='" name "'>" inside "</element>"
#define SAYS(name, value) "<field name='" name "'>" value "</field>"
#define NONE(value)       IN("none", SAYS("value", value))

static void
the_path_of_a_value_is_its_field(void **state)
{
	(void)state;
	assert_claims("xoai",
	    XOAI(IN("dc",
		IN("contributor", IN("advisor", NONE("Smith, J.")))
		    IN("creator", NONE("Lee, A."))
			IN("date", IN("issued", NONE("2019"))) IN("title",
			    IN("cs_CZ", SAYS("value", "Strom")) IN("translated",
				IN("en_US", SAYS("value", "Tree")))))
		    IN("dcterms", IN("dateAccepted", NONE("2019-09-27")))
			IN("thesis", IN("degree", IN("name", NONE("Ph.D."))))
			    IN("uk", IN("thesis", IN("type", NONE("x"))))
				IN("repository", SAYS("name", "Ours"))),
	    "title: Strom [language=cs_CZ]\n"
	    "title.translated: Tree [language=en_US]\n"
	    "creator: Lee, A.\n"
	    "contributor: Smith, J. [role=advisor]\n"
	    "date.issued: 2019\n"
	    "date.dateAccepted: 2019-09-27\n"
	    "degree.name: Ph.D.\n");
}

static void
each_value_has_its_own_authority(void **state)
{
	(void)state;
	assert_claims("xoai",
	    XOAI(IN("dc",
		IN("contributor",
		    IN("author",
			IN("none",
			    SAYS("value", "Lee, A.") SAYS("value", "Ek, B.")
				SAYS("authority", "0000-0002-1825-0097")
				    SAYS("confidence", "600")
					SAYS("value", "Fox, T.")))))),
	    "creator: Lee, A.\n"
	    "creator: Ek, B. [orcid=0000-0002-1825-0097]\n"
	    "creator: Fox, T.\n");
}

/* DSpace always writes one; others do not. */
static void
a_language_may_be_missing(void **state)
{
	(void)state;
	assert_claims("xoai",
	    XOAI(IN("dc",
		IN("title", SAYS("value", "T")) IN("subject",
		    IN("ddc", SAYS("value", "813"))
			IN("en", SAYS("value", "Trees"))
			    IN("mesh", SAYS("value", "Forests")))
		    IN("identifier", IN("uri", SAYS("value", "http://x"))))),
	    "title: T\n"
	    "subject: 813 [scheme=ddc]\n"
	    "subject: Trees [language=en]\n"
	    "subject: Forests [scheme=mesh]\n"
	    "identifier: http://x\n");
}

static void
files_that_were_uploaded_are_full_text(void **state)
{
	(void)state;
	assert_claims("xoai",
	    XOAI(IN("bundles",
		IN("bundle",
		    SAYS("name", "TEXT") IN("bitstreams",
			IN("bitstream", SAYS("url", "http://x/1.pdf.txt"))))
		    IN("bundle",
			SAYS("name", "ORIGINAL") IN("bitstreams",
			    IN("bitstream",
				SAYS("name", "1.pdf") SAYS("format",
				    "application/pdf") SAYS("size", "99918078")
				    SAYS("url", " http://x/1.pdf\n"))
				IN("bitstream", SAYS("size", "large")))))),
	    "format: application/pdf\n"
	    "format.extent: 99918078 bytes\n"
	    "identifier.fullText: http://x/1.pdf\n");
}

static void
dspace_says_who_may_read(void **state)
{
	(void)state;
	assert_claims("xoai",
	    XOAI(IN("others",
		SAYS("handle", "1/2") IN("access-status",
		    SAYS("value", "embargo") SAYS("embargo", "2030-01-01")))),
	    "date.embargoEnd: 2030-01-01\n"
	    "rights.accessRights: embargo\n");
	assert_claims("xoai", XOAI(""), "");
}

TESTS(WITH_VOCABULARY(the_path_of_a_value_is_its_field),
    WITH_VOCABULARY(each_value_has_its_own_authority),
    WITH_VOCABULARY(a_language_may_be_missing),
    WITH_VOCABULARY(files_that_were_uploaded_are_full_text),
    WITH_VOCABULARY(dspace_says_who_may_read))
