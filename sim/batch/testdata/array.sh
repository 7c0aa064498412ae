#!/bin/bash
#SBATCH --job-name=fbasim-iron-few-orders-1a2b3c4d
#SBATCH --array=0-19%8
#SBATCH --cpus-per-task=2
#SBATCH --mem=768M
#SBATCH --time=0:25:00
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --partition=short
#SBATCH --account=ops-7
#SBATCH --qos=low
#SBATCH --constraint=avx2

# A task of the array computes its share of the units of work. Units that are there are not computed
# again, so a task may be repeated at any time. submit.sh submits it.
set -u
# shellcheck disable=SC2016 # what stands between single quotes is meant as it is
work() {
	cd -- '/home/ann lee/study' &&
		'/opt/fbasim 0.2/bin/fbasim' sweep 'it'\''s small.toml' --param 'price=[50 CAD, 60 CAD]' --set 'name="$HOME `x` $(y) \"' \
			--jobs "${SLURM_CPUS_PER_TASK:-1}" --shard auto/20
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
	scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}" && sleep 60 # Slurm ends the task meanwhile
fi
exit "$code"
