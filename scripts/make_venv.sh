#!/bin/sh
# Make the environment and install into it: make_venv.sh PYTHON FOLDER WHAT
# Uses the venv module; where that is missing, virtualenv or uv.
set -eu
python=$1 folder=$2 what=$3

fail() {
    echo "elchi: $1" >&2
    exit 1
}

command -v "$python" >/dev/null 2>&1 || fail "there is no $python; install Python 3.11 or newer, or call: make PYTHON=/path/to/python3.11"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$("$python" --version) is too old; install Python 3.11 or newer, or call: make PYTHON=/path/to/python3.11"

if ! [ -x "$folder/bin/python" ]; then
    if "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        "$python" -m venv "$folder"
    elif "$python" -c 'import virtualenv' 2>/dev/null; then
        "$python" -m virtualenv -q "$folder"
    elif command -v virtualenv >/dev/null 2>&1; then
        virtualenv -q -p "$python" "$folder"
    elif command -v uv >/dev/null 2>&1; then
        uv venv -q --python "$python" "$folder"
    else
        fail "Python's venv module is missing; install the package python3-venv (Debian, Ubuntu) and run make again"
    fi
fi

echo "Installing elchi into $folder ..." >&2
if "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
    "$folder/bin/python" -m pip install -q --disable-pip-version-check -e "$what"
elif command -v uv >/dev/null 2>&1; then
    uv pip install -q --python "$folder/bin/python" -e "$what"
else
    fail "the environment $folder has no pip; remove it, install the package python3-pip and run make again"
fi
