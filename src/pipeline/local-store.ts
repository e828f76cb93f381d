/** What the commands of `cert-impact store` need of the rooms below. */
export { fingerprintOf } from '../fingerprint/fingerprint.ts';
export { encodePem } from '../sources/scan/pem-text.ts';
export type { DamagedItem, ScanItem } from '../sources/scan/scan-item.ts';
export { scanCertificates, scanStream, statPath } from '../sources/scan/scan.ts';
export { type ImportCounts, importCertificates } from '../sources/store/import.ts';
export { type Store, openStore } from '../sources/store/store.ts';
export { walkStore } from '../sources/store/walk.ts';
