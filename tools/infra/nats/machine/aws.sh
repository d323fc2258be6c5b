#!/bin/bash
# Stands in for the AWS command line inside a machine of the lab: hands the words to the lab, which answers for AWS.
set -eu
arguments=()
target=''
for argument in "$@"; do
  case $argument in
    # The real program reads this file itself.
    fileb://*) argument=$(base64 --wrap=0 "${argument#fileb://}") ;;
    /*) target=$argument ;;
  esac
  arguments+=(--data-urlencode "word=$argument")
done
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
status=$(curl --silent --output "$answer" --write-out '%{http_code}' "${arguments[@]}" http://169.254.169.254/aws)
if [[ $status != 200 ]]; then
  cat "$answer" >&2
  exit 254
fi
# get-object writes into a file; everything else prints.
if [[ -n $target && $2 == get-object ]]; then cp "$answer" "$target"; else cat "$answer"; fi
