# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by scripts that run long steps: a signal ends the step, and with it the script, at once.

# A shell that starts a script with & has it ignore SIGINT, and an ignored signal cannot be trapped.
if [[ $(trap -p INT) == "trap -- '' SIGINT" ]]; then
    exec env --default-signal=INT,QUIT bash "$0" "$@"
fi

jobs_folder=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
step=

# Runs "$@" as a step: bash runs a trap only after its foreground command, and a signal sent to the
# script alone is not passed on, so steps run in the background and can be ended.
run_step() {
    local status=0
    setpriv --pdeathsig TERM "$jobs_folder/supervise" "$$" "$@" &
    step=$!
    wait "$step" || status=$?
    step=
    return "$status"
}

# Ends what run_step runs just now.
end_step() {
    [[ $step ]] || return 0
    kill -TERM "$step" 2>/dev/null || true
    wait "$step" 2>/dev/null || true
}

# For scripts, or parts of them, that have nothing but their step to end.
end_step_on_signals() {
    trap 'end_step; exit 130' INT
    trap 'end_step; exit 143' TERM HUP
}

# Becomes the command $3..., which gets signal $2 when the shell with pid $1, its parent, is no more.
tied_to() {
    # The parent may have ended before setpriv came. Perl, as a shell may lose a signal before its exec.
    # shellcheck disable=SC2016 # Perl's variables
    exec setpriv --pdeathsig "$2" perl -e 'exit 1 if getppid != shift; exec { $ARGV[0] } @ARGV; exit 127' \
        -- "$1" "${@:3}"
}
