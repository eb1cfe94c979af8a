#!/usr/bin/env bash
# Renders `cvs/` in 16 parts on a Slurm cluster. All nodes must see the folder:
#
#   mkdir -p report     Slurm opens logs in it
#   array=$(sbatch --parsable --array=1-16 slurm.sh)
#   sbatch --dependency=afterany:"$array" --wrap 'curricle report merge report/*.json -o report.md'
#
# A part that was interrupted can run again alone: sbatch --array=3 slurm.sh
#
#SBATCH --job-name=curricle
#SBATCH --cpus-per-task=8
#SBATCH --mem=8G
#SBATCH --time=00:30:00
#SBATCH --output=report/%A-%a.log
set -euo pipefail

# Not Slurm's own count, which is 1 for a part alone.
parts=${PARTS:-16}
part=$SLURM_ARRAY_TASK_ID
# The processes together stay below the memory of the job, so that a CV that needs more fails alone.
exec curricle render cvs --jobs "$SLURM_CPUS_PER_TASK" --memory-limit 900M --shard "$part/$parts" --report "report/$part.json"
