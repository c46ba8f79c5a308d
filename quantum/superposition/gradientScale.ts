/** The running mean square of a layer's gradient: what {@link scaledGradient} divides by. */
export interface GradientScale {
  /** Exponential moving average of the mean square, from 0. */
  meanSquare: number
  /** Updates so far. */
  updates: number
}

const decay = 0.99

/**
 * The gradient over the root of its running mean square in this layer: `g / sqrt(EMA_.99(mean g^2))`, with the bias of
 * the average's beginning corrected as in Adam (Kingma & Ba 2015, algorithm 1). So one rate serves every layer and loss.
 *
 * A layer that has seen nothing but zeros keeps its zeros.
 *
 * @param scale of the layer, moved on by this gradient
 * @param out filled and returned; may be the gradient itself
 */
export function scaledGradient(scale: GradientScale, gradient: ArrayLike<number>, out: Float64Array): Float64Array {
  let sum = 0
  for (let i = 0; i < out.length; i++) sum += gradient[i] * gradient[i]
  scale.updates++
  scale.meanSquare = decay * scale.meanSquare + (1 - decay) * (sum / out.length)
  const meanSquare = scale.meanSquare / (1 - decay ** scale.updates)
  const factor = meanSquare > 0 ? 1 / Math.sqrt(meanSquare) : 0
  for (let i = 0; i < out.length; i++) out[i] = factor * gradient[i]
  return out
}
