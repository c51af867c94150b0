#!/bin/sh
# Installs what is missing, and says what and why. Used by ./run, ./test and make; does nothing when all is there.
#
#   sh packaging/setup.sh run|test|bench|deb
#
# apt packages (with sudo where not root), a virtual environment in .venv, hash-pinned Python packages, this project,
# the face models, the compiled translations. PYTHON names another interpreter; a .venv of a different one is made anew.
# Everything it says goes to standard error. It must never touch anything outside the checkout but apt.
set -eu

level=${1:-run}
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
cd "$root"
venv=.venv
stamp=$venv/.kiosk-setup
pins=packaging/requirements
case $level in
    run) apt_lists='run' pip_pins='runtime' ;;
    test) apt_lists='run test' pip_pins='dev' ;;
    bench) apt_lists='run test bench' pip_pins='dev' ;;
    deb) apt_lists='run test deb' pip_pins='dev' ;;
    *) echo "usage: $0 run|test|bench|deb" >&2; exit 2 ;;
esac

say() { printf 'set-up: %s\n' "$*" >&2; }
die() { printf 'set-up: %s\n' "$*" >&2; exit 1; }

# --- already there? -----------------------------------------------------------------------------
# The stamp holds the levels that were set up, each with the sum of everything that decides what is installed.
sources() {
    cat packaging/setup.sh packaging/apt-packages/*.txt "$pins"/*.txt pyproject.toml
    find ui kiosk -name '*.ts' -exec cat {} + 2>/dev/null || :
    printf '%s\n' "$root"
}
identity() { "$1" -c 'import sys; print(sys.version.split()[0], sys.base_prefix)' 2>/dev/null; }
python_as_wished() { [ -z "${PYTHON:-}" ] || [ "$(identity "$venv/bin/python")" = "$(identity "$PYTHON")" ]; }
sum=$(sources | sha256sum)
sum=${sum%% *}
if [ -x "$venv/bin/python" ] && [ -x "$venv/bin/kiosk" ] && grep -qx "$level $sum" "$stamp" 2>/dev/null &&
    python_as_wished; then
    exit 0
fi

mkdir -p build
if command -v flock >/dev/null 2>&1; then
    exec 9>build/.setup-lock
    flock -n 9 || { say 'another set-up is running here; waiting for it'; flock -w 1800 9; }
fi

# --- apt ----------------------------------------------------------------------------------------
apt_wanted() {
    for list in $apt_lists; do
        sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "packaging/apt-packages/$list.txt"
    done
}
apt_missing() {
    # shellcheck disable=SC2046  # one word per package is what is wanted
    set -- $(apt_wanted)
    present=$(dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^ii *//p')
    for package in "$@"; do
        printf '%s\n' "$present" | grep -qxF "$package" || printf '%s ' "$package"
    done
}
install_apt() {
    if ! command -v dpkg-query >/dev/null 2>&1; then
        say 'this is no Debian: see packaging/apt-packages for the system packages that are needed; going on without'
        return 0
    fi
    missing=$(apt_missing)
    [ -n "$missing" ] || return 0
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 ||
            die "system packages are missing and there is no sudo. As root: apt-get install --no-install-recommends $missing"
        as_root=sudo
    fi
    say 'installing Debian packages, and why:'
    for package in $missing; do
        grep -hE "^$package([[:space:]]|\$)" packaging/apt-packages/*.txt | sed 's/^/set-up:   /' >&2
    done
    apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300"
    # a service that apt starts must not inherit the lock: it would hold it for ever
    # shellcheck disable=SC2086  # words on purpose
    $apt update >&2 9>&- || say 'the package lists could not be renewed; trying with those that are here'
    # shellcheck disable=SC2086
    $apt install -y --no-install-recommends $missing >&2 9>&- ||
        die 'apt could not install them: the reason stands above. Start again afterwards, nothing is lost'
}

# --- python -------------------------------------------------------------------------------------
usable() {
    "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}
choose_python() {
    if [ -n "${PYTHON:-}" ]; then
        usable "$PYTHON" || die "PYTHON=$PYTHON is no Python 3.11 or newer with the venv module"
        printf '%s' "$PYTHON"
        return 0
    fi
    for python in /usr/bin/python3 python3; do # the system's own first: it is the one that the package runs on
        if usable "$python"; then
            printf '%s' "$python"
            return 0
        fi
    done
    die 'no Python 3.11 or newer with the venv module was found; name one with PYTHON=…'
}
venv_is_sound() {
    [ -x "$venv/bin/python" ] && "$venv/bin/python" -c 'import pip' >/dev/null 2>&1 || return 1
    # scripts carry the folder's name in their first line: a moved checkout needs a new .venv
    [ ! -f "$venv/bin/pip" ] || grep -qF "$root/$venv/" "$venv/bin/pip" || return 1
    python_as_wished
}
make_venv() {
    venv_is_sound && return 0
    python=$(choose_python)
    if [ -e "$venv" ]; then
        say "$venv is from another place or another Python: making it anew"
        rm -rf "$venv"
    fi
    say "making $venv with $(identity "$python")"
    "$python" -m venv "$venv"
}

# --- python packages ----------------------------------------------------------------------------
pip_install() {
    quiet=-q
    [ ! -t 2 ] || quiet=
    # shellcheck disable=SC2086  # empty or one word
    PATH="$root/$venv/bin:$PATH" PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 \
        "$venv/bin/python" -m pip install $quiet --retries 5 "$@" >&2
}
once() { # once NAME FILE… : true where these files have changed since `done_with NAME`
    name=$1
    shift
    once_sum=$( { cat "$@"; identity "$venv/bin/python"; } | sha256sum)
    ! grep -qxF "$once_sum" "$venv/.setup-$name" 2>/dev/null
}
done_with() { printf '%s\n' "$once_sum" >"$venv/.setup-$1"; }
install_python_packages() {
    if once build "$pins/build.txt"; then
        say 'installing what builds Python packages'
        pip_install --require-hashes -r "$pins/build.txt"
        done_with build
    fi
    # the pins of dev hold those of runtime
    if once dev "$pins/dev.txt" && once "$pip_pins" "$pins/$pip_pins.txt"; then
        say "installing Python packages ($pip_pins; Qt and OpenCV are some 350 MB, once)"
        pip_install --no-build-isolation --use-pep517 --require-hashes -r "$pins/$pip_pins.txt"
        done_with "$pip_pins"
    fi
    if once project pyproject.toml || [ ! -x "$venv/bin/kiosk" ]; then
        say 'installing the kiosk itself (editable)'
        pip_install --no-deps --no-build-isolation -e .
        done_with project
    fi
}

install_apt
make_venv
install_python_packages
"$venv/bin/python" -m ui.translate --release >&2
# as an installed package is: a terminal must not compile its own modules at every start
"$venv/bin/python" -m compileall -q kiosk ui devices offline_cache >&2
# Qt for Python packs its own helper modules as sources into one library and would compile them at every start; this
# switch of its own lays them beside it. Anew each time: what an older version laid there must not be used by a newer one.
SBK_EMBED=0 "$venv/bin/python" -c 'import shiboken6' >&2
"$venv/bin/python" -m compileall -q "$("$venv/bin/python" -c 'import os, shiboken6; print(os.path.dirname(shiboken6.__file__))')" >&2
if ! "$venv/bin/kiosk" models fetch --faces >&2; then
    say 'the face models could not be had: the face way stays closed and says why, everything else works; tried again next time'
    exit 0 # without a stamp
fi

# keep the other levels' lines of the same sum
kept=$(grep " $sum\$" "$stamp" 2>/dev/null | grep -v "^$level " || :)
{
    [ -z "$kept" ] || printf '%s\n' "$kept"
    printf '%s %s\n' "$level" "$sum"
    case $level in test | bench | deb) printf 'run %s\n' "$sum" ;; esac
    case $level in bench | deb) printf 'test %s\n' "$sum" ;; esac
} | sort -u >"$stamp.new"
mv "$stamp.new" "$stamp"
say 'done'
