import { signatureAlgorithmLabel } from '../x509/algorithm.ts';
import type { CrlIssuer, CrlIssuers } from './crl-issuer.ts';
import type { CrlReader } from './crl-reader.ts';
import { type SignedOctets, algorithmOf, checkSignature, isWeak } from './signed-octets.ts';

/** Whether a CRL is what its issuer signed (RFC 5280 §6.3.3 (f), (g)). */
export type CrlSignature =
  | {
      readonly state: 'verified';
      /** As the program calls it, such as "sha256WithRSAEncryption". */
      readonly algorithm: string;
      /** By SHA-1. */
      readonly weak: boolean;
      readonly issuer: CrlIssuer;
    }
  /** Verified, with the key of certificates that are none of a CA. */
  | { readonly state: 'not-a-ca'; readonly algorithm: string; readonly issuer: CrlIssuer }
  /** Verified, with the key of certificates whose keyUsage lacks cRLSign. */
  | { readonly state: 'no-crl-sign'; readonly algorithm: string; readonly issuer: CrlIssuer }
  /** By none of the keys of this name. */
  | { readonly state: 'wrong'; readonly algorithm: string }
  /** There are keys, and none of them or not this algorithm can be used. */
  | { readonly state: 'unsupported'; readonly algorithm: string }
  /** No certificate of this name is known. */
  | { readonly state: 'no-issuer'; readonly algorithm: string };

/**
 * Verifies the signature of a CRL that is readable.
 * @param issuerName `comparableName` of its issuer
 */
export function verifyCrlSignature(
  crl: CrlReader,
  issuerName: string,
  issuers: CrlIssuers,
): CrlSignature {
  const octets = signedOctetsOf(crl);
  const parsed = algorithmOf(octets);
  const algorithm = signatureAlgorithmLabel(parsed);
  const candidates = issuers.candidatesFor(issuerName, crl.extensions.authorityKeyId);
  if (candidates.length === 0) return { state: 'no-issuer', algorithm };
  // RFC 5280 §5.1.1.2: the two MUST be the same; which of them is signed would be anyone's guess
  if (!crl.sameAlgorithms) return { state: 'wrong', algorithm };
  let unsupported = false;
  for (const issuer of candidates) {
    const check = checkSignature(octets, issuer.publicKey);
    if (check === 'unsupported') unsupported = true;
    if (check !== 'verified') continue;
    if (!issuer.isCa) return { state: 'not-a-ca', algorithm, issuer };
    return issuer.maySignCrls
      ? { state: 'verified', algorithm, weak: isWeak(parsed), issuer }
      : { state: 'no-crl-sign', algorithm, issuer };
  }
  return { state: unsupported ? 'unsupported' : 'wrong', algorithm };
}

function signedOctetsOf(crl: CrlReader): SignedOctets {
  const { bytes } = crl;
  return {
    signed: bytes.subarray(crl.tbsStart, crl.tbsEnd),
    algorithm: bytes.subarray(crl.signatureAlgorithmStart, crl.signatureAlgorithmEnd),
    signature: bytes.subarray(crl.signatureStart, crl.signatureEnd),
  };
}
