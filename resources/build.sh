# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the scripts that build. With WEBJABBER_WERROR=1 in the environment warnings are errors.

# shellcheck source=resources/steps.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/steps.sh"

readonly arguments=("$@")

# set_up [--tests]: unless that is done, has resources/setup start the script over, with its arguments.
set_up() {
    is_set_up || exec "$checkout/resources/setup" ${1:+"$1"} env WEBJABBER_SET_UP="$self" "$self" "${arguments[@]}"
    unset WEBJABBER_SET_UP
}

is_set_up() { [[ ${WEBJABBER_SET_UP:-} == "$self" ]]; }

# Exit code 2: wrong arguments.
refuse() {
    echo "$(basename "$self"): $* (see --help)" >&2
    exit 2
}

# configure PRESET: unless build/PRESET is configured, at this path and with or without -Werror as wanted.
configure() {
    local folder=$checkout/build/$1 werror=OFF known
    [[ ! ${WEBJABBER_WERROR:-} ]] || werror=ON
    known=$(grep --count --line-regexp --fixed-strings --regexp="CMAKE_HOME_DIRECTORY:INTERNAL=$checkout" \
        --regexp="WEBJABBER_WERROR:BOOL=$werror" "$folder/CMakeCache.txt" 2>/dev/null) || true
    [[ $known == 2 && -e $folder/build.ninja ]] ||
        run_step cmake --fresh -S "$checkout" --preset "$1" -DWEBJABBER_WERROR="$werror"
}

# build PRESET [target ...]
build() {
    local preset=$1
    shift
    # so that clones at different paths share what ccache keeps
    configure "$preset" && CCACHE_BASEDIR=$checkout run_step cmake --build "$checkout/build/$preset" ${1:+--target "$@"}
}
