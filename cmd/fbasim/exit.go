package main

import "fmt"

// The exit codes of every sub-command.
const (
	exitDone        = 0
	exitInternal    = 1
	exitUsage       = 2
	exitScenario    = 3
	exitInput       = 4
	exitCheck       = 5
	exitPrecision   = 6
	exitInterrupted = 130
)

// exit ends the program with a code; err is printed unless it is nil, which
// means that everything has been said.
type exit struct {
	code int
	err  error
}

// Error returns the message that is printed.
func (e *exit) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.err.Error()
}

// Unwrap returns the cause.
func (e *exit) Unwrap() error { return e.err }

// fail is an exit with a message.
func fail(code int, err error) error { return &exit{code, err} }

// silent is an exit after everything has been said.
func silent(code int) error { return &exit{code: code} }
