package batch

import (
	"math"
	"time"
)

// Pilot is what was measured of some units of work on the machine that submits.
type Pilot struct {
	Units    int           // of the whole job
	Timed    int           // of them
	Unit     time.Duration // mean of those timed, on one core
	Start    time.Duration // what every task does before its first unit
	MemoryMB int           // that the program held, with one worker
}

// Rules of thumb of sizing. A task of a few minutes is long against the seconds in which batch systems
// start one, and little is lost with it; arrays of Slurm have at most 1001 tasks unless MaxArraySize
// says otherwise (slurm.conf(5)). The limit of time leaves room for slower cores and dearer units than
// those timed; that of memory for the garbage that lies between collections.
const (
	taskTime      = 5 * time.Minute
	mostTasks     = 1000
	timeReserve   = 3
	leastTime     = 10 * time.Minute
	timeStep      = 5 * time.Minute
	leastMemoryMB = 512
	memoryStepMB  = 256
)

// Total is the time of all units on one core.
func (p Pilot) Total() time.Duration { return time.Duration(p.Units) * p.Unit }

// Tasks advises a number of tasks that have so many CPUs each: as many as make each last about five
// minutes, at most 1000, and never so many that a CPU has no unit.
func (p Pilot) Tasks(cpus int) int {
	wanted := math.Ceil(p.Total().Seconds() / taskTime.Seconds() / float64(cpus))
	return max(1, min(int(wanted), mostTasks, p.Units/cpus))
}

// Share is the largest number of units that a task computes.
func (p Pilot) Share(tasks int) int { return (p.Units + tasks - 1) / tasks }

// TaskTime is how long the task with most units lasts.
func (p Pilot) TaskTime(tasks, cpus int) time.Duration {
	return p.Start + time.Duration((p.Share(tasks)+cpus-1)/cpus)*p.Unit
}

// Limit advises a limit of time for a task: three times what it should last, in steps of five minutes,
// at least ten.
func (p Pilot) Limit(tasks, cpus int) time.Duration {
	limit := timeReserve * p.TaskTime(tasks, cpus)
	return max(leastTime, (limit+timeStep-1)/timeStep*timeStep)
}

// Memory advises the memory of a task in MB: twice what the pilot held, and half of that again for
// each further CPU, in steps of 256 MB, at least 512.
func (p Pilot) Memory(cpus int) int {
	wanted := p.MemoryMB * (cpus + 1)
	return max(leastMemoryMB, (wanted+memoryStepMB-1)/memoryStepMB*memoryStepMB)
}
