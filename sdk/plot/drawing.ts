/** A piece of SVG of a known size, with nothing around it; cards and panels put it in its place. */
export interface Drawing {
  readonly width: number
  readonly height: number
  /** Elements, without an `<svg>` around them. */
  readonly body: string
}

/** What the place of a figure asks of it. */
export interface Frame {
  /** Room in pixels. */
  readonly width: number
  /** Where the axis of its chart stands, so that charts above each other share it. */
  readonly marginLeft?: number
  /** Leaves the x axis to the figure below. */
  readonly hideX?: boolean
}

/** Puts a drawing somewhere. */
export const place = ({ body }: Drawing, x: number, y: number): string =>
  x || y ? `<g transform="translate(${x},${y})">${body}</g>` : body
