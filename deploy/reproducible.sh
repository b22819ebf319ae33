#!/usr/bin/env bash
# Builds what is deployed twice, in two copies of the last commit, and compares the bytes.
set -euo pipefail
cd "$(dirname "$0")/.."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
built=(orchestrator-lambda/target/orchestrator-lambda.zip spark-job/target/mayfly-spark-job.jar)

for copy in one two; do
  git clone -q . "$work/$copy"
  (cd "$work/$copy" && ./mvnw -B -q -ntp package -DskipTests -pl orchestrator-lambda,spark-job -am "$@")
done
for file in "${built[@]}"; do
  if ! cmp "$work/one/$file" "$work/two/$file"; then
    echo "deploy/reproducible.sh: $file differs between two builds of the same commit" >&2
    exit 1
  fi
  echo "$(sha256sum <"$work/one/$file" | cut -d' ' -f1)  $file"
done
