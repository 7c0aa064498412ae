// Package returns decides what becomes of a return: whether it is accepted, who pays
// its postage and when, what is refunded, where the unit goes, and whether Amazon
// reimburses the seller.
//
// Everything here is a pure function of the case and the rules in force. The model
// draws condition, fault and luck, and books what is decided; who pays is read from
// the table of package ledger.
package returns
