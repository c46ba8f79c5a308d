import { synapse } from '../model/index.js'

/**
 * Oja's rule for rate units with a variable `r` (Oja 1982, J Math Biol 15:267, eq. 3): `dw = eta y (x - y w)`; the vector
 * of weights onto a unit approaches length 1 along the first principal component of its inputs. `eta` a ms.
 *
 * @example
 * net.connect(inputs, unit, { continuous: 'w*r_pre', plasticity: oja({ eta: 1e-3 }), weight: uniform(0, 0.1) })
 */
export const oja = synapse({
  name: 'oja',
  parameters: { eta: 1e-3 },
  continuous: 'w += dt*eta*r_post*(r_pre - r_post*w)',
})
