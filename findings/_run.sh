# Sourced by every finding: a folder that is gone afterwards, pinned packages in it, and the comparison with what was seen.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export LC_ALL=C.UTF-8 PYTHONPATH="$here" PYTHONDONTWRITEBYTECODE=1 PYTHONWARNINGS=ignore PIP_DISABLE_PIP_VERSION_CHECK=1

skip() { # exit code 77: nothing was found out
  echo "SKIP: $*"
  exit 77
}

pip_packages() { # afterwards `python` is one that has them
  python3 -m venv "$dir/venv"
  "$dir/venv/bin/pip" install -q "$@" 2>"$dir/pip.log" || { cat "$dir/pip.log"; skip "pip could not install $*"; }
  PATH="$dir/venv/bin:$PATH"
}

npm_packages() { # for node programs started in $dir
  npm install --silent --no-fund --no-audit --prefix "$dir" "$@" || skip "npm could not install $*"
}

libreoffice() { # libreoffice FORMAT OUT_DIR FILE: opened and saved by LibreOffice 7.4
  command -v soffice >/dev/null || skip "LibreOffice is not installed"
  case "$(soffice --version)" in *"LibreOffice 7.4."*) ;; *) skip "this is about LibreOffice 7.4" ;; esac
  soffice "-env:UserInstallation=file://$dir/profile" --headless --convert-to "$1" --outdir "$2" "$3" >"$dir/office.log" 2>&1
}

as_stated() { # as_stated "$seen" <<stated: whether both are the same
  diff -u --label stated --label seen - <(printf '%s\n' "$1") || { echo "CHANGED: what is stated above is no longer so"; exit 1; }
  printf '%s\n' "$1"
  echo "as stated"
}
