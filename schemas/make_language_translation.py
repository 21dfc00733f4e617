#!/usr/bin/python3
"""Writes schemas/language_translation.tsv from Debian's iso-codes (package
iso-codes, with its translations in /usr/share/locale).
usage: schemas/make_language_translation.py, from the root of the tree."""
import gettext
import json
import unicodedata

LOCALES = ('de', 'fr', 'es', 'pt', 'pt_BR', 'it', 'pl', 'ru', 'tr', 'nl',
           'sv', 'da', 'nb', 'fi', 'cs', 'sk', 'sl', 'hu', 'ro', 'el', 'uk',
           'bg', 'hr', 'sr', 'ca', 'eu', 'gl', 'et', 'lv', 'lt', 'id', 'ja',
           'ko', 'zh_CN', 'zh_TW')


def fold(name):
    return unicodedata.normalize('NFKD', name).casefold()


with open('/usr/share/iso-codes/json/iso_639-2.json') as file:
    languages = json.load(file)['639-2']
names = {}
for locale in LOCALES:
    try:
        translated = gettext.translation('iso_639-2', '/usr/share/locale',
                                         [locale])
    except FileNotFoundError:
        continue
    for language in languages:
        # Groups of languages ("Slavic languages") are not in ISO 639-3.
        if 'alpha_2' not in language and 'languages' in language['name']:
            continue
        for part in translated.gettext(language['name']).split(';'):
            part = part.strip()
            if len(part) > 3 and part not in language['name']:
                names.setdefault(fold(part), {}).setdefault(
                    language['alpha_3'], (part, locale))
with open('schemas/language.tsv') as file:
    known = {line.split('\t')[0] for line in file if line[0] != '#'}
with open('schemas/language_translation.tsv', 'w') as table:
    table.write('''\
# Names of languages in other languages; compared folded. Names that mean two
# languages are left out.
# Source: iso-codes 4.15.0, translations of iso_639-2, as packaged by Debian;
# https://salsa.debian.org/iso-codes-team/iso-codes
# Licence: LGPL-2.1-or-later, (C) the iso-codes developers and translators.
# Made by schemas/make_language_translation.py.
# spelling	code of language.tsv	source
''')
    for name in sorted(names):
        if len(names[name]) > 1:
            continue
        code, (part, locale) = next(iter(names[name].items()))
        if code in known:
            table.write(f'{part}\t{code}\tiso-codes {locale}\n')
