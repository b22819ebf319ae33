#!/usr/bin/env bats
# What the node's last timer does, without a node: powering off is replaced by writing a file.

setup() {
  export MAYFLY_NODE_INFO="$BATS_TEST_TMPDIR/job-flow.json"
  export MAYFLY_POWEROFF="touch '$BATS_TEST_TMPDIR/off'"
  script="$BATS_TEST_DIRNAME/dead-man.sh"
  now="$(date +%s)"
  echo '{"jobFlowId": "j-ABC123"}' >"$MAYFLY_NODE_INFO"
}

off_within() {
  local tries=$(($1 * 10))
  while ((tries-- > 0)); do
    [ -e "$BATS_TEST_TMPDIR/off" ] && return 0
    sleep 0.1
  done
  return 1
}

@test "powers off at its moment" {
  run "$script" --at $((now + 2))
  [ "$status" -eq 0 ]
  [ ! -e "$BATS_TEST_TMPDIR/off" ]
  off_within 20
}

@test "a moment that has passed is now" {
  run "$script" --at $((now - 3600))
  [ "$status" -eq 0 ]
  off_within 20
}

# A machine with systemd, whose commands are written down instead of obeyed.
with_systemd() {
  unset MAYFLY_POWEROFF
  export MAYFLY_SYSTEMD="$BATS_TEST_TMPDIR" CALLS="$BATS_TEST_TMPDIR/calls"
  mkdir "$BATS_TEST_TMPDIR/bin"
  printf '#!/bin/sh\necho "$*" >>"$CALLS"\n[ "$1" != tee ] || cat >/dev/null\n' >"$BATS_TEST_TMPDIR/bin/sudo"
  chmod +x "$BATS_TEST_TMPDIR/bin/sudo"
  PATH="$BATS_TEST_TMPDIR/bin:$PATH"
}

@test "systemd starts the timer, and waits for a moment to come" {
  with_systemd
  run "$script" --at $((now + 3600))
  [ "$status" -eq 0 ]
  [ "$(tail -n 1 "$CALLS")" = "systemctl restart mayfly-dead-man.timer" ]
  ! grep -q 'mayfly-dead-man.service$' <(grep systemctl "$CALLS")
}

@test "systemd powers off at once where the moment has passed, since its timer never would" {
  with_systemd
  run "$script" --at $((now - 3600))
  [ "$status" -eq 0 ]
  [ "$(tail -n 2 "$CALLS" | head -n 1)" = "systemctl restart mayfly-dead-man.timer" ]
  [ "$(tail -n 1 "$CALLS")" = "systemctl start --no-block mayfly-dead-man.service" ]
}

@test "a second run replaces the first one's timer" {
  "$script" --at $((now + 2)) 3>&-
  run "$script" --at $((now + 3600))
  [ "$status" -eq 0 ]
  ! off_within 4
  kill -- "-$(cat "$BATS_TEST_TMPDIR/mayfly-dead-man.pid")"
}

@test "arms nothing on a machine that EMR has not marked" {
  rm "$MAYFLY_NODE_INFO"
  run "$script" --at $((now + 1))
  [ "$status" -eq 0 ]
  [[ "$output" == *"nothing is armed"* ]]
  ! off_within 3
}

@test "takes no word for a moment" {
  for word in soon 5 -1 1e9 '1;2' '$(id)'; do
    run "$script" --at "$word"
    [ "$status" -eq 2 ]
  done
}

@test "writes units of its moment and arms nothing" {
  run "$script" --at 1999999999 --units "$BATS_TEST_TMPDIR"
  [ "$status" -eq 0 ]
  grep -q 'OnCalendar=@1999999999' "$BATS_TEST_TMPDIR/mayfly-dead-man.timer"
  [ ! -e "$BATS_TEST_TMPDIR/mayfly-dead-man.pid" ]
}
