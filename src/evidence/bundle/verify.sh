#!/bin/sh
# Checks an evidence bundle without Keywright: the same checks as "keywright verify", with sh, sha256sum (or shasum)
# and openssl alone.
#
# usage: sh verify.sh [BUNDLE_FOLDER [PUBLIC_KEY.pem]]
#   Without a folder: the one that this script lies in.
#   Get the key through another channel, never from a bundle.
#   If you trust nobody, take this script from Keywright's source instead of the bundle.
#
# exit codes
#   0  intact
#   1  altered
#   2  incomplete: the run was killed
#   3  unsigned: nothing was altered, but nothing shows who made it
set -eu
export LC_ALL=C
cd "${1:-$(dirname "$0")}"
case ${2-} in
  /* | '') key=${2-} ;;
  *) key=$OLDPWD/$2 ;;
esac

# --- Tools ------------------------------------------------------------------------------------------------------------

command -v sha256sum >/dev/null 2>&1 || sha256sum() { shasum -a 256 "$@"; }

bad() {
  printf 'FAIL: %s\n' "$*"
  exit 1
}

sum() { sha256sum | cut -c1-64; }

last_byte() { tail -c1 "$1" | od -An -tx1 | tr -d ' '; }

# The first five of some file names, without characters that a terminal would obey.
five() { tr -c 'A-Za-z0-9._/ \n-' '?' | head -n 5 | tr '\n' ' ' | sed 's/ *$//'; }

# The second byte of a signature (DER) is the length of what follows it. openssl ignores bytes behind a signature, so
# this finds them.
has_its_length() {
  length=$(dd if="$1" bs=1 skip=1 count=1 2>/dev/null | od -An -tx1 | tr -d ' ' | grep . || echo 0)
  [ "$(wc -c <"$1" | tr -d ' ')" = "$((0x$length + 2))" ]
}

signed_by_key() {
  has_its_length "$1.sig" && openssl dgst -sha256 -verify "$key" -signature "$1.sig" "$1" >/dev/null 2>&1
}

# --- The folder and its signature -------------------------------------------------------------------------------------

[ -f SHA256SUMS ] || bad "no SHA256SUMS: the bundle was not closed"
[ -z "$(find . ! -type f ! -type d)" ] || bad "a link or device is in the bundle"
[ -z "$(find . -links +1 -type f)" ] || bad "a file is shared with another place (hard link)"

unsigned=
ok=OK
if [ ! -f SHA256SUMS.sig ]; then
  ! grep -q '^  "signedBy": "' run.json 2>/dev/null ||
    bad "the signature (SHA256SUMS.sig) is missing, though run.json says that the bundle was signed"
  unsigned=1
  signed=unsigned
elif [ -n "$key" ]; then
  signed_by_key SHA256SUMS || bad "the signature is not that of this key over these files"
  signed="signed by this key"
else
  ok="OK, but the signature was NOT checked (no key given)"
  signed="signature not checked"
fi

# --- The list of files ------------------------------------------------------------------------------------------------

name='[A-Za-z0-9][A-Za-z0-9._-]*'
! grep -Evq "^[0-9a-f]{64}  $name(/$name)*\$" SHA256SUMS || bad "an odd line in SHA256SUMS"
[ "$(last_byte SHA256SUMS)" = 0a ] || bad "SHA256SUMS is torn"
[ -z "$(cut -c67- SHA256SUMS | sort | uniq -d)" ] || bad "a path stands twice in SHA256SUMS"

pruned=
beside='SHA256SUMS(\.(sig|tsr))?'
if [ -f pruned.json ]; then
  # Pictures were removed later, on purpose: a statement of its own says so, for these sums.
  grep -q "\"sums\":\"$(sum <SHA256SUMS)\"" pruned.json || bad "pruned.json speaks of other sums"
  if [ -n "$key" ] && { [ -z "$unsigned" ] || [ -f pruned.json.sig ]; }; then
    signed_by_key pruned.json || bad "pruned.json is not signed by this key"
  fi
  [ ! -e shots ] || bad "pruned.json says that there are no pictures, but there are"
  pruned=1
  beside="$beside|pruned\\.json(\\.sig)?"
fi

wanted() {
  if [ -n "$pruned" ]; then
    grep -v '  shots/' SHA256SUMS | grep -v '  report.html$'
  else
    cat SHA256SUMS
  fi
}

checked=$(wanted | sha256sum -c - 2>/dev/null) ||
  bad "missing or changed: $(printf '%s\n' "$checked" | sed -n 's/: FAILED.*//p' | five)"
# What operating systems and sync clients put into folders by themselves, files and folders by their names, and what
# stands in the name of a copy that a sync client has made. It is no evidence, and no alteration.
dropped='\.DS_Store|\._\.DS_Store|\.localized|\.apdisk|[Tt]humbs\.db|[Ee]hthumbs\.db|[Dd]esktop\.ini|\.directory'
dropped="$dropped"'|\.dropbox|\.dropbox\.attr|\.849C9593-D756-4E56-8D6E-42412F2A707B|\.owncloudsync\.log|\.stignore'
dropped="$dropped"'|\._?sync_[0-9a-f]+\.db(-wal|-shm)?|\.nfs[0-9a-f]{16,32}|\.fuse_hidden[0-9a-f]+'
folders='\.tmp\.drivedownload|\.tmp\.driveupload|\.dropbox\.cache|\.stfolder|\.stversions|\.sync|@eaDir|\.AppleDouble'
folders="$folders"'|\.SynologyWorkingDirectory|\.Spotlight-V100|\.Trashes|\.fseventsd|\.TemporaryItems|\$RECYCLE\.BIN'
folders="$folders"'|System Volume Information|lost\+found'
mark=' \([0-9]{1,3}\)| [0-9]{1,3}| \([^()/]*[Cc]onflict[^()/]*\)| \[conflicted\]|\.[Cc]onflict|_[^/]*_[Cc]onflict'
mark="$mark"'|\.sync-conflict-[0-9]{8}-[0-9]{6}-[A-Z0-9]{7}|_conflict-[0-9]{8}-[0-9]{6}|-[A-Za-z0-9-]*[A-Z][A-Za-z0-9-]*'

is_of() {
  name=${2##*/}
  folder=${2%"$name"}
  case $1 in
    "${folder}._$name" | "${folder}~\$$name" | "${folder}.~lock.$name#") return 0 ;;
    "${folder}.syncthing.$name.tmp" | "${folder}~syncthing~$name.tmp" | "$2:Zone.Identifier") return 0 ;;
  esac
  case $name in
    *.*) base=$folder${name%.*} ;;
    *) base=$2 ;;
  esac
  ending=${2#"$base"}
  case $1 in
    "$base"*"$ending")
      middle=${1#"$base"}
      printf '%s\n' "${middle%"$ending"}" | grep -Exq "$mark"
      ;;
    *) return 1 ;;
  esac
}

is_beside() {
  ! printf '%s\n' "$1" | grep -Eq "^(.*/)?($dropped)\$|^(.*/)?($folders)/" || return 0
  while IFS= read -r path; do
    ! is_of "$1" "$path" || return 0
  done <<EOF
$(cut -c67- SHA256SUMS)
SHA256SUMS
SHA256SUMS.sig
SHA256SUMS.tsr
EOF
  return 1
}

[ -z "$(find . -type d -empty | grep -Ev "/($folders)(/|\$)")" ] || bad "an empty folder"
have=$(find . -type f | sed 's|^\./||' | grep -vxE "$beside" | sort)
want=$(wanted | cut -c67- | sort)
lying=
unknown=
while IFS= read -r file; do
  if [ -z "$file" ]; then
    continue
  elif is_beside "$file" && ! cut -c67- SHA256SUMS | grep -qxF -- "$file"; then
    lying="$lying$file
"
  else
    unknown="$unknown$file
"
  fi
done <<EOF
$(printf '%s\n' "$have" | grep -vxF -- "$want")
EOF
[ -z "$unknown" ] || bad "not in the list of files: $(printf '%s' "$unknown" | five)"

# --- The journal ------------------------------------------------------------------------------------------------------

[ -f journal.jsonl ] || {
  echo "INCOMPLETE: the run was killed before it began"
  exit 2
}

prev=$(printf '%064d' 0)
n=0
while IFS= read -r line; do
  case $line in
    "{\"seq\":$n,\"prev\":\"$prev\","*) ;;
    *) bad "the journal is broken at line $((n + 1))" ;;
  esac
  prev=$(printf '%s\n' "$line" | sum)
  n=$((n + 1))
done <journal.jsonl
grep -q "\"head\": \"$prev\"" run.json || bad "run.json names another journal"

# Each picture with its sum: as the journal names it, and as the list of files does.
start='^{"seq":[0-9]*,"prev":"[0-9a-f]*","type":"shot",'
picture='"file":"\(shots/[^"]*\)","sha256":"\([0-9a-f]*\)"'
shots=$(sed -n "s|$start.*$picture.*|\2  \1|p" journal.jsonl | sort -u)
listed=$(grep '  shots/' SHA256SUMS | sort -u || true)
[ "$shots" = "$listed" ] || bad "the journal and the pictures disagree"

# --- What operators have signed ---------------------------------------------------------------------------------------

# Each statement stands in the journal as it was signed, with the key and the signature in base64 behind it.
person='^{"seq":[0-9]*,"prev":"[0-9a-f]*","type":"person",'
statement=',"statement":\({.*}\),"publicKey":"\([A-Za-z0-9+/=]*\)","signature":"\([A-Za-z0-9+/=]*\)"'
begin='{"seq":0,"prev":"0*","type":"run\.start","utc":"[^"]*","mono_ms":[0-9]*'
run=$(sed -n "1s/^$begin,\"run\":\"\([0-9a-z-]*\)\",.*/\1/p" journal.jsonl)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
grep -e "$person" journal.jsonl | grep -E ',"(statement|publicKey|signature)":["{]' >"$work/lines" || true
approvals=
while IFS= read -r line; do
  printf '%s\n' "$line" | sed -n "s|.*$statement.*|\1|p" | tr -d '\n' >"$work/statement"
  printf '%s\n' "$line" | sed -n "s|.*$statement.*|\2|p" | openssl base64 -d -A >"$work/key" 2>/dev/null || true
  printf '%s\n' "$line" | sed -n "s|.*$statement.*|\3|p" | openssl base64 -d -A >"$work/it.sig" 2>/dev/null || true
  said=${line%%,\"statement\":*}
  step=$(printf '%s\n' "$said" | sed -n 's/.*,"step":"\([a-z0-9-]*\)",.*/"step":"\1",/p')
  who=$(printf '%s\n' "$said" | grep -Eo '"did":"[a-z]*","who":"([^"\\]|\\.)*"' || echo '?')
  fingerprint=$(sum <"$work/key")
  case $(cat "$work/statement") in
    "{\"format\":\"keywright-statement/1\",\"run\":\"$run\",$step$who,\"at\":\""*"\",\"key\":\"$fingerprint\","*) ;;
    *) bad "the journal and a signed statement disagree: $who" ;;
  esac
  { openssl pkey -pubin -inform DER -in "$work/key" -out "$work/key.pem" &&
    has_its_length "$work/it.sig" &&
    openssl dgst -sha256 -verify "$work/key.pem" -signature "$work/it.sig" "$work/statement"; } >/dev/null 2>&1 ||
    bad "a statement is not signed by the key that it names: $who"
  approvals="${approvals}SIGNED: $step$who, key $fingerprint
"
done <"$work/lines"

# --- The verdict ------------------------------------------------------------------------------------------------------

if [ -n "$lying" ]; then
  echo "BESIDE: put there by an operating system or a sync client, and no evidence: $(printf '%s' "$lying" | five)"
fi
if [ -n "$pruned" ]; then
  echo "PRUNED: the pictures were removed on purpose; all else is as it was closed"
fi

# A killed run may leave a torn line; the loop above has not read it.
if [ "$(last_byte journal.jsonl)" != 0a ] || ! tail -n1 journal.jsonl | grep -q '"type":"run.end"'; then
  echo "INCOMPLETE: the run was killed; what there is, is as it was closed ($n events, $signed)"
  printf '%s' "$approvals"
  exit 2
fi

counts="$n events, $(printf '%s\n' "$want" | wc -l | tr -d ' ') files"
if [ -n "$unsigned" ]; then
  echo "UNSIGNED: made before this workspace had a signing key. Nothing was altered: $counts, chain head $prev"
  printf '%s' "$approvals"
  exit 3
fi
echo "$ok: $counts, $signed, chain head $prev"
printf '%s' "$approvals"
