"""M/M/1 at load 0.9 in SimPy, as its documentation writes a model: a yardstick of BenchmarkMM1.

Reads numbers of customers from standard input, a line each, and answers each with a line of JSON:
the seconds that the simulation took, start-up not counted, and its statistics. It collects what
the Go model does: number in system over time, time in system, its histogram. Frozen: it is not to
be improved, ratios to it are what carries from one machine to another.
"""

import json
import random
import sys
from time import perf_counter

import simpy

ARRIVALS = 0.9
SERVICES = 1.0


class Station:
    def __init__(self, env, rng):
        self.env = env
        self.rng = rng
        self.server = simpy.Resource(env, capacity=1)
        self.number = 0
        self.since = 0.0
        self.area = 0.0
        self.busy = 0.0
        self.sojourns = 0
        self.total = 0.0
        self.squares = 0.0
        self.bins = [0] * 101

    def change(self, by):
        now = self.env.now
        self.area += self.number * (now - self.since)
        if self.number:
            self.busy += now - self.since
        self.since = now
        self.number += by

    def observe(self, sojourn):
        self.sojourns += 1
        self.total += sojourn
        self.squares += sojourn * sojourn
        self.bins[min(int(sojourn), 100)] += 1


def customer(env, station):
    arrived = env.now
    station.change(1)
    with station.server.request() as turn:
        yield turn
        yield env.timeout(station.rng.expovariate(SERVICES))
    station.change(-1)
    station.observe(env.now - arrived)


def source(env, station, customers):
    for _ in range(customers):
        yield env.timeout(station.rng.expovariate(ARRIVALS))
        env.process(customer(env, station))


def simulate(customers):
    env = simpy.Environment()
    station = Station(env, random.Random(1))
    env.process(source(env, station, customers))
    began = perf_counter()
    env.run()
    seconds = perf_counter() - began
    return {
        "seconds": seconds,
        "customers": station.sojourns,
        "time_in_system": station.total / station.sojourns,
        "number_in_system": station.area / env.now,
        "busy": station.busy / env.now,
        "throughput": station.sojourns / env.now,
        "beyond_10": sum(station.bins[10:]) / station.sojourns,
    }


for line in sys.stdin:
    print(json.dumps(simulate(int(line))), flush=True)
