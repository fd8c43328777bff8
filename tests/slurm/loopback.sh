#!/bin/bash
# loopback.sh FOLDER SPEC RESULTS: a real Slurm on 127.0.0.1 (munged, slurmctld, four slurmd), the ensemble as an array of four, one of whose tasks
# is killed and requeued half-way, and the merge. Needs root, slurm-wlm and munge. INTERDEALER is the command. Daemons end by their pid files.
# HOLD, if set, is a file that holds the tasks until that one is killed, and goes then.
set -euo pipefail
folder=$1 spec=$2 results=$3
here=$(cd "$(dirname "$0")/../.." && pwd)
nodes=4
base=$((20000 + RANDOM % 20000))
mkdir -p "$folder"/{state,spool,log}
chmod 755 "$folder"

# Munge wants its folders closed to others and its key to itself.
install -d -m 755 "$folder/munge"
(umask 077; dd if=/dev/urandom of="$folder/munge/key" bs=1024 count=1 status=none)

cat >"$folder/slurm.conf" <<CONF
ClusterName=loopback
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=$base
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$folder/munge/socket,cred_expire=5
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool/%n
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd-%n.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_min_interval=0,sched_interval=1,bf_interval=1
MpiDefault=none
MailProg=/bin/true
ReturnToService=2
JobRequeue=1
KillWait=2
SlurmdParameters=config_overrides
NodeName=node[1-$nodes] NodeHostname=$(hostname -s) NodeAddr=127.0.0.1 Port=[$((base + 1))-$((base + nodes))] CPUs=1 RealMemory=100 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$folder/slurm.conf

stop() {
    scancel --user=root >/dev/null 2>&1 || true
    for file in "$folder"/slurmd-node*.pid "$folder/slurmctld.pid" "$folder/munge/pid"; do
        [[ -s $file ]] && kill "$(<"$file")" 2>/dev/null || true
    done
    for file in "$folder"/slurmd-node*.pid "$folder/slurmctld.pid" "$folder/munge/pid"; do
        for _ in {1..50}; do
            [[ -s $file ]] && kill -0 "$(<"$file")" 2>/dev/null || break
            sleep 0.1
        done
    done
}
trap stop EXIT

until_true() {
    local seconds=$1 what=$2
    shift 2
    for ((i = 0; i < seconds * 10; i++)); do
        "$@" >/dev/null 2>&1 && return 0
        sleep 0.1
    done
    echo "loopback: $what did not happen in $seconds s"
    tail -n 20 "$folder"/log/*.log "$folder"/*.log 2>/dev/null || true
    return 1
}

# munged warns of what it would refuse in a folder that others may write to.
munged --force --socket="$folder/munge/socket" --key-file="$folder/munge/key" --pid-file="$folder/munge/pid" --log-file="$folder/munge/log" --seed-file="$folder/munge/seed" --num-threads=2
slurmctld -f "$SLURM_CONF"
for ((n = 1; n <= nodes; n++)); do
    slurmd -N "node$n" -f "$SLURM_CONF"
done
idle() { [[ $(sinfo --noheader --format=%D --states=idle | awk '{ n += $1 } END { print n + 0 }') == "$nodes" ]]; }
until_true 30 "four idle nodes" idle

cd "$folder"
export SHARD_FOLDER=$folder/shards CHECKPOINT_EVERY=0.05
read -r array merge < <("$here/deploy/slurm/submit.sh" "$spec" "$results" "$nodes")

# A task that has kept some scenarios is killed without warning, its script held still as on a node that dies, and queued again.
half_way() { [[ -s $SHARD_FOLDER/1.shard.checkpoint/shard-1-of-4.ensemble && $(stat -c %s "$SHARD_FOLDER/1.shard.checkpoint/shard-1-of-4.ensemble") -gt 12000 ]]; }
until_true 60 "a checkpoint of task 1" half_way
task=$(pgrep --full -- "--shard 1/4 .*--output $SHARD_FOLDER/1.shard" | head -n 1)
kill -STOP "$(ps -o ppid= -p "$task" | tr -d ' ')"
kill -KILL "$task"
rm -f "${HOLD:-}"
scontrol requeue "${array}_1"
echo "killed and requeued ${array}_1"

ended() { [[ -s $results ]] && [[ -z $(squeue --noheader --jobs="$array,$merge" 2>/dev/null) ]]; }
until_true 120 "the end of the merge" ended
cat "$folder/ensemble-${array}_1.log"
