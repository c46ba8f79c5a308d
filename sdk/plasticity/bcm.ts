import { synapse } from '../model/index.js'

/**
 * The rule of Bienenstock, Cooper & Munro for rate units with a variable `r` (1982, J Neurosci 2:32; threshold as in
 * Intrator & Cooper 1992, Neural Netw 5:3): `dw = eta x y (y - theta)`, where `theta` is the running mean of `y^2` over
 * `tauTheta`. Of orthonormal patterns, shown with probability p each, one is selected, at y = 1/p. `eta` a ms.
 *
 * @example
 * net.connect(inputs, unit, { continuous: 'w*r_pre', plasticity: bcm({ tauTheta: '500 ms' }), weight: uniform(0, 0.1) })
 */
export const bcm = synapse({
  name: 'bcm',
  equations: 'dtheta/dt = (r_post^2 - theta)/tauTheta',
  parameters: { eta: 1e-4, tauTheta: '1 s' },
  continuous: 'w += dt*eta*r_pre*r_post*(r_post - theta)',
})
