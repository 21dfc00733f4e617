#!/usr/bin/python3
"""Writes schemas/language.tsv from Debian's iso-codes (package iso-codes).
usage: schemas/make_language.py, from the root of the tree."""
import json

with open('/usr/share/iso-codes/json/iso_639-3.json') as file:
    individual = json.load(file)['639-3']
with open('/usr/share/iso-codes/json/iso_639-2.json') as file:
    second = {row['alpha_3'] for row in json.load(file)['639-2']}
with open('schemas/language.tsv', 'w') as table:
    table.write('''\
# Languages of ISO 639-3.
# Source: iso-codes 4.15.0, iso_639-3.json and iso_639-2.json, as packaged by
# Debian; https://salsa.debian.org/iso-codes-team/iso-codes
# Licence: LGPL-2.1-or-later, (C) the iso-codes developers. ISO 639-3 codes are
# maintained by SIL International.
# Made by schemas/make_language.py; names in other languages and other
# spellings belong in language_name.tsv.
# code	639-1	639-2/B	in 639-2	name
''')
    for row in sorted(individual, key=lambda row: row['alpha_3']):
        table.write('\t'.join((row['alpha_3'], row.get('alpha_2', ''),
            row.get('bibliographic', ''),
            '2' if row['alpha_3'] in second else '',
            row.get('common_name', row['name']))) + '\n')
