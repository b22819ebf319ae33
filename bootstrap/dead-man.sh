#!/usr/bin/env bash
# Powers this node off at a moment, even if everything else of Mayfly is gone.
#
#   dead-man.sh --at EPOCH-SECONDS [--cluster NAME] [--units FOLDER]
#
# --units writes the systemd units of that moment into a folder and arms nothing.
# The moment is the same however late the node came up; one that has passed is now.
# Arms only on a node that EMR has marked as its own (job-flow.json names a job
# flow), so that nobody's computer is ever powered off; anywhere else it says so
# and succeeds. A second run replaces the first one's timer.
#   MAYFLY_NODE_INFO   another path of job-flow.json
#   MAYFLY_POWEROFF    a command that takes the place of powering off
#   MAYFLY_SYSTEMD     another folder that is there where systemd runs
set -euo pipefail

usage() {
  echo "dead-man.sh: $1; usage: dead-man.sh --at EPOCH-SECONDS [--cluster NAME] [--units FOLDER]" >&2
  exit 2
}

at=""
cluster="unnamed"
units=""
while (($# > 0)); do
  case "$1" in
    --at)
      (($# > 1)) || usage "--at needs a number"
      at="$2"
      shift 2
      ;;
    --cluster)
      (($# > 1)) || usage "--cluster needs a name"
      cluster="$2"
      shift 2
      ;;
    --units)
      (($# > 1)) || usage "--units needs a folder"
      units="$2"
      shift 2
      ;;
    *) usage "unknown argument '$1'" ;;
  esac
done
[[ "$at" =~ ^[1-9][0-9]{9}$ ]] || usage "--at is '$at', not a time in whole seconds since 1970"
[[ "$cluster" =~ ^[A-Za-z0-9._/-]{1,256}$ ]] || usage "--cluster is '$cluster', which has characters that no cluster name of Mayfly has"

timer_unit() {
  cat <<UNIT
[Unit]
Description=The moment at which this node of cluster $cluster powers itself off

[Timer]
OnCalendar=@$at
AccuracySec=1s
# A node that was down at that moment goes off as soon as it is up again.
Persistent=true

[Install]
WantedBy=timers.target
UNIT
}

service_unit() {
  cat <<'UNIT'
[Unit]
Description=Powers this node off, whatever became of the rest of Mayfly

[Service]
Type=oneshot
ExecStart=/usr/bin/env systemctl poweroff --force
UNIT
}

if [[ -n "$units" ]]; then
  [[ -d "$units" ]] || usage "--units is '$units', which is no folder"
  timer_unit >"$units/mayfly-dead-man.timer"
  service_unit >"$units/mayfly-dead-man.service"
  echo "dead-man.sh: wrote two units into $units; nothing is armed"
  exit 0
fi

info="${MAYFLY_NODE_INFO:-/mnt/var/lib/info/job-flow.json}"
if [[ ! -r "$info" ]] || ! grep -Eq '"jobFlowId"[[:space:]]*:[[:space:]]*"j-[A-Za-z0-9]+"' "$info"; then
  echo "dead-man.sh: $info does not name a job flow, so this is not a node of EMR; nothing is armed"
  exit 0
fi

after=$((at - $(date +%s)))
if ((after < 1)); then
  after=1
fi

if [[ -z "${MAYFLY_POWEROFF:-}" ]] && [[ -d "${MAYFLY_SYSTEMD:-/run/systemd/system}" ]]; then
  # A bootstrap action runs as the user hadoop, who may use sudo without a password.
  # Units on disk, not systemd-run's, which a reboot would forget.
  timer_unit | sudo tee /etc/systemd/system/mayfly-dead-man.timer >/dev/null
  service_unit | sudo tee /etc/systemd/system/mayfly-dead-man.service >/dev/null
  sudo systemctl daemon-reload
  sudo systemctl enable --quiet mayfly-dead-man.timer
  sudo systemctl restart mayfly-dead-man.timer
  # A timer that is armed for a moment of the past never elapses. Asked for after arming, so that a moment which passes
  # in between is either still ahead of the timer or seen here.
  if (($(date +%s) >= at)); then
    sudo systemctl start --no-block mayfly-dead-man.service
  fi
  echo "dead-man.sh: cluster $cluster: power off in $after s, by systemd"
  exit 0
fi

pidfile="$(dirname "$info")/mayfly-dead-man.pid"
power_off="${MAYFLY_POWEROFF:-sudo shutdown -h now}"
if [[ -r "$pidfile" ]]; then
  armed="$(cat "$pidfile")"
  # The number may belong to somebody else by now. The timer leads a process group of its own; all of it goes.
  if [[ "$(ps -o args= -p "$armed" 2>/dev/null || true)" == *mayfly-dead-man* ]]; then
    kill -- "-$armed" 2>/dev/null || true
  fi
fi
launcher=()
if command -v setsid >/dev/null; then
  launcher=(setsid)
else
  set -m
fi
# shellcheck disable=SC2016 # The inner shell is to read its own arguments.
"${launcher[@]+"${launcher[@]}"}" nohup bash -c 'sleep "$1"; exec bash -c "$2"' mayfly-dead-man "$after" "$power_off" \
  >/dev/null 2>&1 </dev/null &
echo $! >"$pidfile"
echo "dead-man.sh: cluster $cluster: power off in $after s, by process $!"
