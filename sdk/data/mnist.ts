import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { contents, shippedFolder, unzipped } from './files.js'
import { parseIdx, type IdxArray } from './idx.js'
import { labelledImages, type LabelledImages } from './images.js'

export interface MnistOptions {
  /** Where the four IDX files lie, gzipped or not, under their usual names; default those shipped with the package. */
  readonly folder?: string
  /** 60,000 images to train on, or 10,000 to test with; default `'test'`. */
  readonly split?: 'test' | 'train'
}

/** Images of handwritten digits, 28 x 28 pixels of 0 (paper) to 255 (ink), and what they show. */
export interface Mnist extends LabelledImages {
  readonly split: 'test' | 'train'
}

/**
 * The MNIST handwritten digits (LeCun, Bottou, Bengio & Haffner 1998, Proc IEEE 86:2278; CC BY-SA 3.0, Yann LeCun and
 * Corinna Cortes). Needs a file system: Node, Deno or Bun.
 *
 * The training images shipped with a clone were rebuilt from a copy in which pixels of value 1 became 0; all others are
 * the original's. The published package leaves them out.
 *
 * @throws Error if a file is absent or cannot be read, naming it and what is expected
 * @throws RangeError if one is truncated, of another format, or if there are not as many labels as images
 * @example
 * const digits = await mnist()
 * const seven = digits.image(0)      // 784 numbers in 0..1
 * digits.label(0)                    // 7
 * @example
 * await mnist({ folder: 'downloads/mnist', split: 'train' })
 */
export async function mnist(options: MnistOptions = {}): Promise<Mnist> {
  refuseUnknown('mnist', options, ['folder', 'split'])
  const { split = 'test' } = options
  check(split === 'test' || split === 'train', `mnist: split must be "test" or "train", got ${JSON.stringify(split)}`)
  const folder = options.folder ?? (await shippedFolder('mnist'))
  const prefix = split === 'test' ? 't10k' : 'train'
  const [pictures, digits] = await Promise.all([
    load(folder, `${prefix}-images-idx3-ubyte`, 3),
    load(folder, `${prefix}-labels-idx1-ubyte`, 1),
  ])
  const [images, rows, columns] = pictures.dimensions
  check(
    digits.dimensions[0] === images,
    `${digits.file}: expected a label for each of the ${images} images of ${pictures.file}, found ${digits.dimensions[0]} labels`,
  )
  const found = { rows, columns, pixels: pictures.values, labels: digits.values }
  const missing = (i: number, last: number) => `mnist: there is no image ${i}, the ${split} split has 0 to ${last}`
  return { split, ...labelledImages(found, 255, missing) }
}

async function load(folder: string, name: string, rank: number): Promise<IdxArray & { file: string }> {
  const path = await import('node:path')
  for (const file of [path.join(folder, `${name}.gz`), path.join(folder, name)]) {
    const bytes = await contents(file)
    if (bytes) return { file, ...parseIdx(await unzipped(bytes, file), file, rank) }
  }
  const left = name.startsWith('train-images') ? ' The published package leaves the training images out.' : ''
  throw new Error(
    `mnist: neither ${name}.gz nor ${name} is in ${folder}.${left} Download the MNIST database and name its folder: mnist({ folder: '...' })`,
  )
}
