/** Weights that learn from gradients, whatever they are inside; what tasks and comparisons need of them. */
export interface Learner {
  /** What a forward pass uses: one number a weight, kept up to date in place. */
  readonly weights: Float64Array
  /** Variance of each weight, kept up to date in place; zeros where weights are sharp. */
  readonly variances: Float64Array
  /**
   * One update, downhill.
   *
   * @param gradient of the loss by each weight
   * @param curvature of the loss by the variance of each weight, where it is known
   */
  learn(gradient: ArrayLike<number>, curvature?: number | ArrayLike<number>): void
  /** Puts every weight on one of its levels, if it has levels, and says where all are then. */
  collapse(): Float64Array
}
