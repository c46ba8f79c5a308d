import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { digits } from '../../sdk/data/index.js'

describe('digits', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spikelab-digits-'))
  })
  afterEach(async () => {
    await rm(folder, { recursive: true })
  })
  const line = [...new Uint8Array(63), 16, 7].join(',')

  it('reads the 1,797 images shipped with the package, as scikit-learn describes them', async () => {
    const set = await digits()
    assert.deepEqual([set.images, set.rows, set.columns], [1797, 8, 8])
    assert.deepEqual(Array.from(set.labels.subarray(0, 10)), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    const counts = new Uint32Array(10)
    for (const label of set.labels) counts[label]++
    assert.deepEqual(Array.from(counts), [178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
    assert.deepEqual(Array.from(set.pixels.subarray(0, 8)), [0, 0, 5, 13, 9, 1, 0, 0])
    assert.deepEqual(Array.from(set.image(0).subarray(2, 4)), [5 / 16, 13 / 16])
    assert.throws(() => set.image(1797), /there is no image 1797, there are 0 to 1796/)
  })

  it('reads a file of your own, gzipped or not', async () => {
    await writeFile(join(folder, 'digits.csv'), `${line}\n`)
    assert.equal((await digits({ folder })).label(0), 7)
    await writeFile(join(folder, 'digits.csv.gz'), gzipSync(`${line}\r\n${line}\r\n`))
    const both = await digits({ folder })
    assert.deepEqual([both.images, both.pixels[127]], [2, 16])
  })

  it('says what is missing, and which line is wrong', async () => {
    await assert.rejects(digits({ folder }), /digits: neither digits\.csv\.gz nor digits\.csv is in /)
    await writeFile(join(folder, 'digits.csv'), `${line}\n${line.slice(2)}\n`)
    await assert.rejects(digits({ folder }), /digits\.csv: line 2: expected 64 pixels of 0 to 16 and a digit of 0 to 9/)
    await writeFile(join(folder, 'digits.csv'), line.replace('16', '17'))
    await assert.rejects(digits({ folder }), /line 1/)
    await writeFile(join(folder, 'digits.csv.gz'), gzipSync(line).subarray(0, 20))
    await assert.rejects(digits({ folder }), /digits\.csv\.gz: truncated or damaged/)
  })
})
