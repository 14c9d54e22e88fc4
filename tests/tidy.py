#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs clang-tidy on the sources of a build directory.

clang-tidy needs most of its time for Qt's headers, so it is run once for several sources. The sources
of a library are grouped by CMake (unity build). Each test program has one source: those of one folder
are put into one unit here, each in a namespace of its own, because their names repeat.

usage: tidy.py BUILD_DIRECTORY [source file ...]

Checks all sources, or reports only what it finds in the files named. Exits 1 if there is anything to
mend. Units in which nothing was found are remembered in CACHE by a hash of their preprocessed text.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

PROGRAMS_IN_A_UNIT = 8
CACHE = pathlib.Path("/var/cache/webjabber/tidy")
# Clang does not know all of GCC's options, and a unit includes sources.
TIDY_OPTIONS = ["--quiet", "--warnings-as-errors=*", "--checks=-bugprone-suspicious-include"]
CLANG_OPTIONS = ["-Wno-unknown-warning-option"]
NOISE = re.compile(r"^(\d+ warnings? generated|Suppressed |Use -header-filter|Use -system-headers)")
PROGRAM = re.compile(r"^QTEST_\w*MAIN", re.MULTILINE)
# Code that cannot be enclosed in a namespace.
GLOBAL = re.compile(r"^(Q_DECLARE_METATYPE|template ?<>|int main|extern )", re.MULTILINE)
HEADER = re.compile(r'^#include (<.*>|".*\.h")(?: *//.*)?$', re.MULTILINE)
INCLUDE = re.compile(r'^#include "(.*\.cpp)"$', re.MULTILINE)
OPTION_WITH_VALUE = ("-I", "-isystem", "-D", "-include")


def sources_of(file):
    """The sources in a unit of CMake's, without those that moc and rcc write."""
    included = INCLUDE.findall(file.read_text()) if file.parent.name == "Unity" else [str(file)]
    return [source for source in included if "_autogen/" not in source and "/.qt/" not in source]


def read_commands(build):
    """(unit, its sources, the compiler's arguments) for each object of the build."""
    for entry in json.loads((build / "compile_commands.json").read_text()):
        file = pathlib.Path(entry["file"])
        sources = sources_of(file)
        if sources:
            yield file, sources, shlex.split(entry["command"])


def options(arguments):
    """The include directories, definitions and such, in order; without files."""
    result = []
    i = 1
    while i < len(arguments):
        argument = arguments[i]
        if argument in OPTION_WITH_VALUE:
            result.append((argument, arguments[i + 1]))
            i += 1
        elif argument in ("-o", "-MF", "-MT", "-c"):
            i += 1
        elif argument.startswith("-") and argument != "-MD":
            result.append((argument,))
        i += 1
    return result


def write_unit(path, members):
    """One unit of several programs' sources; returns the arguments to compile it with."""
    texts = [pathlib.Path(source).read_text() for _, (source,), _ in members]
    # All headers come first, so that none is read in a namespace.
    headers = dict.fromkeys(["<QTest>", "<QtCore/qtmochelpers.h>"])
    headers |= dict.fromkeys(header for text in texts for header in HEADER.findall(text))
    lines = [f"#include {header}" for header in headers]
    for macro in ("QTEST_MAIN", "QTEST_GUILESS_MAIN", "QTEST_APPLESS_MAIN"):
        lines += [f"#undef {macro}", f"#define {macro}(test)"]
    for number, (_, (source,), _) in enumerate(members):
        lines.append(f"namespace unit{number} {{")
        lines.append(f'#include "{source}"')
        lines.append("}")
    path.write_text("\n".join(lines) + "\n")
    merged = dict.fromkeys(option for _, _, arguments in members for option in options(arguments))
    merged |= dict.fromkeys([("-I", str(pathlib.Path(members[0][1][0]).parent))])
    return ["c++", *(part for option in merged for part in option), "-c", str(path)]


def make_units(build):
    """(unit, its sources, the arguments to compile it with) of everything; writes those that are not CMake's."""
    tidy = build / "tidy"
    tidy.mkdir(exist_ok=True)
    units = []
    programs = {}
    for file, sources, arguments in read_commands(build):
        folder = pathlib.Path(sources[0]).parent
        text = pathlib.Path(sources[0]).read_text()
        # a library's last unit may have one source as well
        if len(sources) == 1 and PROGRAM.search(text) and not GLOBAL.search(text):
            programs.setdefault(folder, []).append((file, sources, arguments))
        else:
            units.append((file, sources, arguments))
    for folder, members in sorted(programs.items()):
        for start in range(0, len(members), PROGRAMS_IN_A_UNIT):
            some = members[start : start + PROGRAMS_IN_A_UNIT]
            path = tidy / f"{folder.name}_{start // PROGRAMS_IN_A_UNIT}.cpp"
            units.append((path, [source for _, (source,), _ in some], write_unit(path, some)))
    database = [{"directory": str(build), "file": str(unit), "arguments": arguments} for unit, _, arguments in units]
    (tidy / "compile_commands.json").write_text(json.dumps(database, indent=1))
    return units


def fingerprint(unit, arguments, filters, salt):
    """A hash of what clang-tidy would read, comments included; None if that cannot be had."""
    plain = [part for option in options(arguments[:]) for part in option]
    command = ["clang++", "-E", "-C", "-P", *CLANG_OPTIONS, *plain, str(unit)]
    text = subprocess.run(command, capture_output=True, check=False)
    if text.returncode != 0:
        return None
    return hashlib.sha256(b"\0".join([salt, repr(filters).encode(), text.stdout])).hexdigest()


def check(unit, arguments, build, filters, salt):
    """What clang-tidy says of the unit; empty if there is nothing to mend."""
    key = fingerprint(unit, arguments, filters, salt)
    if key and (CACHE / key).exists():
        return ""
    command = ["clang-tidy", "-p", str(build / "tidy"), *TIDY_OPTIONS, *filters]
    command += [f"--extra-arg={option}" for option in CLANG_OPTIONS]
    result = subprocess.run([*command, str(unit)], capture_output=True, text=True, check=False)
    if result.returncode == 0:
        if key:
            CACHE.mkdir(parents=True, exist_ok=True)
            (CACHE / key).touch()
        return ""
    errors = "\n".join(line for line in result.stderr.splitlines() if not NOISE.match(line))
    return result.stdout + errors or f"clang-tidy ended with {result.returncode}"


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    wanted = {str(pathlib.Path(name).resolve()) for name in sys.argv[2:]}
    filters = ["--header-filter=" + "|".join(re.escape(name) for name in sorted(wanted))] if wanted else []
    root = pathlib.Path(__file__).resolve().parent.parent
    version = subprocess.run(["clang-tidy", "--version"], capture_output=True, check=True).stdout
    salt = version + (root / ".clang-tidy").read_bytes() + repr(TIDY_OPTIONS).encode()
    units = [(unit, arguments) for unit, sources, arguments in make_units(build) if not wanted or wanted & set(sources)]
    found = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = {pool.submit(check, unit, arguments, build, filters, salt): unit for unit, arguments in units}
        for done, job in enumerate(concurrent.futures.as_completed(jobs), 1):
            print(f"[{done}/{len(jobs)}] clang-tidy {jobs[job].relative_to(build)}", flush=True)
            if job.result():
                found += 1
                print(job.result(), flush=True)
    sys.exit(1 if found else 0)


main()
