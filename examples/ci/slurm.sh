#!/usr/bin/env bash
# Renders `cvs/` in 16 parts on a Slurm cluster; the folder is one that all nodes see:
#
#   mkdir -p report     Slurm opens logs in it
#   array=$(sbatch --parsable --array=1-16 slurm.sh)
#   sbatch --dependency=afterany:"$array" --wrap 'curricle report merge report/*.json -o report.md'
#
#SBATCH --job-name=curricle
#SBATCH --cpus-per-task=8
#SBATCH --mem=8G
#SBATCH --time=00:30:00
#SBATCH --output=report/%A-%a.log
set -euo pipefail

part=$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT
exec curricle render cvs --jobs "$SLURM_CPUS_PER_TASK" --shard "$part" --report "report/$SLURM_ARRAY_TASK_ID.json"
