package des

import "strconv"

// misuse words a panic for a programmer error.
func misuse(what string, n int64) string { return "des: " + what + " " + strconv.FormatInt(n, 10) }
