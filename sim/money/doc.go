// Package money holds exact amounts and exact rates.
//
// An Amount is a whole number of micro-units (millionths) of its currency, so a
// fee of 0.001 CAD a listing or a third of a cent of storage is exact until the
// documented rounding point: Amount.RoundCents, half up, once per fee line. A
// Rate is a whole number of billionths and multiplies amounts through 128-bit
// integers. No floating point touches an amount except at the edge, where a
// drawn quantity becomes money (FromFloat).
package money
