/** The part of the package that is used here; it has no types of its own. */
declare module 'fourier-transform' {
  /**
   * Discrete Fourier transform of a real signal whose length is a power of two, from 2 on; not normalised.
   *
   * @param output real and imaginary parts, n/2 + 1 each; without it the package's own, overwritten by the next call
   */
  export function fft(
    input: ArrayLike<number>,
    output?: [re: Float64Array, im: Float64Array],
  ): [re: Float64Array, im: Float64Array]
}
