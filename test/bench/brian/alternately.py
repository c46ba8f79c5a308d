"""Runs a script of ../shared/peers, in C++ standalone mode, so that its simulation waits for a line on stdin before each
of its repetitions and then prints how long it took: so it can be run in turn with others on a machine that is shared.
python alternately.py SCRIPT [its options]"""
import json, os, runpy, sys
from brian2.devices.cpp_standalone.device import CPPStandaloneDevice as Device

simulate = Device.run

def alternately(self, *args, **options):
    if not sys.stdin.readline(): sys.exit(0)
    simulate(self, *args, **options)
    print(json.dumps({'seconds': self._last_run_time}), flush=True)

Device.run = alternately
script, sys.argv = sys.argv[1], sys.argv[1:]
sys.path[:0] = [os.path.dirname(os.path.abspath(script)), os.environ['PEERS']]
runpy.run_path(script, run_name='__main__')
