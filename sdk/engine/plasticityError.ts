/** A learning rule made a weight leave its bounds, or a value that is not finite. */
export class PlasticityError extends Error {
  override readonly name = 'PlasticityError'

  constructor(
    /** Such as `exc -> inh`. */
    readonly projection: string,
    readonly rule: string,
    /** `w`, or a variable of the rule. */
    readonly variable: string,
    /** Index in the projection, and the neurons at its ends. */
    readonly synapse: { readonly index: number; readonly pre: number; readonly post: number },
    /** ms */
    readonly time: number,
    readonly value: number,
    bounds?: readonly [number, number],
  ) {
    const { index, pre, post } = synapse
    const advice =
      bounds && Number.isFinite(value)
        ? `outside the bounds ${bounds[0]} .. ${bounds[1]}; keep it there, as in w = clip(..., ${bounds[0]}, ${bounds[1]}), or give other bounds`
        : 'look for a division by zero, the log of a negative number, or growth without bound in its statements'
    super(
      `${projection}: rule "${rule}" made ${variable} of synapse ${index} (neuron ${pre} to ${post}) ${value} at ${time} ms; ${advice}`,
    )
  }
}
