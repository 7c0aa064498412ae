#!/bin/bash
#SBATCH --job-name=fbasim-iron-few-orders-1a2b3c4d-merge
#SBATCH --mem=768M
#SBATCH --time=0:25:00
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --partition=short
#SBATCH --account=ops-7
#SBATCH --qos=low
#SBATCH --constraint=avx2

# Verifies that all units of work are there, names those that are not, and merges them.
set -u
# shellcheck disable=SC2016 # what stands between single quotes is meant as it is
work() {
	cd -- '/home/ann lee/study' &&
		'/opt/fbasim 0.2/bin/fbasim' merge results/it-s-small/sweep-1a2b3c4d.units --shards 20
}
work
code=$?
case $code in
0) exit 0 ;;
2 | 3 | 4 | 5 | 6)
	echo "exit code $code: the input is wrong, so the task is not repeated" >&2
	exit "$code"
	;;
esac
if [ "${SLURM_RESTART_COUNT:-0}" -lt 3 ]; then
	echo "exit code $code on $(hostname): the task is queued again" >&2
	scontrol requeue "$SLURM_JOB_ID" && sleep 60 # Slurm ends the task meanwhile
fi
exit "$code"
