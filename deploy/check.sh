#!/usr/bin/env bash
# Lints the template and its translation, and compares the two. What this machine lacks is named and left out;
# with MAYFLY_ALL_TOOLS=1, as on a build server, a missing tool is an error.
set -euo pipefail
cd "$(dirname "$0")/.."
export AWS_DEFAULT_REGION="${AWS_DEFAULT_REGION:-us-east-1}"
left_out=0

need() {
  if "${@:2}" >/dev/null 2>&1; then
    return 0
  fi
  echo "deploy/check.sh: NOT CHECKED with $1: it is not on this machine" >&2
  left_out=1
  return 1
}

if need cfn-lint cfn-lint --version; then
  cfn-lint -c I -t deploy/template.yaml deploy/cloudformation.json
  echo "deploy/check.sh: cfn-lint has nothing to say"
fi
if need aws-sam-translator python3 -c 'import samtranslator, cfnlint'; then
  python3 deploy/translate.py --check
  echo "deploy/check.sh: cloudformation.json is what template.yaml translates to"
fi
if need shellcheck shellcheck --version; then
  shellcheck bootstrap/*.sh deploy/*.sh mayfly .ci/run .ci/other-jdks
  echo "deploy/check.sh: shellcheck has nothing to say"
fi
if need bats bats --version; then
  bats bootstrap
fi
if need systemd-analyze systemd-analyze --version; then
  units="$(mktemp -d)"
  bash bootstrap/dead-man.sh --at 1999999999 --units "$units"
  systemd-analyze verify "$units"/mayfly-dead-man.*
  rm -r "$units"
  echo "deploy/check.sh: systemd has nothing to say"
fi
if [[ "${MAYFLY_ALL_TOOLS:-}" == 1 && "$left_out" == 1 ]]; then
  exit 1
fi
