#!/bin/bash
# Submits the array and the job that merges when no task of it is left. It may be repeated: what is
# done is kept.
set -eu
cd -- '/home/ann lee/study/results/it-s-small/sweep-1a2b3c4d.slurm'
mkdir -p logs
array=$(sbatch --parsable --output='logs/%A_%a.log' array.sh)
array=${array%%;*} # where there are several clusters, one is named after the number
merge=$(sbatch --parsable --output='logs/merge_%j.log' --dependency="afterany:$array" merge.sh)
merge=${merge%%;*}
echo "array job $array, merge job $merge: squeue --jobs=$array,$merge"
