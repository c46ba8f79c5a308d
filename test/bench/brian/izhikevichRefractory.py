"""b2_izh.py with an input array and a refractory period of 3 ms in which v and u stand still, as in the blueprint's cell."""
from _common import *
a = args(__doc__, N=100000, T=1.0, mode='cpp', prec=64, reps=5, cache='fresh')
B = B2(a.mode, a.prec, 1.0, cache=a.cache); from brian2 import *
G = NeuronGroup(a.N, '''dv/dt = (0.04*v**2 + 5*v + 140 - u + I)/ms : 1 (unless refractory)
du/dt = 0.02*(0.2*v - u)/ms : 1 (unless refractory)
I : 1''', threshold='v>=30', reset='v=-65; u+=8', refractory=3*ms, method='euler')
G.v = '-70+20*rand()'; G.u = '-14'; G.I = 10
M = SpikeMonitor(G, record=False)
r = B.run(Network(G, M), a.T, a.reps, lambda: dict(rate_hz=float(M.num_spikes) / a.N / a.T))
out(bench='izh_refractory', peer='brian2-' + a.mode, N=a.N, T=a.T, prec=a.prec, **r)
