#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes decompositions.txt beside this file, from Python's copy of the Unicode database."""

import os
import unicodedata

HEADER = """\
# Characters without their accents: code point, then what canonical decomposition (NFD) leaves of it without nonspacing marks (Mn).
# Unicode {}; Hangul syllables are computed. Written by decompositions.py beside this file.
"""
HANGUL, SURROGATES = range(0xAC00, 0xD7A4), range(0xD800, 0xE000)

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "decompositions.txt"), "w", newline="\n") as file:
    file.write(HEADER.format(unicodedata.unidata_version))
    for code in range(0x80, 0x110000):
        if code in HANGUL or code in SURROGATES:
            continue
        parts = unicodedata.normalize("NFD", chr(code))
        if parts != chr(code):
            left = [f"{ord(c):X}" for c in parts if unicodedata.category(c) != "Mn"]
            file.write(" ".join([f"{code:X}", *left]) + "\n")
