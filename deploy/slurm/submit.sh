#!/bin/bash
# submit.sh SPEC RESULTS SHARDS [SBATCH-OPTION...]: a job array that runs the shards and, when all have ended well, a job that merges them.
# Options go to the array, such as --cpus-per-task=8 --time=02:00:00. Prints the number of the array and that of the merge.
set -euo pipefail
(($# >= 3)) || { echo "usage: $0 SPEC RESULTS SHARDS [SBATCH-OPTION...]" >&2; exit 2; }
[[ -r $1 ]] || { echo "$0: $1 cannot be read" >&2; exit 2; }
[[ $3 =~ ^[1-9][0-9]{0,5}$ ]] || { echo "$0: the number of shards is \"$3\"; expected a whole number from 1" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
SPEC=$(realpath "$1") RESULTS=$(realpath -m "$2") SHARDS=$3
SHARD_FOLDER=${SHARD_FOLDER:-$RESULTS.shards}
mkdir -p "$SHARD_FOLDER"
export SPEC RESULTS SHARDS SHARD_FOLDER
array=$(sbatch --parsable --export=ALL --array="0-$((SHARDS - 1))" "${@:4}" "$here/ensemble.sbatch")
merge=$(sbatch --parsable --export=ALL --dependency="afterok:$array" "$here/merge.sbatch")
echo "$array $merge"
