#!/bin/sh
# Makes the database at the first start, hands the api-key over by a file (arguments can be read by everybody), and becomes the server.
set -eu
: "${POWERDNS_API_KEY:?set it}"
database=${POWERDNS_DATABASE:-/var/lib/powerdns/zones.sqlite3}
config=${POWERDNS_CONFIG_DIR:-/etc/freehold-powerdns}
run=${POWERDNS_RUN_DIR:-/run/pdns}

if [ ! -s "$database" ]; then
  rm -f "$database.draft"
  sqlite3 "$database.draft" < /usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql
  mv "$database.draft" "$database"
fi

umask 077
mkdir -p "$run/conf.d"
printf 'api-key=%s\n' "$POWERDNS_API_KEY" > "$run/conf.d/api-key.conf"
unset POWERDNS_API_KEY
exec pdns_server --config-dir="$config"
