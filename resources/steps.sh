# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the scripts that run long steps. However a script ends, by SIGKILL too, its step ends with it.

# A shell that starts a script with & has it ignore SIGINT, and an ignored signal cannot be trapped.
if [[ $(trap -p INT) == "trap -- '' SIGINT" ]]; then
    exec env --default-signal=INT,QUIT bash "$0" "$@"
fi

self=$(readlink -f "$0")
checkout=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
# shellcheck disable=SC2034 # for the scripts
readonly self checkout
step=

# Runs "$@". bash runs a trap only after its foreground command, so this is a background one. timeout (0: for
# ever) makes a process group of the step and ends all of it at a SIGTERM, which comes also when this script
# is no more. The step's stdin is empty.
run_step() {
    local status=0
    setpriv --pdeathsig TERM timeout --kill-after=10 0 "$@" &
    step=$!
    wait "$step" || status=$?
    step=
    return "$status"
}

end_step() {
    [[ $step ]] || return 0
    kill -TERM "$step" 2>/dev/null || true
    wait "$step" 2>/dev/null || true
    step=
}

trap end_step EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
