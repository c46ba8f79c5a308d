import { synapse } from '../model/index.js'

/**
 * Plasticity of voltage (Clopath, Busing, Vasilaki & Gerstner 2010, Nat Neurosci 13:344, eqs. 1 to 4): an arriving spike
 * depresses by what the neuron's slow voltage is above `thetaMinus`; while the voltage is above `thetaPlus`, it
 * potentiates by the trace of arrivals. Parameters of visual cortex (table 1), without the homeostatic factor of `aLtd`.
 *
 * The neuron needs `v`, in mV. It counts up to `vPeak`: where a spike is a threshold, its last step may go far beyond.
 * Time in ms; `aLtd` in the weight's unit a mV, `aLtp` a mV^2 ms.
 *
 * @example
 * net.connect(a, b, { plasticity: clopath({ wMax: 2 }), weight: 1 })
 */
export const clopath = synapse({
  name: 'clopath',
  equations: `
    dx/dt = -x/tauX
    duMinus/dt = (v - uMinus)/tauMinus
    duPlus/dt = (v - uPlus)/tauPlus
    v = min(v_post, vPeak)`,
  parameters: {
    ...{ tauX: '15 ms', tauMinus: '10 ms', tauPlus: '7 ms', thetaMinus: '-70.6 mV', thetaPlus: '-45.3 mV' },
    ...{ aLtd: 14e-5, aLtp: 8e-5, vPeak: '30 mV', wMax: 1 },
  },
  initial: { uMinus: 'thetaMinus', uPlus: 'thetaMinus' },
  onPre: 'w = clip(w - aLtd*max(uMinus - thetaMinus, 0), 0, wMax); x += 1/tauX',
  continuous: {
    where: 'v_post > thetaPlus',
    do: 'w = clip(w + dt*aLtp*x*(v - thetaPlus)*max(uPlus - thetaMinus, 0), 0, wMax)',
  },
})
