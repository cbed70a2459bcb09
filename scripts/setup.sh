#!/usr/bin/env bash
# Installs what is missing, and nothing else; a second run is instant.
#   setup.sh run    what `jixiao` needs
#   setup.sh test   that, and what the tests need
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

VENV=.venv
NODE_FOLDERS=(tests/ooxml tests/actions)

say() { printf 'setup: %s\n' "$*"; }
die() { printf 'setup: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# ---- Python ----------------------------------------------------------------------------------------------------------

is_python() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    local candidate
    for candidate in python3 python3.11 python3.12 python3.13; do
        if is_python "$candidate"; then echo "$candidate"; return; fi
    done
}

can_make_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

python_packages() {
    local python
    python=$(find_python)
    if [ -z "$python" ]; then
        echo python3 python3-venv
    elif ! can_make_venv "$python"; then
        echo "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    fi
}

# ---- system packages -------------------------------------------------------------------------------------------------

library_packages() {
    local known
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)
    [[ $known == *libpango-1.0.so.0* ]] || echo libpango-1.0-0
    [[ $known == *libpangoft2-1.0.so.0* ]] || echo libpangoft2-1.0-0
    [[ $known == *libharfbuzz-subset.so.0* ]] || echo libharfbuzz-subset0
}

font_packages() {
    local families
    families=$(fc-list : family 2>/dev/null || true)
    [[ $families == *"Noto Serif CJK SC"* && $families == *"Noto Sans CJK SC"* ]] || echo fonts-noto-cjk
}

office_packages() {
    local program
    program=$(dirname "$(readlink -f "$(command -v soffice || echo /)")")
    [ -e "$program/libswlo.so" ] || echo libreoffice-writer-nogui
    [ -e "$program/libsclo.so" ] || echo libreoffice-calc-nogui
}

tool_packages() {
    { has pdftoppm && has pdftotext; } || echo poppler-utils
    has chromium || has chromium-browser || has google-chrome || has google-chrome-stable || echo chromium
    has node || echo nodejs
    has npm || echo npm
}

missing_packages() {
    is_python "$VENV/bin/python" || python_packages
    font_packages
    if [ "$mode" = test ]; then
        library_packages
        office_packages
        tool_packages
    fi
}

apt_install() {
    local as_root=() package wanted=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! has sudo || ! { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
            die "no right to install system packages; have someone run: apt-get install $*"
        fi
        as_root=(sudo)
    fi
    say "installing $*"
    "${as_root[@]}" apt-get update -qq
    for package in "$@"; do
        if [ -n "$(apt-cache madison "$package" 2>/dev/null)" ]; then
            wanted+=("$package")
        else
            say "this system has no package $package; install it another way if something lacks it"
        fi
    done
    [ "${#wanted[@]}" -eq 0 ] ||
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null
}

system_packages() {
    local missing
    if has apt-get; then
        missing=$(missing_packages | tr '\n' ' ')
        # shellcheck disable=SC2086 # one word, one package
        [ -z "$missing" ] || apt_install $missing
    elif ! is_fresh; then
        say "no apt-get here; make sure these are installed: Python >= 3.11, Chinese fonts (the system's own, or Noto CJK)"
        [ "$mode" = run ] || say "and for the tests: Noto CJK fonts, Pango (macOS: brew install pango), LibreOffice, poppler, Chromium or Chrome, Node.js with npm"
    fi
}

# ---- Python and Node packages ----------------------------------------------------------------------------------------

stamp() { { pwd; cat pyproject.toml constraints.txt "${NODE_FOLDERS[@]/%//package.json}"; } | cksum; }

is_fresh() {
    [ -x "$VENV/bin/jixiao" ] && is_python "$VENV/bin/python" || return 1
    [ "$(cat "$VENV/.setup-$mode" 2>/dev/null)" = "$(stamp)" ] || return 1
    [ "$mode" = run ] || ls -d "${NODE_FOLDERS[@]/%//node_modules}" >/dev/null 2>&1
}

make_venv() {
    local python
    if is_python "$VENV/bin/python" && "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
        return
    fi
    python=$(find_python)
    [ -n "$python" ] || die "jixiao needs Python 3.11 or newer, and neither python3 nor python3.11 to python3.13 is one."
    can_make_venv "$python" || die "$python cannot make virtual environments: install its venv package."
    say "making $VENV with $python"
    "$python" -m venv --clear "$VENV"
}

pip_install() {
    say "installing the Python packages"
    "$VENV/bin/python" -m pip install -qq --disable-pip-version-check -c constraints.txt -e "$1"
    # As pip does with all it copies, a checkout excepted: a third of a start where Python keeps no compiled modules.
    "$VENV/bin/python" -m compileall -q generator
}

npm_install() {
    has npm || die "the tests need Node.js with npm; install them."
    say "installing the validator of Office files and the linter of workflows"
    local folder
    for folder in "${NODE_FOLDERS[@]}"; do
        npm install --prefix "$folder" --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
    done
}

# ----------------------------------------------------------------------------------------------------------------------

mode=${1:-}
case $mode in
    run) package=. ;;
    test) package='.[dev]' ;;
    *) die "usage: setup.sh run|test" ;;
esac

system_packages
if ! is_fresh; then
    make_venv
    pip_install "$package"
    [ "$mode" = run ] || npm_install
    stamp >"$VENV/.setup-$mode"
    [ "$mode" = run ] || stamp >"$VENV/.setup-run"
    say "ready"
fi
