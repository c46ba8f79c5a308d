import { synapse } from '../model/index.js'

/**
 * STDP between additive and multiplicative: with the weight as a share of `wMax`, up by `lambda (1 - w)^mu`, down by
 * `lambda alpha w^mu` (Gutig, Aharonov, Rotter & Sompolinsky 2003, J Neurosci 23:3697, eqs. 1 and 2). `mu` 0 is additive,
 * 1 multiplicative; small ones keep competition and stay stable.
 *
 * @example
 * net.connect(a, b, { plasticity: powerLawStdp({ mu: 0.02 }), weight: 0.5 })
 */
export const powerLawStdp = synapse({
  name: 'power-law-stdp',
  equations: `
    dx/dt = -x/tauPlus
    dy/dt = -y/tauMinus`,
  parameters: { tauPlus: '20 ms', tauMinus: '20 ms', lambda: 0.005, alpha: 1.05, mu: 0.02, wMax: 1 },
  onPre: 'x += 1; w = clip(w - wMax*lambda*alpha*(w/wMax)^mu*y, 0, wMax)',
  onPost: 'y += 1; w = clip(w + wMax*lambda*(1 - w/wMax)^mu*x, 0, wMax)',
})
