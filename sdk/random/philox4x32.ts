// Multipliers in 16-bit halves, and the Weyl increments of the key: Random123's constants.
const M0 = 0xd2511f53
const M0_LOW = 0x1f53
const M0_HIGH = 0xd251
const M1 = 0xcd9e8d57
const M1_LOW = 0x8d57
const M1_HIGH = 0xcd9e
const W0 = 0x9e3779b9
const W1 = 0xbb67ae85

/**
 * One block of Philox4x32-10: four random 32-bit words from a 128-bit counter and a 64-bit key
 * (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", SC'11). Passes BigCrush.
 *
 * Nothing but 32-bit integer arithmetic, so that WebAssembly gives the same bits. Equals `philox4x32` of Random123,
 * NumPy's and cuRAND's Philox but for the order in which they count.
 *
 * @param out receives the four words, in `out[0]` to `out[3]`
 * @example
 * const out = new Uint32Array(4)
 * philox4x32(0, 0, 0, 0, 0, 0, out)   // out[0] is 0x6627e8d5
 */
export function philox4x32(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  out: Uint32Array,
): void {
  for (let round = 0; round < 10; round++) {
    // High halves of M0 * c0 and M1 * c2: no partial sum passes 2^32 (Hacker's Delight, 8-2).
    const a0 = c0 & 0xffff
    const a1 = c0 >>> 16
    const s0 = Math.imul(M0_HIGH, a0) + (Math.imul(M0_LOW, a0) >>> 16)
    const t0 = Math.imul(M0_LOW, a1) + (s0 & 0xffff)
    const high0 = Math.imul(M0_HIGH, a1) + (s0 >>> 16) + (t0 >>> 16)
    const b0 = c2 & 0xffff
    const b1 = c2 >>> 16
    const s1 = Math.imul(M1_HIGH, b0) + (Math.imul(M1_LOW, b0) >>> 16)
    const t1 = Math.imul(M1_LOW, b1) + (s1 & 0xffff)
    const high1 = Math.imul(M1_HIGH, b1) + (s1 >>> 16) + (t1 >>> 16)
    const low0 = Math.imul(M0, c0)
    const low1 = Math.imul(M1, c2)
    c0 = high1 ^ c1 ^ k0
    c1 = low1
    c2 = high0 ^ c3 ^ k1
    c3 = low0
    k0 = (k0 + W0) | 0
    k1 = (k1 + W1) | 0
  }
  out[0] = c0
  out[1] = c1
  out[2] = c2
  out[3] = c3
}
