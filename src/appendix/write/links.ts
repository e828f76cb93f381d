import type { Fingerprint } from '../../fingerprint/fingerprint.ts';

/** The form of IRG 3.2, Appendix: "https://crt.sh/?sha256=[sha256 fingerprint of the certificate]". */
export function crtShLink(fingerprint: Fingerprint): string {
  return `https://crt.sh/?sha256=${fingerprint}`;
}
