#!/usr/bin/env bash
set -euo pipefail
stamp=$(date +%Y-%m-%d)
docker compose exec -T postgres pg_dump -U "${POSTGRES_USER}" "${POSTGRES_DB}" | gzip > "backups/${stamp}.sql.gz"
gunzip -t "backups/${stamp}.sql.gz"
