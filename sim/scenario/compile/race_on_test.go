//go:build race

package compile

// The race detector allocates on its own.
const raceDetector = true
