#!/usr/bin/env bash
# Known faults in what is installed with Parley. It asks a service on the net; where that cannot be reached, it says so,
# and fails nothing: a build without the net must be possible.
set -uo pipefail
cd "$(dirname "$0")/.."
uv=$(command -v uv || echo .venv/bin/uv)
listed=$(mktemp)
trap 'rm -f "$listed" "$listed.out"' EXIT
"$uv" export --quiet --frozen --no-dev --all-extras --no-emit-project >"$listed" || exit 1
timeout 300 "$uv" run --quiet --isolated --no-project --with 'pip-audit>=2.9,<3' \
    pip-audit --disable-pip --require-hashes --timeout 10 -r "$listed" >"$listed.out" 2>&1
status=$?
if [ $status -ne 0 ] && ! grep -q "^Found .* vulnerabilit" "$listed.out"; then
    echo "audit: the service that knows of faults cannot be reached: nothing was checked" >&2
    tail -1 "$listed.out" | cut -c1-300 >&2
    exit 0
fi
packages=$(grep -c '^[a-zA-Z]' "$listed")
unknown=$(grep -c "could not be audited" "$listed.out")
if [ "$unknown" -ge "$packages" ] || [ "$unknown" -gt $((packages / 2)) ]; then
    echo "audit: the service knows nothing of $unknown of $packages packages: it cannot be reached, and nothing was checked" >&2
    exit 0
fi
cat "$listed.out"
exit $status
