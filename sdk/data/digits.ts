import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { contents, shippedFolder, unzipped } from './files.js'

export interface DigitsOptions {
  /** Where `digits.csv` lies, gzipped (`digits.csv.gz`) or not; default the file shipped with the package. */
  readonly folder?: string
}

/** Small images of handwritten digits and what they show. */
export interface Digits {
  /** Number of images. */
  readonly images: number
  /** Height of an image in pixels, 8. */
  readonly rows: number
  /** Width of an image in pixels, 8. */
  readonly columns: number
  /** All pixels, image by image and row by row, 0 (paper) to 16 (ink). */
  readonly pixels: Uint8Array
  /** The digit that each image shows. */
  readonly labels: Uint8Array
  /** The pixels of one image, row by row, scaled to 0..1. */
  image(index: number): Float64Array
  /** The digit that one image shows, 0 to 9. */
  label(index: number): number
}

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
  const checked = (index: number) => {
    const exists = Number.isInteger(index) && index >= 0 && index < images
    check(exists, `digits: there is no image ${index}, there are 0 to ${images - 1}`)
    return index
  }
  return {
    images,
    rows,
    columns,
    pixels,
    labels,
    image(index) {
      const start = checked(index) * size
      return Float64Array.from(pixels.subarray(start, start + size), value => value / 16)
    },
    label: index => labels[checked(index)],
  }
}
