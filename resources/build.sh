# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced, after jobs.sh and with $checkout set, by the scripts that build. With WEBJABBER_WERROR=1 in
# the environment warnings are errors.
: "${checkout:?}"

# Whether build/$1 is configured, at this path and with or without -Werror as wanted.
is_configured() {
    local cache=$checkout/build/$1/CMakeCache.txt
    [[ -e $checkout/build/$1/build.ninja ]] &&
        grep --quiet --line-regexp --fixed-strings "CMAKE_HOME_DIRECTORY:INTERNAL=$checkout" "$cache" &&
        grep --quiet --line-regexp --fixed-strings "WEBJABBER_WERROR:BOOL=$2" "$cache"
}

# configure PRESET
configure() {
    local werror=OFF
    [[ ! ${WEBJABBER_WERROR:-} ]] || werror=ON
    is_configured "$1" "$werror" && return
    # CMake refuses a cache that was written at another path
    if [[ -e $checkout/build/$1/CMakeCache.txt ]] && ! grep --quiet --line-regexp --fixed-strings \
        "CMAKE_HOME_DIRECTORY:INTERNAL=$checkout" "$checkout/build/$1/CMakeCache.txt"; then
        rm --recursive --force "$checkout/build/$1"
    fi
    run_step cmake -S "$checkout" --preset "$1" -DWEBJABBER_WERROR="$werror"
}

# build PRESET [target ...]
build() {
    local preset=$1
    shift
    configure "$preset"
    # so that clones at different paths share what ccache keeps
    CCACHE_BASEDIR=$checkout run_step cmake --build "$checkout/build/$preset" ${1:+--target "$@"}
}
