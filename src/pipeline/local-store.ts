/** What the commands of `cert-impact store` need of the rooms below. */
import { CertificateReader } from '../x509/certificate-reader.ts';

export { fingerprintOf } from '../fingerprint/fingerprint.ts';
export { encodePem } from '../sources/scan/pem-text.ts';
export type { DamagedItem, ScanItem } from '../sources/scan/scan-item.ts';
export { scanCertificates, scanStream, statPath } from '../sources/scan/scan.ts';
export { storeFiles } from '../sources/store/data-file.ts';
export { type ImportCounts, StoreImport } from '../sources/store/import.ts';
export { makeFolder } from '../sources/store/make-folder.ts';
export { damagedStore } from '../sources/store/open-environment.ts';
export { type Store, openStore } from '../sources/store/store.ts';
export { walkStore } from '../sources/store/walk.ts';
export { DISK_FULL, READ_ONLY } from '../sources/store/writer.ts';

/** Says of octets whether a run could read them as an X.509 certificate. */
export function certificateCheck(): (der: Uint8Array) => boolean {
  const reader = new CertificateReader();
  return (der) => {
    reader.read(der);
    return reader.readable;
  };
}
