"""The (s, S) inventory of BenchmarkInventory in SimPy: the comment there says what it is.

Reads numbers of customers from standard input, a line each, and answers each with a line of JSON:
the seconds that the simulation took, start-up not counted, and its statistics. The stock is a
plain number, which is less work for SimPy than its Container. Frozen: it is not to be improved,
ratios to it are what carries from one machine to another.
"""

import json
import random
import sys
from time import perf_counter

import simpy

CUSTOMERS_A_DAY = 3.0
LEAD_TIME = 2.0
REORDER_AT = 20
ORDER_UP_TO = 70


class Shelf:
    def __init__(self, env, rng):
        self.env = env
        self.rng = rng
        self.level = ORDER_UP_TO
        self.on_order = 0
        self.since = 0.0
        self.on_hand = 0.0
        self.owed = 0.0
        self.short = 0
        self.orders = 0
        self.cost = 0

    def change(self, items):
        now = self.env.now
        if self.level > 0:
            self.on_hand += self.level * (now - self.since)
        else:
            self.owed -= self.level * (now - self.since)
        self.since = now
        self.level += items

    def size(self):
        u = self.rng.random()
        if u < 0.17:
            return 1
        if u < 0.50:
            return 2
        if u < 0.83:
            return 3
        return 4

    def sell(self):
        items = self.size()
        self.short += max(0, items - max(self.level, 0))
        self.change(-items)
        position = self.level + self.on_order
        if position <= REORDER_AT:
            self.order(ORDER_UP_TO - position)

    def order(self, items):
        self.on_order += items
        self.orders += 1
        self.cost += 32 + 3 * items
        self.env.process(delivery(self.env, self, items))


def delivery(env, shelf, items):
    yield env.timeout(LEAD_TIME)
    shelf.on_order -= items
    shelf.change(items)


def demand(env, shelf, customers):
    for _ in range(customers):
        yield env.timeout(shelf.rng.expovariate(CUSTOMERS_A_DAY))
        shelf.sell()


def simulate(customers):
    env = simpy.Environment()
    shelf = Shelf(env, random.Random(1))
    came = env.process(demand(env, shelf, customers))
    began = perf_counter()
    env.run(until=came)
    seconds = perf_counter() - began
    return {
        "seconds": seconds,
        "days": env.now,
        "on_hand": shelf.on_hand / env.now,
        "owed": shelf.owed / env.now,
        "short": shelf.short,
        "orders": shelf.orders,
        "cost": shelf.cost,
    }


for line in sys.stdin:
    print(json.dumps(simulate(int(line))), flush=True)
