import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { contents, shippedFolder, unzipped } from './files.js'
import { labelledImages, type LabelledImages } from './images.js'

export interface DigitsOptions {
  /** Where `digits.csv` lies, gzipped (`digits.csv.gz`) or not; default the file shipped with the package. */
  readonly folder?: string
}

/** Small images of handwritten digits, 8 x 8 pixels of 0 (paper) to 16 (ink), and what they show. */
export type Digits = LabelledImages

const [rows, columns] = [8, 8]
const size = rows * columns

/**
 * 1,797 handwritten digits of 8 x 8 pixels (Alpaydin & Kaynak 1998, UCI Machine Learning Repository; CC BY 4.0), small
 * enough to train on in seconds. scikit-learn has them as `load_digits`. Needs a file system: Node, Deno or Bun.
 *
 * @throws Error if the file is absent or cannot be read, naming it
 * @throws RangeError if it is damaged, or a line has not 64 pixels of 0 to 16 and a digit
 * @example
 * const small = await digits()
 * small.label(3)                            // 3
 * plot.image(small.image(3), { width: 8, height: 8 })
 */
export async function digits(options: DigitsOptions = {}): Promise<Digits> {
  refuseUnknown('digits', options, ['folder'])
  const path = await import('node:path')
  const folder = options.folder ?? (await shippedFolder('digits'))
  const names = ['digits.csv.gz', 'digits.csv'].map(name => path.join(folder, name))
  for (const file of names) {
    const bytes = await contents(file)
    if (bytes) return parse(new TextDecoder().decode(await unzipped(bytes, file)), file)
  }
  throw new Error(
    `digits: neither digits.csv.gz nor digits.csv is in ${folder}; leave the folder out for the shipped one`,
  )
}

function parse(text: string, file: string): Digits {
  const lines = text.trim().split(/\r?\n/)
  const images = lines.length
  const pixels = new Uint8Array(images * size)
  const labels = new Uint8Array(images)
  for (const [i, line] of lines.entries()) {
    const values = line.split(',').map(Number)
    const whole = values.length === size + 1 && values.every(x => Number.isInteger(x) && x >= 0 && x <= 16)
    check(
      whole && values[size] < 10,
      () =>
        `${file}: line ${i + 1}: expected ${size} pixels of 0 to 16 and a digit of 0 to 9, found "${line.slice(0, 40)}"`,
    )
    pixels.set(values.slice(0, size), i * size)
    labels[i] = values[size]
  }
  return labelledImages(
    { rows, columns, pixels, labels },
    16,
    (i, last) => `digits: there is no image ${i}, there are 0 to ${last}`,
  )
}
