package main

import "runtime"

// allCores is the default number of workers.
func allCores() int { return runtime.GOMAXPROCS(0) }
