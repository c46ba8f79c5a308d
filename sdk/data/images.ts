import { check } from '../check.js'

/** Images of one size and what they show. */
export interface LabelledImages {
  /** Number of images. */
  readonly images: number
  /** Height of an image in pixels. */
  readonly rows: number
  /** Width of an image in pixels. */
  readonly columns: number
  /** All pixels, image by image and row by row, 0 (paper) to the largest (ink). */
  readonly pixels: Uint8Array
  /** The digit that each image shows. */
  readonly labels: Uint8Array
  /** The pixels of one image, row by row, scaled to 0..1. */
  image(index: number): Float64Array
  /** The digit that one image shows, 0 to 9. */
  label(index: number): number
}

/**
 * Images by their columns.
 *
 * @param ink the largest value of a pixel
 * @param missing says what is wrong with an index, the last one given
 */
export function labelledImages(
  columns: Pick<LabelledImages, 'rows' | 'columns' | 'pixels' | 'labels'>,
  ink: number,
  missing: (index: number, last: number) => string,
): LabelledImages {
  const { pixels, labels } = columns
  const size = columns.rows * columns.columns
  const images = labels.length
  const checked = (index: number) => {
    check(Number.isInteger(index) && index >= 0 && index < images, () => missing(index, images - 1))
    return index
  }
  return {
    images,
    ...columns,
    image(index) {
      const start = checked(index) * size
      return Float64Array.from(pixels.subarray(start, start + size), value => value / ink)
    },
    label: index => labels[checked(index)],
  }
}
