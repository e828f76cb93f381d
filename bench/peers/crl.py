"""crl.py CRL ISSUER SERIALS SECONDS: the job of run-crl.ts on pyca/cryptography.

It walks the entries: get_revoked_certificate_by_serial_number walks them for each serial number.
"""

import json
import sys
import time

from cryptography import x509

with open(sys.argv[2], "rb") as file:
    key = x509.load_der_x509_certificate(file.read()).public_key()
with open(sys.argv[3]) as file:
    wanted = {int(line, 16) for line in file}
with open(sys.argv[1], "rb") as file:
    data = file.read()


def job():
    crl = x509.load_der_x509_crl(data)
    if not crl.is_signature_valid(key):
        raise SystemExit("not verified")
    return sum(1 for revoked in crl if revoked.serial_number in wanted)


start = time.perf_counter()
found = job()
seconds = time.perf_counter() - start
if float(sys.argv[4]) > 0:
    start, passes, elapsed = time.perf_counter(), 0, 0.0
    while elapsed < float(sys.argv[4]):
        found = job()
        passes += 1
        elapsed = time.perf_counter() - start
    seconds = elapsed / passes
print(json.dumps({"found": found, "seconds": seconds}))
