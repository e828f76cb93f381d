/* openssl FILE SECONDS: the job of job.ts on OpenSSL's d2i_X509, over and over. See run-job.ts. */
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SLOTS 65536

struct map {
  char *keys[SLOTS];
  long counts[SLOTS];
  long size;
};

static struct map issuers, policies;
static long algorithms[4096], counted, refused, precertificates;
static unsigned digests;
static time_t first, last;

static void increment(struct map *map, const char *key) {
  unsigned hash = 5381;
  for (const char *p = key; *p; p++) hash = hash * 33 + (unsigned char)*p;
  for (unsigned i = hash % SLOTS;; i = (i + 1) % SLOTS) {
    if (!map->keys[i]) {
      map->keys[i] = strdup(key);
      map->size++;
    } else if (strcmp(map->keys[i], key)) {
      continue;
    }
    map->counts[i]++;
    return;
  }
}

static void clear(struct map *map) {
  for (int i = 0; i < SLOTS; i++) free(map->keys[i]);
  memset(map, 0, sizeof *map);
}

static time_t seconds_of(const ASN1_TIME *time) {
  struct tm parts;
  return ASN1_TIME_to_tm(time, &parts) ? timegm(&parts) : 0;
}

static void count_certificate(const unsigned char *der, long length) {
  unsigned char digest[32];
  EVP_Digest(der, length, digest, NULL, EVP_sha256(), NULL);
  digests += digest[0];
  X509 *certificate = d2i_X509(NULL, &der, length);
  if (!certificate) {
    refused++;
    return;
  }
  char *issuer = X509_NAME_oneline(X509_get_issuer_name(certificate), NULL, 0);
  increment(&issuers, issuer ? issuer : "");
  OPENSSL_free(issuer);
  time_t from = seconds_of(X509_get0_notBefore(certificate));
  time_t to = seconds_of(X509_get0_notAfter(certificate));
  if (first == 0 || from < first) first = from;
  if (to > last) last = to;
  algorithms[X509_get_signature_nid(certificate) & 4095]++;
  CERTIFICATEPOLICIES *list = X509_get_ext_d2i(certificate, NID_certificate_policies, NULL, NULL);
  for (int i = 0; list && i < sk_POLICYINFO_num(list); i++) {
    char oid[128];
    OBJ_obj2txt(oid, sizeof oid, sk_POLICYINFO_value(list, i)->policyid, 1);
    increment(&policies, oid);
  }
  CERTIFICATEPOLICIES_free(list);
  if (X509_get_ext_by_NID(certificate, NID_ct_precert_poison, -1) >= 0) precertificates++;
  X509_free(certificate);
  counted++;
}

static long count_all(const unsigned char *bytes, long size) {
  long certificates = 0;
  clear(&issuers);
  clear(&policies);
  memset(algorithms, 0, sizeof algorithms);
  counted = refused = precertificates = first = last = 0;
  for (long at = 0; at < size; certificates++) {
    const unsigned char *p = bytes + at;
    long length = (long)p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3];
    count_certificate(p + 4, length);
    at += 4 + length;
  }
  return certificates;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  FILE *file = argc == 3 ? fopen(argv[1], "rb") : NULL;
  if (!file) return 2;
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  unsigned char *bytes = malloc(size);
  if (!bytes || fread(bytes, 1, size, file) != (size_t)size) return 1;
  count_all(bytes, size); /* warm */
  long certificates = 0;
  double start = now(), elapsed;
  do {
    certificates += count_all(bytes, size);
    elapsed = now() - start;
  } while (elapsed < atof(argv[2]));
  printf("{\"read\":%ld,\"refused\":%ld,\"issuers\":%ld,\"precertificates\":%ld,"
         "\"certificates\":%ld,\"seconds\":%f}\n",
         counted, refused, issuers.size, precertificates, certificates, elapsed);
  return digests == 0;
}
