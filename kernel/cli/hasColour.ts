/** Whether text on the stream may have colours: in a terminal, unless NO_COLOR or FORCE_COLOR say otherwise. */
export function hasColour(stream: { isTTY?: boolean }, env = process.env): boolean {
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0'
  return stream.isTTY === true && !env.NO_COLOR
}
