/**
 * What couples a spin to itself in the next of P slices, `K = -½ ln tanh(β Γ / P)`: the Suzuki-Trotter mapping
 * (Santoro, Martoňák, Tosatti & Car 2002). The weaker the transverse field Γ, the stiffer the ring.
 */
export function sliceCoupling(beta: number, field: number, slices: number): number {
  return -0.5 * Math.log(Math.tanh((beta * field) / slices))
}
