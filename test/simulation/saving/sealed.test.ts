import assert from 'node:assert/strict'
import fc from 'fast-check'
import { formatVersion, seal, unseal } from '../../../sdk/simulation/saving/sealed.js'

const content = Uint8Array.from({ length: 200 }, (_, i) => (i * 37) % 251)
const refused = (file: Uint8Array, message: RegExp) =>
  assert.rejects(unseal(file, 'load a.spikelab'), error => {
    assert(error instanceof RangeError)
    assert.match(error.message, message)
    return true
  })

describe('a spikelab file', () => {
  it('holds its content and begins with its name and format', async () => {
    const file = await seal(content)
    assert.equal(new TextDecoder().decode(file.subarray(0, 8)), 'spikelab')
    assert.equal(new DataView(file.buffer).getUint32(8, true), formatVersion)
    assert.deepEqual(await unseal(file, 'load'), content)
    assert.deepEqual(await unseal(await seal(new Uint8Array(0)), 'load'), new Uint8Array(0))
  })

  it('is refused with any byte altered', async () => {
    const file = await seal(content)
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const altered = file.slice()
        altered[at] ^= change
        await refused(altered, /^load a\.spikelab (is no spikelab file|is truncated|was altered|has format \d+)/)
      }),
      { numRuns: 500 },
    )
  })

  it('is refused at any other length', async () => {
    const file = await seal(content)
    for (let length = 1; length < file.length; length++)
      await refused(file.slice(0, length), /^load a\.spikelab is truncated: it has \d+ bytes of (at least )?\d+; copy/)
    const longer = new Uint8Array(file.length + 3)
    longer.set(file)
    await refused(longer, /was altered after it was saved; .*: it has 255 bytes, 252 were written$/)
  })

  it('is refused if it is newer, and what is none is called so', async () => {
    const newer = await seal(content)
    new DataView(newer.buffer).setUint32(8, formatVersion + 1, true)
    await refused(newer, /has format 3, this spikelab reads up to 2; load it with a newer spikelab/)
    await refused(new TextEncoder().encode('{"cells": []}'), /a\.spikelab is no spikelab file; expected what net\.save/)
    await refused(new Uint8Array(0), /is no spikelab file/)
    await refused([1, 2] as never, /expected the bytes of net\.save\(\) or a path, got a Array/)
  })
})
