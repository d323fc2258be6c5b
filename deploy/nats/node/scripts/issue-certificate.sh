#!/usr/bin/env bash
# Gets a certificate for this node from the private CA. The key is made here and never leaves.
#   issue-certificate.sh            always
#   issue-certificate.sh if-needed  unless the one there is good for RENEW_BEFORE_HOURS more
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$(readlink -f "$0")")/bounded.sh"

readonly tls_dir=/etc/nats/tls
readonly ca_file=/etc/nats/config/current/ca.pem
readonly host="$NODE_NAME.$ZONE_NAME"

# is_good DIRECTORY SECONDS: from our CA, for our name, for so long, and of the key beside it.
is_good() {
  openssl verify -CAfile "$ca_file" -purpose sslserver -verify_hostname "$host" "$1/cert.pem" >/dev/null &&
    openssl x509 -in "$1/cert.pem" -noout -checkend "$2" >/dev/null &&
    [[ $(openssl x509 -in "$1/cert.pem" -noout -pubkey) == "$(openssl pkey -in "$1/key.pem" -pubout)" ]]
}

ask_ca() {
  aws_call acm-pca issue-certificate --certificate-authority-arn "$CA_ARN" --csr "fileb://$1" \
    --signing-algorithm "$CA_SIGNING_ALGORITHM" --template-arn "$CA_TEMPLATE_ARN" \
    --validity "Value=$CERTIFICATE_DAYS,Type=DAYS" --query CertificateArn --output text
}

fetch_certificate() {
  aws_call acm-pca get-certificate --certificate-authority-arn "$CA_ARN" --certificate-arn "$1" \
    --query Certificate --output text >"$2" 2>/dev/null
}

if [[ ${1:-} == if-needed ]] && is_good "$tls_dir/current" "$((RENEW_BEFORE_HOURS * 3600))" 2>/dev/null; then
  say 'the certificate is good'
  exit 0
fi

umask 027
before=$(readlink "$tls_dir/current" || true)
version=$(date --utc +%Y%m%dT%H%M%S.%N)
new="$tls_dir/$version"
mkdir -p "$new"
trap '[[ -e $new/done ]] || rm -rf "$new"' EXIT

openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$new/key.pem"
openssl req -new -key "$new/key.pem" -out "$new/request.pem" -subj "/CN=$host" \
  -addext "subjectAltName=DNS:$host,DNS:nats.$ZONE_NAME"
certificate_arn=$(ask_ca "$new/request.pem")
# Issuing takes the CA a moment, and it may never come.
wait_until "$CERTIFICATE_SECONDS" 'the certificate' fetch_certificate "$certificate_arn" "$new/cert.pem" ||
  fail 'the CA did not answer'
is_good "$new" 60 || fail "the CA issued a certificate that is not for $host"

# The server runs as nats; openssl lets only the maker read a key.
chgrp --recursive nats "$tls_dir"
chmod 0640 "$new"/*
touch "$new/done"
ln --symbolic --force --no-dereference "$version" "$tls_dir/current.new"
mv --no-target-directory "$tls_dir/current.new" "$tls_dir/current"
# The one before stays, for renew-certificate.sh to go back to.
find "$tls_dir" -mindepth 1 -maxdepth 1 -type d ! -name "$version" ! -name "${before:-none}" -exec rm -rf {} +
say "$(openssl x509 -in "$new/cert.pem" -noout -enddate)"
