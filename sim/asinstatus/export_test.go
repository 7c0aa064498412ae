package asinstatus

// Splice sets one cell of a sheet's text.
func Splice(sheet []byte, row, column int, text string) ([]byte, error) {
	return splice(sheet, map[cell]string{{row, column}: text})
}
