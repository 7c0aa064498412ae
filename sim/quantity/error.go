package quantity

// Error says what is wrong in a text, where, and how to write it instead. The
// caller knows the file and adds the position.
type Error struct {
	Offset, Len int    // bytes inside the text; Len 0 means to the end
	Code        string // stable short name: "unit", "number", "currency", "range"
	Msg, Hint   string
}

// Error returns the message without the hint.
func (e *Error) Error() string { return e.Msg }
