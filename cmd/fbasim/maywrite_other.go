//go:build !unix

package main

import (
	"errors"
	"os"
)

// mayWrite tries whether files may be made in a folder, where the system cannot be asked.
func mayWrite(dir string) error {
	probe, err := os.CreateTemp(dir, ".probe-*")
	if err != nil {
		return err
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}
