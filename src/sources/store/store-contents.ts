/** What is in a store. */
export interface StoreStats {
  readonly certificates: number;
  /** Of its files: certificates, what else it remembers, room to be used again, and the locks. */
  readonly bytes: number;
  /** Not-found answers that are remembered, expired ones included until they are forgotten. */
  readonly misses: number;
  readonly ids: number;
}

export interface StoreRecord {
  readonly key: Uint8Array;
  readonly der: Uint8Array;
}
