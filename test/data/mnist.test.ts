import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { mnist } from '../../sdk/data/index.js'

/** An IDX file of unsigned bytes. */
const idx = (dimensions: number[], values: number[], magic = 0x800 + dimensions.length) => {
  const header = new DataView(new ArrayBuffer(4 + 4 * dimensions.length))
  header.setUint32(0, magic)
  dimensions.forEach((dimension, d) => {
    header.setUint32(4 + 4 * d, dimension)
  })
  return Buffer.concat([Buffer.from(header.buffer), Buffer.from(values)])
}
const images = idx([2, 2, 3], [0, 51, 102, 153, 204, 255, 255, 0, 0, 0, 0, 1])
const labels = idx([2], [3, 8])

describe('mnist', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spikelab-mnist-'))
  })
  afterEach(async () => {
    await rm(folder, { recursive: true })
  })
  const write = (name: string, bytes: Uint8Array) => writeFile(join(folder, name), bytes)
  const refused = (pattern: RegExp) => assert.rejects(mnist({ folder }), pattern)

  it('reads the test images shipped with the package', async () => {
    const digits = await mnist()
    assert.deepEqual([digits.images, digits.rows, digits.columns], [10_000, 28, 28])
    assert.equal(digits.pixels.length, 10_000 * 784)
    assert.deepEqual(Array.from(digits.labels.subarray(0, 10)), [7, 2, 1, 0, 4, 1, 4, 9, 5, 9])
    // How often each digit is among the test labels: published with the database.
    const counts = new Uint32Array(10)
    for (const label of digits.labels) counts[label]++
    assert.deepEqual(Array.from(counts), [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009])
    const image = digits.image(0)
    assert.equal(image.length, 784)
    assert(image.every((x, i) => x >= 0 && x <= 1 && x === digits.pixels[i] / 255))
    // The mean of all test pixels, known from the original files.
    const mean = digits.pixels.reduce((sum, value) => sum + value, 0) / digits.pixels.length / 255
    assert(Math.abs(mean - 0.1325) < 5e-5, `mean ${mean}, expected .1325`)
  })

  it('reads the training images of a clone, in which no pixel is 1', async () => {
    const digits = await mnist({ split: 'train' })
    assert.equal(digits.images, 60_000)
    assert.deepEqual(Array.from(digits.labels.subarray(0, 10)), [5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
    assert(!digits.pixels.includes(1))
    const mean = digits.pixels.reduce((sum, value) => sum + value, 0) / digits.pixels.length / 255
    assert(Math.abs(mean - 0.1307) < 5e-5, `mean ${mean}, expected .1307`)
  })

  it('reads plain files, gzipped files, and plain files called .gz', async () => {
    const plain = (bytes: Uint8Array) => bytes
    const zipped = (bytes: Uint8Array) => gzipSync(bytes)
    const kinds = [
      { suffix: '', wrap: plain },
      { suffix: '.gz', wrap: zipped },
      { suffix: '.gz', wrap: plain },
    ]
    for (const { suffix, wrap } of kinds) {
      await write(`t10k-images-idx3-ubyte${suffix}`, wrap(images))
      await write(`t10k-labels-idx1-ubyte${suffix}`, wrap(labels))
      const digits = await mnist({ folder, split: 'test' })
      assert.deepEqual([digits.images, digits.rows, digits.columns], [2, 2, 3])
      assert.deepEqual(Array.from(digits.image(0)), [0, 0.2, 0.4, 0.6, 0.8, 1])
      assert.equal(digits.label(1), 8)
    }
  })

  it('says which file is absent, where, and that the published package leaves the training images out', async () => {
    await assert.rejects(mnist({ folder }), (error: Error) => {
      assert.match(error.message, /neither t10k-(images-idx3|labels-idx1)-ubyte\.gz nor t10k-\S+ is in /)
      assert(error.message.includes(folder))
      return true
    })
    await write('train-labels-idx1-ubyte', labels)
    const training = mnist({ folder, split: 'train' })
    await assert.rejects(
      training,
      /neither train-images-idx3-ubyte\.gz .* published package leaves the training images out/,
    )
    await assert.rejects(mnist({ folder: join(folder, 'nowhere') }), /nowhere/)
  })

  it('says which file is truncated, plain or gzipped, wherever it was cut', async () => {
    await write('t10k-labels-idx1-ubyte', labels)
    for (const length of [0, 3, 4, 15, 16, images.length - 1]) {
      await write('t10k-images-idx3-ubyte', images.subarray(0, length))
      await refused(/t10k-images-idx3-ubyte: truncated: expected .*, found \d+/)
    }
    await write('t10k-images-idx3-ubyte', images.subarray(0, -1))
    await refused(/expected 2 x 2 x 3 = 12 values after the header, found 11/)
    const zipped = gzipSync(images)
    for (const length of [2, 10, 20, zipped.length - 1]) {
      await write('t10k-images-idx3-ubyte.gz', zipped.subarray(0, length))
      await refused(/t10k-images-idx3-ubyte\.gz: truncated or damaged: expected a whole gzip file, found \d+ bytes/)
    }
  })

  it('says which half of a real file is missing', async () => {
    const real = join(import.meta.dirname, '../../notebooks/data/mnist')
    const whole = await readFile(join(real, 't10k-images-idx3-ubyte.gz'))
    await write('t10k-labels-idx1-ubyte.gz', await readFile(join(real, 't10k-labels-idx1-ubyte.gz')))
    await write('t10k-images-idx3-ubyte.gz', whole.subarray(0, whole.length / 2))
    await refused(/t10k-images-idx3-ubyte\.gz: truncated or damaged/)
    await write('t10k-images-idx3-ubyte.gz', gunzipSync(whole).subarray(0, 4_000_000))
    await refused(/truncated: expected 10000 x 28 x 28 = 7840000 values after the header, found 3999984/)
  })

  it('says which file has another magic number, more values than it tells, or other counts', async () => {
    await write('t10k-labels-idx1-ubyte', labels)
    await write('t10k-images-idx3-ubyte', labels)
    await refused(/images-idx3-ubyte: wrong magic number: expected 0x00000803 .*, found 0x00000801/)
    await write('t10k-images-idx3-ubyte', Buffer.from('<html>Not found</html>'))
    await refused(/wrong magic number: .* found 0x3c68746d/)
    await write('t10k-images-idx3-ubyte', Buffer.concat([images, images]))
    await refused(/images-idx3-ubyte: too long: expected 2 x 2 x 3 = 12 values after the header, found 40/)
    await write('t10k-images-idx3-ubyte', images)
    await write('t10k-labels-idx1-ubyte', idx([3], [1, 2, 3]))
    await refused(/labels-idx1-ubyte: expected a label for each of the 2 images of .*images-idx3-ubyte, found 3 labels/)
    await write('t10k-images-idx3-ubyte', idx([0xffffffff, 0xffffffff, 0xffffffff], []))
    await refused(/truncated: expected 4294967295 x 4294967295 x 4294967295/)
  })

  it('says when a file is none, and names options and images that do not exist', async () => {
    await mkdir(join(folder, 't10k-images-idx3-ubyte'))
    await write('t10k-labels-idx1-ubyte', labels)
    await refused(/t10k-images-idx3-ubyte: could not be read \(EISDIR\)/)
    await assert.rejects(mnist({ split: 'validation' as never }), /split must be "test" or "train", got "validation"/)
    await assert.rejects(mnist({ path: '.' } as never), /mnist: unknown option "path"/)
    const digits = await mnist()
    assert.throws(() => digits.image(10_000), /there is no image 10000, the test split has 0 to 9999/)
    assert.throws(() => digits.label(0.5), /there is no image 0\.5/)
  })
})
