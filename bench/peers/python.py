"""python.py FILE SECONDS: the job of job.ts on pyca/cryptography, over and over. See run-job.ts."""

import collections
import hashlib
import json
import sys
import time

from cryptography import x509

POLICIES = "2.5.29.32"
POISON = "1.3.6.1.4.1.11129.2.4.3"


def count_all(certificates):
    issuers, algorithms, policies = (collections.Counter() for _ in range(3))
    fingerprints, first, last = set(), None, None
    read = refused = precertificates = 0
    for der in certificates:
        fingerprints.add(hashlib.sha256(der).digest())
        try:
            certificate = x509.load_der_x509_certificate(der)
            issuers[certificate.issuer.rfc4514_string()] += 1
            algorithms[certificate.signature_algorithm_oid.dotted_string] += 1
            not_before = certificate.not_valid_before_utc
            not_after = certificate.not_valid_after_utc
            first = min(first or not_before, not_before)
            last = max(last or not_after, not_after)
            for extension in certificate.extensions:
                oid = extension.oid.dotted_string
                if oid == POLICIES:
                    for policy in extension.value:
                        policies[policy.policy_identifier.dotted_string] += 1
                elif oid == POISON:
                    precertificates += 1
            read += 1
        except Exception:
            refused += 1
    return {
        "read": read,
        "refused": refused,
        "issuers": len(issuers),
        "precertificates": precertificates,
    }


def read_certificates(path):
    with open(path, "rb") as file:
        data = file.read()
    at = 0
    while at < len(data):
        start = at + 4
        at = start + int.from_bytes(data[at:start], "big")
        yield data[start:at]


certificates = list(read_certificates(sys.argv[1]))
count_all(certificates)  # warm
start, passes, elapsed = time.perf_counter(), 0, 0.0
while elapsed < float(sys.argv[2]):
    counted = count_all(certificates)
    passes += 1
    elapsed = time.perf_counter() - start
print(json.dumps({**counted, "certificates": passes * len(certificates), "seconds": elapsed}))
