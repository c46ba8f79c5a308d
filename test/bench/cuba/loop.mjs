// The same by hand: typed arrays, exact integration, compressed rows. Prints the spikes of one second, and the seconds of processor time since the process began.
const n = 4000
const dt = 0.1
const v = new Float32Array(n).map(() => -60 + 10 * Math.random())
const ge = new Float32Array(n)
const gi = new Float32Array(n)
const wait = new Uint8Array(n)
const offsets = new Uint32Array(n + 1)
const targets = []
for (let i = 0; i < n; i++) {
  // Geometric gaps between the targets of a row.
  for (let j = -1; ;) {
    j += 1 + Math.floor(Math.log(Math.random()) / Math.log(0.98))
    if (j >= n) break
    if (j !== i) targets.push(j)
  }
  offsets[i + 1] = targets.length
}
const rows = Uint32Array.from(targets)
const decay = tau => Math.exp(-dt / tau)
const [Pe, Pi, Pv] = [decay(5), decay(10), decay(20)]
const [Qe, Qi] = [(5 / (5 - 20)) * (Pe - Pv), (10 / (10 - 20)) * (Pi - Pv)]
const rest = -49 * (1 - Pv)
let count = 0

function step(v, ge, gi, wait, fired) {
  let k = 0
  for (let i = 0; i < n; i++) {
    if (wait[i] > 0) wait[i]--
    else {
      const x = Pv * v[i] + Qe * ge[i] + Qi * gi[i] + rest
      if (x > -50) {
        v[i] = -60
        wait[i] = 50
        fired[k++] = i
      } else v[i] = x
    }
    ge[i] *= Pe
    gi[i] *= Pi
  }
  for (let j = 0; j < k; j++) {
    const i = fired[j]
    const [g, w] = i < 3200 ? [ge, 1.62] : [gi, -9]
    for (let s = offsets[i]; s < offsets[i + 1]; s++) g[rows[s]] += w
  }
  return k
}

const fired = new Uint32Array(n)
for (let k = 0; k < 10_000; k++) count += step(v, ge, gi, wait, fired)
const { user, system } = process.cpuUsage()
console.log(count, (user + system) / 1e6)
