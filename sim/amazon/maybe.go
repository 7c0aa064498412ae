package amazon

// Maybe is a value that a cell may lack: empty, "--", "-" and "N/A" are missing, which is not zero.
type Maybe[T any] struct {
	Value T
	Has   bool
}

// Some is a value that is there.
func Some[T any](v T) Maybe[T] { return Maybe[T]{v, true} }

// Or returns the value, or what to take where there is none.
func (m Maybe[T]) Or(other T) T {
	if m.Has {
		return m.Value
	}
	return other
}
