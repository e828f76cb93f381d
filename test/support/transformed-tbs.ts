/** RFC 6962 §3.2 by asn1js: parse the TBSCertificate, drop poison and SCT list, encode it again. */
import { createHash } from 'node:crypto';
import { BaseBlock, Constructed, ObjectIdentifier, Sequence, fromBER } from 'asn1js';

const CT_EXTENSIONS = ['1.3.6.1.4.1.11129.2.4.2', '1.3.6.1.4.1.11129.2.4.3'];

/** The SHA-256 of the transformed TBSCertificate in hex, and what must agree besides it. */
export function transformedTbs(der: Uint8Array): { digest: string; isPrecertificate: boolean } {
  const { result, offset } = fromBER(der);
  if (offset === -1) throw new Error('asn1js cannot read this certificate');
  const [tbs] = children(result);
  let isPrecertificate = false;
  const fields = children(tbs).flatMap((field) => {
    if (field.idBlock.tagClass !== 3 || field.idBlock.tagNumber !== 3) return [field];
    const [list] = children(field);
    const kept = children(list).filter((extension) => {
      const [id] = children(extension);
      const dotted = id instanceof ObjectIdentifier ? id.valueBlock.toString() : '';
      if (dotted === CT_EXTENSIONS[1]) isPrecertificate = true;
      return !CT_EXTENSIONS.includes(dotted);
    });
    if (kept.length === 0) return [];
    const idBlock = { tagClass: 3, tagNumber: 3 };
    return [new Constructed({ idBlock, value: [new Sequence({ value: kept })] })];
  });
  const encoded = new Sequence({ value: fields }).toBER();
  const digest = createHash('sha256').update(new Uint8Array(encoded)).digest('hex');
  return { digest, isPrecertificate };
}

function children(block: BaseBlock | undefined): BaseBlock[] {
  return block instanceof Constructed ? block.valueBlock.value : [];
}
